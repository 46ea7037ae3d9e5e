"""固定: what the registers say of a year when it is over, figures and facts, is written down byte for byte and closes it."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.chain import canonical
from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.kernel.tally import Period
from gongkai.lawbook.tally import tally_law
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import begun_by
from gongkai.web.reports import facts, tally
from gongkai.web.reports.collecting import owes
from gongkai.web.reports.duties import makers
from gongkai.web.reports.keeping import REGISTERS
from gongkai.web.reports.models import Snapshot


def freeze(organ: Organ, year: int, *, by: Viewer = SYSTEM, at: datetime) -> Snapshot:
    """The figures of an organ on 31 December, as they are now; those that were frozen before, if they were. What is entered
    for the year afterwards counts in the year of its entry. By hand from 1 January on, by the sweep some days later. Raises
    Refused while the year is not over."""
    period = Period.year_of(year)
    if known := tally.snapshot_of(organ, period):
        return known
    with act("reports.freeze", organ.pk, by=by, at=at, subject=organ) as pen:
        # Whoever enters something for a year that is over holds the organ, too.
        stored = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = by.must_hold(*makers(), path=stored.path)
        _must_be_over(year, at)
        return frozen(pen, stored, year)


def frozen(pen: Pen, organ: Organ, year: int) -> Snapshot:
    """The figures of an organ that is held, in the act of whoever closes the year; those that were frozen before, if they
    were."""
    period = Period.year_of(year)
    if known := tally.snapshot_of(organ, period):
        return known
    told = tally.told(organ, period, tally.of(organ, period))
    data = canonical({**told, **facts.to_freeze(organ, period)})
    snapshot = Snapshot(
        organ=organ,
        first_on=period.first,
        last_on=period.last,
        data=data,
        sha256=hashlib.sha256(data.encode()).hexdigest(),
        frozen_at=pen.at,
    )
    pen.save(snapshot, "reports.frozen", facts={"label": period.label})
    return snapshot


def sweep(*, on: date, at: datetime) -> int:
    """Freeze last year's figures of every organ that reports and has none yet, each in an act of its own; how many it froze.
    One that is refused does not stop the rest."""
    year = on.year - 1
    return (
        sum(_is_frozen(organ, year, at) for organ in _unfrozen(year))
        if on >= tally_law().freezes_on(year)
        else 0
    )


def _unfrozen(year: int) -> Iterator[Organ]:
    """Those that were there on the last day of the year and kept their registers here by then: who begins later takes over
    his old ones first."""
    period = Period.year_of(year)
    frozen = Snapshot.objects.filter(first_on=period.first, last_on=period.last).values("organ")
    organs = begun_by(period.last, REGISTERS).existing_on(period.last).exclude(pk__in=frozen).order_by("pk")
    return (organ for organ in organs if owes(organ.level, organ.kind))


def _is_frozen(organ: Organ, year: int, at: datetime) -> bool:
    try:
        freeze(organ, year, at=at)
    except Problem:  # the act has written down that it was refused
        return False
    return True


def _must_be_over(year: int, at: datetime) -> None:
    """Whoever sends in a report early in January says that everything is entered; the sweep waits some days longer."""
    if localdate(at).year <= year:
        raise Refused(
            f"{year}年度还没有结束，数字不能固定。",
            f"请在{year + 1}年1月1日以后办理；没有人办理的，{day(tally_law().freezes_on(year))}由系统自动固定。",
        )
