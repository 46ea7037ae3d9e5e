"""Whoever wants it is told by mail what is new: after he said yes, once a day, until he says no; through a real mail server."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now

from gongkai.kernel.problems import Refused
from gongkai.lawbook.alerts import alert_rules
from gongkai.web.alerts import actions
from gongkai.web.alerts.actions import Wish, confirm, renew, reseal, subscribe, token_of
from gongkai.web.alerts.models import Alert
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import sealed
from gongkai.web.outbox.worker import drain
from tests.web.applications import letters
from tests.web.disclosure import conftest as chain

letterbox, town = letters.letterbox, chain.town  # fixtures
pytestmark = pytest.mark.django_db(transaction=True)
HER = "zhi@example.org"
DAY = timedelta(days=1)
LINK = re.compile(r"https?://[^/]+(/alerts/\S+)")


def morning(days: int) -> datetime:
    """Nine o'clock, so many days from now."""
    here = localtime(now())
    return datetime.combine(here.date() + days * DAY, time(9), tzinfo=here.tzinfo)


def tick(at: datetime) -> None:
    """What the worker does at a moment."""
    problems = [one for one in drain(now=lambda: at) if one.problem and one.topic.startswith("alerts.")]
    assert not problems


@pytest.fixture
def listed(organ, town):
    """`listed(title)`: something becomes public."""

    def put(title: str, *, kind: str = "information") -> Item:
        content = replace(chain.CONTENT, title=title, summary=f"{title}的说明。", body="<p>见说明。</p>")
        return town.publish(town.draft(organ, content, kind=kind))

    return put


def wanted(words: str = "防汛", email: str = HER) -> Wish:
    return Wish("search", {"q": words} if words else {}, email)


def active(words: str = "防汛", email: str = HER) -> Alert:
    """An alert that its reader has confirmed."""
    subscribe(wanted(words, email), sender="", at=now())
    return confirm(Alert.objects.latest("pk"), at=now())


def test_from_the_page_to_the_last_mail(client, organ, listed, letterbox) -> None:
    listed("防汛预案")
    page = Client().get("/search/?q=防汛&kind=information").content.decode()
    address = re.search(r'href="(/alerts/[^"]+)"', page)[1].replace("&amp;", "&")
    shown = client.get(address).content.decode()
    assert "“防汛”，一般信息" in shown
    answer = client.post(address, {"email": HER, "website": ""})
    assert "请到邮箱确认" in answer.content.decode()
    alert = Alert.objects.get()
    assert HER not in str(Alert.objects.values().get())
    tick(now())
    assert letterbox.to == [HER]
    [link] = LINK.findall(letterbox.text())
    assert HER not in link

    # A program that opens every link has said nothing.
    assert "确认订阅" in client.get(link).content.decode()
    alert.refresh_from_db()
    assert alert.state == "asked"
    listed("防汛值班")
    tick(morning(1))
    assert len(letterbox.letters) == 1
    assert "已经确认" in client.post(link, {"do": "confirm"}).content.decode()

    item = listed("防汛物资")
    listed("防汛演练", kind="news")
    listed("春耕")
    tick(morning(2))
    tick(morning(2) + timedelta(hours=5))
    assert len(letterbox.letters) == 2
    text = letterbox.text()
    assert "防汛物资" in text
    assert f"/organs/{organ.slug}/items/{item.pk}/" in text
    for other in ("防汛预案", "防汛值班", "防汛演练", "春耕"):
        assert other not in text
    assert LINK.findall(text) == [link]
    tick(morning(3))
    assert len(letterbox.letters) == 2


def test_by_the_link_it_ends_and_the_address_is_gone(client, organ, listed, letterbox) -> None:
    link = reverse("portal:alert", args=[token_of(active())])
    letterbox.letters.clear()
    assert "已经退订" in client.post(link, {"do": "end"}).content.decode()
    listed("防汛检查")
    tick(morning(1))
    assert not letterbox.letters
    gone = Alert.objects.get()
    assert (gone.state, gone.sealed, gone.address_digest, gone.sender) == ("ended", "", "", "")
    assert "已经停止" in client.get(link).content.decode()


def test_one_address_gets_one_mail_a_day_for_everything(organ, listed, letterbox) -> None:
    active("防汛")
    active("春耕")
    active("防汛", "other@example.org")
    letterbox.letters.clear()
    listed("防汛物资")
    listed("春耕补贴")
    tick(morning(1))
    assert sorted(letterbox.to) == ["other@example.org", HER]
    mine = next(place for place, (to, _mail) in enumerate(letterbox.letters) if to == [HER])
    text = letterbox.text(mine)
    assert text.count("退订：") == 2
    assert letterbox.subject(mine) == "政府信息公开订阅：2条新信息"
    listed("防汛检查")
    tick(morning(1) + timedelta(hours=6))
    assert len(letterbox.letters) == 2
    tick(morning(2))
    assert "防汛检查" in letterbox.text()


def test_a_server_that_is_down_loses_nothing(listed, letterbox) -> None:
    active()
    listed("防汛物资")
    letterbox.letters.clear()
    letterbox.is_down = True
    assert [one.topic for one in drain(now=lambda: morning(1)) if one.problem] == ["alerts.mail"]
    letterbox.is_down = False
    tick(morning(1) + timedelta(hours=1))
    assert "防汛物资" in letterbox.text()


def test_a_column_is_followed(client, organ, town, letterbox) -> None:
    address = reverse("portal:column", args=[organ.slug, "statutory"])
    town.publish(town.draft(organ))
    page = client.get(address).content.decode()
    link = re.search(r'href="(/alerts/[^"]+)"', page)[1].replace("&amp;", "&")
    assert "枕溪镇人民政府：法定主动公开内容" in client.get(link).content.decode()
    client.post(link, {"email": HER})
    confirm(Alert.objects.get(), at=now())
    tick(now())
    letterbox.letters.clear()
    other = town.publish(town.draft(organ, replace(chain.CONTENT, title="枕溪镇春耕安排")))
    tick(morning(1))
    text = letterbox.text()
    assert other.title in text
    assert chain.CONTENT.title not in text


@pytest.mark.parametrize(
    "address", ["/alerts/", "/alerts/?list=column&organ=nowhere&column=news", "/alerts/?list=x&q=1"]
)
def test_what_there_is_not_cannot_be_subscribed_to(client, organ, letterbox, address) -> None:
    assert "请从" in client.get(address).content.decode()
    client.post(address, {"email": HER})
    assert not Alert.objects.exists()


def test_without_a_mail_server_nothing_is_offered(client, organ, listed, settings) -> None:
    settings.MAIL_IS_SENT = False
    listed("防汛预案")
    assert "/alerts/" not in client.get("/search/?q=防汛").content.decode()
    assert "没有开通邮件订阅" in client.get("/alerts/?list=search&q=防汛").content.decode()
    client.post("/alerts/?list=search&q=防汛", {"email": HER})
    assert not Alert.objects.exists()


def test_nobody_learns_who_is_subscribed_and_nobody_is_flooded(client, organ, letterbox) -> None:
    address = "/alerts/?list=search&q=防汛"
    first = client.post(address, {"email": HER})
    confirm(Alert.objects.get(), at=now())
    again = client.post(address, {"email": HER.upper()})
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for words in "甲乙丙丁":
        client.post(f"/alerts/?list=search&q={words}", {"email": HER})
    tick(now())
    assert letterbox.to.count(HER) <= alert_rules().to_one
    assert Alert.objects.count() == alert_rules().to_one
    trapped = client.post(address, {"email": "x@example.org", "website": "https://"})
    assert trapped.status_code == 422


def test_one_place_asks_so_often_and_not_more(client, organ, letterbox) -> None:
    most = alert_rules().from_one
    for number in range(most):
        client.post("/alerts/?list=search&q=防汛", {"email": f"a{number}@example.org"})
    refused = client.post("/alerts/?list=search&q=防汛", {"email": "b@example.org"})
    assert refused.status_code == 422
    assert f"已经收到您的{most}个订阅" in refused.content.decode()
    assert Alert.objects.count() == most


def test_what_is_not_confirmed_in_time_is_forgotten(organ, letterbox) -> None:
    subscribe(wanted(), sender="", at=now())
    alert = Alert.objects.get()
    later = morning(alert_rules().confirm_days + 1)
    with pytest.raises(Refused, match="已经过期"):
        confirm(alert, at=later)
    tick(later)
    assert Alert.objects.get().sealed == ""


def test_after_a_year_it_ends_unless_it_is_renewed(client, organ, listed, letterbox) -> None:
    alert = active()
    until = alert.until_on
    assert until.year == localtime(now()).year + alert_rules().years
    last = (until - localtime(now()).date()).days
    listed("防汛物资")
    tick(morning(last - 1))
    assert "请续订" in letterbox.text()
    renewed = renew(alert, at=morning(last - 1))
    tick(morning(last + 1))
    assert Alert.objects.get().state == "active"
    over = (renewed.until_on - localtime(now()).date()).days
    tick(morning(over))
    assert Alert.objects.get().state == "active"
    tick(morning(over + 1))
    assert Alert.objects.get().state == "ended"


def test_a_link_that_is_none_of_ours_opens_nothing(client, organ, letterbox) -> None:
    alert = active()
    token = token_of(alert)
    assert client.get(reverse("portal:alert", args=[token])).status_code == 200
    for wrong in (f"{alert.pk}:AAAA", f"{alert.pk + 1}{token[len(str(alert.pk)) :]}", str(alert.pk)):
        assert client.get(reverse("portal:alert", args=[wrong])).status_code == 404
    answer = client.get(reverse("portal:alert", args=[token]))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert HER not in answer.content.decode()


def test_the_pages_stay_the_same_for_everybody(organ, listed, letterbox) -> None:
    listed("防汛预案")
    answer = Client().get("/search/?q=防汛")
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies
    tag = answer.headers["ETag"]
    active("防汛")
    assert Client().get("/search/?q=防汛", headers={"if-none-match": tag}).status_code == 304


def test_addresses_are_sealed_anew(settings, organ, letterbox) -> None:
    alert = active()
    settings.DATA_KEYS = ("another key for the tests", *settings.DATA_KEYS)
    assert reseal().done == 1
    assert reseal() == sealed.Resealed(kept=1)
    alert.refresh_from_db()
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    assert actions.wish_of(alert).email == HER
    settings.DATA_KEYS = ("quite another one",)
    assert reseal().unreadable == 1


def test_what_is_renewed_a_moment_before_it_ends_goes_on(organ, letterbox, monkeypatch) -> None:
    alert = active()
    over = alert.until_on + DAY
    held = actions._end_if_in

    def renewed_first(found, pk):
        renew(alert, at=morning((over - localtime(now()).date()).days))
        return held(found, pk)

    monkeypatch.setattr(actions, "_end_if_in", renewed_first)
    assert actions.end_what_is_over(on=over, at=now()) == 0
    assert Alert.objects.get().state == "active"


def test_what_the_database_refuses_for_another_reason_is_no_double(organ, letterbox, monkeypatch) -> None:
    def refused(*_args, **_said):
        raise IntegrityError("something else")

    monkeypatch.setattr(actions, "ask", refused)
    with pytest.raises(IntegrityError):
        subscribe(wanted(), sender="", at=now())
    assert not Alert.objects.exists()
