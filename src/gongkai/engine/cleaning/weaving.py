"""Masks numbers in texts that are held in many small pieces, as Word and pages hold them, without moving a piece."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.engine.screening.digits import plain, runs
from gongkai.engine.screening.marks import Part, Passage, Screen


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text and how it is put back; what only parts others is not put back."""

    text: str
    put: Callable[[str], None] | None = None


class Masker:
    """Masks, and counts what it masked. `kept` are the fingerprints of numbers that stay, for a written reason; `known`
    are numbers that were found in the original, where words stood around that are taken out: masked wherever they are."""

    def __init__(self, screen: Screen, *, kept: Collection[str] = (), known: Collection[str] = ()) -> None:
        self.screen, self.kept = screen, kept
        self._known = frozenset(number for number in known if number.rstrip("X").isdigit())
        self._lengths = sorted({len(number) for number in self._known}, reverse=True)
        self.hidden = 0
        self.notes: dict[str, None] = {}

    def passage(self, passage: Passage) -> list[str]:
        """The parts of a passage, masked."""
        texts, count = self.screen.without(passage, kept=self.kept)
        self.hidden += count
        return [self._without_known(text) for text in texts] if self._known else texts

    def _without_known(self, text: str) -> str:
        letters = list(text)
        for run in runs(plain(text)):
            for length in self._lengths:
                for at in range(len(run.digits) - length + 1):
                    if run.digits[at : at + length] in self._known:
                        self.hidden += 1
                        for place in run.at[at + 2 : at + length - 3]:
                            letters[place] = "*"
        return "".join(letters)

    def text(self, text: str) -> str:
        """A text that stands by itself, masked."""
        return self.passage(Passage((Part(text, ""),)))[0] if text else text

    def note(self, said: str) -> None:
        """Something that people should know of the new file; said once."""
        self.notes[said] = None


class Weaver:
    """Told what begins and ends in a document, as the reader of screening is, with pieces that can be put back."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._paragraphs: list[list[Leaf]] = []
        self._line: list[Leaf] = []
        self._open: list[_Table] = []

    def leaf(self, leaf: Leaf) -> None:
        """A piece of text, where it stands."""
        table = self._open[-1] if self._open else None
        (table.cell if table and table.cell is not None else self._line).append(leaf)

    def end_paragraph(self) -> None:
        """What was told so far is one paragraph; inside a cell, one line of it."""
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(Leaf("\n"))
        elif any(leaf.text.strip() for leaf in self._line):
            self._paragraphs.append(self._line)
            self._line = []

    def start_table(self) -> None:
        """A table begins."""
        if not (self._open and self._open[-1].cell is not None):
            self.end_paragraph()
            self.flush()
        self._open.append(_Table())

    def end_table(self) -> None:
        """The innermost table ends."""
        self.end_row()
        self._open.pop()

    def end_row(self) -> None:
        """A row ends: its cells are searched together."""
        table = self._open[-1]
        self.end_cell()
        if table.cells:
            said = [Cell(_said(leaves), column, "") for column, leaves in table.cells]
            texts = self._masker.passage(table.columns.passage(said))
            _put_back([leaves for _, leaves in table.cells], texts)
        table.cells, table.column = [], 0

    def start_cell(self, span: int) -> None:
        """A cell begins that is so many columns wide."""
        self.end_cell()
        self._open[-1].cell, self._open[-1].span = [], span

    def end_cell(self) -> None:
        """A cell ends."""
        table = self._open[-1]
        if table.cell is not None:
            table.cells.append((table.column, table.cell))
            table.column += table.span
            table.cell = None

    def flush(self) -> None:
        """The paragraphs so far are searched together."""
        if self._line and not self._open:
            self._paragraphs.append(self._line)
            self._line = []
        parts = [Part(_said(leaves), "") for leaves in self._paragraphs]
        _put_back(self._paragraphs, self._masker.passage(Passage(parts)))
        self._paragraphs = []


class _Table:
    def __init__(self) -> None:
        self.columns = Columns()
        self.cells: list[tuple[int, list[Leaf]]] = []
        self.cell: list[Leaf] | None = None
        self.column, self.span = 0, 1


def _said(leaves: Sequence[Leaf]) -> str:
    return "".join(leaf.text for leaf in leaves)


def _put_back(every: Sequence[Sequence[Leaf]], texts: Sequence[str]) -> None:
    for leaves, text in zip(every, texts, strict=True):
        at = 0
        for leaf in leaves:
            said = text[at : at + len(leaf.text)]
            at += len(leaf.text)
            if leaf.put and said != leaf.text:
                leaf.put(said)
