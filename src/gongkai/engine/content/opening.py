"""Where an official document says what it is (GB/T 9704): red head, number, title, date, imprint.

Only what plainly stands at its usual place is taken for it; everything else stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engine.content.nodes import Node, Paragraph, Table, paragraphs
from gongkai.engine.marks import compact, settle
from gongkai.engine.numerals import to_number

_FRONT = 8  # paragraphs that red head and number stand in
_BACK = 12  # paragraphs that date and imprint stand in
_TITLE_LINES = 4
_LONGEST_LINE = 60

_COPIES = re.compile(r"\d{6}")
_SECRET = re.compile(r"(?:绝密|机密|秘密)(?:★.*)?")
_URGENT = re.compile(r"特急|加急|特提|平急|急件")
_MASTHEAD = re.compile(r"[^,。;:]{2,30}(?:文件|政府|委员会|办公室|办公厅|局|厅|部|院|中心|\(函\))")
_NUMBER = re.compile(r"([^\d\W]{1,14})[(\[【]((?:19|20)\d{2})[)\]】](?:第)?(\d{1,5})号(?:签发人:.*)?")
_KIND = (
    "通知|公告|通告|决定|决议|意见|办法|规定|方案|报告|批复|函|纪要|通报|公报|议案|请示|命令|令|细则|规则|规划|计划|预案|公示|解读"
    "|指南|目录|清单|说明|总结|要点|制度|规程|章程|标准|须知|答复|名单|一览表|简介|职责|预算|决算"
)
_TITLE_END = re.compile(rf"(?:{_KIND})(?:\((?:试行|暂行|草案|征求意见稿|\d{{4}}年.{{0,10}})\))?$")
_OPENER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|第[一二三四五六七八九十]+[章条]"
)
_DATE = re.compile(r"\(?((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日\)?")
_DATE_HAN = re.compile(
    r"\(?([二一][〇○零oO0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\)?"
)
_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_IMPRINT = re.compile(
    r"(?:抄送|主送单位|报送|抄报|分送):.*|.{0,40}\d日印发|共印\d+份|\(?(?:此件)?(?:主动公开|依申请公开|不予公开|公开发布|删减后公开)\)?"
    r"|(?:公开(?:方式|属性|类别)|信息公开选项):.*"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found, and the nodes that are left as the text."""

    title: str
    doc_no: str
    formed_on: date | None
    nodes: tuple[Node, ...]
    notes: tuple[str, ...]


def opened(nodes: Sequence[Node]) -> Opening:
    """The document parted into what it says of itself and its text."""
    body, imprint = _without_imprint(list(nodes))
    number_at = next((n for n, node in enumerate(body[:_FRONT]) if _number(_plain(node))), None)
    doc_no = "" if number_at is None else _number(_plain(body[number_at]))
    before = [] if number_at is None else body[:number_at]
    rest = body if number_at is None else body[number_at + 1 :]
    marks = [node for node in before + rest[:_FRONT] if _is_mark(_plain(node))]
    red = [node for node in before if _MASTHEAD.fullmatch(_plain(node)) and not _is_title(_plain(node))]
    gone = {id(node) for node in marks + red}
    rest = [node for node in before + rest if id(node) not in gone]
    lines = _title_lines(rest)
    left_out = [_words(node) for node in body if id(node) in gone] + imprint
    notes = [f"没有带入正文：“{words}”。" for words in left_out]
    if any(_SECRET.fullmatch(_plain(node)) for node in marks):
        notes.insert(0, "文件首页标有密级，请先核实是否可以公开。")
    return Opening(
        "".join(_words(node) for node in rest[:lines]),
        doc_no,
        _formed_on(rest[lines:]),
        tuple(rest[lines:]),
        tuple(notes),
    )


def _plain(node: Node) -> str:
    """The settled words of a paragraph without blanks; nothing for other nodes."""
    return compact(settle(node.text)) if isinstance(node, Paragraph) else ""


def _words(node: Node) -> str:
    return " ".join(" ".join(paragraph.text.split()) for paragraph in paragraphs((node,)))


def _number(plain: str) -> str:
    found = _NUMBER.fullmatch(plain)
    return f"{found[1]}〔{found[2]}〕{int(found[3])}号" if found else ""


def _is_mark(plain: str) -> bool:
    """Number of the copy, degree of secrecy, urgency."""
    return any(mark.fullmatch(plain) for mark in (_COPIES, _SECRET, _URGENT))


def _is_title(plain: str) -> bool:
    return "关于" in plain or _TITLE_END.search(plain) is not None


def _title_lines(nodes: Sequence[Node]) -> int:
    """How many paragraphs on top are the title; 0 where none plainly is."""
    if nodes and isinstance(nodes[0], Paragraph) and nodes[0].level == 1:
        return next((n for n, node in enumerate(nodes) if getattr(node, "level", 0) != 1), len(nodes))
    for count, node in enumerate(nodes[:_TITLE_LINES], 1):
        plain = _plain(node)
        if not plain or len(plain) > _LONGEST_LINE or plain[-1] in ":。;,!?" or _OPENER.match(plain):
            return 0
        if _TITLE_END.search(plain) and count < len(nodes):
            return count
    return 0


def _without_imprint(nodes: list[Node]) -> tuple[list[Node], list[str]]:
    """The nodes without the lines of the imprint at the end, and those lines."""
    kept, gone = nodes[:-_BACK], []
    for node in nodes[-_BACK:]:
        words = [compact(settle(paragraph.text)) for paragraph in paragraphs((node,))]
        is_small = isinstance(node, Paragraph) or (isinstance(node, Table) and len(node.rows) <= 4)
        if is_small and any(_IMPRINT.fullmatch(text) for text in words):
            gone.append(_words(node))
        else:
            kept.append(node)
    return kept, gone


def _formed_on(nodes: Sequence[Node]) -> date | None:
    """The day that stands alone at the end, or in brackets under the title."""
    for node in (*reversed(nodes[-_BACK:]), *nodes[:1]):
        found = _day(_plain(node))
        if found:
            return found
    return None


def _day(plain: str) -> date | None:
    found = _DATE.fullmatch(plain)
    if found:
        parts = [int(part) for part in found.groups()]
    else:
        found = _DATE_HAN.fullmatch(plain)
        if not found:
            return None
        parts = [int(found[1].translate(_DIGITS)), *(to_number(part) for part in found.groups()[1:])]
    try:
        return date(*parts)
    except ValueError:
        return None
