"""An application of one organ that is worked on, with a paper in its file."""

import io
from datetime import date

from PIL import Image

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.applications.actions.calendar_keys import renew_calendar_key
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.actions.redacting import take_source
from gongkai.web.applications.actions.steps import assign
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper, Letter, Redaction, Sealing
from gongkai.web.applications.papers import add_paper
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from gongkai.web.remedies.actions import Lodged, register
from gongkai.web.remedies.models import Challenge
from tests.web.conftest import NOW

NAMES = {"application": "枕溪老街修缮补助名册", "sealing": "枕溪石桥修缮协办函", "challenge": "墨政复第7号"}


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
        application, kind="search", name="核对记录.txt", data="已核对。".encode(), by=_clerk(organ), at=at
    )
    return application, paper


def sealed(organ: Organ) -> Sealing:
    """A letter of another application of the organ that bears its seal; the scan is still to come."""
    wanted = Wanted(title="石桥修缮", wanted="石桥修缮。", supply_form="paper", delivery="in_person")
    applied = Applied(
        organ=organ,
        channel="in_person",
        wanted=wanted,
        kinds=("natural_person",),
        identities=(Identity(name="周明远", phone="13900001234"),),
    )
    application = apply(applied, by=SYSTEM, at=clock.now()).application
    with act("applications.seal", organ.pk, by=SYSTEM, at=clock.now()) as pen:
        paper = add_paper(pen, application, kind="letter", name="协办函.txt", data="请协办。".encode())
        said = {"application": application, "name": NAMES["sealing"]}
        letter = Letter(code="T10", number="枕政函〔2026〕9号", signed_on=clock.today(), paper=paper, **said)
        pen.save(letter, "applications.letter_issued")
        row = Sealing(letter=letter, seal="official", sealed_on=clock.today(), drawn=paper, **said)
        pen.save(row, "applications.sealed")
    return row


def challenged(application: Application) -> Challenge:
    """A review against what was done with it, that waits for an answer."""
    lodged = Lodged(
        kind="review",
        procedure="simple",
        body="墨鹭县人民政府",
        case_no=NAMES["challenge"],
        received_on=clock.today(),
    )
    return register(application, lodged, by=SYSTEM, at=clock.now())


def redacted(application: Application) -> Redaction:
    """A file of the case in which something is withheld."""
    stored = io.BytesIO()
    Image.new("L", (80, 110), "white").save(stored, "PNG")
    by = viewer_for(User.objects.get(username="keeper").pk, clock.today())
    return take_source(application, name="补助名册.png", data=stored.getvalue(), by=by, at=clock.now())


def calendar_key(organ: Organ) -> str:
    """The key to the calendar of somebody there who keeps the file."""
    keeper = User.objects.get(username="keeper", organ=organ)
    return renew_calendar_key(by=viewer_for(keeper.pk, clock.today()), at=clock.now())


def _clerk(organ: Organ) -> Viewer:
    """Somebody who keeps the file."""
    person = people.enrol("keeper", "同事keeper", organ=organ, by=SYSTEM, at=NOW)
    people.appoint(person, "clerk", organ=organ, since_on=date(2020, 1, 1), by=SYSTEM, at=NOW)
    return viewer_for(person.pk, clock.today())
