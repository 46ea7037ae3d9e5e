"""Rules that need the report of the year before: carry-over, stocks, swings, copied text.

They are judged only when the other report is the same organ's of just the year before (see `comparable`). The
thresholds are parameters of the rules in the law's data.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import NamedTuple, Protocol, TypeVar

from gongkai.engine.judge.arithmetic import cell_name
from gongkai.engine.judge.case import Case, Judged, Outcome, checks, evidence_of
from gongkai.engine.marks import han
from gongkai.engine.passages import copied_passages
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Evidence, Finding, Number
from gongkai.kernel.rules import Result

_MOST_QUOTED = 3
_STOCKS = ("rules", "normative_docs")
_SWINGING = ("table3.new_received.total", "table2.licences.decisions", "table2.penalties.decisions")


class Titled(Protocol):
    """A report of which it is known whose it is and for which year."""

    @property
    def organ(self) -> str: ...
    @property
    def year(self) -> int | None: ...


class Filled(Protocol):
    """A report of which the figures are known."""

    @property
    def figures(self) -> Figures: ...


Compare = Callable[[Case, AnnualReport], Iterable[Finding]]
_Compare = TypeVar("_Compare", bound=Compare)


def comparable(last: Titled, *, organ: str, year: int | None) -> str:
    """Why a report is not the one of the year before of this organ; empty when it is."""
    if year is None:
        return "这份报告没有写明年度，不能与上一年度的报告比较。"
    if last.year is None:
        return "上一年度的报告没有写明年度，不能比较。"
    if last.year != year - 1:
        return f"给出的是 {last.year} 年度的报告，应是 {year - 1} 年度的，没有比较。"
    if not is_same_organ(organ, last.organ):
        return f"给出的是{last.organ or '没有写明机关'}的报告，不是{organ or '本机关'}的，没有比较。"
    return ""


def is_same_organ(one: str, other: str) -> bool:
    """Whether two names are one organ's: the longer may name the county and 人民政府 as well."""
    short, long = sorted((_core(one), _core(other)), key=len)
    return bool(short) and long.endswith(short)


def _core(organ: str) -> str:
    """The name without 人民政府 or 政府 behind a place."""
    return han(organ).removesuffix("人民政府").removesuffix("政府")


def compares(code: str, *, needs_one_form: bool = False) -> Callable[[_Compare], _Compare]:
    """Register the function that judges a rule between two years; without the right report it is unknown."""

    def register(function: _Compare) -> _Compare:
        @checks(code)
        @wraps(function)
        def check(case: Case) -> Outcome:
            last = case.last_year
            if last is None or comparable(last, organ=case.outline.organ, year=case.outline.year):
                return Result.UNKNOWN
            if needs_one_form and last.form is not case.form:
                return Result.UNKNOWN
            return list(function(case, last))

        return function

    return register


class Pair(NamedTuple):
    """A figure of this year and one of last year, with the names of their cells."""

    name: str
    source: str
    present: Number
    before: Number


def _pairs(case: Judged, last: Filled, names: Mapping[str, str]) -> Iterator[Pair]:
    """This year's cells with last year's, as far as both were read."""
    for name, source in names.items():
        present, before = case.figures.value(name), last.figures.value(source)
        if present is not None and before is not None:
            yield Pair(name, source, present, before)


def _both(case: Judged, last: Filled, pair: Pair) -> tuple[Evidence, ...]:
    """The rows of this year and of last year."""
    return (*evidence_of(case.figures[pair.name]), *evidence_of(last.figures[pair.source]))


@compares("T3_CARRY")
def carry(case: Judged, last: Filled) -> Iterator[Finding]:
    """上年结转 equals what last year carried out, column by column."""
    labels = {column.id: column.label for column in case.form.table("table3").rows[0].columns}
    names = {f"table3.carried_in.{column}": f"table3.carried_out.{column}" for column in labels}
    for pair in _pairs(case, last, names):
        if pair.present != pair.before:
            label = labels[pair.name.rpartition(".")[2]]
            message = (
                f"“{label}”：本年“上年结转”填 {pair.present}，上一年度报告“结转下年度”填 {pair.before}。"
            )
            proof, sides = _both(case, last, pair), (pair.present, pair.before)
            yield case.finding("T3_CARRY", message, cells=[pair.name], sides=sides, evidence=proof)


@compares("T4_STOCK")
def pending_stock(case: Judged, last: Filled) -> Iterator[Finding]:
    """Cases pending last year are still in this year's total."""
    labels = {row.id: row.label for row in case.form.table("table4").rows}
    names = {f"table4.{row}.total": f"table4.{row}.pending" for row in labels}
    for pair in _pairs(case, last, names):
        if pair.present < pair.before:
            label = labels[pair.name.split(".")[1]]
            message = f"“{label}”：本年总计 {pair.present}，少于上年尚未审结 {pair.before}。"
            proof, sides = _both(case, last, pair), (pair.present, pair.before)
            yield case.finding("T4_STOCK", message, cells=[pair.name], sides=sides, evidence=proof)


@compares("YOY_SWING")
def swing(case: Judged, last: Filled) -> Iterator[Finding]:
    """Applications or decisions that rose or fell by a multiple, and by more than a handful."""
    limits = case.book.rule("YOY_SWING").parameters
    for pair in _pairs(case, last, {name: name for name in _SWINGING}):
        low, high = sorted((pair.present, pair.before))
        if high - low >= limits["at_least"] and high >= limits["factor"] * low:
            told = cell_name(case.form, pair.name)
            message = f"{told}由上年 {pair.before} 变为 {pair.present}，请确认并在正文说明。"
            proof, sides = evidence_of(case.figures[pair.name]), (pair.present, pair.before)
            yield case.finding("YOY_SWING", message, cells=[pair.name], sides=sides, evidence=proof)


class Stock(NamedTuple):
    """Documents of one kind: in force now and a year ago, issued and repealed in between."""

    row: str
    present: Number
    before: Number
    issued: Number
    repealed: Number


def _stocks(case: Judged, last: Filled) -> Iterator[Stock]:
    """The stocks of which all four figures were read."""
    for row in _STOCKS:
        present, issued, repealed = (
            case.figures.value(f"table2.{row}.{column}") for column in ("in_force", "issued", "repealed")
        )
        before = last.figures.value(f"table2.{row}.in_force")
        if present is not None and before is not None and issued is not None and repealed is not None:
            yield Stock(row, present, before, issued, repealed)


@compares("T2_STOCK", needs_one_form=True)
def stock(case: Judged, last: Filled) -> Iterator[Finding]:
    """现行有效 = last year's + issued − repealed."""
    for row, present, before, issued, repealed in _stocks(case, last):
        due = before + issued - repealed
        if present != due:
            name = f"table2.{row}.in_force"
            sum_ = f"上年 {before} + 制发 {issued} − 废止 {repealed} = {due}"
            message = f"{cell_name(case.form, name)}填 {present}；{sum_}。"
            proof = evidence_of(case.figures[name])
            yield case.finding("T2_STOCK", message, cells=[name], sides=(present, due), evidence=proof)


@compares("T2_REPEAL_BOUND", needs_one_form=True)
def repeal_bound(case: Judged, last: Filled) -> Iterator[Finding]:
    """Not more repealed than there was."""
    for row, _, before, issued, repealed in _stocks(case, last):
        bound = before + issued
        if repealed > bound:
            name = f"table2.{row}.repealed"
            message = f"{cell_name(case.form, name)}填 {repealed}，多于上年现行有效与本年制发之和 {bound}。"
            proof, sides = evidence_of(case.figures[name]), (repealed, bound)
            yield case.finding("T2_REPEAL_BOUND", message, cells=[name], sides=sides, evidence=proof)


@compares("COPY_LAST_YEAR")
def copied(case: Case, last: AnnualReport) -> Iterator[Finding]:
    """Passages that are last year's, numbers aside, as a share of the whole text."""
    limits = case.book.rule("COPY_LAST_YEAR").parameters
    told = [paragraph for number in case.prose if number for paragraph in case.prose[number].paragraphs]
    old = [paragraph for section in last.sections for paragraph in section.paragraphs]
    found = copied_passages(told, old, shortest=int(limits["shortest_passage"]))
    if found.passages and found.share >= limits["share"]:
        message = f"正文有 {found.share:.0%} 的文字与上一年度报告相同（共 {len(found.passages)} 处）。"
        proof = [passage.here for passage in found.passages[:_MOST_QUOTED]]
        yield case.finding("COPY_LAST_YEAR", message, evidence=proof)


# What must fit between the figures of two years, whatever else is known of their reports.
BETWEEN_YEARS = {
    "T3_CARRY": carry,
    "T4_STOCK": pending_stock,
    "T2_STOCK": stock,
    "T2_REPEAL_BOUND": repeal_bound,
}
