"""Applications for tests: short ways to say what happened, and a case in every state."""

from dataclasses import replace
from datetime import date, timedelta

from gongkai.kernel.application import Facts
from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.lawbook.lifecycle import case_lifecycle

TABLE = case_lifecycle()
START = date(2026, 3, 2)
# Everything that the office looks at is in order, and no day has passed.
IN_TIME = Facts(
    due_on=date(2026, 12, 31),
    correction_notice_due_on=date(2026, 12, 31),
    correction_due_on=date(2026, 12, 31),
    payment_due_on=date(2026, 12, 31),
    met=frozenset({"evidence_complete", "approved"}),
)
# The same, and every day that can pass has passed.
TOO_LATE = replace(
    IN_TIME, due_on=START, correction_notice_due_on=START, correction_due_on=START, payment_due_on=START
)

# What is filled in where the short way of saying an event does not say it.
_FILLED = {
    "split": {"reason": "三项内容"},
    "correction_asked": {"limit_on": START + timedelta(30)},
    "reasons_asked": {"limit_on": START + timedelta(30)},
    "consultation_sent": {"id": "c1", "of": Consulted.THIRD_PARTY},
    "consultation_received": {"id": "c1"},
    "consultation_closed": {"id": "c1"},
    "delayed": {"until": START + timedelta(90), "reason": "数量大"},
    "extended": {"days": 20, "reason": "需要核实"},
    "drafted": {"outcome": "O02"},
    "sent_back": {"reason": "补充依据"},
    "posted": {"outcome": "O02"},
    "served": {"outcome": "O02"},
    "replied": {"outcome": "O02"},
    "correction_lapsed": {"outcome": "O22"},
    "fee_lapsed": {"outcome": "O23"},
    "withdrawn": {"outcome": "O24"},
    "voided": {"outcome": "O27", "reason": "同一次提出"},
    "reopened": {"by": Reopener.REVIEW, "reason": "复议决定"},
}


def event(kind, *, day=0, **filled):
    """One event so many days after the start, with what it needs filled in."""
    return CaseEvent(kind=Happened(kind), on=START + timedelta(day), **{**_FILLED.get(kind, {}), **filled})


def events(words):
    """Events named in a row, one a day."""
    return [event(kind, day=place) for place, kind in enumerate(words.split())]


# How a case comes to stand in each state.
WAYS = {
    "unconfirmed": "arrived",
    "received": "received",
    "awaiting_correction": "received correction_asked",
    "processing": "received assigned",
    "consulting": "received assigned consultation_sent",
    "awaiting_reason": "received assigned reasons_asked",
    "awaiting_payment": "received assigned fee_noticed",
    "drafted": "received assigned drafted",
    "under_review": "received assigned drafted submitted",
    "signed": "received assigned drafted submitted signed",
    "served": "received assigned drafted submitted signed posted",
    "closed": "received assigned drafted submitted signed posted replied",
    "archived": "received assigned drafted submitted signed posted replied archived",
    "withdrawn": "received assigned withdrawn",
    "lapsed_correction": "received correction_asked correction_lapsed",
    "lapsed_fee": "received assigned fee_noticed fee_lapsed",
    "voided_duplicate": "received voided",
    "split": "received split",
}
