"""A third party who did not agree: withheld for his sake, or overridden and told in writing why and from when (Art. 15, 32)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.problems import Refused
from gongkai.lawbook.service import service_law
from gongkai.web.applications.actions import serving
from gongkai.web.applications.actions.serving import tell_third_party
from gongkai.web.applications.models import Application, Consultation
from gongkai.web.applications.replies import letters as reply_letters
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.ledger.caches import differences
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, UNSEALED, Bureau, opened, told_for

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WAY = {"unsealed_because": UNSEALED}


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def test_a_third_party_who_is_overridden_is_told_first(bureau, case) -> None:
    bureau.consult(case, "refuses")
    with pytest.raises(Refused, match="第三方不同意公开"):
        bureau.draft(case, "O02")
    told = {**told_for(["O02"]), proofs.RELEASE_REASON: "补贴是否按标准发放，关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, "O02", told=told))
    with pytest.raises(Refused, match="书面告知第三方"):
        bureau.post(reply)
    notice = reply.notices.get()
    assert notice.number == "枕溪政公开告〔2026〕1号"
    assert "如不服本机关公开该信息的决定" in notice.remedy
    way = {"service": "direct", "on": TODAY, **WAY, "by": bureau.clerk, "at": NOW}
    tell_third_party(notice, **way)
    with pytest.raises(Refused, match="不需要再办理"):
        tell_third_party(notice, **way)
    assert bureau.post(reply).made_on == TODAY
    assert not list(differences())


def test_a_third_party_whose_part_is_kept_back_is_not_overridden(bureau, case) -> None:
    bureau.consult(case, "refuses")
    reply = bureau.answer(case, "O02", "O08")
    assert (reply.outcome, reply.notices.count()) == ("O04", 0)


@pytest.mark.parametrize("opinion", ["agrees", "silent"])
def test_nothing_is_withheld_for_the_sake_of_those_who_agree(bureau, case, opinion) -> None:
    bureau.consult(case, "agrees")
    if opinion == "agrees":
        with pytest.raises(Refused, match="都同意公开") as caught:
            bureau.draft(case, "O08")
        assert "予以公开" in caught.value.advice
        return
    bureau.consult(case, "refuses")
    Consultation.objects.filter(opinion="refuses").update(opinion=opinion)
    assert bureau.draft(case, "O08").pk


def test_of_several_who_do_not_agree_it_is_said_whose_part_is_withheld(bureau, case) -> None:
    for _ in range(2):
        bureau.consult(case, "refuses")
    first, second = Consultation.objects.order_by("pk")
    codes = ("O02", "O08")
    told = told_for(codes)
    with pytest.raises(Refused, match="不止一个"):
        bureau.draft(case, *codes, told=told)
    told |= {proofs.WITHHELD_FOR: first.ref}
    with pytest.raises(Refused, match="为什么仍然公开"):
        bureau.draft(case, *codes, told=told)
    told |= {proofs.RELEASE_REASON: "补贴是否按标准发放，关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, *codes, told=told))
    assert reply.notices.get().consultation == second
    told |= {proofs.WITHHELD_FOR: f"{first.ref} {second.ref}"}
    assert proofs.overridden(case, replies.decision_of(reply), told) == []


def test_who_is_overridden_reads_his_own_words_why_not_and_from_when(bureau, case, monkeypatch) -> None:
    law = service_law()
    later = replace(law, release=replace(law.release, days=1))
    for module in (serving, reply_letters):
        monkeypatch.setattr(module, "service_law", lambda: later)
    bureau.consult(case, "refuses")
    told = {**told_for(["O02"]), proofs.RELEASE_REASON: "补贴是否按标准发放，关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, "O02", told=told))
    notice = reply.notices.get()
    letter = render_paper(replies.notice_of(notice), "html").decode()
    for words in (
        "您的意见是：不同意公开。涉及我家的收入。",
        "没有采纳不同意公开的意见，理由是：补贴是否按标准发放",
        "2026年2月4日（含当日）以后",
        "第十五条、第三十二条",
    ):
        assert words in letter
    tell_third_party(notice, service="direct", on=TODAY, **WAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="2026年2月4日以后才向申请人提供"):
        bureau.post(reply)
    assert bureau.post(reply, at=LATER).made_on == localdate(LATER)
