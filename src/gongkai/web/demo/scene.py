"""An organ of the county on the day when the demo is built: its people, its papers, and the days before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils.timezone import get_current_timezone, localdate

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
_MINUTES = 7  # between what begins on the same day
_PLACES = 18  # in a morning
_STEP = 19  # minutes from one step of an item to its next on the same day


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
        return morning + timedelta(minutes=place % _PLACES * _MINUTES + step * _STEP)

    def viewer(self, *duties: str, at: datetime) -> Viewer:
        """Whoever holds one of these duties at a moment."""
        on = localdate(at)
        held = next((one for one in self._held if one.duty in duties and one.is_in_force(on)), None)
        if held is None:
            return PUBLIC
        if held.person_id not in self._viewers:
            self._viewers[held.person_id] = viewer_for(held.person_id, on)
        return self._viewers[held.person_id]

    def has(self, *duties: str) -> bool:
        """Whether somebody holds each of these duties today."""
        return all(self.viewer(duty, at=self.moment(0, 0)) is not PUBLIC for duty in duties)

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
    def _held(self) -> list[Appointment]:
        return list(Appointment.objects.filter(organ=self.organ, person__is_active=True).order_by("pk"))
