"""The register beside what was published, for one month: what does not fit, as values and as sentences."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.kernel.chain import canonical
from gongkai.kernel.workdays import add_months, workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .limits import due_by
from .models import Document, DocumentStatus, Reconciliation


class FindingKind(StrEnum):
    """What does not fit."""

    UNPUBLISHED = "unpublished"
    UNREGISTERED = "unregistered"
    DIFFERS = "differs"
    WITHOUT_REASON = "without_reason"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self.value]


PROVISIONAL = "（暂定：有的年份的放假安排还没有公布）"
_LABELS = {
    "unpublished": "应公开尚未公开",
    "unregistered": "已公开而台账没有",
    "differs": "公开属性不一致",
    "without_reason": "没有写明理由",
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that does not fit: the document or the item, its number, and since when or until when."""

    kind: FindingKind
    title: str
    doc_no: str
    document: int | None
    item: int | None
    formed_on: date | None = None
    due_on: date | None = None
    days: int = 0
    register_says: str = ""
    public_says: str = ""
    is_carried: bool = False
    is_provisional: bool = False

    def sentence(self) -> str:
        """What it is and what to do."""
        name = f"《{self.title}》{f'（{self.doc_no}）' if self.doc_no else ''}"
        if self.kind is FindingKind.UNREGISTERED:
            return f"{name}已经公开，发文台账中没有这个文号。请补登记，或者核对文号。"
        if self.kind is FindingKind.DIFFERS:
            return f"{name}在发文台账中是“{self.register_says}”，公开的信息是“{self.public_says}”。请核对后改正其中一处。"
        if self.kind is FindingKind.WITHOUT_REASON:
            return f"{name}的公开属性是“{self.register_says}”，没有写明理由。请补写。"
        return f"{name}应当主动公开，尚未公开：{self._when()}"

    def _when(self) -> str:
        if self.due_on is None:
            return "没有成文日期，请补登记。"
        until = f"{day(self.due_on)}{PROVISIONAL if self.is_provisional else ''}"
        if self.days < 0:
            return f"期限是{until}，已超过{-self.days}个工作日。请尽快按程序公开。"
        if self.days == 0:
            return f"今天是最后一天{PROVISIONAL if self.is_provisional else ''}。"
        return f"期限是{until}，还有{self.days}个工作日。"


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found for one organ and month, as of a day; `issued` documents and how many of them are public."""

    organ: int
    month_on: date
    on: date
    issued: int
    published: int
    mismatches: tuple[Mismatch, ...]

    def of(self, kind: FindingKind) -> list[Mismatch]:
        """Those of one kind."""
        return [one for one in self.mismatches if one.kind is kind]

    @property
    def counts(self) -> dict[str, int]:
        """The figures that are kept."""
        late = sum(one.kind is FindingKind.UNPUBLISHED and one.days < 0 for one in self.mismatches)
        kinds = {kind.value: len(self.of(kind)) for kind in FindingKind}
        return {"issued": self.issued, "published": self.published, "late": late} | kinds

    @property
    def hash(self) -> str:
        """The same for the same findings, whoever looks."""
        told = {"organ": self.organ, "month": self.month_on.isoformat(), "counts": self.counts}
        return hashlib.sha256(canonical(told | {"found": self.as_data()}).encode()).hexdigest()

    def as_data(self) -> list[dict[str, object]]:
        """The findings as JSON keeps them."""
        return [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in asdict(one).items()
            }
            for one in self.mismatches
        ]

    def summary(self) -> str:
        """The whole as a sentence."""
        month = f"{self.month_on.year}年{self.month_on.month}月"
        said = f"{month}印发文件{self.issued}份，其中已经公开{self.published}份。"
        if not self.mismatches:
            return f"{said}台账与公开的信息一致。"
        counted = "，".join(f"{kind.label}{len(found)}件" for kind in FindingKind if (found := self.of(kind)))
        return f"{said}需要处理：{counted}。"


def kept_mismatches(reconciliation: Reconciliation) -> list[Mismatch]:
    """What was found then, read back as it was kept."""
    return [_read_back(told) for told in reconciliation.findings]


def _read_back(told: dict[str, Any]) -> Mismatch:
    days = {name: told[name] and date.fromisoformat(told[name]) for name in ("formed_on", "due_on")}
    return Mismatch(**told | days | {"kind": FindingKind(told["kind"])})


def month_of(on: date) -> date:
    """The first day of the month in which a day lies."""
    return on.replace(day=1)


def found(organ: Organ, month_on: date, *, on: date) -> Findings:
    """Hold the register of a month beside what was published, as it stands on a day."""
    month_on, after = month_of(month_on), add_months(month_of(month_on), 1)
    issued = _issued(organ).filter(formed_on__gte=month_on, formed_on__lt=after)
    mismatches = (
        *_unpublished(_issued(organ).filter(formed_on__lt=after), month_on, on),
        *_unregistered(organ, month_on, after),
        *_differing(issued, organ, month_on, after),
        *_without_reason(issued),
    )
    return Findings(
        organ=organ.pk,
        month_on=month_on,
        on=on,
        issued=issued.count(),
        published=issued.filter(item__status=ItemStatus.LIVE).count(),
        mismatches=mismatches,
    )


def _issued(organ: Organ) -> QuerySet[Document]:
    documents = Document.objects.filter(organ=organ, status=DocumentStatus.ISSUED)
    return documents.select_related("item__live_version").order_by("formed_on", "pk")


def _unpublished(documents: QuerySet[Document], month_on: date, on: date) -> Iterator[Mismatch]:
    """What is to be public and is not; what was due before the month is carried along until it is done."""
    published = [code for code, attribute in review_law().attributes.items() if attribute.is_published]
    # What was public once and was taken down for a reason, or ran out, is not owed again.
    for document in documents.filter(attribute__in=published).filter(
        Q(item=None) | Q(item__published_on=None)
    ):
        counted = due_by(document)
        last = counted and counted.day
        yield Mismatch(
            FindingKind.UNPUBLISHED,
            document.title,
            document.doc_no,
            document.pk,
            document.item_id,
            formed_on=document.formed_on,
            due_on=last,
            days=workdays_between(on, last, calendar=calendar()) if last else 0,
            is_carried=document.formed_on < month_on,
            is_provisional=bool(counted and counted.is_provisional),
        )


def _unregistered(organ: Organ, month_on: date, after: date) -> Iterator[Mismatch]:
    """What was published with a document number that the register does not know."""
    items = _live(organ, month_on, after).filter(document=None).exclude(live_version__doc_no="")
    known = set(
        Document.objects.filter(organ=organ)
        .exclude(status=DocumentStatus.VOID)
        .exclude(doc_no="")
        .values_list("doc_no", flat=True)
    )
    for item in items:
        version = item.live_version
        if version.doc_no not in known:
            yield Mismatch(
                FindingKind.UNREGISTERED,
                version.title,
                version.doc_no,
                None,
                item.pk,
                formed_on=version.formed_on,
            )


def _differing(issued: QuerySet[Document], organ: Organ, month_on: date, after: date) -> Iterator[Mismatch]:
    """What the register and the public item say differently: matched, or with the same number."""
    by_no = {one.doc_no: one for one in issued if one.doc_no}
    seen = set()
    for document in issued.filter(item__status=ItemStatus.LIVE):
        seen.add(document.item_id)
        if mismatch := _difference(document, document.item):
            yield mismatch
    for item in _live(organ, month_on, after).exclude(pk__in=seen):
        document = getattr(item, "document", None) or by_no.get(item.live_version.doc_no)
        if document and (mismatch := _difference(document, item)):
            yield mismatch


def _difference(document: Document, item: Item) -> Mismatch | None:
    version = item.live_version
    if version.attribute == document.attribute:
        return None
    return Mismatch(
        FindingKind.DIFFERS,
        document.title,
        document.doc_no,
        document.pk,
        item.pk,
        formed_on=document.formed_on,
        register_says=document.get_attribute_display(),
        public_says=version.get_attribute_display(),
    )


def _without_reason(issued: QuerySet[Document]) -> Iterator[Mismatch]:
    for document in issued:
        if document.lacks_reason:
            yield Mismatch(
                FindingKind.WITHOUT_REASON,
                document.title,
                document.doc_no,
                document.pk,
                document.item_id,
                formed_on=document.formed_on,
                register_says=document.get_attribute_display(),
            )


def _live(organ: Organ, month_on: date, after: date) -> QuerySet[Item]:
    items = Item.objects.live().filter(organ=organ, published_on__gte=month_on, published_on__lt=after)
    return items.select_related("live_version", "document").order_by("published_on", "pk")
