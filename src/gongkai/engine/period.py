"""The statistical period that a report states."""

import re
from collections.abc import Sequence
from datetime import date

from gongkai.engine.prose import Paragraph
from gongkai.kernel.findings import Evidence

_DAY = r"(?P<{0}year>20\d\d)[年.\-/]0?(?P<{0}month>1?\d)[月.\-/](?P<{0}day>\d{{1,2}})日?"
_PERIOD = re.compile(
    _DAY.format("a")
    + r"起?,?[至到\-~]{1,2}"
    + _DAY.format("b").replace("(?P<byear>20\\d\\d)[年.\\-/]", "(?:(?P<byear>20\\d\\d)[年.\\-/])?")
)
_NAMED = re.compile(r"统计|期限|报告期|时间范围|所列数据")
_NEAR = 30  # characters before and behind a period in which it is named as such


def stated_period(paragraphs: Sequence[Paragraph]) -> tuple[tuple[date, date] | None, Evidence | None]:
    """The statistical period and its passage: the one named as such, else any whole year."""
    best: tuple[int, tuple[date, date], Evidence] | None = None
    for paragraph in paragraphs:
        for match in _PERIOD.finditer(paragraph.text):
            period = _days(match)
            if period is None:
                continue
            sentence = paragraph.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            named = _NAMED.search(sentence) is not None
            whole = (period[0].month, period[0].day, period[1].month, period[1].day) == (1, 1, 12, 31)
            rank = 2 * named + whole
            if rank and (best is None or rank > best[0]):
                quote = Evidence(paragraph.quote(*match.span()), paragraph.place_of(*match.span()))
                best = rank, period, quote
    return (best[1], best[2]) if best else (None, None)


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    try:
        start = date(int(match["ayear"]), int(match["amonth"]), int(match["aday"]))
        return start, date(int(match["byear"] or match["ayear"]), int(match["bmonth"]), int(match["bday"]))
    except ValueError:
        return None
