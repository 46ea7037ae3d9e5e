"""Whether what must be published anew is: by the catalogue, by the law's day for reports, by the age of the guide."""

from collections.abc import Collection
from datetime import date

from gongkai.kernel.workdays import add_months
from gongkai.lawbook.guide import guide_text
from gongkai.web.catalogue.board import BoardLine, State
from gongkai.web.ledger.sentences import day

from .notes import Note


def _kept(sentence: str) -> Note:
    return Note("ok", "✓", sentence)


def _awaited(sentence: str) -> Note:
    return Note("notice", "●", sentence)


def _late(sentence: str) -> Note:
    return Note("warning", "◆", sentence)


def of_row(line: BoardLine | None) -> Note | None:
    """Of one duty: None where the law sets no cycle."""
    if line is not None and line.state is State.NOT_INVOLVED:
        return _awaited("已声明未涉及")
    if line is None or line.due_on is None:
        return None
    cycle, due = line.row.get_cycle_display(), day(line.due_on)
    if line.state is State.PUBLISHED:
        return _kept(f"{cycle}更新，已按时；下次应于{due}前")
    if line.state is State.LATE:
        return _late(f"{cycle}更新，应于{due}前更新，现在还没有")
    return _awaited(f"{cycle}更新，应于{due}前")


def of_rows(lines: Collection[BoardLine]) -> Note | None:
    """Of a whole catalogue: how many duties come again, and how many of these are late."""
    timed = [line for line in lines if line.due_on]
    late = sum(line.state is State.LATE for line in timed)
    if not timed:
        return None
    if late:
        return _late(f"定期更新的 {len(timed)} 项中，{late} 项应更新而还没有")
    return _kept(f"定期更新的 {len(timed)} 项均已按时")


def of_guide(updated_on: date, on: date) -> Note:
    """Of the guide: it is looked at again after so many months."""
    months = guide_text().months
    due = add_months(updated_on, months)
    if on < due:
        return _kept(f"{day(due)}前复核")
    return _late(f"每 {months} 个月复核，应于{day(due)}前复核，现在还没有；联系方式以机关页面为准")


def of_reports(line: BoardLine | None) -> Note | None:
    """Of the annual report, by the day that the organ's catalogue has for it; None without such a duty."""
    if line is None or line.due_on is None:
        return None
    due, year = day(line.due_on), line.due_on.year - 1
    if line.state is State.PUBLISHED:
        return _kept(f"{year - 1}年度的已公布")
    told = f"{year}年度的应于{due}前公布"
    return _late(f"{told}，现在还没有") if line.state is State.LATE else _awaited(told)
