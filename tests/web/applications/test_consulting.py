"""Third parties and other organs are asked; a one-time link brings their answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import Consulted
from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotLawful, NotYourDuty, Refused
from gongkai.web.applications.actions.answering import give_opinion
from gongkai.web.applications.actions.consulting import (
    NO_GROUNDS,
    Asked,
    consult,
    deliver,
    limit_of,
    opened_with,
    take_opinion,
)
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, Consultation
from gongkai.web.foundations.sealed import unseal
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event

from .happenings import DUE, LATER, brought, event, moment, standing

SENT, DELIVERED = LATER, date(2026, 2, 12)
# Fifteen working days after the delivery, and after the sending when nothing was delivered.
LIMIT, UNSERVED = date(2026, 3, 11), date(2026, 3, 9)
VILLAGER = Asked(
    of=Consulted.THIRD_PARTY,
    about="分户面积中您家的一行。",
    identity=Identity(name="赵春生", phone="13900005678", address="柳坞村3组"),
)


@pytest.fixture
def clerk(viewer_of, organ):
    return viewer_of("clerk", organ)


@pytest.fixture
def asked(taken_in, clerk):
    application = standing(taken_in.application, "processing")
    return consult(application, VILLAGER, on=SENT, by=clerk, at=moment(SENT))


def _answered(consultation, on, *, by, opinion="agrees", grounds=""):
    return take_opinion(consultation, opinion=opinion, grounds=grounds, on=on, by=by, at=moment(on))


def test_the_clock_stands_while_somebody_is_asked(asked):
    application = Application.objects.get()
    assert (application.state, application.is_paused) == ("consulting", True)
    assert application.due_on > DUE
    assert limit_of(asked[0]) == UNSERVED


def test_who_is_asked_is_sealed(asked):
    consultation, token = asked
    assert consultation.masked_name == "赵**"
    assert "赵春生" not in consultation.sealed
    assert unseal(consultation.sealed)["address"] == "柳坞村3组"
    for word in ("赵春生", "柳坞村", token, "13900005678"):
        assert not Event.objects.filter(body__contains=word).exists()
    assert token not in consultation.token_digest


def test_the_legal_time_counts_from_the_delivery(asked, clerk):
    consultation, _ = asked
    deliver(consultation, on=DELIVERED, by=clerk, at=moment(DELIVERED))
    assert limit_of(consultation) == LIMIT
    with pytest.raises(NotLawful, match="已经登记送达"):
        deliver(consultation, on=DELIVERED, by=clerk, at=moment(DELIVERED))


def test_an_opinion_by_letter(asked, clerk):
    on = date(2026, 2, 26)
    for opinion in ("refuses", "partly"):
        with pytest.raises(Refused, match=f"没有写明他的理由.*{NO_GROUNDS}"):
            _answered(asked[0], on, by=clerk, opinion=opinion, grounds=" ")
    refused = _answered(asked[0], on, by=clerk, opinion="refuses", grounds=" 属于家庭隐私。 ")
    assert (refused.opinion, refused.grounds) == ("refuses", "属于家庭隐私。")
    application = Application.objects.get()
    assert (application.state, application.is_paused) == ("processing", False)
    assert application.due_on == date(2026, 3, 18)  # 02-11 … 02-26: seven working days
    assert not Event.objects.filter(body__contains="隐私").exists()
    assert not list(differences())


def test_an_opinion_by_the_link_counts_once(asked):
    consultation, token = asked
    on = date(2026, 2, 26)
    assert opened_with(token, moment(on)) == consultation
    give_opinion(token, opinion="partly", grounds="只公开面积", at=moment(on))
    assert Application.objects.get().state == "processing"
    assert opened_with(token, moment(on)) is None
    with pytest.raises(Refused, match="这次征求意见已经结束"):
        give_opinion(token, opinion="agrees", grounds="", at=moment(on))


def test_nobody_takes_an_opinion_without_the_link_or_a_duty(asked):
    with pytest.raises(NotYourDuty):
        _answered(asked[0], SENT, by=PUBLIC)


def test_a_link_that_opens_nothing(asked, clerk):
    consultation, token = asked
    assert opened_with("", moment(SENT)) is None
    assert opened_with("x" * 43, moment(SENT)) is None
    assert opened_with(token, moment(UNSERVED)) == consultation
    assert opened_with(token, moment(UNSERVED + timedelta(1))) is None
    deliver(consultation, on=DELIVERED, by=clerk, at=moment(DELIVERED))
    assert opened_with(token, moment(LIMIT)) == consultation
    assert opened_with(token, moment(LIMIT + timedelta(1))) is None
    assert consultation.token_until_at > moment(LIMIT)


def test_a_link_ends_with_its_case(asked):
    brought(asked[0].application, event("withdrawn"))
    assert opened_with(asked[1], moment(SENT)) is None
    with pytest.raises(Refused, match="已经结束"):
        give_opinion(asked[1], opinion="agrees", grounds="", at=moment(SENT))


@pytest.mark.parametrize("opinion", ["silent", "returned", "", "maybe"])
def test_by_the_link_only_an_opinion_is_given(opinion, asked):
    with pytest.raises(Refused, match="没有选择意见"):
        give_opinion(asked[1], opinion=opinion, grounds="", at=moment(SENT))


def test_silence_is_known_when_the_time_is_over(asked, clerk):
    deliver(asked[0], on=DELIVERED, by=clerk, at=moment(DELIVERED))
    with pytest.raises(Refused, match="期限到2026年3月11日才届满"):
        _answered(asked[0], LIMIT, by=clerk, opinion="silent")
    after = LIMIT + timedelta(1)
    assert _answered(asked[0], after, by=clerk, opinion="silent").opinion == "silent"


def test_what_was_delivered_did_not_come_back(asked, clerk):
    deliver(asked[0], on=DELIVERED, by=clerk, at=moment(DELIVERED))
    with pytest.raises(Refused, match="不能再记为未能送达"):
        _answered(asked[0], date(2026, 2, 26), by=clerk, opinion="returned")


def test_a_letter_that_came_back_ends_it(asked, clerk):
    assert _answered(asked[0], DELIVERED, by=clerk, opinion="returned").opinion == "returned"
    assert Application.objects.get().state == "processing"


def test_it_goes_on_when_the_last_has_answered(asked, clerk, county):
    organ_asked = Asked(of=Consulted.ORGAN, about="补贴标准的依据", organ=county)
    second, _ = consult(asked[0].application, organ_asked, on=DELIVERED, by=clerk, at=moment(DELIVERED))
    assert (second.ref, second.masked_name, second.sealed) == ("c2", county.name, "")
    _answered(asked[0], DELIVERED, by=clerk)
    assert Application.objects.get().state == "consulting"
    _answered(second, DELIVERED, by=clerk)
    assert Application.objects.get().state == "processing"


def test_who_is_asked_is_told_rightly(taken_in, clerk, organ, county):
    application = standing(taken_in.application, "processing")
    for wrong, said in [
        (replace(VILLAGER, identity=None), "没有写明向谁征求意见"),
        (replace(VILLAGER, identity=Identity(name=" ")), "没有写明向谁征求意见"),
        (replace(VILLAGER, of=Consulted.ORGAN, organ=county), "二者填一项"),
        (replace(VILLAGER, identity=None, organ=county), "第三方不是行政机关"),
        (replace(VILLAGER, of=Consulted.CO_MAKER, identity=None, organ=organ), "不能向本机关征求意见"),
        (replace(VILLAGER, about=" "), "涉及的内容"),
    ]:
        with pytest.raises(Refused, match=said):
            consult(application, wrong, on=SENT, by=clerk, at=moment(SENT))
    assert not Consultation.objects.exists()
    assert Application.objects.get().state == "processing"


def test_a_company_is_named_in_full(taken_in):
    application = standing(taken_in.application, "processing")
    company = replace(VILLAGER, identity=Identity(name="墨鹭县青禾农机有限公司"), is_person=False)
    consultation, _ = consult(application, company, on=SENT, by=SYSTEM, at=moment(SENT))
    assert consultation.masked_name == "墨鹭县青禾农机有限公司"


def test_only_whose_duty_it_is(taken_in, viewer_of, organ):
    application = standing(taken_in.application, "processing")
    with pytest.raises(NotYourDuty):
        consult(application, VILLAGER, on=SENT, by=viewer_of("section_head", organ), at=moment(SENT))
