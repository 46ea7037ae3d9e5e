"""Figures that were frozen: how they are written, read back, and which days are closed by them."""

import json
from collections.abc import Mapping
from datetime import date

from django.db.models import Max

from gongkai import lawbook
from gongkai.kernel.chain import Value
from gongkai.kernel.tally import Period, from_plain, plain
from gongkai.web.organs.closing import closes
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Snapshot

from .counting import Tally, of

SCHEMA = "gongkai.snapshot/2"  # since then with the facts beside the figures


def told(organ: Organ, period: Period, tally: Tally) -> Mapping[str, Value]:
    """A tally as it is frozen: nothing in it depends on when that is done."""
    return {
        "schema": SCHEMA,
        "organ": organ.slug,
        "first_on": period.first.isoformat(),
        "last_on": period.last.isoformat(),
        "form": tally.form.id,
        "figures": plain(tally.figures),
        "kept": dict(tally.kept),
    }


def snapshot_of(organ: Organ, period: Period) -> Snapshot | None:
    """What was frozen for a period; None when nothing was."""
    return Snapshot.objects.filter(organ=organ, first_on=period.first, last_on=period.last).first()


def thawed(snapshot: Snapshot) -> Tally:
    """The figures of a snapshot."""
    data = json.loads(snapshot.data)
    return Tally(lawbook.load().form(data["form"]), from_plain(data["figures"]), data["kept"])


def settled(organ: Organ, period: Period) -> Tally:
    """The figures by which a period is reported: those that were frozen, and as they are now those that nobody knew then, as
    the monthly counts of December, which come in January. As they are now altogether where nothing is frozen."""
    now, snapshot = of(organ, period), snapshot_of(organ, period)
    if snapshot is None:
        return now
    then = thawed(snapshot)
    figures = {cell: now.figures[cell] if value is None else value for cell, value in then.figures.items()}
    kept = {register: is_kept or now.kept[register] for register, is_kept in then.kept.items()}
    return Tally(then.form, figures, kept)


@closes
def closed_until(organ: int) -> date | None:
    """The last day that is closed for an organ; None when none is."""
    last: date | None = Snapshot.objects.filter(organ=organ).aggregate(last=Max("last_on"))["last"]
    return last
