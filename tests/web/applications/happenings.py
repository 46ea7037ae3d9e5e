"""Bringing a case to where a test begins: what happened is entered by the system, without the rows of the acts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.moving import happen, held
from gongkai.web.applications.actions.steps import LOOKED_AT
from gongkai.web.applications.models import Application
from gongkai.web.ledger.actions import act

RECEIVED = date(2026, 2, 3)
DUE = date(2026, 3, 9)  # 20 working days later, the spring festival between them
LATER = date(2026, 2, 10)


def moment(day: date) -> datetime:
    """The forenoon of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def event(kind: str, on: date = LATER, **filled) -> CaseEvent:
    """One event, with what its kind needs."""
    return CaseEvent(kind=Happened(kind), on=on, **{**_FILLED.get(kind, {}), **filled})


def brought(application: Application, *events: CaseEvent) -> Application:
    """The application after these events."""
    for one in events:
        with act("applications.apply", application.organ_id, by=SYSTEM, at=moment(one.on)) as pen:
            stored = held(application)
            happen(pen, stored, one, met=LOOKED_AT)
    return Application.objects.get(pk=application.pk)


_FILLED = {
    "correction_asked": {"limit_on": date(2026, 3, 5)},
    "reasons_asked": {"limit_on": date(2026, 3, 5)},
    "consultation_sent": {"id": "c1", "of": Consulted.THIRD_PARTY},
    "drafted": {"outcome": "O02"},
    "served": {"outcome": "O02"},
    "posted": {"outcome": "O02"},
    "replied": {"outcome": "O02"},
    "correction_lapsed": {"outcome": "O22"},
    "fee_lapsed": {"outcome": "O23"},
    "withdrawn": {"outcome": "O24"},
    "extended": {"days": 20, "reason": "需要核实"},
    "sent_back": {"reason": "补充依据"},
}
WAYS = {
    "received": (),
    "processing": ("assigned",),
    "awaiting_correction": ("correction_asked",),
    "consulting": ("assigned", "consultation_sent"),
    "awaiting_reason": ("assigned", "reasons_asked"),
    "reasoned": ("assigned", "reasons_asked", "reasons_given"),
    "awaiting_payment": ("assigned", "fee_noticed"),
    "drafted": ("assigned", "drafted"),
    "under_review": ("assigned", "drafted", "submitted"),
    "signed": ("assigned", "drafted", "submitted", "signed"),
    "closed": ("assigned", "drafted", "submitted", "signed", "posted", "replied"),
    "withdrawn": ("withdrawn",),
}


def standing(application: Application, way: str) -> Application:
    """The application where this way leads, all of it on one day."""
    return brought(application, *(event(kind) for kind in WAYS[way]))
