"""Signing a report: what is sent into the chain is put down word for word, and the approval is bound to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.engine.screening import Screening
from gongkai.kernel.duties import Viewer
from gongkai.kernel.tally import Period
from gongkai.web.disclosure import gate
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.reports.compiling.composing import hash_of, words_of
from gongkai.web.reports.compiling.going_on import moved, requirements_met, unpublished
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.duties import duties_of
from gongkai.web.reports.models import Compilation, Edition, State
from gongkai.web.reviews.actions import submit
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import Proposal, Reviewed, subject

from .freezing import frozen
from .stepping import LABEL, held, organ_held, set_state

KIND = "report"


def send_in(
    compilation: Compilation,
    *,
    overrides: Mapping[str, str] | None = None,
    cosigning: Sequence[int] = (),
    chain: str = "",
    lighter_because: str = "",
    by: Viewer,
    at: datetime,
) -> Review:
    """送审: these words and figures, none of them without its register or its reason. It closes the year's registers, and
    whatever refuses it leaves them open. Raises Refused."""
    with act("reports.send_in", compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        organ = organ_held(compilation.organ)  # whoever enters something for the year waits here
        stored = held(compilation)
        pen.duty = by.must_hold(*duties_of("send_in"), path=organ.path)
        if localdate(at) > Period.year_of(stored.year).last:
            frozen(pen, organ, stored.year)
        standing = Standing(stored, localdate(at))
        after = moved(stored, "send_in", met=requirements_met(standing, "send_in"), at=at)
        must_pass(standing, overrides or {})
        edition = _edition(pen, standing)
        proposal = Proposal(
            attribute="active",
            cosigning=tuple(cosigning),
            overrides=dict(overrides or {}),
            authors=frozenset(stored.authors),
            lighter_because=lighter_because,
        )
        review = submit(pen, current(edition.pk), proposal=proposal, chain=chain)
        set_state(pen, stored, after)
    return review


def screened(compilation: Compilation) -> Screening:
    """What the detectors find in the words of a report as it would be sent in."""
    return _screened(Standing(compilation))


def must_pass(standing: Standing, overrides: Mapping[str, str]) -> None:
    """Stop what carries personal details without a reason for each of them. Raises PersonalDetails."""
    screening = _screened(standing)
    unsettled = tuple(
        replace(mark, place="、".join(gate.places_of(screening, mark)))
        for mark in gate.to_settle(screening)
        if not overrides.get(mark.fingerprint, "").strip()
    )
    if unsettled:
        raise gate.PersonalDetails(unsettled)


def _screened(standing: Standing) -> Screening:
    """All that is published of it, and why it is corrected; telephones of the organ's own record are no findings."""
    words = "\n".join((standing.compilation.correction_note, *words_of(standing.data)))
    return gate.screened_text(words, organ=standing.compilation.organ)


def _edition(pen: Pen, standing: Standing) -> Edition:
    """What is sent in, in the place of what was sent in before and never published."""
    compilation = standing.compilation
    edition = unpublished(compilation) or Edition(compilation=compilation, number=standing.number)
    edition.data, edition.content_hash = standing.data, standing.content_hash
    edition.number, edition.note = standing.number, standing.note
    edition.snapshot = standing.figured.snapshot
    edition.authors = compilation.authors
    facts = {"year": compilation.year, "number": edition.number}
    pen.save(edition, "reports.sent_in", facts=facts)
    return edition


def held_edition(pk: int) -> Edition:
    """An edition with its report as stored, both held; the report first, as everybody does."""
    compilation = held(Compilation(pk=Edition.objects.values_list("compilation", flat=True).get(pk=pk)))
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=pk)
    edition.compilation = compilation
    return edition


def current(pk: int) -> Reviewed:
    """What would be approved now."""
    edition = held_edition(pk)
    compilation = edition.compilation
    return Reviewed(
        label=LABEL,
        pk=pk,
        organ=compilation.organ_id,
        path=compilation.organ.path,
        kind=KIND,
        title=str(edition),
        content_hash=hash_of(edition.data),
        address=f"/office/compilations/{compilation.pk}/",
    )


def approved(pen: Pen, review: Review) -> None:
    """The chain is through: it is signed, as long as the registers still say what was signed. Raises Refused."""
    edition = held_edition(review.subject_id)
    compilation = edition.compilation
    met = requirements_met(Standing(compilation, localdate(pen.at)), "sign")
    after = moved(compilation, "sign", met=met, at=pen.at)
    edition.approval, edition.approved_hash = review, review.content_hash
    edition.signed_on = review.steps.order_by("pk").last().signed_on
    facts = {"year": compilation.year, "number": edition.number}
    pen.save(edition, "reports.signed", facts=facts)
    set_state(pen, compilation, after)


def returned(pen: Pen, review: Review, reason: str) -> None:
    """The chain sends it back: it is being written again."""
    compilation = held_edition(review.subject_id).compilation
    if compilation.state == State.UNDER_REVIEW:
        set_state(pen, compilation, moved(compilation, "sent_back", met=None, at=pen.at))


def in_use(pk: int) -> int | None:
    """The approval on which a published edition rests."""
    return Edition.objects.published().filter(pk=pk).values_list("approval", flat=True).first()


subject(LABEL, current=current, approved=approved, returned=returned, in_use=in_use)
