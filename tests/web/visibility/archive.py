"""Two archived cases of one organ: one that was handed over, one that is proposed to be destroyed when its time is over."""

from datetime import date, datetime
from typing import Any

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.archiving import Filing, archive, transfer
from gongkai.web.applications.actions.destroying import propose_destruction
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.actions.moving import happen, held
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Volume
from gongkai.web.foundations import clock
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

_OVER = date(2090, 1, 5)
NAMES = {
    "volume": "枕溪水渠清淤台账",
    "transfer": "墨鹭县城建档案馆",
    "destruction": "2090年1月5日提出的销毁",
}
ROOMS = {
    "volume": "archives",
    "transfer": "archive-transfers",
    "destruction": "archive-destructions",
}
NARROWED = {f"{room}:index": "" for room in ROOMS.values()}


def archived(organ: Organ) -> dict[str, Any]:
    """The volume, the hand-over of another one, and the proposal."""
    volume, other = _volume(organ, NAMES["volume"]), _volume(organ, "枕溪老桥检测报告")
    on, at = clock.today(), clock.now()
    handed = transfer(organ, [other], receiver=NAMES["transfer"], on=on, by=SYSTEM, at=at)
    later = datetime(_OVER.year, _OVER.month, _OVER.day, 10, tzinfo=NOW.tzinfo)
    proposal = propose_destruction(organ, [volume], because="期满", on=_OVER, by=SYSTEM, at=later)
    return {"volume": volume, "transfer": handed, "destruction": proposal}


def places(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of their papers."""
    return {
        "archives:paper": {"pk": rows["volume"].pk, "what": "cover", "ending": "pdf"},
        "archive-transfers:list": {"pk": rows["transfer"].pk, "ending": "xlsx"},
        "archive-destructions:list": {"pk": rows["destruction"].pk, "ending": "xlsx"},
    }


def _volume(organ: Organ, title: str) -> Volume:
    """Handed in at the counter, withdrawn at once, and put away."""
    on, at = clock.today(), clock.now()
    wanted = Wanted(title=title, wanted="台账。", supply_form="paper", delivery="in_person")
    applied = Applied(
        organ=organ,
        channel="in_person",
        wanted=wanted,
        kinds=("natural_person",),
        identities=(Identity(name="周明远", phone="13900001234"),),
    )
    case = apply(applied, by=SYSTEM, at=at).application
    with act("applications.withdraw", organ.pk, by=SYSTEM, at=at) as pen:
        happen(pen, held(case), CaseEvent(kind=Happened.WITHDRAWN, on=on, outcome="O24"))
    return archive(case, Filing(lacking_because="原件另存。"), on=on, by=SYSTEM, at=at)
