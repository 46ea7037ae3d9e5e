"""Changes to the roster and to who holds which duty; each is an act in the ledger."""

from .ending import end, hand_over
from .giving import appoint, delegate, stand_in
from .roster import change, deactivate, enrol, reactivate

__all__ = [
    "appoint",
    "change",
    "deactivate",
    "delegate",
    "end",
    "enrol",
    "hand_over",
    "reactivate",
    "stand_in",
]
