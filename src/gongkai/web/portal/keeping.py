"""Whether what must be published anew is: by the catalogue, by the law's day for reports, by the age of the guide."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.limits import Unit
from gongkai.kernel.workdays import add_months
from gongkai.lawbook.guide import guide_text
from gongkai.web.catalogue.board import BoardLine, State, board
from gongkai.web.catalogue.models import Row
from gongkai.web.ledger.sentences import day


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a limit stands, as a sentence; `grade` is how it is shown, with its sign."""

    grade: str
    sign: str
    sentence: str


def _kept(sentence: str) -> Keeping:
    return Keeping("ok", "✓", sentence)


def _awaited(sentence: str) -> Keeping:
    return Keeping("notice", "●", sentence)


def _late(sentence: str) -> Keeping:
    return Keeping("warning", "◆", sentence)


def lines_of(rows: Iterable[Row], last: Mapping[int, date], on: date) -> dict[str, BoardLine]:
    """How the duties of a catalogue stand, by the codes of its rows; reports have a column of their own."""
    judged = [row for row in rows if row.is_statutory and not _is_of_reports(row)]
    return {line.row.code: line for line in board(judged, last, on)}


def of_row(line: BoardLine | None) -> Keeping | None:
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


def of_rows(lines: Collection[BoardLine]) -> Keeping | None:
    """Of a whole catalogue: how many duties come again, and how many of these are late."""
    timed = [line for line in lines if line.due_on]
    late = sum(line.state is State.LATE for line in timed)
    if not timed:
        return None
    if late:
        return _late(f"定期更新的 {len(timed)} 项中，{late} 项应更新而还没有")
    return _kept(f"定期更新的 {len(timed)} 项均已按时")


def of_guide(updated_on: date, on: date) -> Keeping:
    """Of the guide: it is looked at again after so many months."""
    months = guide_text().months
    due = add_months(updated_on, months)
    if on < due:
        return _kept(f"{day(due)}前复核")
    return _awaited(f"已满 {months} 个月没有更新，等待复核；联系方式以机关页面为准")


def of_reports(rows: Iterable[Row], years: Collection[int], on: date) -> Keeping | None:
    """Of the annual report of last year, by the day that the organ's catalogue has for it; None without such a duty."""
    row = next((row for row in rows if row.is_active and _is_of_reports(row)), None)
    if row is None:
        return None
    year, due = on.year - 1, date(on.year, *row.known_limit.by)
    if year in years:
        return _kept(f"{year}年度的已公布")
    if row.since_on > due:
        return None
    if on <= due:
        return _awaited(f"{year}年度的应于{day(due)}前公布")
    return _late(f"{year}年度的应于{day(due)}前公布，现在还没有")


def _is_of_reports(row: Row) -> bool:
    return bool(row.known_limit) and row.known_limit.unit is Unit.NEXT_YEAR
