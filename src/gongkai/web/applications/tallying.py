"""What the report asks of the register of applications: counted by the database, the cases of a cell when it is opened."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import ExpressionWrapper
from django.db.models.fields import BooleanField

from gongkai.kernel.tally import Group
from gongkai.web.organs.models import Organ

from .models import Application, FeeNotice


def tallied(organ_ids: Collection[int], first: date, last: date) -> Iterator[tuple[int, Group]]:
    """Table 3 of a period for several organs: each case that came in by the last day and was not done with before the first
    one, once, with its organ. One query."""
    found = _there(first, last).filter(organ__in=organ_ids).annotate(**_sides(first, last)).order_by()
    grouped = found.values_list("organ_id", "kind", "came_new", "went_as").annotate(n=Count("pk"))
    for organ, kind, is_new, row, cases in grouped:
        yield organ, Group(kind, bool(is_new), row, cases)


def came_in(organ: Organ, first: date, last: date, *, before: bool) -> QuerySet[Application]:
    """The cases of 本年新收, or of 上年结转 (`before`)."""
    new = Q(counted_in_on__gte=first)
    return _in_order(_there(first, last).filter(~new if before else new, organ=organ))


def went_out(organ: Organ, first: date, last: date, *, rows: Collection[str]) -> QuerySet[Application]:
    """The cases with a result in these rows."""
    return _in_order(
        Application.objects.filter(organ=organ, counted_out_on__range=(first, last), row__in=rows)
    )


def left_open(organ: Organ, first: date, last: date) -> QuerySet[Application]:
    """The cases of 结转下年度继续办理: open at the end of the last day."""
    return _in_order(_there(first, last).filter(_open_after(last), organ=organ))


def fees_paid(organ: Organ, first: date, last: date) -> QuerySet[FeeNotice]:
    """The processing fees that were paid in a period, the earliest first."""
    return _paid(first, last).filter(application__organ=organ).order_by("paid_on", "pk")


def fees_collected(organ_ids: Collection[int], first: date, last: date) -> dict[int, int]:
    """Processing fees that were paid in a period, in yuan, by organ; what is 0 is not there."""
    paid = _paid(first, last).filter(application__organ__in=organ_ids).order_by()
    return dict(paid.values_list("application__organ_id").annotate(yuan=Sum("amount")))


def taken_over(organ_ids: Collection[int]) -> dict[int, date]:
    """By organ the day from which on an older register that was taken over is whole. One query.

    A register of a year begins with what was left of the years before, and of these it tells no more than that. So it is
    whole from the first year on in which a case came and went, else from the last one in which any came. What was frozen
    before it was taken over counts as come later, and tells of no earlier year.
    """
    old = Application.objects.counted().filter(organ__in=organ_ids).exclude(taken_over_from="").order_by()
    whole = Min("counted_in_on", filter=Q(counted_out_on__year=F("counted_in_on__year")))
    years = old.values_list("organ_id").annotate(whole=whole, last=Max("counted_in_on"))
    return {organ: date((whole or last).year, 1, 1) for organ, whole, last in years}


def _there(first: date, last: date) -> QuerySet[Application]:
    """In by the last day, and not out before the first."""
    return Application.objects.filter(_open_after(first, is_included=True), counted_in_on__lte=last)


def _open_after(day: date, *, is_included: bool = False) -> Q:
    return Q(counted_out_on=None) | Q(**{"counted_out_on__gte" if is_included else "counted_out_on__gt": day})


def _sides(first: date, last: date) -> dict[str, ExpressionWrapper | Case]:
    return {
        "came_new": ExpressionWrapper(Q(counted_in_on__gte=first), output_field=BooleanField()),
        "went_as": Case(When(counted_out_on__lte=last, then=F("row")), default=Value("")),
    }


def _in_order(cases: QuerySet[Application]) -> QuerySet[Application]:
    return cases.order_by("year", "serial", "pk")


def _paid(first: date, last: date) -> QuerySet[FeeNotice]:
    return FeeNotice.objects.filter(paid_on__range=(first, last))
