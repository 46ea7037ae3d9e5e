"""What every step begins and ends with: the review held with its subject, the signature, and what follows from it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.kernel.chain import Value
from gongkai.kernel.checklist import must_be_answered
from gongkai.kernel.duties import Held, Part, Viewer
from gongkai.kernel.duties import Step as Taken
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import Approval, Stage, Standing, State, Turn, Verdict, seat, take
from gongkai.lawbook.chains import review_law
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Means, Review, Step
from gongkai.web.reviews.registry import Reviewed, subject_of

CHANGED = "内容在审签期间已经修改"
_KINDS = {
    Means.OFFICE: "reviews.signed",
    Means.PAPER: "reviews.signed_on_paper",
    Means.LINK: "reviews.signed_by_link",
}
_VERBS = {Part.REVIEW: "审核通过", Part.APPROVE: "批准"}


class Changed(Refused):
    """The words are no longer those that were sent into the chain."""

    def __init__(self) -> None:
        super().__init__(f"{CHANGED}，这次审签作废，没有签署。", "请由提出人按现在的内容重新提请审签。")


@dataclass(frozen=True, slots=True)
class Signature:
    """How somebody takes his step: `signer` with the duties of the day on which he signed, `entered_by` whoever told us."""

    signer: Viewer
    entered_by: int
    signed_on: date
    means: Means = Means.OFFICE
    verdict: Verdict = Verdict.PASSED
    stage: str = ""
    checklist: Mapping[str, str] = field(default_factory=dict)
    opinion: str = ""
    scan: KeptFile | None = None


@contextmanager
def step(name: str, review: Review, *, by: Viewer, at: datetime) -> Iterator[tuple[Pen, Review, Reviewed]]:
    """An act on an open review: the pen, the review and its subject as they are now, both held.

    When the subject says something else than what was sent in, the review is void, and the act is refused.
    """
    try:
        with act(name, review.organ_id, by=by, at=at, subject=review) as pen:
            reviewed, stored = held(review)
            _must_be_the_same(reviewed, stored)
            yield pen, stored, reviewed
    except Changed:
        _void_changed(review, by=by, at=at)
        raise


def held(review: Review) -> tuple[Reviewed, Review]:
    """A subject and its open review as they are now, held in this order, which whoever edits the subject keeps too."""
    reviewed = subject_of(review.subject_label).current(review.subject_id)
    stored = Review.objects.select_for_update(of=("self",)).select_related("organ").get(pk=review.pk)
    if stored.state != State.OPEN:
        raise Refused(f"这一件{stored.get_state_display()}。", "不必再办；需要公开的，请重新提请审签。")
    return reviewed, stored


def sign(pen: Pen, review: Review, path: str, signature: Signature) -> None:
    """Write down a step, and what follows from it: the next stage, the approval, or the way back."""
    before = selectors.standing(review)
    turn, duty = seat(before, signature.signer, path=path, stage=signature.stage)
    pen.duty = pen.duty or duty
    _must_be_complete(review, turn, signature)
    taken = Taken(turn.stage.part, signature.signer.person, duty.instead_of)
    after = take(
        before, Approval(turn.stage.code, taken, review.content_hash, turn.section, signature.verdict)
    )
    pen.save(
        _row(pen, review, turn, duty, signature), _KINDS[signature.means], facts=_told(turn.stage, signature)
    )
    _follow(pen, review, turn, after, signature)


def close(pen: Pen, review: Review, state: State, kind: str, *, because: str = "", **facts: Value) -> None:
    """A review is over; of an approval that ends, the moment at which it was given stays."""
    review.closed_at = review.closed_at or pen.at
    review.state, review.stage, review.closed_because = state.value, "", because[:300]
    pen.save(review, kind, facts=facts)


def _told(stage: Stage, signature: Signature) -> dict[str, Value]:
    """Who signed and how: whoever enters a sheet of paper has not decided anything."""
    is_passed = signature.verdict is Verdict.PASSED
    return {
        "signer": signature.signer.person,
        "means": signature.means.value,
        "verb": _VERBS[stage.part] if is_passed else "退回",
        "stage": stage.name,
    }


def _must_be_the_same(reviewed: Reviewed, review: Review) -> None:
    if reviewed.content_hash != review.content_hash:
        raise Changed


def _void_changed(review: Review, *, by: Viewer, at: datetime) -> None:
    with act("reviews.void_changed", review.organ_id, by=by, at=at, subject=review) as pen:
        reviewed, stored = held(review)
        if reviewed.content_hash != stored.content_hash:
            close(pen, stored, State.VOID, "reviews.voided", because=CHANGED)
            subject_of(stored.subject_label).returned(pen, stored, CHANGED)


def _must_be_complete(review: Review, turn: Turn, signature: Signature) -> None:
    if signature.verdict is Verdict.RETURNED:
        if not signature.opinion.strip():
            raise Refused("退回没有写明理由。", "请写明哪里要改，提出人按此修改。")
        return
    attribute = review_law().attributes[review.attribute]
    reason = selectors.reason_of(review)
    involved = subject_of(review.subject_label).involved
    must_be_answered(
        turn.stage.questions,
        signature.checklist,
        attribute=attribute,
        reason=reason,
        opinion=signature.opinion,
        involved=involved(review.subject_id) if involved else frozenset(),
    )


def _row(pen: Pen, review: Review, turn: Turn, duty: Held, signature: Signature) -> Step:
    return Step(
        review=review,
        stage=turn.stage.code,
        part=turn.stage.part.value,
        section_id=turn.section,
        person_id=signature.signer.person,
        duty=duty.duty.code,
        instead_of_id=duty.instead_of,
        verdict=signature.verdict.value,
        checklist=dict(signature.checklist),
        opinion=signature.opinion.strip(),
        content_hash=review.content_hash,
        means=signature.means,
        scan=signature.scan,
        signed_on=signature.signed_on,
        entered_by_id=signature.entered_by,
        at=pen.at,
    )


def _follow(pen: Pen, review: Review, turn: Turn, after: Standing, signature: Signature) -> None:
    subject, name = subject_of(review.subject_label), turn.stage.name
    if after.state is State.RETURNED:
        close(pen, review, after.state, "reviews.returned", **_told(turn.stage, signature))
        subject.returned(pen, review, signature.opinion.strip())
    elif after.stage is None:
        close(pen, review, after.state, "reviews.approved", **_told(turn.stage, signature))
        subject.approved(pen, review)
    else:
        review.stage = after.stage.code
        pen.save(review, "reviews.moved_on", facts={"stage": name, "next": after.stage.name})
