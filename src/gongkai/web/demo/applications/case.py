"""An invented application on its way: who acts for the organ, and what has become of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.problems import Refused
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.calendars import calendar
from gongkai.web.applications.actions import steps
from gongkai.web.applications.actions.lettering import Letters
from gongkai.web.applications.models import Application, Reply
from gongkai.web.demo.county import Toml
from gongkai.web.demo.scene import Scene
from gongkai.web.organs.models import Section


@dataclass
class Case:
    """One entry of the data with what has become of it; over as soon as something people did stands in the way."""

    raw: Toml
    scene: Scene
    pk: int | None = None
    reply_pk: int | None = None
    is_again: bool = False
    is_over: bool = False

    @property
    def stored(self) -> Application:
        """The application as it is stored now; a part of what was split is there before anything is told of it."""
        if self.pk is None:
            self.pk = self.scene.organ.applications.only("pk").get(title=self.raw["title"]).pk
        return Application.objects.get(pk=self.pk)

    @property
    def reply(self) -> Reply:
        """Its latest reply."""
        return Reply.objects.select_related("application__organ").get(pk=self.reply_pk)

    def by(self, *duties: str, at: datetime) -> Viewer:
        """Whoever does it; where nobody is there, it waits."""
        viewer = self.scene.viewer(*duties, at=at)
        if viewer is PUBLIC:
            raise Refused("这一步没有人办理。", "请指定代理人。")
        return viewer

    def section(self, place: int) -> Section:
        """A section of the organ by its place among them."""
        sections = list(self.scene.organ.sections.filter(until_on=None).order_by("order"))
        return sections[min(place, len(sections) - 1)]

    def another(self, key: str) -> Application | None:
        """Another application of the organ that an entry names by its title."""
        title = self.raw.get(key)
        return self.scene.organ.applications.filter(title=title).first() if title else None

    def happened(
        self, kind: Happened, *, by: Viewer, at: datetime, letters: Letters | None = None, **filled: object
    ) -> None:
        """A step that only enters what happened, with its letter where it has one."""
        event = CaseEvent(kind=kind, on=localdate(at), **filled)
        steps.step(self.stored, event, by=by, at=at, letters=letters)


def later(on: date, workdays: int) -> date:
    """So many working days after a day."""
    return add_workdays(on, workdays, calendar=calendar()).day
