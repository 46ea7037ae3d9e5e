"""A report before it is printed: passages in order, figures, and what is known to be wrong with it."""

from dataclasses import dataclass, field

from tests.specimens.make.figures import Figures
from tests.specimens.make.organs import Organ


@dataclass(slots=True)
class Passage:
    """One paragraph, heading or table slot; `tag` says what it is about so that a fault can find it."""

    kind: str
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: code, cells concerned, severity by the contract.

    `also` names errors that follow from it; `alternatives` other codes under which it may as well be reported;
    `quote` is a passage that the finding's message or evidence must show.
    """

    code: str
    cells: tuple[str, ...] = ()
    severity: str = "warning"
    also: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    quote: str = ""


@dataclass(slots=True)
class Draft:
    """An invented report. `printed` overrides what a cell shows, `labels` what a row is called."""

    organ: Organ
    year: int
    form: str
    figures: Figures
    title: str = ""
    passages: list[Passage] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    extra_rows: list[tuple[str, str, list[str]]] = field(default_factory=list)
    row_order: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    claims: list[tuple[int, list[str]]] = field(default_factory=list)
    published: int | None = None
    unanswered: str = ""
    why: str = ""

    def add(self, kind: str, text: str, tag: str) -> None:
        """Append a passage."""
        self.passages.append(Passage(kind, text, tag))

    def claim(self, value: int, *cells: str) -> None:
        """Note that the prose states this figure of these cells."""
        self.claims.append((value, list(cells)))

    def tagged(self, tag: str) -> list[Passage]:
        """All passages whose tag is this one or lies below it."""
        return [p for p in self.passages if p.tag == tag or p.tag.startswith(tag + ".")]

    def drop(self, tag: str) -> None:
        """Remove all passages of a tag."""
        gone = self.tagged(tag)
        self.passages = [p for p in self.passages if p not in gone]
