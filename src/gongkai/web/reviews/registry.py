"""What the apps above say to reviews: what may be reviewed, what it says now, and what follows from the decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gongkai.web.ledger.actions import Pen

from .models import Review


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What would be approved now. `section` is the one that answers for it, `address` where people read it."""

    label: str
    pk: int
    organ: int
    path: str
    kind: str
    title: str
    content_hash: str
    address: str
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed with it: the attribute with its reason, the sections that sign along, and why marks may stay.

    `authors` wrote the words, so that none of them judges them; `lighter_because`: why less than the usual chain will do.
    """

    attribute: str
    reason_code: str = ""
    reason: str = ""
    cosigning: tuple[int, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    authors: frozenset[int] = frozenset()
    lighter_because: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A model whose rows are reviewed: what one says now (its row held), and what follows inside the deciding act.

    `in_use` tells the approval on which something public rests, which stays while the next text is being written;
    `involved` the questions that what is reviewed does raise, so that nobody may answer that they do not apply.
    """

    current: Callable[[int], Reviewed]
    approved: Callable[[Pen, Review], None]
    returned: Callable[[Pen, Review, str], None]
    in_use: Callable[[int], int | None] | None = None
    involved: Callable[[int], frozenset[str]] | None = None


_subjects: dict[str, Subject] = {}


def subject(
    label: str,
    *,
    current: Callable[[int], Reviewed],
    approved: Callable[[Pen, Review], None],
    returned: Callable[[Pen, Review, str], None],
    in_use: Callable[[int], int | None] | None = None,
    involved: Callable[[int], frozenset[str]] | None = None,
) -> None:
    """Say that rows of a model ("disclosure.item") are reviewed."""
    _subjects[label] = Subject(current, approved, returned, in_use, involved)


def subject_of(label: str) -> Subject:
    """What an app said about its model; KeyError when it said nothing."""
    return _subjects[label]
