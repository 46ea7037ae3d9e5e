"""Tells printed lines, which end where the page ends, from paragraphs."""

import re
from collections.abc import Sequence

from gongkai.engine.document import Line
from gongkai.engine.marks import compact

_ENDS = frozenset("。!?;:")
_HEADING = re.compile(r"\s*\(?[一二三四五六七八九十]+[)、]")
_ENDED_SHARE = 0.6
_WIDEST_PRINT = 60  # characters on a line of a printed page
_LONG_SHARE = 0.2


def are_printed(lines: Sequence[Line]) -> bool:
    """Whether most lines are printed lines: hardly any is longer than a page is wide, most end inside a sentence."""
    prose = [line.text.rstrip() for line in lines if len(line.text) > 15 and "\t" not in line.text]
    prose = [text for text in prose if not text[-1].isdigit() and not _HEADING.match(text)]
    if not prose:
        return False
    long = sum(len(text) > _WIDEST_PRINT < len(compact(text)) for text in prose)
    ended = sum(text[-1] in _ENDS for text in prose)
    return long < _LONG_SHARE * len(prose) and ended < _ENDED_SHARE * len(prose)
