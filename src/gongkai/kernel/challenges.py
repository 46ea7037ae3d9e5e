"""表四: in which line a review or a suit stands, in which column by how it ended, and which cases a period has."""

from dataclasses import dataclass
from enum import StrEnum

from .remedies import Way


class ChallengeRow(StrEnum):
    """The three groups of table 4."""

    REVIEW = "review"
    SUIT_DIRECT = "suit_direct"
    SUIT_AFTER_REVIEW = "suit_after_review"


class ChallengeColumn(StrEnum):
    """How it stands for what the organ did: it held, it was put right, it ended otherwise, or nobody has decided yet."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"
    PENDING = "pending"


class Population(StrEnum):
    """Which cases a period has: those that came in it, with or without those of before that were pending in it."""

    ACCEPTED_OR_CARRIED = "accepted_or_carried"
    ACCEPTED_ONLY = "accepted_only"


@dataclass(frozen=True, slots=True)
class ChallengeResult:
    """One way in which a review or a suit ends, and in which column that counts; never `PENDING`."""

    code: str
    name: str
    way: Way
    column: ChallengeColumn
    source: str
    is_policy: bool = False
