"""A passage while somebody types it: how it reads, and what is wrong with it."""

from dataclasses import dataclass

from gongkai.kernel.facts import Piece, pieces
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.models import Compilation

from .draft import Draft
from .prose import denial_told, denied, flaws_of, own_words


@dataclass(frozen=True, slots=True)
class Preview:
    """A text in its words with our own lists behind it, and remarks as sentences; nothing of it is kept."""

    pieces: tuple[Piece, ...]
    lists: tuple[str, ...]
    faults: tuple[str, ...]


def preview(compilation: Compilation, text: str, *, section: str = "", topic: str = "") -> Preview:
    """How a text would read in a topic here. Never fails, whatever is half typed."""
    kinds, draft = fact_kinds(), Draft(compilation)
    read = pieces(text, draft.facts, kinds=kinds)
    unproved = denied(own_words(read), compilation, draft.facts)
    here = (one.lists for one in draft.written if (str(one.section), one.topic) == (section, topic))
    faults = (*flaws_of(read), *(denial_told(one, draft.facts) for one in unproved))
    return Preview(read, next(here, ()), faults)
