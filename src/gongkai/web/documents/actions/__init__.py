"""What can be done with the register of documents."""

from .consulting import answer, close, open_consultation, publish_draft, receive, summarise
from .normative import Particulars, Step, change_particulars, step
from .publishing import draft_item, link
from .reconciling import reconcile
from .registering import Entry, change, change_attribute, give_opinion, issue, reassess, register, void

__all__ = [
    "Entry",
    "Particulars",
    "Step",
    "answer",
    "change",
    "change_attribute",
    "change_particulars",
    "close",
    "draft_item",
    "give_opinion",
    "issue",
    "link",
    "open_consultation",
    "publish_draft",
    "reassess",
    "receive",
    "reconcile",
    "register",
    "step",
    "summarise",
    "void",
]
