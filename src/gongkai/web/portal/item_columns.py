"""The columns in which an organ's public items stand, and each as a list."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from gongkai.web.applications.publishing.answers import ANSWERS
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import selectors
from gongkai.web.disclosure.models import Item, ItemKind
from gongkai.web.organs.models import Organ

A_PAGE = 50
UNSORTED = "其他法定内容"
NO_ROW = "-"  # in an address: what stands in no row of the catalogue


class Column(StrEnum):
    """The columns, in their order."""

    GUIDE = "guide"
    REGIMES = "regimes"
    STATUTORY = "statutory"
    POLICIES = "policies"
    NEWS = "news"
    ANSWERS = "answers"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What every platform calls it."""
        return _WHAT[self].label

    @classmethod
    def of(cls, kind: str, *, is_statutory: bool, row: str = "") -> "Column":
        """The first in which a live item of a kind stands, under a row of the catalogue."""
        return next(column for column in cls if column.holds(kind, is_statutory=is_statutory, row=row))

    @property
    def condition(self) -> Q:
        """Which live items stand in it."""
        what = _WHAT[self]
        condition = Q(kind__in=what.kinds, releases__ended_at=None)
        if self is Column.ANSWERS:
            condition &= Q(row__code=ANSWERS)
        elif self is Column.OTHER:
            condition &= ~Q(row__code=ANSWERS)
        return condition & Q(releases__is_statutory=what.is_statutory) if what.is_counted else condition

    def holds(self, kind: str, *, is_statutory: bool, row: str = "") -> bool:
        """Whether a live item of a kind stands in it, under a row of the catalogue."""
        what = _WHAT[self]
        if self in (Column.ANSWERS, Column.OTHER) and (row == ANSWERS) != (self is Column.ANSWERS):
            return False
        return kind in what.kinds and (not what.is_counted or is_statutory == what.is_statutory)


@dataclass(frozen=True, slots=True)
class _What:
    """What stands in a column: items of some kinds, or of these the ones that are, or are not, counted as statutory."""

    label: str
    kinds: frozenset[str]
    is_counted: bool = False
    is_statutory: bool = False


_REST = frozenset(ItemKind) - {ItemKind.GUIDE, ItemKind.REGIME}
_POLICIES = frozenset({ItemKind.POLICY, ItemKind.NORMATIVE, ItemKind.INTERPRETATION})
# Statutory is what its release says, so that what is counted and what is shown are the same. Policies stand in two
# columns, as people look for them in both.
_WHAT = {
    Column.GUIDE: _What("政府信息公开指南", frozenset({ItemKind.GUIDE})),
    Column.REGIMES: _What("政府信息公开制度", frozenset({ItemKind.REGIME})),
    Column.STATUTORY: _What("法定主动公开内容", _REST, is_counted=True, is_statutory=True),
    Column.POLICIES: _What("政策文件和解读", _POLICIES),
    # 工作动态 and whatever else the law does not ask for stand apart.
    Column.NEWS: _What("工作动态", frozenset({ItemKind.NEWS}), is_counted=True),
    # By choice, and apart from everything else: what the organ answered to applicants.
    Column.ANSWERS: _What("依申请公开答复选登", _REST - {ItemKind.NEWS}, is_counted=True),
    Column.OTHER: _What("其他（不计入法定主动公开）", _REST - {ItemKind.NEWS}, is_counted=True),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One column as a list: a page of it, under the name of the column or of a row of the catalogue; `words` are those
    that its titles have, `query` is what another page of it is asked for with."""

    column: Column
    heading: str
    page: Page
    row: str
    words: str
    query: str


_TOLD = ("organ", "changed_on", "validity", "live_version__title", "live_version__doc_no")


def listing(organ: Organ, name: str, *, row: str, page: str, query: str = "") -> Listing:
    """A column of an organ, narrowed to a row of its catalogue and to titles with some words; a number of a page that is none leads to the nearest.

    Raises Http404 for a column or row that does not exist.
    """
    if name not in set(Column):
        raise Http404("No such column")
    column = Column(name)
    items, heading = items_in(organ, column), column.label
    if row == NO_ROW:
        items, heading = items.filter(row=None), UNSORTED
    elif row:
        items, heading = _of_row(organ, items, row)
    items = selectors.with_title(items, query)
    asked = {"row": row, "q": query}
    return Listing(
        column=column,
        heading=heading,
        page=Paginator(_lines(items), A_PAGE).get_page(page),
        row=row,
        words=query,
        query="".join(f"{urlencode({key: said})}&" for key, said in asked.items() if said),
    )


def _lines(items: QuerySet[Item]) -> QuerySet[Item]:
    """Only what a line of the list says, what is new first: texts are long, and nobody reads them here."""
    named = items.select_related(None).select_related("live_version").only(*_TOLD)
    return named.order_by("-last_on", "-pk")


def _of_row(organ: Organ, items: QuerySet[Item], code: str) -> tuple[QuerySet[Item], str]:
    """The items of one row of the catalogue and its name; of a row that has ended while it holds any."""
    row = Row.objects.filter(organ=organ, code=code.replace("\0", "")).first()
    if row is None or not (row.is_active or items.filter(row=row).exists()):
        raise Http404("No such row")
    return items.filter(row=row), row.name


def items_in(organ: Organ, column: Column) -> QuerySet[Item]:
    """What stands in a column of an organ."""
    return dated(organ).filter(column.condition)


def dated(organ: Organ) -> QuerySet[Item]:
    """An organ's live items, each with the day on which it was published or changed last."""
    return selectors.of(organ).annotate(last_on=Coalesce(F("changed_on"), F("published_on")))


def address_of(item: Item) -> str:
    """Where an item stands for good."""
    return reverse("portal:item", args=[item.organ.slug, item.pk])
