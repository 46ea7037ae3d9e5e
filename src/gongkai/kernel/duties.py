"""Who holds which duty, where, and what that lets him see and do: values only.

A *duty* (职责岗位) is held in an organ. A *viewer* is whoever looks or acts: somebody with the duties in force at that
moment, nobody in particular (`PUBLIC`), or the system itself (`SYSTEM`: the command line, sweeps, the demo).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .problems import NotYourDuty, NotYourOwn


class Reach(StrEnum):
    """How far a duty reaches: the organ itself, or everything below it too."""

    ORGAN = "organ"
    SUBTREE = "subtree"


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of duty as the law book knows it; `apart_from` names those that the same person may not hold.

    `signs`: who holds it puts his name to things. `needed`: every organ should have somebody for it. `stand_in`: the
    authority above may fill it while nobody holds it. `delegable`: the holder may leave it to a colleague for a time.
    """

    code: str
    name: str
    does: str
    reach: Reach
    signs: bool = False
    needed: bool = False
    stand_in: bool = False
    delegable: bool = False
    apart_from: frozenset[str] = frozenset()

    def is_apart_from(self, other: "Duty") -> bool:
        """Whether nobody may hold both at once, in whatever organs."""
        return other.code in self.apart_from or self.code in other.apart_from


@dataclass(frozen=True, slots=True)
class Held:
    """A duty that somebody holds now: in which organ, by which appointment, and in whose place if it is delegated."""

    duty: Duty
    organ: int
    path: str
    appointment: int = 0
    section: int | None = None
    instead_of: int | None = None

    def covers(self, path: str) -> bool:
        """Whether the duty counts in the organ at this path of the tree."""
        return path.startswith(self.path) if self.duty.reach is Reach.SUBTREE else path == self.path


@dataclass(frozen=True, slots=True)
class Ground:
    """The organs in which somebody holds one of several duties: single ones by path, whole subtrees by their top."""

    paths: frozenset[str]
    tops: frozenset[str]
    everywhere: bool = False

    @property
    def is_empty(self) -> bool:
        """Nowhere at all."""
        return not (self.paths or self.tops or self.everywhere)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks or acts, with the duties in force; `person` is the id of a colleague."""

    person: int | None = None
    held: tuple[Held, ...] = ()
    is_system: bool = False

    def holds(self, *duties: str, path: str | None = None) -> Held | None:
        """The first of these duties that counts at the path, or anywhere when there is no path."""
        for held in self.held:
            if held.duty.code in duties and (path is None or held.covers(path)):
                return held
        return None

    def has_part_in(self, path: str) -> bool:
        """Whether any duty counts in the organ at this path: what goes on inside it is then no secret."""
        return self.is_system or any(held.covers(path) for held in self.held)

    def must_hold(self, *duties: str, path: str) -> Held | None:
        """The duty under which somebody may act here; None for the system. Raises NotYourDuty."""
        if self.is_system:
            return None
        if held := self.holds(*duties, path=path):
            return held
        raise NotYourDuty(duties)

    def ground(self, *duties: str) -> Ground:
        """Where any of these duties counts; without naming any, where any duty at all does."""
        held = [held for held in self.held if not duties or held.duty.code in duties]
        return Ground(
            paths=frozenset(one.path for one in held if one.duty.reach is Reach.ORGAN),
            tops=frozenset(one.path for one in held if one.duty.reach is Reach.SUBTREE),
            everywhere=self.is_system,
        )


PUBLIC = Viewer()
SYSTEM = Viewer(is_system=True)


class Part(StrEnum):
    """What somebody does in the chain through which a paper goes before it counts."""

    PROPOSE = "propose"
    REVIEW = "review"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was taken: which part, by whom (None: the system), and in whose place under a delegated duty.

    `authors` wrote what is proposed: whose words they are, he judges them no more than the one who proposes them.
    """

    part: Part
    person: int | None
    instead_of: int | None = None
    authors: frozenset[int] = frozenset()

    @property
    def behind(self) -> frozenset[int]:
        """Everybody whose judgement the step is: who took it, who left his duty to him, and who wrote the words."""
        return self.authors | {one for one in (self.person, self.instead_of) if one is not None}


def must_be_apart(steps: Iterable[Step], step: Step) -> None:
    """Proposer, reviewer and approver are three people. Raises NotYourOwn when the new step joins two parts in one.

    Several reviews by one person are one part. Nobody gets round it by leaving his duty to a colleague.
    """
    for taken in steps:
        if taken.part is not step.part and taken.behind & step.behind:
            raise NotYourOwn(_OWN[frozenset({taken.part, step.part})], "请由另一名担任这项职责的人办理。")


_OWN = {
    frozenset({Part.PROPOSE, Part.REVIEW}): "您提出或者起草的事项须由另一人审核。",
    frozenset({Part.PROPOSE, Part.APPROVE}): "您提出或者起草的事项须由另一人批准。",
    frozenset({Part.REVIEW, Part.APPROVE}): "您审核的事项须由另一人批准。",
}
