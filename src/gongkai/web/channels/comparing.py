"""Whether a page elsewhere says what was approved: every word in its order, every file byte for byte.

A page has more on it than the item: menus, addresses, the words of the platform. So the approved words must stand on it
to be seen, without a break, and in the box in which they stand no others but title, number, files and what platforms add
of themselves (source, date, printing). What stands around that box is the platform's affair. Line ends and blanks do not
count, unless they part two figures.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree, html

from gongkai.engine.content import plain_text
from gongkai.web.disclosure.models import Version

from .seeing import as_html, holder_of, page_of, passages

_UNSEEN = re.compile(r"[\u200b\ufeff\u00ad]+")
_BLANK = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_BETWEEN = re.compile(r"\s+")
_AROUND = 12  # characters before a difference
_QUOTED = 24
_ANCHOR = 6  # fewer characters in common are chance
# How lines begin that platforms put into the box of an article; none of them is longer than this.
_OF_THE_PLATFORM = re.compile(
    "(?:发布|发文|成文|生成|信息来源|来源|作者|浏览|阅读|点击|访问|字号|字体|打印|关闭|分享|附件|相关|责任编辑|编辑"
    "|索引|文号|上一[篇条]|下一[篇条]|扫一扫|收藏|日期|时间)"
)
_LONGEST_ADDED = 60


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
    tree = page_of(shown.html)
    page = _bare(plain_text(as_html(tree))) if tree is not None else ""
    for name, words in (("标题", version.title), ("文号", version.doc_no)):
        if _bare(words) not in page:
            return Difference(f"网页上没有{name}“{words}”。")
    approved = _bare(plain_text(version.body))
    attachments = version.attachments.select_related("kept")
    if told := _first_difference(approved, page):
        return Difference(told)
    own = {_bare(words) for words in (version.title, version.doc_no, *(one.name for one in attachments))}
    if approved and tree is not None and (told := _added(approved, tree, own)):
        return Difference(told)
    for attachment in attachments:
        if attachment.kept.sha256 not in shown.files:
            return Difference(f"附件“{attachment.name}”在网页上没有，或者与批准的文件不同。")
    return None


def _added(approved: str, tree: html.HtmlElement, own: Collection[str]) -> str:
    """What else stands in the box of the approved words; `own` are the other words of the item."""
    for passage in passages(holder_of(_smallest(approved, tree))):
        lines = [line for line in plain_text(passage).splitlines() if line.strip()]
        while approved in _bare("\n".join(lines)):
            if _bare("\n".join(lines)) == approved:
                return ""
            least = next((less for less in _less(lines, own) if approved in _bare("\n".join(less))), None)
            if least is None:
                return _told_of_more(approved, _bare("\n".join(lines)))
            lines = least
    return ""


def _less(lines: list[str], own: Collection[str]) -> Iterator[list[str]]:
    """The lines without the first, or without the last, where that is not of the article."""
    for line, others in ((lines[0], lines[1:]), (lines[-1], lines[:-1])):
        is_platforms = len(line) <= _LONGEST_ADDED and _OF_THE_PLATFORM.match(line.strip())
        if is_platforms or _bare(line) in own:
            yield others


def _told_of_more(approved: str, article: str) -> str:
    before, _, after = article.partition(approved)
    more, where = (after, "后") if after.strip() else (before, "前")
    return f"网页的正文中，批准的内容之{where}多出“{_quoted(more, 0)}”。"


def _smallest(approved: str, element: html.HtmlElement) -> html.HtmlElement:
    """The smallest element that holds all of the approved words."""
    for child in element.iterchildren(etree.Element):
        if approved in _bare(plain_text(as_html(child))):
            return _smallest(approved, child)
    return element


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
