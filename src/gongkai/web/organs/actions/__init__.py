"""Changes to organs. Each is one act: all of it is written with its events, or nothing."""

from .endings import Passing, dissolve, merge, pass_functions
from .numbers import close_family, open_family, take_number, void_number
from .remedies import settle_remedy
from .sections import add_section, change_section, close_section
from .tree import (
    CHANGEABLE,
    CONTACTS,
    PARTICULARS,
    amend,
    change_contacts,
    change_particulars,
    found,
    move,
    rename,
)

__all__ = [
    "CHANGEABLE",
    "CONTACTS",
    "PARTICULARS",
    "Passing",
    "add_section",
    "amend",
    "change_contacts",
    "change_particulars",
    "change_section",
    "close_family",
    "close_section",
    "dissolve",
    "found",
    "merge",
    "move",
    "open_family",
    "pass_functions",
    "rename",
    "settle_remedy",
    "take_number",
    "void_number",
]
