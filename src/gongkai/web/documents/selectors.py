"""Questions about the register: where a normative document stands, what is due, how many there are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, F, Max, Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.lifecycle import Move, MoveTaken, Standing, fold, open_moves
from gongkai.kernel.normative import Phase, Stock
from gongkai.kernel.workdays import add_months
from gongkai.lawbook.normative import normative_law
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .models import (
    Consultation,
    ConsultationStatus,
    Document,
    DocumentStatus,
    NormativeDocument,
    OpinionVerdict,
)

_EXPIRED, _TAKEN_OVER = "expired", "take_over"


def standing_of(normative: NormativeDocument) -> Standing:
    """Where a document stands, folded from its steps."""
    steps = sorted(normative.steps.all(), key=lambda step: step.number)
    return fold((MoveTaken(one.move, one.on) for one in steps), lifecycle=normative_law().lifecycle)


def stocks(organ_ids: Collection[int], first: date, last: date) -> dict[int, Stock]:
    """制发、废止 in a period and 现行有效 on its last day, for table 2, by organ; one query. Joint documents count where they
    were led; an organ without any is not there."""
    grouped = _led().filter(document__organ__in=organ_ids).order_by().values("document__organ_id")
    counts = {name: Count("pk", filter=where) for name, where in _stocked(first, last).items()}
    return {one.pop("document__organ_id"): Stock(**one) for one in grouped.annotate(**counts)}


def behind(organ: Organ, first: date, last: date, column: str) -> QuerySet[NormativeDocument]:
    """The documents behind `issued`, `repealed` or `in_force`, the earliest first."""
    found = _led().filter(_stocked(first, last)[column], document__organ=organ)
    return found.select_related("document").order_by("published_on", "pk")


def taken_over(organ_ids: Collection[int]) -> dict[int, date]:
    """By organ the day from which on the documents that were published before the register was kept here are all in it; one
    query. What was in force then was taken over, whenever it was published: of the years before the last one of these,
    what had ended since is not in it."""
    old = _led().filter(document__organ__in=organ_ids, steps__move=_TAKEN_OVER).order_by()
    in_time = Max("counted_in_on", filter=Q(counted_in_on=F("published_on")))  # before its year was frozen
    days = old.values_list("document__organ_id").annotate(in_time=in_time, last=Max("counted_in_on"))
    return {organ: date((in_time or last).year, 1, 1) for organ, in_time, last in days}


def _led() -> QuerySet[NormativeDocument]:
    led = NormativeDocument.objects.filter(is_lead=True, published_on__isnull=False)
    return led.exclude(document__status=DocumentStatus.VOID)


def _stocked(first: date, last: date) -> dict[str, Q]:
    """What the three columns of table 2 count; whether what ran out counts as repealed is a setting."""
    ended = Q(counted_out_on__range=(first, last))
    return {
        "issued": Q(counted_in_on__range=(first, last)),
        "repealed": ended if normative_law().counts_expired else ended & ~Q(state=_EXPIRED),
        "in_force": Q(counted_in_on__lte=last) & (Q(counted_out_on=None) | Q(counted_out_on__gt=last)),
    }


class AlertKind(StrEnum):
    """What is due of a normative document, or of one that was not published."""

    FILING = "filing"
    EXPIRY = "expiry"
    CLEANUP = "cleanup"
    REASSESSMENT = "reassessment"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that is due, by when, and the sentence that says so; `label` and `pk` lead to its sheet."""

    kind: AlertKind
    label: str
    pk: int
    due_on: date
    sentence: str
    is_late: bool


def alerts(viewer: Viewer, on: date) -> list[Alert]:
    """What is due for the organs in whose papers the viewer has a part, the most urgent first."""
    found = [*_of_normative(viewer, on), *_of_documents(viewer, on), *_of_consultations(viewer, on)]
    return sorted(found, key=lambda alert: (alert.due_on, alert.pk))


def _of_normative(viewer: Viewer, on: date) -> Iterator[Alert]:
    in_force = NormativeDocument.objects.visible_to(viewer).in_phase(Phase.IN_FORCE)
    soon = add_months(on, normative_law().limits.alert_months) + timedelta(days=3)  # months differ in length
    due = (
        Q(filed_on=None, filing_due_on__isnull=False)
        | Q(valid_until_on__lte=soon)
        | Q(cleanup_due_on__lte=on)
    )
    for one in in_force.filter(due).select_related("document"):
        yield from alerts_of(one, on)


def alerts_of(one: NormativeDocument, on: date) -> Iterator[Alert]:
    """What is due of one document that is in force."""
    if one.phase is not Phase.IN_FORCE:
        return
    limits = normative_law().limits
    label, name = "documents.normativedocument", f"《{one.document.title}》"
    if one.filed_on is None and one.filing_due_on:
        said = f"{name}应在{day(one.filing_due_on)}前报送备案。"
        yield Alert(AlertKind.FILING, label, one.pk, one.filing_due_on, said, on > one.filing_due_on)
    if one.valid_until_on and limits.alert_on(one.valid_until_on) <= on:
        said = f"{name}的有效期到{day(one.valid_until_on)}届满，请评估是延长、修改还是废止。"
        yield Alert(AlertKind.EXPIRY, label, one.pk, one.valid_until_on, said, on > one.valid_until_on)
    if one.cleanup_due_on and one.cleanup_due_on <= on:
        said = f"{name}应在{day(one.cleanup_due_on)}前清理。"
        yield Alert(AlertKind.CLEANUP, label, one.pk, one.cleanup_due_on, said, on > one.cleanup_due_on)


def _of_documents(viewer: Viewer, on: date) -> Iterator[Alert]:
    for one in to_reassess(viewer, on):
        said = f"《{one.title}》没有主动公开，应在{day(one.reassess_on)}前评估是否可以公开。"
        yield Alert(
            AlertKind.REASSESSMENT, "documents.document", one.pk, one.reassess_on, said, on > one.reassess_on
        )


def to_reassess(viewer: Viewer, on: date) -> QuerySet[Document]:
    """Issued documents that are not public and are due for another look; items look after themselves."""
    documents = Document.objects.visible_to(viewer).filter(status=DocumentStatus.ISSUED)
    return documents.filter(reassess_on__lte=on, item=None)


def _of_consultations(viewer: Viewer, on: date) -> Iterator[Alert]:
    asked = Consultation.objects.visible_to(viewer).exclude(status=ConsultationStatus.ANSWERED)
    for one in asked.filter(until_on__lt=on).select_related("document"):
        said = f"《{one.document.title}》征求意见已于{day(one.until_on)}截止，请处理意见并反馈采纳情况。"
        yield Alert(
            AlertKind.CONSULTATION, "documents.consultation", one.pk, one.until_on, said, is_late=True
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """How many opinions came, and what became of them."""

    received: int
    adopted: int
    partly: int
    declined: int

    @property
    def open(self) -> int:
        """Those that nobody has answered."""
        return self.received - self.adopted - self.partly - self.declined

    def sentence(self) -> str:
        """The counts as a sentence, as it is published."""
        if not self.received:
            return "没有收到意见。"
        left = f"，尚未处理{self.open}条" if self.open else ""
        return f"共收到意见{self.received}条，采纳{self.adopted}条，部分采纳{self.partly}条，未采纳{self.declined}条{left}。"


def answers(consultation: Consultation) -> Answers:
    """The counts of one consultation."""
    counted = consultation.opinions.aggregate(
        received=Count("pk"),
        **{verdict.value: Count("pk", filter=Q(verdict=verdict)) for verdict in OpinionVerdict},
    )
    return Answers(**counted)


def open_to(normative: NormativeDocument) -> tuple[Move, ...]:
    """The moves that lead on from where a document stands, whoever takes them."""
    return open_moves(standing_of(normative), lifecycle=normative_law().lifecycle)
