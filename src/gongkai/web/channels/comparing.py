"""Whether a page elsewhere says what was approved: every word in its order, every file byte for byte.

A page has more on it than the item: menus, addresses, the words of the platform. So the approved words must stand on it
without a break; what stands around them is the platform's affair. Line ends and blanks do not count, unless
they part two figures.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from gongkai.engine.content import plain_text
from gongkai.web.disclosure.models import Version

_UNSEEN = re.compile(r"[\u200b\ufeff\u00ad]+")
_BLANK = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_BETWEEN = re.compile(r"\s+")
_AROUND = 12  # characters before a difference
_QUOTED = 24
_ANCHOR = 6  # fewer characters in common are chance


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found elsewhere: the page, and the hashes of the files that it offers."""

    html: str
    files: Collection[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first passage that is not as approved, in words for people."""

    told: str


def difference(version: Version, shown: Shown) -> Difference | None:
    """The first difference between what was approved and what is shown elsewhere; None when there is none."""
    page = _bare(plain_text(shown.html))
    for name, words in (("标题", version.title), ("文号", version.doc_no)):
        if _bare(words) not in page:
            return Difference(f"网页上没有{name}“{words}”。")
    if told := _first_difference(_bare(plain_text(version.body)), page):
        return Difference(told)
    for attachment in version.attachments.select_related("kept"):
        if attachment.kept.sha256 not in shown.files:
            return Difference(f"附件“{attachment.name}”在网页上没有，或者与批准的文件不同。")
    return None


def _first_difference(approved: str, page: str) -> str:
    """Where the approved words end to be found on the page: what was approved there, and what stands there instead."""
    if approved in page:
        return ""
    same = _longest_beginning(approved, page)
    while same and approved[same - 1].isdecimal():
        same -= 1  # never half a number
    if same < _ANCHOR:
        return f"批准的正文以“{_quoted(approved, 0)}”开头，网页上没有找到。"
    at = page.index(approved[:same]) + same
    before = approved[max(same - _AROUND, 0) : same]
    wanted, instead = _quoted(approved, same), _quoted(page, at) or "（没有了）"
    return f"在“{before}”之后，批准的是“{wanted}”，网页上是“{instead}”。"


def _longest_beginning(approved: str, page: str) -> int:
    """How many of the first characters stand on the page without a break: halved until found."""
    least, most = 0, len(approved)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if approved[:middle] in page else (least, middle - 1)
    return least


def _quoted(text: str, at: int) -> str:
    return text[at : at + _QUOTED] + ("…" if len(text) > at + _QUOTED else "")


def _bare(text: str) -> str:
    """The words without line ends and blanks, but two figures in two cells stay two: 3 and 680 are not 36 and 80."""
    return _BETWEEN.sub(" ", _BLANK.sub("", _UNSEEN.sub("", text)))
