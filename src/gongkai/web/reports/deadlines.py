"""By when reports are due, for many organs with a few questions to the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import authorities_of
from gongkai.web.reviews.models import INSIDERS

from .arrangements import due_on
from .collecting.members import owes
from .models import Compilation, Report, ReportCalendar, State
from .publication import first_moment, with_first_moment


@dataclass(frozen=True, slots=True)
class BoardRow:
    """How one organ's report of a year stands: who has published, who is late, how many days are left."""

    organ: Organ
    due_on: date
    days_left: int
    compilation: Compilation | None
    report: Report | None

    @property
    def published_on(self) -> date | None:
        """When everybody could read it first."""
        return localdate(first_moment(self.report)) if self.report else None

    @property
    def is_late(self) -> bool:
        """Whether its day has passed without it, or it came after its day."""
        if self.published_on is not None:
            return self.published_on > self.due_on
        return self.days_left < 0

    @property
    def is_being_corrected(self) -> bool:
        """Whether something else is being made of what everybody can read."""
        return bool(self.report and self.compilation and self.compilation.state != State.PUBLISHED)

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        if self.report is not None:
            return "已公布，正在更正" if self.is_being_corrected else "已公布"
        return self.compilation.get_state_display() if self.compilation else "没有开始编制"


def due_board(viewer: Viewer, year: int, on: date) -> list[BoardRow]:
    """The organs in whose reports the viewer has a part and which were there at the end of the year, each with its day; what is
    late comes first."""
    at_its_end = Organ.objects.existing_on(date(year, 12, 31))
    organs = at_its_end.filter(on_ground(viewer.ground(*INSIDERS), prefix=""))
    there = organs.select_related("authority", "parent")
    listed = [organ for organ in there if owes(organ.level, organ.kind)]
    days = _days(listed, year)
    compilations = {one.organ_id: one for one in Compilation.objects.filter(organ__in=listed, year=year)}
    reports = Report.objects.published().filter(organ__in=listed, year=year).defer("data")
    public = {one.organ_id: one for one in with_first_moment(reports)}
    rows = [
        BoardRow(
            organ=organ,
            due_on=days[organ.pk],
            days_left=(days[organ.pk] - on).days,
            compilation=compilations.get(organ.pk),
            report=public.get(organ.pk),
        )
        for organ in listed
    ]
    return sorted(rows, key=lambda row: (row.report is not None, row.due_on, row.organ.path))


def due_days(compilations: Iterable[Compilation]) -> dict[int, date]:
    """For compilations, with their organs, the day by which each is published."""
    listed = list(compilations)
    days = {
        year: _days([one.organ for one in listed if one.year == year], year)
        for year in {one.year for one in listed}
    }
    return {one.pk: days[one.year][one.organ_id] for one in listed}


def public_of(compilations: Iterable[Compilation]) -> set[int]:
    """Of these, those for whose year everybody can read a report of the organ, wherever it was made."""
    listed = list(compilations)
    reports = Report.objects.published().filter(organ__in={one.organ_id for one in listed})
    known = set(reports.filter(year__in={one.year for one in listed}).values_list("organ", "year"))
    return {one.pk for one in listed if (one.organ_id, one.year) in known}


def _days(organs: Sequence[Organ], year: int) -> dict[int, date]:
    authorities = authorities_of(organs)
    known: Mapping[int, ReportCalendar] = {
        one.authority_id: one
        for one in ReportCalendar.objects.filter(
            year=year, authority__in={one.pk for one in authorities.values() if one}
        )
    }
    return {
        organ.pk: due_on(
            organ, year, known.get(authority.pk) if (authority := authorities[organ.pk]) else None
        )
        for organ in organs
    }
