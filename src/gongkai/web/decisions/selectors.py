"""Questions about what was counted: sums of a period, which months are kept, and how they compare with what is public.

Each asks a number of questions of the database that does not grow with the organs.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.kernel.findings import Number
from gongkai.lawbook.decisions import DecisionKind, decision_kinds
from gongkai.web.catalogue.models import OWN, Row
from gongkai.web.disclosure.models import Release
from gongkai.web.organs.models import Organ

from .models import MonthlyCount
from .months import existed_in, months_between


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one kind of an organ over the months that are kept: decisions, or yuan."""

    organ_id: int
    kind: str
    total: Number


@dataclass(frozen=True, slots=True)
class Kept:
    """How many months are kept, and of how many in which the organ was there."""

    months: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Whether no month is missing."""
        return self.months == self.of


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind in a period: what was counted, and how many items were published under the rows for its results.

    `total` is None where no month is kept; `published` where the kind has no results to publish, or the catalogue no row
    for them. `others` are the kinds whose results stand under the same rows: the items are theirs, too.
    """

    kind: DecisionKind
    total: Number | None
    kept: Kept
    published: int | None
    rows: tuple[Row, ...]
    others: tuple[str, ...]

    @property
    def is_fewer(self) -> bool:
        """Whether fewer items were published than decisions counted."""
        return self.total is not None and self.published is not None and self.published < self.total


def counted(organ_ids: Collection[int], first: date, last: date) -> list[Total]:
    """Sums of the months that begin between two days; a kind of which no month is kept has none."""
    rows = MonthlyCount.objects.kept().of(organ_ids).within(first, last).order_by()
    summed = rows.values("organ", "kind").annotate(numbers=Sum("number"), amounts=Sum("amount"))
    return [
        Total(one["organ"], one["kind"], one["numbers"] if one["amounts"] is None else one["amounts"])
        for one in summed
    ]


def kept(organ_ids: Collection[int], first: date, last: date) -> dict[tuple[int, str], Kept]:
    """For every organ and kind, of how many months of the period something is kept."""
    rows = MonthlyCount.objects.kept().of(organ_ids).within(first, last).order_by()
    grouped = rows.values("organ", "kind").annotate(n=Count("pk"))
    found = {(one["organ"], one["kind"]): one["n"] for one in grouped}
    months = list(months_between(first, last))
    organs = Organ.objects.filter(pk__in=organ_ids).only("since_on", "until_on")
    there = {organ.pk: sum(existed_in(organ, month) for month in months) for organ in organs}
    return {
        (pk, kind): Kept(found.get((pk, kind), 0), of)
        for pk, of in there.items()
        for kind in decision_kinds()
    }


def behind(organ: Organ, first: date, last: date, kind: str) -> QuerySet[MonthlyCount]:
    """The months behind a sum, in their order."""
    rows = MonthlyCount.objects.kept().of([organ.pk]).within(first, last)
    return rows.filter(kind=kind).order_by("month")


def compared(organ: Organ, first: date, last: date) -> list[Comparison]:
    """Every kind: what was counted in a period against the items first published in it."""
    totals = {one.kind: one.total for one in counted([organ.pk], first, last)}
    months = kept([organ.pk], first, last)
    rows = list(organ.catalogue_rows.filter(_of_results()))
    releases = Release.objects.filter(item__organ=organ, on__range=(first, last), is_change=False)
    by_row = releases.filter(row__in=rows).order_by().values("row").annotate(n=Count("item", distinct=True))
    published = Counter({one["row"]: one["n"] for one in by_row})
    under = {code: tuple(row for row in rows if _holds(row, kind)) for code, kind in decision_kinds().items()}
    return [
        Comparison(
            kind,
            totals.get(kind.code),
            months[organ.pk, kind.code],
            sum(published[row.pk] for row in under[kind.code]) if under[kind.code] else None,
            under[kind.code],
            tuple(
                other.name
                for other in decision_kinds().values()
                if other != kind and set(under[other.code]) & set(under[kind.code])
            ),
        )
        for kind in decision_kinds().values()
    ]


def _holds(row: Row, kind: DecisionKind) -> bool:
    """Whether the results of a kind are published under a row: one of the law's for them, or the organ's own of the item."""
    return row.code in kind.results or bool(kind.results and row.is_own and row.article == kind.item)


def _of_results() -> Q:
    """The rows under which results of any kind are published."""
    kinds = [kind for kind in decision_kinds().values() if kind.results]
    codes = {code for kind in kinds for code in kind.results}
    return Q(code__in=codes) | Q(code__startswith=OWN, article__in={kind.item for kind in kinds})
