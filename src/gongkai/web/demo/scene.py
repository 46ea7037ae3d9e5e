"""An organ of the county on the day when the demo is built: its people, its papers, and the days before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils.timezone import get_current_timezone

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for

# Something that somebody does at a moment; all of it is done in the order of time.
Deed = tuple[datetime, Callable[[datetime], None]]
_MORNING = time(9)
_MINUTES = 7  # between what begins on the same day; no item takes more steps on one


@dataclass
class Scene:
    """An organ, and who acts for it: the first who holds a duty there. Nobody in particular where nobody does."""

    organ: Organ
    today: date
    _viewers: dict[int, Viewer] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        """The day so many days before today, or after it for a negative number."""
        return self.today - timedelta(days=days)

    def moment(self, days: int, place: int, step: int = 0) -> datetime:
        """When on such a day something is done: `place` keeps apart what begins on the same day, `step` its parts."""
        morning = datetime.combine(self.ago(days), _MORNING, tzinfo=get_current_timezone())
        return morning + timedelta(minutes=place * _MINUTES + step)

    def viewer(self, *duties: str) -> Viewer:
        """Whoever holds one of these duties."""
        person = next((holder for duty, holder in self._held if duty in duties), None)
        if person is None:
            return PUBLIC
        if person not in self._viewers:
            self._viewers[person] = viewer_for(person, self.today)
        return self._viewers[person]

    def has(self, *duties: str) -> bool:
        """Whether somebody holds each of these duties."""
        return all(any(duty == held for held, _ in self._held) for duty in duties)

    def section(self, name: str | None) -> Section | None:
        """A section of the organ by its name; None when it is no more."""
        return self.organ.sections.filter(name=name, until_on=None).first()

    def row(self, code: str | None) -> Row | None:
        """A duty of the organ's catalogue by its code; None when it is not in use."""
        return self.organ.catalogue_rows.active().filter(code=code).first()

    def item(self, title: str | None) -> Item | None:
        """The organ's item that began under a title."""
        return self.organ.items.filter(versions__number=1, versions__title=title).first()

    def words(self, **days: date) -> dict[str, str]:
        """What texts say of the organ and of days."""
        organ = self.organ
        known = {
            "name": organ.name,
            "phone": organ.phone,
            "address": organ.address,
            "hours": organ.office_hours,
        }
        return known | {name: day(on) for name, on in days.items()}

    @cached_property
    def _held(self) -> list[tuple[str, int]]:
        held = Appointment.objects.in_force(self.today).filter(organ=self.organ).order_by("pk")
        return list(held.values_list("duty", "person_id"))
