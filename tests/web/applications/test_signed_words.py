"""What goes out is what was signed: nothing that is found, moved, renamed or rewritten afterwards changes a signed letter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.kernel.case import Reopener
from gongkai.kernel.problems import Refused
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.sealing import Stamp, seal
from gongkai.web.applications.actions.serving import print_letter, tell_third_party
from gongkai.web.applications.letters import wordings
from gongkai.web.applications.models import Application, CasePaper, Reply
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.letters import paragraphs_of
from gongkai.web.applications.service import served
from gongkai.web.foundations import files
from gongkai.web.ledger.triggers import lifted
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, UNSEALED, Bureau, opened, told_for
from .conftest import PERSON
from .on_paper import words_of

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=4)
WAY = {"service": "direct", "on": TODAY, "unsealed_because": UNSEALED}


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(
        ("in hand", "by post"),
        lambda: bureau.take_in(applied, wanted=replace(applied.wanted, delivery="post")),
    )


def read(reply: Reply) -> tuple[bytes, list[str]]:
    """The letter as anybody reads it, and what the applicant reads of it on his page."""
    fresh = Reply.objects.get(pk=reply.pk)
    return replies.rendered(fresh, "html"), paragraphs_of(fresh)


def move(bureau: Bureau) -> None:
    """The office gets another name, another telephone and another address."""
    Organ.objects.filter(pk=bureau.organ.pk).update(
        phone="0555-9999999", address="新街9号", short_name="新名", name="改名以后的机关"
    )


def rewrite_forms(monkeypatch) -> None:
    """The law data has other words for every letter."""
    law = letter_law()
    other = {code: replace(form, name="另一种文书", parts=form.parts[:3]) for code, form in law.forms.items()}
    monkeypatch.setattr(
        "gongkai.web.applications.replies.letters.letter_law", lambda: replace(law, forms=other)
    )


def test_what_comes_later_changes_nothing_in_a_signed_letter(bureau, case, monkeypatch) -> None:
    reply = bureau.sign(bureau.draft(case, "O12"))
    before = read(reply)
    assert "0555-5550123" in before[0].decode()
    move(bureau)
    rewrite_forms(monkeypatch)
    assert read(reply) == before
    replying.serve(reply, **WAY, by=bureau.clerk, at=NOW)
    assert read(reply) == before
    paper = CasePaper.objects.get(reply=reply, is_for_applicant=True)
    words = words_of(files.read(paper.kept), "pdf")
    for said in ("0555-5550123", reply.number, PERSON.name, "2026年2月3日"):
        assert said in words
    assert "0555-9999999" not in words


def test_a_round_that_follows_changes_nothing_in_the_first_letter(bureau, case) -> None:
    first = bureau.arrived(bureau.answer(case, "O12"))
    before = read(first)
    again = {"reopener": Reopener.SELF, "reason": "又找了一遍。", "on": localdate(LATER)}
    replying.reopen(case, **again, by=bureau.office_head, at=LATER)
    bureau.search(case, at=LATER)
    second = bureau.draft(case, "O12", at=LATER)
    assert "2026年2月7日" in read(second)[0].decode()
    assert read(first) == before
    assert "2026年2月7日" not in before[0].decode()


def test_a_third_partys_notice_stays_as_it_was_signed(bureau, case, monkeypatch) -> None:
    bureau.consult(case, "refuses")
    told = told_for(["O02"]) | {proofs.RELEASE_REASON: "关系全村的公共利益。"}
    notice = bureau.sign(bureau.draft(case, "O02", told=told)).notices.get()
    before = replies.notice_of(notice)
    named = replies.notice_of(notice, addressee="李望山")
    move(bureau)
    rewrite_forms(monkeypatch)
    notice.refresh_from_db()
    assert replies.notice_of(notice) == before
    assert replies.notice_of(notice, addressee="李望山") == named
    assert before != named
    assert "李望山" not in str(notice.wording)


def test_nobodys_name_is_kept_with_the_words(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    assert "周" not in str(reply.wording)
    assert f"{PERSON.name}：" in replies.rendered(reply, "html", addressee=PERSON.name).decode()
    assert f"{case.applicants.get().masked_name}：" in replies.rendered(reply, "html").decode()


def test_what_is_written_like_an_open_place_is_read_as_it_was_written(bureau, case) -> None:
    text = "请看附表的{number}一栏和{addressee}一栏。"
    reply = bureau.sign(bureau.draft(case, "O02", text=text))
    assert text in replies.rendered(reply, "html").decode()
    assert not any(mark in read(reply)[0].decode() for mark in wordings.OPEN.values())


@pytest.mark.parametrize(
    "changed", [{"text": "另一番话。"}, {"told": {}}, {"parts": ["O05"]}, {"wording": {}}]
)
def test_what_was_changed_behind_our_back_is_not_served(bureau, case, changed) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    if "wording" in changed:
        changed = {"wording": reply.wording | {"matter": ["另一番话。"]}}
        with pytest.raises(IntegrityError):
            Reply.objects.filter(pk=reply.pk).update(**changed)
    with lifted():
        Reply.objects.filter(pk=reply.pk).update(**changed)
    reply = Reply.objects.get(pk=reply.pk)
    said = {"by": bureau.clerk, "at": NOW}
    for refused in (
        lambda: replying.serve(reply, **WAY, **said),
        lambda: seal(reply, Stamp(seal="official"), on=TODAY, **said),
        lambda: print_letter(reply, **said),
    ):
        with pytest.raises(Refused, match="与签发的内容不一致"):
            refused()
    assert Reply.objects.get().made_on is None
    assert served.sealing_of(reply) is None


def test_a_third_party_is_told_nothing_of_a_reply_that_was_changed(bureau, case) -> None:
    bureau.consult(case, "refuses")
    told = told_for(["O02"]) | {proofs.RELEASE_REASON: "关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, "O02", told=told))
    Reply.objects.filter(pk=reply.pk).update(text="另一番话。")
    with pytest.raises(Refused, match="与签发的内容不一致"):
        tell_third_party(reply.notices.get(), **WAY, by=bureau.clerk, at=NOW)


def test_taken_back_it_is_written_anew_and_signed_with_its_new_words(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O12"))
    first = reply.wording
    replying.take_back(reply, reason="电话变了。", by=bureau.leader, at=NOW)
    move(bureau)
    again = bureau.sign(Reply.objects.get(pk=reply.pk))
    assert "0555-9999999" in read(again)[0].decode()
    assert again.wording != first
    replying.serve(again, **WAY, by=bureau.clerk, at=NOW)


def test_what_was_signed_before_words_were_kept_goes_out_all_the_same(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    with lifted():
        Reply.objects.filter(pk=reply.pk).update(wording={})
    reply = Reply.objects.get(pk=reply.pk)
    assert "2025年耕地地力保护补贴发放明细" in read(reply)[0].decode()
    replying.serve(reply, **WAY, by=bureau.clerk, at=NOW)
    assert Reply.objects.get().made_on == TODAY
