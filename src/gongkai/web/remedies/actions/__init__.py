"""What is done about reviews and suits. Each is one act: all of it is written with its events, or nothing."""

from .registering import Lodged, answer, correct, register, void
from .ruling import Ruled, amend, appeal, decide, reopen, withdraw

__all__ = [
    "Lodged",
    "Ruled",
    "amend",
    "answer",
    "appeal",
    "correct",
    "decide",
    "register",
    "reopen",
    "void",
    "withdraw",
]
