"""签发前的核对: the sheet that is looked through before a reply goes into the chain and before it is signed."""

from collections.abc import Iterator, Sequence
from datetime import date

from pypdfium2 import PdfDocument

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.letter_checks import LetterCheck, SigningFacts, checks, seal_page
from gongkai.kernel.letters import Letter
from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import Remedy
from gongkai.kernel.review import State
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.letters.previewing import as_on
from gongkai.web.applications.models import Application, PaperKind, Reply
from gongkai.web.applications.papers import add_paper, supplied_with
from gongkai.web.applications.redaction.files import left_open
from gongkai.web.disclosure import gate
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen
from gongkai.web.reviews import selectors as reviews
from gongkai.web.reviews.models import Review

from . import proofs
from . import reply as replies
from .letters import decision_of, letter_of
from .rows import uncovered

REVIEWED = "applications.reply"
# What is done with every signature of the chain, and what each is asked for on its own form.
_OF_THE_CHAIN = frozenset({"chain", "personal"})


def sheet_of(reply: Reply, *, on: date) -> tuple[LetterCheck, ...]:
    """Everything that is looked at, as it stands on a day. Raises Unwritable."""
    review = review_of(reply)
    settled = frozenset(review.overrides) if review else frozenset()
    return _sheet(
        shown_on(reply, on=on),
        on=on,
        steps_left=_steps_left(reply, review),
        marks_left=_marks_left(reply, settled),
    )


def shown_on(reply: Reply, *, on: date) -> Reply:
    """A reply as it is read on a day: a draft with the remedies of that day, what is under review as it was sent in."""
    review = review_of(reply)
    is_under_way = review is not None and review.state in (State.OPEN, State.APPROVED)
    return reply if is_under_way else as_on(reply, on=on)


def failing(sheet: Sequence[LetterCheck]) -> list[LetterCheck]:
    """Why it cannot be signed: what fails, besides the signatures that are still to come."""
    return [check for check in sheet if not check.passes and not is_ahead(check)]


def is_ahead(check: LetterCheck) -> bool:
    """Whether it is only not done yet: it is seen to when the reply is sent in, and with every signature."""
    return not check.passes and check.code in _OF_THE_CHAIN


def must_be_fit(reply: Reply, *, on: date, what: str) -> None:
    """Raises Refused while a check fails, with each of them; who signs, and personal details, are asked for elsewhere."""
    wrong = failing(_sheet(reply, on=on))
    if wrong:
        said = "".join(check.said for check in wrong)
        raise Refused(
            f"文书的核对有{len(wrong)}项没有通过，还不能{what}：{said}", "请在案件的“文书与核对”中逐项改正。"
        )


def hindrances(review: Review, *, on: date) -> list[LetterCheck]:
    """What keeps back the last signature of a review; nothing while other signatures come first."""
    reply = Reply.objects.select_related("application__organ").filter(pk=review.subject_id).first()
    if reply is None or review.state != State.OPEN or len(reviews.standing(review).ahead) != 1:
        return []
    return failing(_sheet(reply, on=on))


def is_late(application: Application, *, on: date) -> bool:
    """Whether a reply of this day comes after its time."""
    due_on = clock_of(application).due_on
    return due_on is not None and due_on < on


def keep_version(pen: Pen, reply: Reply) -> None:
    """送审稿: the letter as it went into the chain lies in the file, with the hash to which the signatures are bound."""
    data = replies.rendered(reply, "pdf")
    kept = files.keep(data, media_type="application/pdf", ending="pdf")
    name = f"{replies.letter_of(reply)}送审稿（校验码{reply.content_hash[:12]}）.pdf"
    add_paper(pen, reply.application, kind=PaperKind.DRAFT, name=name, kept=kept, reply=reply)


def _sheet(
    reply: Reply, *, on: date, steps_left: tuple[str, ...] = (), marks_left: tuple[str, ...] = ()
) -> tuple[LetterCheck, ...]:
    letter = letter_of(reply)
    around = SigningFacts(
        made_on=reply.made_on or on,
        decision=decision_of(reply),
        remedy=_remedy(reply, reply.signed_on or on),
        reply_due_on=clock_of(reply.application).due_on,
        late_reason=reply.late_reason,
        steps_left=steps_left,
        marks_left=marks_left,
        annexes=tuple(paper.name for paper in supplied_with(reply)),
        is_signed=reply.signed_on is not None,
        seal=seal_page(letter, _pages(letter)),
    )
    found = (*checks(letter, around, law=remedy_law()), _all_told(reply, letter), _all_made(reply))
    return (*found, *_lacking(reply))


def _lacking(reply: Reply) -> Iterator[LetterCheck]:
    """What a draft may still lack on which it rests: the answers of third parties."""
    wanted = proofs.wanted(reply.application, decision_of(reply), reply.told)
    left = [one.proof.name for one in wanted if not one.is_there]
    if left and reply.signed_on is None:
        said = f"案卷里还缺少：{'；'.join(left)}。答复稿可以保存，补齐以后才能送审。"
        yield LetterCheck("proofs", "案卷材料", False, said)


def _all_told(reply: Reply, letter: Letter) -> LetterCheck:
    """Every single thing that was decided is spoken of, each under its own articles."""
    left = uncovered(decision_of(reply), letter.facts)
    said = f"答复没有逐项写明：{'；'.join(left)}。请写明是哪些内容，并选对依据。" if left else ""
    return LetterCheck("parts", "各项内容的答复", not left, said)


def _all_made(reply: Reply) -> LetterCheck:
    """Every file is as it was last marked, and the letter says what was withheld in it and why (Art. 37)."""
    left = left_open(reply)
    said = f"{'；'.join(left)}。请打开“区分处理”生成文件；没有写进答复的，请打开“拟写答复”核对以后保存。"
    return LetterCheck("redaction", "区分处理", not left, said if left else "")


def _remedy(reply: Reply, on: date) -> Remedy | None:
    """What is to be told about remedies on a day; None while somebody has to settle a name first."""
    organ, decision = reply.application.organ, decision_of(reply)
    try:
        return replies.remedy_told(decision.remedy, organ, on, is_electronic=reply.is_electronic)
    except Refused:
        return None


def _pages(letter: Letter) -> list[str]:
    """The words on each page of the drawn letter."""
    with PdfDocument(render_paper(letter.paper, "pdf")) as document:
        return [page.get_textpage().get_text_range() for page in document]


def review_of(reply: Reply) -> Review | None:
    """The review of exactly these words, the last one."""
    found = Review.objects.filter(subject_label=REVIEWED, subject_id=reply.pk)
    return found.filter(content_hash=reply.content_hash).order_by("pk").last()


def _steps_left(reply: Reply, review: Review | None) -> tuple[str, ...]:
    """The signatures that are still to come."""
    if reply.signed_on is not None:
        return ()
    if review is None or review.state != State.OPEN:
        return ("送审",)
    return tuple(turn.stage.name for turn in reviews.standing(review).ahead)


def _marks_left(reply: Reply, settled: frozenset[str]) -> tuple[str, ...]:
    """Personal details in the reply and in what goes out with it for which nobody has given a reason."""
    screening = replies.screened(reply)
    left = (mark for mark in gate.to_settle(screening) if mark.fingerprint not in settled)
    return tuple(f"{'、'.join(gate.places_of(screening, mark))}：{mark.found}" for mark in left)
