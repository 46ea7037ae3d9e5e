"""签发的文本: the words of a letter as they were approved, kept from the day on which it is signed.

Whatever is found, moved, renamed or rewritten afterwards changes nothing in them. Number and day come only with the
signature, and whose full name stands there depends on who reads it: these places stay open, and are filled each time.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from gongkai.kernel.paper import Paper

# Between two code points that are no characters: nothing that anybody wrote can be taken for an open place.
OPEN = {name: f"\ufdd0{name}\ufdd1" for name in ("number", "signed_on", "addressee")}
_PAPER = TypeAdapter(Paper)


def worded(paper: Paper, *, matter: Iterable[str] = ()) -> dict[str, Any]:
    """A letter whose later places are `OPEN`, as it is kept; `matter` are its paragraphs about the matter itself."""
    return {
        "paper": _PAPER.dump_python(paper, mode="json", exclude_defaults=True),
        "matter": list(matter),
    }


def paper_in(wording: Mapping[str, Any], **later: str) -> Paper:
    """The letter that was kept, with what came later."""
    return _PAPER.validate_python(_filled(wording["paper"], later))


def _filled(part: Any, later: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        for name, words in later.items():
            part = part.replace(OPEN[name], words)
        return part
    if isinstance(part, list):
        return [_filled(one, later) for one in part]
    return {name: _filled(one, later) for name, one in part.items()} if isinstance(part, dict) else part
