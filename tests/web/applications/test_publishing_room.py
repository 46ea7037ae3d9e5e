"""What an officer sees and does when something of a case becomes public, and what the next applicant sees."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.publishing import suggest_where_several
from gongkai.web.applications.models import Application, Promotion, PublishedAnswer
from gongkai.web.catalogue.actions import adopt_starter
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item
from tests.web.conftest import NOW, sign_in

from .bureau import TODAY, opened
from .shown import LATER, LIST, OTHER, released, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.FIXED_TODAY = localdate(LATER)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def desk(client, organ, person_with) -> Client:
    return sign_in(client, person_with("clerk", organ))


def act(application: Application, name: str) -> str:
    return reverse(f"applications:{name}", args=[application.pk])


def form_of(desk: Client, address: str) -> dict[str, str]:
    """What the form begins with."""
    page = BeautifulSoup(desk.get(address).content, "lxml")
    said = {}
    for field in page.select("form [name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        said.setdefault(field["name"], []).append(field.get("value") or field.text.strip())
    return said


def test_a_clerk_shows_an_answer_and_both_sides_know_of_each_other(
    desk, bureau, applied, viewer_of, organ, person_with
) -> None:
    reply = served(bureau, applied)
    case = reply.application
    sheet = desk.get(reverse("applications:sheet", args=[case.pk])).content.decode()
    assert "公开这份答复" in sheet
    said = form_of(desk, act(case, "publish-answer"))
    assert "周明远" not in str(said)
    answer = desk.post(act(case, "publish-answer"), said | {"answer": "周明远：同意。"})
    assert "还能看出是谁的申请" in answer.content.decode()
    assert desk.post(act(case, "publish-answer"), said).status_code == 302
    item = PublishedAnswer.objects.get().item
    sheet = desk.get(reverse("applications:sheet", args=[case.pk])).content.decode()
    assert reverse("items:sheet", args=[item.pk]) in sheet
    assert "公开这份答复</a>" not in sheet
    mine = desk.get(reverse("items:sheet", args=[item.pk])).content.decode()
    assert "来自申请" in mine
    assert reverse("applications:sheet", args=[case.pk]) in mine
    publisher = sign_in(Client(), person_with("publisher", organ))
    assert "来自申请" not in publisher.get(reverse("items:sheet", args=[item.pk])).content.decode()

    released(bureau, viewer_of("publisher", organ), item, at=LATER)
    public = Client().get(reverse("portal:item", args=[organ.slug, item.pk])).content.decode()
    for told in ("申请的内容", "答复的内容", "条例第三十六条", "答复日期", LIST.name, "依申请公开答复选登"):
        assert told in public
    for told in ("周明远", str(case), case.receipt, reply.number, "/office/"):
        assert told not in public
    column = Client().get(reverse("portal:column", args=[organ.slug, "answers"])).content.decode()
    assert item.title in column
    assert (
        item.title not in Client().get(reverse("portal:column", args=[organ.slug, "other"])).content.decode()
    )
    feed = Client().get(reverse("portal:column-feed", args=[organ.slug, "answers"])).content.decode()
    assert item.title in feed
    assert "依申请公开答复选登" in Client().get(reverse("portal:organ", args=[organ.slug])).content.decode()


def test_the_office_is_told_decides_and_the_next_applicant_finds_it(
    desk, bureau, applied, organ, viewer_of
) -> None:
    adopt_starter(organ, by=SYSTEM, at=NOW)
    served(bureau, applied)
    served(bureau, applied, at=LATER, identities=(OTHER,))
    suggest_where_several(on=localdate(LATER), at=LATER)
    promotion = Promotion.objects.get()
    case = promotion.application
    work = desk.get(reverse("my-work")).content.decode()
    assert "等我决定是否转为主动公开：1件" in work
    listed = desk.get(f"{reverse('applications:index')}?waits=promotable").content.decode()
    assert reverse("applications:sheet", args=[case.pk]) in listed
    sheet = desk.get(reverse("applications:sheet", args=[case.pk])).content.decode()
    assert "已有2名申请人得到同样的信息" in sheet
    said = form_of(desk, act(case, "promote"))
    row = Row.objects.get(organ=organ, code="town_documents")
    said |= {"row": row.pk, "formed_on": str(TODAY), "title": "2025年耕地地力保护补贴发放表"}
    assert desk.post(act(case, "promote"), said).status_code == 302
    item = Item.objects.get()
    released(bureau, viewer_of("publisher", organ), item, at=LATER)
    assert "多人申请的信息" not in desk.get(reverse("my-work")).content.decode()


def test_a_suggestion_is_entered_and_declined(desk, bureau, applied) -> None:
    one = served(bureau, applied).application
    other = served(bureau, applied, at=LATER, identities=(OTHER,)).application
    address = act(one, "suggest-promotion")
    told = {"suggested_by": "officer", "on": str(localdate(LATER)), "others": "2026-9"}
    assert "没有登记编号为“2026-9”的其他申请" in desk.post(address, told).content.decode()
    assert desk.post(address, told | {"others": f"〔{other.year}〕{other.serial}号"}).status_code == 302
    assert Promotion.objects.get().applicants == 2
    decline = act(one, "keep-from-promotion")
    assert desk.post(decline, {"reason": "涉及各户收入，不宜公开。"}).status_code == 302
    sheet = desk.get(reverse("applications:sheet", args=[other.pk])).content.decode()
    assert "暂不转为主动公开：涉及各户收入，不宜公开。" in sheet
    assert f'href="{reverse("applications:sheet", args=[one.pk])}"' in sheet
    assert f'href="{reverse("applications:sheet", args=[other.pk])}"' not in sheet


def test_whoever_asks_for_what_is_shown_finds_it_before_he_sends_his_form(
    bureau, applied, organ, viewer_of
) -> None:
    from gongkai.web.applications.actions.publishing import publish_answer
    from gongkai.web.applications.publishing import answers as publishing
    from gongkai.web.portal.apply_beside import beside

    reply = served(bureau, applied)
    item = publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    assert not beside({"title": "耕地地力保护补贴"})
    released(bureau, viewer_of("publisher", organ), item, at=NOW + timedelta(hours=1))
    [(title, hit)] = beside({"title": "耕地地力保护补贴"})
    assert title == item.title
    assert hit.address == reverse("portal:item", args=[organ.slug, item.pk])
