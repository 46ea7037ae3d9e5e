"""Questions about catalogues."""

from collections.abc import Iterable
from datetime import date

from gongkai.kernel import cycles
from gongkai.kernel.cycles import Cycle, Period
from gongkai.kernel.duties import Viewer
from gongkai.web.organs.models import Organ

from .models import Row, RowQuerySet


def rows_of(organ: Organ, *, viewer: Viewer) -> RowQuerySet:
    """The catalogue of an organ as somebody sees it, in its own order."""
    rows = Row.objects.visible_to(viewer).filter(organ=organ)
    return rows.select_related("organ", "section", "person").order_by("order", "pk")


def tree(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under their first-level matters (一级事项), both in the order in which they come."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.level1, []).append(row)
    return grouped


def unassigned(organ: Organ) -> RowQuerySet:
    """Duties that hold and for which nobody answers yet."""
    return organ.catalogue_rows.active().filter(section=None, person=None)


def periods(row: Row, on: date) -> Period | None:
    """The period in which a day lies, with its due day; None for a row that has no cycle."""
    return cycles.period(Cycle(row.cycle), on, by=due_each_year(row))


def due_each_year(row: Row) -> tuple[int, int] | None:
    """The month and day by which a row is due each year, when its limit says so."""
    return row.known_limit.by if row.known_limit else None
