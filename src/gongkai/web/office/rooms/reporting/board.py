"""编制进度: who has begun the report of a year, sent it in, signed and published it, and by when each had to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from gongkai.kernel.duties import Viewer
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.office.years import years_offered
from gongkai.web.reports.models import Edition, State
from gongkai.web.reports.selectors import BoardRow, corrections, due_board

from .due import day_of, drawn, left_cell

TITLE = "编制进度"
NOT_BEGUN, LATE = "not_begun", "late"
# Before, and beside, the states of a report in the making.
_STATES = {LATE: "已经逾期", NOT_BEGUN: "没有开始编制", **dict(State.choices)}


class Choice(forms.Form):
    """Which year, and which of the organs; last year's reports are the ones that are due."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    state = forms.ChoiceField(label="进度", required=False, choices=[("", "全部"), *_STATES.items()])

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__({"year": data.get("year") or today.year - 1, "state": data.get("state", "")})
        self.fields["year"].choices = years_offered(today)


def shown(form: Choice, viewer: Viewer, today: date) -> dict[str, Any]:
    """The sentence and the table."""
    year, state = form.cleaned_data["year"], form.cleaned_data["state"]
    found = due_board(viewer, year, today)
    if not found:
        return {}
    fitting = [one for one in found if not state or state in _states_of(one)]
    return {"lead": _lead(found, year), "lines": _table(fitting, today) if fitting else None}


def _states_of(one: BoardRow) -> Iterator[str]:
    begun = one.compilation.state if one.compilation else NOT_BEGUN
    yield State.PUBLISHED if one.report else begun
    if one.is_late:
        yield LATE


def _lead(found: Iterable[BoardRow], year: int) -> str:
    """2025年度：共8个机关，已公布3个，审签中1个，没有开始编制4个。公布的有1个晚于期限；没有公布的有2个已经逾期。"""
    listed = list(found)
    counts = Counter(next(_states_of(one)) for one in listed)
    told = "，".join(f"{words}{counts[code]}个" for code, words in _STATES.items() if counts[code])
    late = [one for one in listed if one.is_late]
    public = sum(one.published_on is not None for one in late)
    waiting = len(late) - public
    named = [
        *([f"公布的有{public}个晚于期限"] if public else ()),
        *([f"没有公布的有{waiting}个已经逾期"] if waiting else ()),
    ]
    more = "；".join(named)
    return f"{year}年度：共{len(listed)}个机关，{told}。{f'{more}。' if more else ''}"


def _table(found: Sequence[BoardRow], today: date) -> Rows:
    heads = ("机关", "进度", "公布期限", "期限的情况", "错误", "需核对", "公布日期")
    corrected = corrections(found)
    last = [corrected.get(one.compilation.pk) if one.compilation else None for one in found]
    return rows(heads, (_cells(one, edition, today) for one, edition in zip(found, last, strict=True)))


def _cells(one: BoardRow, last: Edition | None, today: date) -> Iterator[Any]:
    row = one.compilation
    yield link(reverse("compilations:sheet", args=[row.pk]), one.organ.name) if row else one.organ.name
    yield format_html('<span class="report-state">{}</span>', one.state_name)
    yield day(one.due_on)
    yield _kept(one, today)
    yield _count(one, row.errors if row else None)
    yield _count(one, row.warnings if row else None)
    yield (
        f"{day(one.published_on)}，{day_of(last.published_at)}公布第{last.number}版"
        if last
        else day(one.published_on)
    )


def _count(one: BoardRow, number: int | None) -> Any:
    """How much was found; of a correction, for it is not in what is public."""
    if number is None:
        return ""
    return f"更正稿{number}" if number and one.is_being_corrected else number


def _kept(one: BoardRow, today: date) -> Any:
    """Whether the day was kept, or what is left until it."""
    if one.published_on is None:
        return left_cell(one.due_on, today)
    is_late = one.published_on > one.due_on
    words = f"超期{(one.published_on - one.due_on).days}天公布" if is_late else "按期公布"
    return drawn(words, is_late=is_late, is_soon=False)
