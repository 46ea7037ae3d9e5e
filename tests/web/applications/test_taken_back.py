"""撤回签发 and what rested on the signature: what third parties were told, what was drawn, what bears the seal."""

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.sealing import Stamp, file_stamped, seal, seal_electronically
from gongkai.web.applications.actions.serving import tell_third_party
from gongkai.web.applications.models import Application, CasePaper, ReleaseNotice, Seal, Sealing
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.service import esealing
from gongkai.web.applications.service.served import carried_in
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import REFUSED
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW
from tests.web.events import events_about
from tests.web.told_again import told_again

from .bureau import TODAY, UNSEALED, Bureau, opened, told_for
from .on_paper import words_of
from .scans import photo

pytestmark = pytest.mark.django_db(transaction=True)
WAY = {"unsealed_because": UNSEALED}


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def test_what_was_drawn_of_a_signature_taken_back_meanwhile_does_not_go_out(bureau, case) -> None:
    before = bureau.sign(bureau.draft(case, "O02"))
    replying.take_back(before, reason="依据写错了。", by=bureau.leader, at=NOW)
    bureau.sign(bureau.draft(case, "O02", text="经重新审查，答复如下。"))
    with pytest.raises(Refused, match="签发有了变动"):
        bureau.post(before)
    with pytest.raises(Refused, match="签发有了变动"):
        seal(before, Stamp(seal=Seal.OFFICIAL), on=TODAY, by=bureau.clerk, at=NOW)
    assert not Sealing.objects.exists()


def test_what_the_program_sealed_of_a_signature_taken_back_meanwhile_is_not_kept(
    bureau, case, monkeypatch
) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))

    def stamped(letter: bytes, **_said) -> bytes:
        assert events_about(reply, "applications.sealing_begun").exists()
        replying.take_back(reply, reason="依据写错了。", by=bureau.leader, at=NOW)
        return letter + b"\n% seal"

    monkeypatch.setattr(esealing, "sealed", stamped)
    with pytest.raises(Refused, match="还没有签发"):
        seal_electronically(reply, seal=Seal.OFFICIAL, by=bureau.clerk, at=NOW)
    assert not Sealing.objects.exists()
    assert not CasePaper.objects.filter(kind="reply").exists()


def test_who_may_not_seal_is_written_down(bureau, case, monkeypatch) -> None:
    monkeypatch.setattr(esealing, "sealed", lambda *_said, **_more: pytest.fail("the program was asked"))
    draft = bureau.draft(case, "O02")
    with pytest.raises(Refused, match="还没有签发"):
        seal_electronically(draft, seal=Seal.OFFICIAL, by=bureau.clerk, at=NOW)
    with pytest.raises(NotYourDuty):
        seal(draft, Stamp(seal=Seal.OFFICIAL), on=TODAY, by=bureau.leader, at=NOW)
    refused = [one.told()["facts"] for one in Event.objects.filter(kind=REFUSED).order_by("pk")]
    assert refused == [
        {"act": "applications.begin_sealing", "code": "refused"},
        {"act": "applications.seal", "code": "not_your_duty"},
    ]


def test_a_scan_that_comes_late_does_not_stand_in_for_newer_words(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    old = seal(reply, Stamp(seal=Seal.OFFICIAL), on=TODAY, by=bureau.clerk, at=NOW)
    replying.take_back(reply, reason="依据写错了。", by=bureau.leader, at=NOW)
    bureau.post(bureau.sign(bureau.draft(case, "O02", text="经重新审查，答复如下。")))
    file_stamped(old, name="扫描.jpg", scan=photo(200), by=bureau.clerk, at=NOW)
    paper = CasePaper.objects.get(kind="reply", is_for_applicant=True)
    assert "经重新审查" in words_of(files.read(paper.kept), "pdf")


def overriding(because: str) -> dict:
    return {**told_for(["O02"]), proofs.RELEASE_REASON: because}


def test_who_was_told_of_a_decision_that_is_taken_back_is_told_the_new_one(bureau, case) -> None:
    bureau.consult(case, "refuses")
    way = {"service": "direct", "on": TODAY, **WAY, "by": bureau.clerk, "at": NOW}
    reply = bureau.sign(bureau.draft(case, "O02", told=overriding("关系全村的公共利益。")))
    first = reply.notices.get()
    tell_third_party(first, **way)
    replying.take_back(reply, reason="理由写错了。", by=bureau.leader, at=NOW)
    reply = bureau.sign(bureau.draft(case, "O02", told=overriding("关系防汛资金的使用。")))
    second = reply.notices.in_force().get()
    first.refresh_from_db()
    assert (first.voided_on, first.told_on, first.reason) == (TODAY, TODAY, "关系全村的公共利益。")
    assert (second.told_on, second.reason) == (None, "关系防汛资金的使用。")
    assert second.number != first.number
    with pytest.raises(Refused, match="书面告知第三方"):
        bureau.post(reply)
    tell_third_party(second, **way)
    assert not list(differences())


def test_a_notice_that_nobody_had_yet_keeps_its_number(bureau, case) -> None:
    bureau.consult(case, "refuses")
    reply = bureau.sign(bureau.draft(case, "O02", told=overriding("关系全村的公共利益。")))
    first = reply.notices.get()
    replying.take_back(reply, reason="理由写错了。", by=bureau.leader, at=NOW)
    assert not reply.notices.in_force().exists()
    with pytest.raises(Refused, match="还没有签发"):
        tell_third_party(
            ReleaseNotice.objects.get(), service="direct", on=TODAY, **WAY, by=bureau.clerk, at=NOW
        )
    reply = bureau.sign(bureau.draft(case, "O02", told=overriding("关系防汛资金的使用。")))
    assert [(one.pk, one.number) for one in reply.notices.all()] == [(first.pk, first.number)]


def test_a_release_that_was_given_up_keeps_nobody_waiting(bureau, case) -> None:
    bureau.consult(case, "refuses")
    reply = bureau.sign(bureau.draft(case, "O02", told=overriding("关系全村的公共利益。")))
    replying.take_back(reply, reason="不予公开。", by=bureau.leader, at=NOW)
    reply = bureau.post(bureau.sign(bureau.draft(case, "O08")))
    assert reply.made_on == TODAY
    assert not reply.notices.in_force().exists()
    assert carried_in(case) == [reply]
