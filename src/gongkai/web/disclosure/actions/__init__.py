"""What can be done with items."""

from gongkai.web.disclosure.content import Content, File, content_of

from .drafting import LABEL, Overtaken, classify, discard, draft, drafted, edit, judgements
from .ending import VALIDATORS, change_validity, reassess, set_validity
from .releasing import (
    NotApproved,
    publish,
    released,
    schedule,
    taken_down,
    withdraw,
)
from .reviewing import approved, current, in_use, returned, submit, submitted
from .sweeping import Swept, sweep

__all__ = [
    "LABEL",
    "VALIDATORS",
    "Content",
    "File",
    "NotApproved",
    "Overtaken",
    "Swept",
    "approved",
    "change_validity",
    "classify",
    "content_of",
    "current",
    "discard",
    "draft",
    "drafted",
    "edit",
    "in_use",
    "judgements",
    "publish",
    "reassess",
    "released",
    "returned",
    "schedule",
    "set_validity",
    "submit",
    "submitted",
    "sweep",
    "taken_down",
    "withdraw",
]
