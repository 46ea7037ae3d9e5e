"""An application of one organ that is worked on, with a paper in its file."""

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.actions.steps import assign
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper
from gongkai.web.organs.models import Organ, Section
from tests.web.conftest import NOW

NAMES = {"application": "枕溪老街修缮补助名册"}


def in_hand(organ: Organ) -> tuple[Application, CasePaper]:
    """Handed in at the counter, and given to a section."""
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
    application = apply(applied, by=SYSTEM, at=NOW).application
    section = Section.objects.get(organ=organ, name="党政办公室")
    assign(application, section=section, handler=None, by=SYSTEM, at=NOW)
    paper = file_paper(
        application, kind="other", name="核对记录.txt", data="已核对。".encode(), by=SYSTEM, at=NOW
    )
    return application, paper
