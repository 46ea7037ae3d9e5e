"""What can be done with sources, and collecting from them."""

from .collecting import asking_of, collect, reading
from .keeping import Counted
from .sources import CLEAR, COLLECT, add, ask, change, clear, end, pause, resume

__all__ = [
    "CLEAR",
    "COLLECT",
    "Counted",
    "add",
    "ask",
    "asking_of",
    "change",
    "clear",
    "collect",
    "end",
    "pause",
    "reading",
    "resume",
]
