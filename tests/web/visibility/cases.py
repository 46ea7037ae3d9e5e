"""An application of one organ that is worked on, with a paper in its file."""

from datetime import date

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.applications.actions.calendar_keys import renew_calendar_key
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.actions.steps import assign
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW

NAMES = {"application": "枕溪老街修缮补助名册"}


def in_hand(organ: Organ) -> tuple[Application, CasePaper]:
    """Handed in at the counter today, for what may be done depends on the days, and given to a section."""
    at = clock.now()
    wanted = Wanted(
        title=NAMES["application"], wanted="补助名册。", supply_form="paper", delivery="in_person"
    )
    applied = Applied(
        organ=organ,
        channel="in_person",
        wanted=wanted,
        kinds=("natural_person",),
        identities=(Identity(name="周明远", phone="13900001234"),),
    )
    application = apply(applied, by=SYSTEM, at=at).application
    section = Section.objects.get(organ=organ, name="党政办公室")
    assign(application, section=section, handler=None, by=SYSTEM, at=at)
    paper = file_paper(
        application, kind="other", name="核对记录.txt", data="已核对。".encode(), by=_clerk(organ), at=at
    )
    return application, paper


def calendar_key(organ: Organ) -> str:
    """The key to the calendar of somebody there who keeps the file."""
    keeper = User.objects.get(username="keeper", organ=organ)
    return renew_calendar_key(by=viewer_for(keeper.pk, clock.today()), at=clock.now())


def _clerk(organ: Organ) -> Viewer:
    """Somebody who keeps the file."""
    person = people.enrol("keeper", "同事keeper", organ=organ, by=SYSTEM, at=NOW)
    people.appoint(person, "clerk", organ=organ, since_on=date(2020, 1, 1), by=SYSTEM, at=NOW)
    return viewer_for(person.pk, clock.today())
