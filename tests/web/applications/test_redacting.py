"""区分处理: a file is taken in, marked and made; nothing of what was marked is in what goes out, everything else is."""

import pytest

from gongkai.engine.redaction import Box, StillReadable
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.kernel.review import State
from gongkai.web.applications.actions import redacting, replying
from gongkai.web.applications.actions.filing import discard_paper
from gongkai.web.applications.models import CasePaper, PaperKind, Redaction, RedactionState, Reply
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import Marked, kept_mark, withheld_of
from gongkai.web.foundations import files
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.outbox.worker import drain
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import Bureau, opened
from .redacted import NAME, NUMBER, PHONE, PRIVACY, all_private, found, make, mark, place, said, take
from .redacted_replies import telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def test_numbers_of_persons_are_suggested_with_their_ends_only(taken) -> None:
    assert [one["name"] for one in taken.suggestions] == ["居民身份证号码", "手机号码"]
    assert not any(NUMBER[4:14] in str(one) or PHONE in str(one) for one in taken.suggestions)
    assert redactions.waiting(taken) == 2


def test_what_is_marked_is_gone_and_all_else_stays(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    assert made.state == RedactionState.MADE
    text = said(made.result)
    assert not [secret for secret in (NAME, NUMBER, PHONE) if secret in text]
    kept = ("枕溪镇补贴发放情况", "每亩补贴九十元，共二十户。", "领取九百元。", "发放日期为二〇二五年五月。")
    assert [words for words in kept if words not in text] == []
    raw = files.read(made.result.kept)
    assert not [secret for secret in (NAME, NUMBER, PHONE) if secret.encode() in raw]
    assert made.result.name == "发放情况（区分处理）.pdf"
    assert (made.result.kind, made.result.reply_id) == (PaperKind.SUPPLIED, reply.pk)


def test_the_letter_says_what_is_withheld_by_the_numbers_in_the_boxes(bureau, taken, reply) -> None:
    one, *others = all_private(bureau, taken)
    changed = [{**one, "code": "O09", "article": "", "reason": "内部工作流程"}, *others]
    make(bureau, place(bureau, Redaction.objects.get(), changed))
    assert withheld_of(Reply.objects.get()) == [
        {
            "about": "部分内容（《发放情况（区分处理）.pdf》第1页编号2至4，共3处）",
            "basis": "条例第十五条、条例第三十二条、条例第三十六条第（三）项",
            "reason": f"{PRIVACY}。",
        },
        {
            "about": "部分内容（《发放情况（区分处理）.pdf》第1页编号1，共1处）",
            "basis": "条例第十六条第一款、条例第三十六条第（三）项",
            "reason": "内部工作流程。",
        },
    ]


def test_before_it_is_made_the_letter_can_say_the_same(bureau, case, taken) -> None:
    mark(bureau, taken, NAME, NUMBER, PHONE)
    before = redactions.withheld_in(case)
    reply = bureau.draft(case, "O02")
    assert redactions.left_open(reply) == ["“发放情况（打印件）.pdf”的标记还没有生成文件"]
    make(bureau, Redaction.objects.get())
    assert withheld_of(reply) == before
    assert f"{before[0]['about']}没有写进答复" in redactions.left_open(reply)
    told = bureau.draft(case, "O02", text=f"{before[0]['about']}不予公开。")
    assert not redactions.untold(told)


def test_a_file_is_told_whatever_its_name_is_written_with(bureau, case, reply) -> None:
    taken = take(bureau, case, name="发放\u3000情况.txt")
    make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    assert redactions.left_open(telling(bureau, reply)) == []


def test_nothing_is_made_while_the_same_stands_elsewhere(bureau, taken, reply) -> None:
    marks = all_private(bureau, taken)
    first = place(bureau, Redaction.objects.get(), marks[:-1])  # the name stands once more, unmarked
    with pytest.raises(StillReadable, match="第1页还有1处"):
        make(bureau, first)
    stopped = Redaction.objects.get()
    assert (stopped.state, stopped.result) == (RedactionState.OPEN, None)
    assert not CasePaper.objects.filter(kind=PaperKind.SUPPLIED).exists()
    [again] = stopped.standing
    assert again["reason"] == PRIVACY
    covered = place(bureau, stopped, [*stopped.marks, again])
    assert NAME not in said(make(bureau, covered).result)


def test_what_may_stay_elsewhere_stays_with_a_reason(bureau, taken, reply) -> None:
    marks = all_private(bureau, taken)
    first = place(bureau, Redaction.objects.get(), marks[:-1])
    made = make(bureau, first, kept_because="同名的村民小组长，属于应当公开的姓名")
    assert said(made.result).count(NAME) == 1
    assert made.kept_because


def test_every_mark_needs_a_ground_and_a_reason(bureau, taken, reply) -> None:
    with pytest.raises(Refused, match="还没有标记"):
        make(bureau, taken)
    bare = mark(bureau, taken, NAME, code="", reason="")
    assert redactions.unready(bare) == [1, 2]
    with pytest.raises(Refused, match="第1至2处没有选依据"):
        make(bureau, bare)


def test_without_a_draft_there_is_nothing_to_go_out_with(bureau, taken) -> None:
    marked = mark(bureau, taken, NAME)
    with pytest.raises(Refused, match="先拟写答复"):
        make(bureau, marked)
    assert Redaction.objects.get().trouble.startswith("没有可以附文件的答复稿")


@pytest.mark.parametrize(
    "wrong",
    [
        kept_mark(9, [Box(10, 10, 50, 30)], code="O08", reason=""),
        kept_mark(1, [], code="O08", reason=""),
        kept_mark(1, [Box(10, 10, 10.5, 30)], code="O08", reason=""),
        kept_mark(1, [Box(9000, 10, 9050, 30)], code="O08", reason=""),
        kept_mark(1, [Box(float("nan"), 10, 50, 30)], code="O08", reason=""),
        kept_mark(1, [Box(10, 10, 50, 30)], code="O13", reason=""),
        kept_mark(1, [Box(10, 10, 50, 30)], code="O08", reason="长" * 301),
    ],
    ids=["no such page", "no box", "too small", "beside the page", "no number", "no such ground", "too long"],
)
def test_marks_that_do_not_hold(bureau, taken, wrong) -> None:
    with pytest.raises(Refused):
        place(bureau, taken, [wrong])
    assert Redaction.objects.get().marks == []


def test_two_officers_do_not_undo_each_other_unseen(bureau, taken) -> None:
    mark(bureau, taken, NAME)
    with pytest.raises(Refused, match="别人已经改动过"):
        mark(bureau, taken, PHONE)
    assert len(Redaction.objects.get().marks) == 2


def test_changes_are_taken_back_one_by_one(bureau, taken) -> None:
    first = mark(bureau, taken, PHONE)
    second = place(bureau, first, [])
    back = redacting.undo(second, version=second.version, by=bureau.clerk, at=NOW)
    assert back.marks == first.marks
    back = redacting.undo(back, version=back.version, by=bureau.clerk, at=NOW)
    assert (back.marks, redactions.waiting(back)) == ([], 2)
    with pytest.raises(Refused, match="没有可以撤销"):
        redacting.undo(back, version=back.version, by=bureau.clerk, at=NOW)


def test_made_anew_it_takes_the_place_of_the_first(bureau, taken, reply) -> None:
    first = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    before = first.result
    more = place(bureau, first, [*first.marks, *found(first, "九百元")])
    assert more.state == RedactionState.OPEN
    assert redactions.unfinished(reply.application) == [more]
    second = make(bureau, more)
    [only] = CasePaper.objects.filter(kind=PaperKind.SUPPLIED, destroyed_on=None)
    assert only == second.result != before
    assert "九百元" not in said(only)
    assert withheld_of(reply)[0]["about"] == "部分内容（《发放情况（区分处理）.pdf》第1页编号1至5，共5处）"
    assert not redactions.unfinished(reply.application)


def test_what_was_blacked_out_makes_a_partial_answer(bureau, taken, reply) -> None:
    make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    told = bureau.draft(reply.application, "O02", text=f"{withheld_of(reply)[0]['about']}不予公开。")
    with pytest.raises(Refused, match="应当是部分公开"):
        replying.submit(told, by=bureau.clerk, at=NOW)
    assert bureau.sign(telling(bureau, reply)).outcome == "O04"


def test_another_file_is_another_reply_to_review(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    replying.submit(telling(bureau, reply), by=bureau.clerk, at=NOW)
    make(bureau, place(bureau, made, [*made.marks, *found(made, "九百元")]))
    assert Review.objects.get().state == State.VOID


def test_what_is_signed_stays_and_the_next_reply_begins_with_the_same_marks(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    bureau.sign(telling(bureau, reply))
    bound = Redaction.objects.get()
    for change in (lambda: place(bureau, bound, []), lambda: make(bureau, bound)):
        with pytest.raises(Refused, match="已经随答复签发"):
            change()
    with pytest.raises(Refused, match="已经随答复签发"):
        redacting.drop(bound, by=bureau.clerk, at=NOW)
    again = redacting.renew(bound, by=bureau.clerk, at=NOW)
    assert (again.source, again.marks, again.result) == (bound.source, made.marks, None)
    redacting.drop(again, by=bureau.clerk, at=NOW)
    assert CasePaper.objects.get(pk=bound.source_id).destroyed_on is None


def test_the_source_never_leaves_the_office(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, code="O10"))
    signed = bureau.sign(telling(bureau, reply))
    bureau.post(signed)
    given = set(CasePaper.objects.filter(is_for_applicant=True).values_list("kind", flat=True))
    assert PaperKind.SOURCE not in given
    assert CasePaper.objects.get(pk=made.result_id).is_for_applicant
    assert len(CasePaper.objects.filter(kind=PaperKind.SOURCE, is_for_applicant=False)) == 2


def test_a_wrong_file_is_destroyed_with_what_was_made_of_it(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    dropped = redacting.drop(made, by=bureau.clerk, at=NOW)
    assert (dropped.marks, dropped.suggestions, withheld_of(reply)) == ([], [], [])
    gone = CasePaper.objects.filter(pk__in=[made.source_id, made.result_id])
    assert [(one.kept, bool(one.destroyed_on)) for one in gone] == [(None, True), (None, True)]
    with pytest.raises(Refused, match="已经撤下"):
        place(bureau, dropped, [])
    assert not list(differences())


def test_a_discarded_result_is_no_longer_told(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    discard_paper(made.result, by=bureau.clerk, at=NOW)
    assert withheld_of(reply) == []
    assert not redactions.is_current(Redaction.objects.select_related("result").get())


def test_only_who_handles_the_case_marks(bureau, case, taken) -> None:
    for nobody in (PUBLIC, bureau.reviewer):
        with pytest.raises(NotYourDuty):
            redacting.mark(taken, Marked([], ["left", "left"]), version=0, by=nobody, at=NOW)


def test_the_ledger_keeps_counts_and_hashes_only(bureau, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    bodies = "".join(Event.objects.values_list("body", flat=True))
    assert not [secret for secret in (NAME, NUMBER, PHONE, PRIVACY) if secret in bodies]
    assert made.result_hash in bodies
    assert any("遮盖4处，检验没有读出标出的内容，依据条例第三十七条" in line for line in history(made))
    assert not list(differences())


def test_a_long_file_is_made_in_the_background(bureau, taken, reply) -> None:
    marked = mark(bureau, taken, NAME, NUMBER, PHONE)
    ordered = redacting.order(marked, version=marked.version, by=bureau.clerk, at=NOW)
    assert ordered.state == RedactionState.MAKING
    list(drain(now=lambda: NOW))
    made = Redaction.objects.get()
    assert made.state == RedactionState.MADE
    assert NAME not in said(made.result)


def test_marks_changed_meanwhile_are_not_made(bureau, taken, reply) -> None:
    marked = mark(bureau, taken, NAME, NUMBER, PHONE)
    ordered = redacting.order(marked, version=marked.version, by=bureau.clerk, at=NOW)
    place(bureau, ordered, marked.marks[:1])
    list(drain(now=lambda: NOW))
    assert Redaction.objects.get().result is None


def test_the_background_tells_why_nothing_was_made(bureau, taken, reply) -> None:
    marks = all_private(bureau, taken)[:-1]
    first = place(bureau, Redaction.objects.get(), marks)
    redacting.order(first, version=first.version, by=bureau.clerk, at=NOW)
    list(drain(now=lambda: NOW))
    stopped = Redaction.objects.get()
    assert stopped.state == RedactionState.OPEN
    assert "还有1处没有遮盖" in stopped.trouble
