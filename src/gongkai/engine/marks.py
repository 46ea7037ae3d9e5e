"""The one place that settles how characters are written: widths, dashes, quotes, thousands marks, page numbers.

`settle` keeps the length of a text, so that places found in the settled text are places in the source.
"""

import re
from decimal import Decimal

from gongkai.kernel.findings import Number

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
_MORE = {
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u200b": " ",
    "\u200c": " ",
    "\u200d": " ",
    "\ufeff": " ",
    "\u2028": " ",
    "\u2029": " ",
    "\x0b": " ",
    "\x1c": " ",
    "\x1d": " ",
    "\x1e": " ",
    "\x85": " ",
    "﹣": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "─": "-",
    "“": '"',
    "”": '"',
    "„": '"',
    "＂": '"',
    "﹙": "(",
    "﹚": ")",
    "〔": "(",
    "〕": ")",
    "﹒": ".",
    "∕": "/",
    "⁄": "/",
    "⼀": "一",
}
_SETTLED = {**{chr(k): chr(v) for k, v in _WIDE.items()}, **_MORE}
_UNSETTLED = frozenset(_SETTLED)

NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_PAGE_LINE = re.compile(
    r"\s*(?:-{1,3}\s*\d{1,3}\s*-{1,3}|第\s*\d{1,3}\s*页\s*[,/]?(?:\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}|"
    r"Page\s*\d{1,3}(?:\s*of\s*\d{1,3})?|·\s*\d{1,3}\s*·)\s*$",
    re.IGNORECASE,
)
_PAGE_LINE_ENDS = frozenset("0123456789-页·")
LONGEST_NUMBER = 18  # characters; more is no figure of a report, and JSON numbers keep no more
NOTHING_MARKS = frozenset({"/", "-", "--", "---", "\\", "//"})


def settle(text: str) -> str:
    """The text with one way to write each character; as long as the source."""
    for character in _UNSETTLED.intersection(text):  # half the time of str.translate: few of them occur
        text = text.replace(character, _SETTLED[character])
    return text


def compact(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def fold(text: str) -> str:
    """The text with white space folded to single blanks, for quoting."""
    return " ".join(text.split())


def han(text: str) -> str:
    """Only the Chinese characters: for comparing labels whatever their brackets and numbers."""
    return _NOT_HAN.sub("", text)


def parse_number(token: str) -> Number | None:
    """The number that a settled token is, None when it is none: `3,001` → 3001, `0.00` → 0, `１2` is settled."""
    if len(token) > LONGEST_NUMBER:
        return None
    if token.isdecimal():
        return int(token)
    if not NUMBER.fullmatch(token):
        return None
    value = Decimal(token.replace(",", ""))
    return int(value) if value == value.to_integral_value() else value


def is_page_mark(line: str) -> bool:
    """Whether a settled line is surely a page number: `- 5 -`, `第 5 页 共 6 页`, `5/6`. A bare 5 is not sure."""
    is_short = len(line) < 24 and line.rstrip()[-1:] in _PAGE_LINE_ENDS
    return is_short and _PAGE_LINE.match(line) is not None


_INNER = str.maketrans("“”", "‘’")


def inside_quotes(text: str) -> str:
    """Words as they stand between “”: quotation marks of their own become single ones."""
    return text.translate(_INNER)
