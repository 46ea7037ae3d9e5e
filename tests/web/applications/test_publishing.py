"""An answer is shown without whoever asked, and what several were given may become public for everybody."""

from dataclasses import replace

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.correcting import correct_identity
from gongkai.web.applications.actions.identity import purge
from gongkai.web.applications.actions.publishing import (
    publish_answer,
)
from gongkai.web.applications.actions.replying import Supplied
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    PublishedAnswer,
)
from gongkai.web.applications.publishing import answers as publishing
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.content import content_of
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW

from .bureau import TODAY, Bureau, letter_told, opened, told_for
from .shown import LATER, LIST, released, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def publisher(organ, viewer_of):
    return viewer_of("publisher", organ)


def test_whoever_stood_there_before_he_was_corrected_is_looked_for_too(bureau, applied) -> None:
    """A name that was put right may be his former one."""
    reply = served(bureau, applied, text="周明远：您申请的信息予以公开，见附件。")
    correct_identity(
        reply.application.applicants.get(), {"name": "周一帆"}, reason="已经改名", by=bureau.clerk, at=LATER
    )
    shown = publishing.begun(reply)
    assert "周明远" not in shown.answer
    content = publishing.answer_content(replace(shown, summary="周明远问的。"), reply)
    with pytest.raises(Refused, match="还能看出是谁的申请"):
        publishing.must_name_nobody(content, [reply.application])


def test_a_partial_answer_says_what_was_not_given_and_names_nobody(bureau, applied) -> None:
    case = bureau.take_in(applied)
    withheld = [{"about": "周明远一户的账号", "reason": "属于个人隐私", "part": "O08"}]
    unable = [{"about": "2019年的明细", "reason": "没有查到", "part": "O13"}]
    codes = ("O02", "O08", "O13")
    bureau.prepare(case, codes)
    told = letter_told(codes) | told_for(codes) | {"withheld": withheld, "unable": unable}
    reply = bureau.answer(case, *codes, told=told, supplied=(LIST,))
    shown = publishing.begun(reply)
    assert "不予公开：申请人一户的账号。理由：属于个人隐私。" in shown.answer
    assert "不能提供：2019年的明细。理由：没有查到。" in shown.answer


def test_an_answer_is_shown_without_whoever_asked(bureau, applied, publisher) -> None:
    wanted = replace(applied.wanted, wanted="我叫周明远，电话13900001234，想知道三组的补贴。")
    reply = served(bureau, applied, wanted=wanted, text="周明远：您申请的信息予以公开，见附件。")
    before = Application.objects.values().get()
    shown = publishing.begun(reply)
    assert "周明远" not in shown.wanted + shown.answer + shown.title
    assert "1234" not in shown.wanted
    item = publish_answer(reply, shown, by=bureau.clerk, at=LATER)
    released(bureau, publisher, item, at=LATER)
    item.refresh_from_db()
    assert item.is_live
    assert (item.row.code, item.row.is_statutory) == ("published_answers", False)
    for told in (
        "申请的内容",
        "想知道三组的补贴",
        "申请人：您申请的信息予以公开",
        "条例第三十六条第（二）项",
        "2026年2月3日",
    ):
        assert told in item.live_version.body
    assert [file.name for file in content_of(item.live_version).attachments] == [LIST.name]
    assert PublishedAnswer.objects.get().reply == reply
    # The case is what it was, whatever becomes of the item.
    disclosure.withdraw(item, reason="另有安排。", by=bureau.clerk, at=LATER)
    assert Application.objects.values().get() == before
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("title", "周明远的申请"),
        ("summary", "周 明 远申请的"),
        ("wanted", "我是周明远。"),
        ("answer", "请电139-0000-1234联系。"),
        ("answer", "寄往溪后村３组。"),
        ("answer", "见申请〔2026〕1号。"),
        ("answer", "回执号S000001。"),
        ("answer", "枕溪政公开答〔2026〕1号"),
        ("answer", "邮箱ZHOU@mail.example"),
    ],
)
def test_nothing_that_tells_who_asked_gets_into_the_draft(bureau, applied, place, said) -> None:
    reply = served(bureau, applied)
    said = said.replace("S000001", reply.application.receipt)
    shown = replace(publishing.begun(reply), **{place: said})
    with pytest.raises(Refused, match="还能看出是谁的申请") as refused:
        publish_answer(reply, shown, by=bureau.clerk, at=NOW)
    assert "周明远" not in refused.value.message
    assert not PublishedAnswer.objects.exists()


def test_the_number_of_another_document_is_no_number_of_the_case(bureau, applied) -> None:
    reply = served(bureau, applied)
    shown = replace(publishing.begun(reply), answer="见枕政发〔2026〕1号。")
    assert publish_answer(reply, shown, by=bureau.clerk, at=NOW).latest.title


@pytest.mark.parametrize(
    "file", [Supplied("给周明远的明细.txt", b"1"), Supplied("明细.csv", "组,户\n三组,周明远\n".encode())]
)
def test_a_file_that_names_him_is_not_shown(bureau, applied, file) -> None:
    reply = served(bureau, applied, supplied=(file, LIST))
    shown = publishing.begun(reply)
    with pytest.raises(Refused, match="附件"):
        publish_answer(reply, shown, by=bureau.clerk, at=NOW)
    rest = [paper for paper in shown.papers if paper.name == LIST.name]
    assert publish_answer(reply, replace(shown, papers=rest), by=bureau.clerk, at=NOW)


def test_only_what_the_applicant_got_is_shown(bureau, applied) -> None:
    reply = served(bureau, applied)
    others = CasePaper.objects.filter(application=reply.application, is_for_applicant=True).exclude(
        kind="supplied"
    )
    shown = replace(publishing.begun(reply), papers=tuple(others))
    with pytest.raises(Refused, match="没有提供给申请人"):
        publish_answer(reply, shown, by=bureau.clerk, at=NOW)


def test_what_was_edited_is_looked_at_again_before_it_goes_live(bureau, applied, publisher) -> None:
    reply = served(bureau, applied)
    item = publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    content = replace(content_of(item.latest), body="<p>应周<b>明远</b>的申请公开。</p>")
    disclosure.edit(item, content, based_on=1, by=bureau.clerk, at=NOW)
    item.refresh_from_db()
    with pytest.raises(Refused, match="正文第1段"):
        released(bureau, publisher, item)
    item.refresh_from_db()
    assert not item.is_live


def test_an_answer_is_shown_once_and_not_before_it_is_out(bureau, applied, publisher) -> None:
    case = bureau.take_in(applied)
    reply = bureau.sign(bureau.draft(case, "O02", supplied=(LIST,)))
    with pytest.raises(Refused, match="还没有送出"):
        publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    reply = bureau.post(reply)
    with pytest.raises(NotYourDuty):
        publish_answer(reply, publishing.begun(reply), by=publisher, at=NOW)
    item = publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="已经起草公开"):
        publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    disclosure.discard(item, reason="重写。", by=bureau.clerk, at=NOW)
    assert publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW) != item


def test_the_ledger_knows_no_names(bureau, applied) -> None:
    reply = served(bureau, applied)
    publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    assert not [event for event in Event.objects.all() if "周明远" in event.body or "1390000" in event.body]


def test_once_the_case_is_forgotten_nothing_of_it_goes_live_any_more(bureau, applied, publisher) -> None:
    reply = served(bureau, applied)
    item = publish_answer(reply, publishing.begun(reply), by=bureau.clerk, at=NOW)
    replying.prove_service(reply, on=TODAY, by=bureau.clerk, at=NOW)
    Application.objects.filter(pk=reply.application_id).update(state="closed")
    purge(on=TODAY, at=NOW)
    far = NOW.replace(year=2036, month=3)
    purge(on=far.date(), at=far)
    assert reply.application.applicants.get().purged_on
    with pytest.raises(Refused, match="不能再核对"):
        released(bureau, publisher, item)
