"""Slips that no pattern finds: brackets without their other half, days that are none, years that do not fit."""

import re
from collections.abc import Iterator
from datetime import date

_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】", "「": "」"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_PLAIN = str.maketrans("()", "（）")
# “1）”, “a)” number the items of a list
_NUMBERING = re.compile(r"(?:^|(?<=[\s，。；：、]))(?:\d{1,2}|[a-zA-Z一二三四五六七八九十①-⑩])[)）]")
_DAY = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日")
_SPAN = re.compile(
    r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日(?:起|止|零时)?(?:至|到|—|－|-|~|～)+(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
)
_TITLE = re.compile(r"(20\d\d)年?度?[^。，\n]{0,30}?年度报告")
_PERIOD = re.compile(
    r"(?:统计|数据|所列)[^。；]{0,40}?期限[^。；]{0,16}?(20\d\d)年1月1日[^。；]{0,8}?(20\d\d)年12月31日"
)

Slip = tuple[str, int, int]


def brackets(text: str, *, before: str = "", behind: str = "") -> Iterator[Slip]:
    """The first bracket of a paragraph that has no other half; small ones and wide ones are the same. What is closed in
    the next paragraph, or opened in the one before, is a line that was broken."""
    place = _loose(text)
    if (
        place is None
        or (behind and _loose(text + behind) is None)
        or (before and _loose(before + text) is None)
    ):
        return
    yield "brackets", place, place + 1


def _loose(text: str) -> int | None:
    """Where the first bracket without its other half stands."""
    said = text.translate(_PLAIN)
    numbering = {match.end() - 1 for match in _NUMBERING.finditer(said)}
    open_: list[int] = []
    for place, character in enumerate(said):
        if character in _PAIRS:
            open_.append(place)
        elif character in _CLOSING and place not in numbering:
            if not open_ or said[open_[-1]] != _CLOSING[character]:
                return place
            open_.pop()
    return open_[0] if open_ else None


def days(text: str) -> Iterator[Slip]:
    """Days that are in no calendar, and spans that end before they begin."""
    for match in _DAY.finditer(text):
        if _day(match[1], match[2], match[3]) is None:
            yield "no_such_day", match.start(), match.end()
    for match in _SPAN.finditer(text):
        first = _day(match[1], match[2], match[3])
        last = _day(match[4] or match[1], match[5], match[6])
        if first and last and last < first:
            yield "days_reversed", match.start(), match.end()


def title_year(text: str) -> str | None:
    """The year that the title of a report names."""
    match = _TITLE.search(text[:200])
    return match[1] if match else None


def period(text: str, *, year: str) -> Iterator[Slip]:
    """A statistical period that is not the year of the title."""
    for match in _PERIOD.finditer(text):
        if match[1] != year or match[2] != year:
            yield "years_mixed", match.start(1), match.end()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
