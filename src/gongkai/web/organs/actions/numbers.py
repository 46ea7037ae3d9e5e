"""Document numbers: families opened and closed, numbers taken and voided. No number is left out, none comes twice."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.organs.models import DocumentNumber, NumberFamily

from .rows import locked, must_exist


def open_family(family: NumberFamily, *, by: Viewer, at: datetime) -> NumberFamily:
    """Open a family of numbers for the organ that it names."""
    with act("organs.open_family", family.organ_id, by=by, at=at, subject=family.organ) as pen:
        organ = locked(family.organ_id)
        pen.duty = by.must_hold("admin", path=organ.path)
        must_exist(organ)
        checked(family)
        pen.save(family, "organs.numbers_opened")
    return family


def close_family(family: NumberFamily, *, by: Viewer, at: datetime) -> NumberFamily:
    """Give no more numbers of a family; those given stay."""
    with act("organs.close_family", family.organ_id, by=by, at=at, subject=family) as pen:
        stored = _held(family)
        pen.duty = by.must_hold("admin", path=stored.organ.path)
        if not stored.is_open:
            raise Refused(f"“{stored.name}”的文号已经停用。", "不需要再办理。")
        stored.is_open = False
        pen.save(stored, "organs.numbers_closed")
    family.refresh_from_db()
    return family


def take_number(family: NumberFamily, *, on: date, by: Viewer, at: datetime) -> DocumentNumber:
    """Take the next number of the year for a paper of this day."""
    with act("organs.take_number", family.organ_id, by=by, at=at, subject=family) as pen:
        pen.duty = next((held for held in by.held if held.covers(family.organ.path)), None)
        if not (pen.duty or by.is_system):
            raise NotYourDuty(())
        return next_number(pen, family, on=on)


def void_number(number: DocumentNumber, *, reason: str, by: Viewer, at: datetime, on: date) -> DocumentNumber:
    """Mark that the paper of a number came to nothing; the number is not given again."""
    with act("organs.void_number", number.family.organ_id, by=by, at=at, subject=number) as pen:
        family = _held(number.family)
        pen.duty = by.must_hold("admin", "office_head", path=family.organ.path)
        stored = DocumentNumber.objects.select_for_update().get(pk=number.pk)
        if stored.voided_on:
            raise Refused(f"“{stored.text}”已经作废。", "不需要再办理。")
        if not reason.strip():
            raise Refused("没有写作废的原因。", "请写明这个文号为什么没有用上。")
        must_have_come(on, at)
        stored.voided_on, stored.void_reason = on, reason.strip()
        checked(stored)
        pen.save(stored, "organs.number_voided")
    number.refresh_from_db()
    return number


def next_number(pen: Pen, family: NumberFamily, *, on: date) -> DocumentNumber:
    """The next number, inside the act that signs the paper: when the act is undone, so is the number.

    The family's row stays locked until the act ends, so that numbers are given one after the other.
    """
    stored = _held(family)
    must_exist(stored.organ)
    if not stored.is_open:
        raise Refused(f"“{stored.name}”的文号已经停用。", "请改用启用中的文号。")
    if not stored.first_year <= on.year <= localdate(pen.at).year:
        raise Refused(
            f"“{stored.name}”的文号没有{on.year}年的。", f"这种文号自{stored.first_year}年起用，请核对日期。"
        )
    last = stored.numbers.filter(year=on.year).aggregate(last=Max("n"))["last"]
    first = stored.first if on.year == stored.first_year else 1
    n = first if last is None else last + 1
    number = DocumentNumber(
        family=stored, year=on.year, n=n, text=stored.printed(year=on.year, n=n), given_on=on
    )
    pen.save(number, "organs.number_given", organ=stored.organ_id)
    return number


def _held(family: NumberFamily) -> NumberFamily:
    """The family as stored, held; its organ is only read."""
    return NumberFamily.objects.select_for_update(of=("self",)).select_related("organ").get(pk=family.pk)
