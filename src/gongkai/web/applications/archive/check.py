"""归档检查: what is true of a case, in the words of the law data; which papers its volume must hold, and which are missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from gongkai.kernel.case import Happened
from gongkai.lawbook.archive import ArchiveLaw, Default, Piece, archive_law
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.models import Application, CasePaper, PaperKind, ReleaseNotice, Reply, Service
from gongkai.web.applications.service import served

# Kinds of papers among which a scanned letter may lie, known by its name.
_SCANS = (PaperKind.LETTER, PaperKind.CONSULTATION, PaperKind.OTHER)


@dataclass(frozen=True, slots=True)
class Checked:
    """One paper that the volume wants: whether it is there, and whether the case can do without."""

    piece: Piece
    is_there: bool
    is_advised: bool

    @property
    def is_missing(self) -> bool:
        """Whether it stands in the way."""
        return not self.is_there and not self.is_advised


@dataclass(frozen=True, slots=True)
class Closing:
    """What a case wants before it is archived, and how long its volume is kept by default."""

    facts: frozenset[str]
    papers: tuple[Checked, ...]
    default: Default

    @property
    def missing(self) -> tuple[Checked, ...]:
        """What stands in the way."""
        return tuple(one for one in self.papers if one.is_missing)


def closing_of(application: Application, *, law: ArchiveLaw | None = None) -> Closing:
    """The closing check of a case as it stands now."""
    law = law or archive_law()
    facts = facts_of(application)
    is_lenient = law.is_lenient(facts)
    papers = tuple(
        Checked(piece, piece.is_there(facts), piece.is_advised or is_lenient)
        for piece in law.pieces
        if piece.is_wanted(facts)
    )
    return Closing(facts, papers, law.default_for(facts))


def facts_of(application: Application) -> frozenset[str]:
    """Everything that the law data may ask of a case."""
    return frozenset(_Told(application).facts())


class _Told:
    """A case as it answers, each of its tables asked once."""

    def __init__(self, application: Application) -> None:
        self.case = application

    @cached_property
    def papers(self) -> list[CasePaper]:
        return list(self.case.papers.filter(destroyed_on=None))

    @cached_property
    def reply(self) -> Reply | None:
        """The last one that went out."""
        return self.case.replies.exclude(made_on=None).order_by("round").last()

    def facts(self) -> Iterator[str]:
        yield "always"
        yield from self._registered()
        yield from self._people()
        yield from (f"paper.{paper.kind}" for paper in self.papers if paper.kind != PaperKind.SERVICE)
        yield from self._proven()
        yield from (f"letter.{code}" for code in self._letters())
        yield from self._happened()
        yield from self._asked()
        yield from self._fee()
        yield from self._answered()

    def _proven(self) -> Iterator[str]:
        """An envelope that came back, or what another letter's addressee signed, is no receipt for the reply."""
        if self.reply is not None and served.proofs_of(self.reply).exists():
            yield f"paper.{PaperKind.SERVICE}"

    def _registered(self) -> Iterator[str]:
        case = self.case
        yield f"channel.{case.channel}"
        if case.received_on:
            yield "received"
        if case.confirm_method:
            yield "confirmed"
        if case.taken_over_from:
            yield "taken_over"
        if case.outcome:
            yield f"outcome.{case.outcome}"

    def _people(self) -> Iterator[str]:
        for one in self.case.applicants.all():
            if one.has_agent:
                yield "agent"
            if one.identity_digest:
                yield "identity"
            if one.purged_on:
                yield "forgotten"

    def _letters(self) -> Iterator[str]:
        yield from self.case.letters.filter(voided_on=None).values_list("code", flat=True)
        scans = [paper.name for paper in self.papers if paper.kind in _SCANS]
        for code, form in letter_law().forms.items():
            if any(form.name in name for name in scans):
                yield code

    def _happened(self) -> Iterator[str]:
        for kind, reopener in self.case.happenings.values_list("kind", "reopener"):
            yield f"happened.{kind}"
            if kind == Happened.REOPENED:
                yield f"reopened.{reopener}"

    def _asked(self) -> Iterator[str]:
        asked = list(self.case.consultations.all())
        yield from (f"consulted.{one.of}" for one in asked)
        if asked and all(one.opinion for one in asked):
            yield "opinions"
        if self.case.searches.exists():
            yield "search"

    def _fee(self) -> Iterator[str]:
        fee = getattr(self.case, "fee", None)
        if fee is not None and fee.noticed_on:
            yield "fee.noticed"
        if fee is not None and fee.paid_on and fee.receipt_no:
            yield "fee.paid"

    def _answered(self) -> Iterator[str]:
        reply = self.reply
        if reply is None:
            return
        yield "replied"
        # What came back goes out again another way: the way counts by which it arrived, else the last.
        sent = served.telling_of(reply)
        yield f"service.{sent.way if sent else reply.service}"
        if _is_stamped(reply):
            yield "sealed"
        yield from (f"outcome.{code}" for code in (reply.outcome, *reply.parts))
        if reply.approval_id:
            yield "approved"
        if sent and sent.tracking_no:
            yield "service.tracked"
        if reply.served_on:
            yield "service.arrived"
        yield from _released(list(reply.notices.in_force()))


def _released(notices: Sequence[ReleaseNotice]) -> Iterator[str]:
    if not notices:
        return
    yield "release.noticed"
    if all(notice.told_on for notice in notices):
        yield "release.told"
    if all(map(_has_arrived, notices)):
        yield "release.arrived"
    if all(map(_is_stamped, notices)):
        yield "release.sealed"


def _has_arrived(notice: ReleaseNotice) -> bool:
    """Whether somebody has it, as far as it was tried last; what was handed over before attempts were kept has arrived."""
    last = notice.attempts.order_by("pk").last()
    return last.arrived_on is not None if last else notice.service == Service.DIRECT


def _is_stamped(carried: Reply | ReleaseNotice) -> bool:
    """Whether what bears the seal lies in the file."""
    return carried.sealings.filter(voided_on=None).exclude(stamped=None).exists()
