"""A passage while somebody types it: how it reads, and what is wrong with it."""

from dataclasses import dataclass

from gongkai.kernel.facts import Piece, denials, pieces
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.models import Compilation

from .prose import denial_told, flaws_of, own_words
from .state import Standing


@dataclass(frozen=True, slots=True)
class Preview:
    """A text in its words, with remarks as sentences; nothing of it is kept."""

    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]


def preview(compilation: Compilation, text: str) -> Preview:
    """How a text would read here. Never fails, whatever is half typed."""
    kinds, facts = fact_kinds(), Standing(compilation).facts
    read = pieces(text, facts, kinds=kinds)
    denied = denials(own_words(read), facts, kinds=kinds.values())
    return Preview(read, (*flaws_of(read), *(denial_told(one, facts) for one in denied)))
