"""What an authority settles for the reports of a year: the days, whether it comments first, special items."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from gongkai.kernel.days import in_words
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.limits import limits
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.models import Organ
from gongkai.web.reports.arrangements import OWN_DAYS, lawful_on
from gongkai.web.reports.models import ReportCalendar, SpecialItem

from .stepping import organ_held


@dataclass(frozen=True, slots=True)
class Dates:
    """The last days for departments, townships and governments; None leaves the law's."""

    departments_due_on: date | None = None
    townships_due_on: date | None = None
    areas_due_on: date | None = None
    has_pre_review: bool = True


def set_calendar(authority: Organ, year: int, dates: Dates, *, by: Viewer, at: datetime) -> ReportCalendar:
    """安排期限: earlier than the law's or as it has them, never later. Raises Refused."""
    with act("reports.set_calendar", authority.pk, by=by, at=at, subject=authority) as pen:
        stored = organ_held(authority)
        pen.duty = by.must_hold("authority", path=stored.path)
        row = ReportCalendar.objects.filter(authority=stored, year=year).first()
        row = row or ReportCalendar(authority=stored, year=year)
        for limit, name in OWN_DAYS.items():
            _must_be_lawful(getattr(dates, name), limit, year)
            setattr(row, name, getattr(dates, name))
        row.has_pre_review = dates.has_pre_review
        checked(row)
        pen.save(row, "reports.calendar_set", facts={"year": year})
    return row


def set_special(
    authority: Organ,
    year: int,
    *,
    title: str,
    what: str,
    row: SpecialItem | None = None,
    by: Viewer,
    at: datetime,
) -> SpecialItem:
    """布置专项内容: what every report of a year has to tell besides; `row` changes one. Raises Refused."""
    with act("reports.set_special", authority.pk, by=by, at=at, subject=authority) as pen:
        stored = organ_held(authority)
        pen.duty = by.must_hold("authority", path=stored.path)
        items = SpecialItem.objects.filter(authority=stored, year=year)
        last = items.aggregate(last=Max("order"))["last"] or 0
        found = items.get(pk=row.pk) if row else SpecialItem(authority=stored, year=year, order=last + 1)
        found.title, found.what = title.strip(), what.strip()
        checked(found)
        pen.save(found, "reports.special_set", facts={"year": year})
    return found


def drop_special(row: SpecialItem, *, by: Viewer, at: datetime) -> SpecialItem:
    """取消专项内容: nobody has to tell it any more; what was written of it stays with its report."""
    with act("reports.drop_special", row.authority_id, by=by, at=at, subject=row) as pen:
        found = SpecialItem.objects.select_for_update(of=("self",)).select_related("authority").get(pk=row.pk)
        pen.duty = by.must_hold("authority", path=found.authority.path)
        if found.is_dropped:
            raise Refused("这项专项内容已经取消。", "不必再办。")
        found.is_dropped = True
        pen.save(found, "reports.special_dropped", facts={"year": found.year})
    return found


def _must_be_lawful(day: date | None, limit: str, year: int) -> None:
    lawful = lawful_on(limit, year)
    if day is not None and not date(year + 1, 1, 1) <= day <= lawful:
        first = in_words(date(year + 1, 1, 1))
        raise Refused(
            f"公布期限应在{first}到{in_words(lawful)}之间。",
            f"法定的最后一天不能推迟（{limits()[limit].article}）。",
        )
