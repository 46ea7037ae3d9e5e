"""Plain text as any PDF tool extracts it: printed lines or paragraphs, tabs kept."""

import re

from gongkai.engine.document import Document, Line
from gongkai.engine.marks import compact, settle
from gongkai.kernel.findings import Place

_ENDS = frozenset("。！？；：!?;:")
_HEADING = re.compile(r"\s*[（(]?[一二三四五六七八九十]+[）)、]")
_WRAPPED_BELOW = 0.6
_WIDEST_PRINT = 60


def read_text(text: str) -> Document:
    """Lines with their numbers as an editor shows them; blank lines carry nothing and are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pairs = zip(settle(text).split("\n"), text.split("\n"), strict=True)
    lines = tuple(
        Line(line, raw, Place(number)) for number, (line, raw) in enumerate(pairs, 1) if line.strip()
    )
    return Document(lines, is_wrapped=_is_wrapped(lines))


def _is_wrapped(lines: tuple[Line, ...]) -> bool:
    """Whether lines are printed lines: none is longer than a page is wide, and most end inside a sentence."""
    prose = [line.raw.rstrip() for line in lines if len(line.raw) > 15 and "\t" not in line.raw]
    prose = [raw for raw in prose if not raw[-1].isdigit() and not _HEADING.match(raw)]
    if not prose or any(len(raw) > _WIDEST_PRINT < len(compact(raw)) for raw in prose):
        return False
    return sum(raw[-1] in _ENDS for raw in prose) < _WRAPPED_BELOW * len(prose)
