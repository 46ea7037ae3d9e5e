"""One sentence about how something stands, and how it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence; `grade` is how it is shown, with its sign."""

    grade: str
    sign: str
    sentence: str
