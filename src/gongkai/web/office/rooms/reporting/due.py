"""By when a report is published: the day, what is left of it, and never a colour alone."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.web.ledger.sentences import day
from gongkai.web.reports.former import public_since
from gongkai.web.reports.models import Report

SOON = 7  # days before the last one


def left(until: date, today: date) -> str:
    """还有12天; 今天是最后一天; 已经逾期3天."""
    days = (until - today).days
    if days < 0:
        return f"已经逾期{-days}天"
    return f"还有{days}天" if days else "今天是最后一天"


def drawn(words: str, *, is_late: bool, is_soon: bool) -> SafeString:
    """Words with their shape: a filled triangle for what is late, an empty circle for what is due."""
    if is_late:
        return format_html(
            '<span class="board-state board-late"><span aria-hidden="true">▲</span> {}</span>', words
        )
    if is_soon:
        return format_html('<span class="board-state"><span aria-hidden="true">○</span> {}</span>', words)
    return format_html('<span class="board-state">{}</span>', words)


def left_cell(until: date, today: date) -> SafeString:
    """What is left until the day, for a report that is not published yet."""
    days = (until - today).days
    return drawn(left(until, today), is_late=days < 0, is_soon=0 <= days <= SOON)


def due_cell(until: date, today: date, *, is_public: bool) -> SafeString:
    """2026年1月31日，还有9天; once a report of the year is public, the day alone."""
    if is_public:
        return format_html("{}", day(until))
    return format_html("{}　{}", day(until), left_cell(until, today))


def replaced(file: Report) -> str:
    """That a report of the year is public already, or was, when and as which file, and what becomes of it."""
    since = day_of(public_since(file))
    if not file.is_published:
        return (
            f"这一年公开过一份报告：{since}公开，{day(file.withdrawn_on)}撤回，文件“{file.source_name}”。"
            "公布这次编制的，是对它的更正；它保留在版本中，公众看不到。"
        )
    return (
        f"这一年已有公开的报告：{since}公开，文件“{file.source_name}”。"
        "公布这次编制的，是对它的更正；它保留为以前的版本，注明不再作为依据。"
    )


def day_of(moment: object) -> str:
    """The local day of a moment."""
    return day(localdate(moment))  # type: ignore[arg-type] # rows give datetimes
