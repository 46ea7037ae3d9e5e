"""One edit at a time on each published report: right, or flagged at the very row; never silently wrong."""

import copy
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from tests.engine.real_reports import HEADINGS, NEEDS_REPORTS, RealReport, fresh, heading_at, load, own
from tests.specimens.cells import KINDS3, named

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
PUBLISHED = [NEEDS_REPORTS, pytest.mark.real_reports]
REPORTS = [pytest.param(report, id=report.name, marks=PUBLISHED) for report in load()]
REPORTS = REPORTS or [pytest.param(None, id="none", marks=PUBLISHED)]
OWN = [
    pytest.param(report, id=report.name)
    for report in [
        *fresh("wrapped", "value-wrapped", "tabs", "flat", "one-cell-a-line"),
        *own("office-raw", "chromium-raw", "chromium-text"),
    ]
]


@dataclass(slots=True)
class Edited:
    """An edited text, its truth, and which rows may now hold nulls (`touched`; None: any two rows)."""

    what: str
    text: str
    truth: dict[str, Any]
    touched: set[str] | None = field(default_factory=set)
    untellable: dict[str, list[Any]] = field(default_factory=dict)


def read(text: str) -> dict[str, Any]:
    return json.loads(json.dumps(as_json(examine(intake.take_bytes(text.encode(), name="edited.txt")))))


def _replaced(report: RealReport, changes: dict[tuple[int, int], str]) -> str:
    text = report.text
    for (start, end), new in sorted(changes.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _with(report: RealReport, row: str, values: dict[int, Any]) -> dict[str, Any]:
    truth = copy.deepcopy(report.truth)
    for column, value in values.items():
        truth["table3"][row][column] = value
    return truth


def _full_rows(report: RealReport) -> Iterator[tuple[int, str]]:
    for number, (row, spans) in enumerate(report.spans.items()):
        if len(spans) == 7:
            yield number, row


def one_blank(report: RealReport) -> Iterator[Edited]:
    for number, row in _full_rows(report):
        for column in {number % 7, 0, 6}:
            text = _replaced(report, {report.spans[row][column]: ""})
            # Between two tabs a missing cell shows; at the ends of a row, or among spaces, it does not.
            shows = "\t" in report.text and 0 < column < 6
            untold = {} if shows else {row: report.truth["table3"][row]}
            yield Edited(f"{row}[{column}] blank", text, _with(report, row, {column: None}), {row}, untold)


def one_mark(report: RealReport) -> Iterator[Edited]:
    for mark in ("/", "—"):
        for number, row in _full_rows(report):
            column = (number * 3) % 7
            text = _replaced(report, {report.spans[row][column]: mark})
            yield Edited(f"{row}[{column}] {mark}", text, _with(report, row, {column: None}), {row})


def one_word(report: RealReport) -> Iterator[Edited]:
    for number, row in _full_rows(report):
        for column in {number % 7, 0, 6}:
            text = _replaced(report, {report.spans[row][column]: ("未统计", "若干", "多件")[number % 3]})
            yield Edited(f"{row}[{column}] a word", text, _with(report, row, {column: None}), {row})


def row_blank(report: RealReport) -> Iterator[Edited]:
    for _, row in _full_rows(report):
        text = _replaced(report, dict.fromkeys(report.spans[row], ""))
        yield Edited(f"{row} blank", text, _with(report, row, dict.fromkeys(range(7))), {row})


def thousands(report: RealReport) -> Iterator[Edited]:
    for _, row in _full_rows(report):
        changes = {report.spans[row][0]: "3,001", report.spans[row][6]: "3,119"}
        yield Edited(
            f"{row} 3,001 3,119", _replaced(report, changes), _with(report, row, {0: 3001, 6: 3119}), {row}
        )


def page_marks(report: RealReport) -> Iterator[Edited]:
    for table in (2, 3, 4):
        start, end = report.region(table)
        breaks = [m.end() for m in re.finditer(r"\n", report.text[start:end])][:-1]
        for mark in ("5", "— 5 —", "第 5 页 共 6 页"):
            for at in breaks[:: max(1, len(breaks) // 30)]:
                place = start + at
                text = f"{report.text[:place]}{mark}\n{report.text[place:]}"
                line = report.text.count("\n", 0, place) + 1
                yield Edited(f"{mark} in table {table} at line {line}", text, report.truth, None)


def labels(report: RealReport) -> Iterator[Edited]:
    start, end = report.region(3)
    for new in ("{}．", "（{}）", "({})", "{}、"):
        table = re.sub(
            r"(^|\t|\s)(\d)\. ?(?=\D)", lambda m, new=new: m[1] + new.format(m[2]), report.text[start:end]
        )
        yield Edited(f"labels {new}", report.text[:start] + table + report.text[end:], report.truth)


def headings(report: RealReport) -> Iterator[Edited]:
    for number, new in ((0, "二、主动公开政府信息的情况"), (1, "三、收到和处理申请情况")):
        at = heading_at(report.text, HEADINGS[number])
        end = report.text.index("\n", report.text.index("、", at))
        yield Edited(new, f"{report.text[:at]}\n{new}{report.text[end:]}", report.truth)


def prefaces(report: RealReport) -> Iterator[Edited]:
    year = report.truth["year"]
    for table, sentence in (
        (2, f"{year}年公开情况如下"),
        (3, f"{year}年收到3119件"),
        (3, f"{year}年收到3119件，具体情况如下："),
    ):
        start, _ = report.region(table)
        yield Edited(sentence, f"{report.text[:start]}\n{sentence}\n\n{report.text[start:]}", report.truth)


def swapped(report: RealReport) -> Iterator[Edited]:
    rows = list(report.spans)
    for first, second in itertools.pairwise(rows):
        if len(report.spans[first]) < 7 or len(report.spans[second]) < 7:
            continue
        one, two = _line(report, first), _line(report, second)
        if one and two and _prefix(report, one) == _prefix(report, two):
            a, b = report.text[slice(*one)], report.text[slice(*two)]
            text = report.text[: one[0]] + b + report.text[one[1] : two[0]] + a + report.text[two[1] :]
            yield Edited(f"{first} and {second} swapped", text, report.truth)


def _line(report: RealReport, row: str) -> tuple[int, int] | None:
    """The only line of a row that stands on one line with its own label."""
    spans = report.spans[row]
    start, end = report.text.rfind("\n", 0, spans[0][0]) + 1, report.text.index("\n", spans[-1][1])
    line = report.text[start:end]
    whole = "\n" not in report.text[spans[0][0] : spans[-1][1]] and re.match(
        r"\s*(\d\.|（.）|一、|二、)", line
    )
    return (start, end) if whole else None


def _prefix(report: RealReport, place: tuple[int, int]) -> str:
    line = report.text[slice(*place)]
    return line[: len(line) - len(line.lstrip())]


def full_width(report: RealReport) -> Iterator[Edited]:
    changes = {
        span: report.text[slice(*span)].translate(FULL) for spans in report.spans.values() for span in spans
    }
    yield Edited("table three in full-width digits", _replaced(report, changes), report.truth)
    yield Edited("all digits full-width", report.text.translate(FULL), report.truth)


EDITS: dict[str, Callable[[RealReport], Iterator[Edited]]] = {
    "one-blank": one_blank,
    "one-mark": one_mark,
    "one-word": one_word,
    "row-blank": row_blank,
    "thousands": thousands,
    "page-marks": page_marks,
    "labels": labels,
    "headings": headings,
    "prefaces": prefaces,
    "swapped": swapped,
    "full-width": full_width,
}


def complaints(report: RealReport, edited: Edited) -> list[str]:
    """What is wrong with the reading of an edited report."""
    got = read(edited.text)
    told_rows = _told_rows(got)
    untold = {**report.untellable, **edited.untellable}
    truth, found = named(edited.truth), named(got)
    out, disturbed = [], set()
    for cell, value in truth.items():
        row = cell.rpartition(".")[0]
        have = found.get(cell)
        original = untold.get(row.removeprefix("table3."))
        if have == value:
            continue
        if have is None:
            disturbed.add(row)
            if row not in told_rows:
                out.append(f"{edited.what}: {cell} is null without a word")
        elif original is not None and have == original[KINDS3.index(cell.rpartition(".")[2])]:
            continue
        elif row not in told_rows:
            out.append(f"{edited.what}: {cell} expected {value}, got {have}, and nothing said of the row")
    return out + _lost_nulls(edited, untold, found) + _spread(report, edited, disturbed)


def _told_rows(got: dict[str, Any]) -> set[str]:
    cells = [*got["blanks"], *(doubt["cell"] for doubt in got["doubts"])]
    return {cell.rpartition(".")[0] for cell in cells}


def _lost_nulls(edited: Edited, untold: dict[str, list[Any]], found: dict[str, Any]) -> list[str]:
    """A row with a blank may not come back with seven numbers."""
    out = []
    for row in untold:
        nulls = sum(value is None for value in edited.truth["table3"][row])
        have = [found.get(f"table3.{row}.{kind}") for kind in KINDS3]
        if sum(value is None for value in have) < nulls:
            out.append(f"{edited.what}: {row} has {nulls} blanks, got {have}")
    return out


def _spread(report: RealReport, edited: Edited, disturbed: set[str]) -> list[str]:
    """Rows that the edit did not touch stay whole; a page mark may cast doubt on two rows at most."""
    free = {f"table3.{row}" for row in report.untellable}
    if edited.touched is None:
        lines = {row if row.startswith("table3") else row.partition(".")[0] for row in disturbed - free}
        return [f"{edited.what}: unsettles {sorted(lines)}"] if len(lines) > 2 else []
    other = disturbed - free - {f"table3.{row}" for row in edited.touched}
    return [f"{edited.what}: other rows unsettled {sorted(other)}"] if other else []


# Of the 6,500 cases so many of each edit on each report are read in every run; the soak reads all.
SOME = 12


def each_on_each(test: Callable[[RealReport, str], None]) -> Callable[[RealReport, str], None]:
    """Once for each edit and report."""
    every = pytest.mark.parametrize("report", REPORTS + OWN)
    return pytest.mark.parametrize("edit", EDITS)(every(test))


def _hold(report: RealReport, edit: str, *, most: int | None = None) -> None:
    cases = list(EDITS[edit](report))
    if not cases:
        pytest.skip("this layout has no row on a line of its own")
    if most and most < len(cases):
        cases = random.Random(f"{report.name} {edit}").sample(cases, most)
    wrong = [text for case in cases for text in complaints(report, case)]
    assert not wrong, f"{report.name}: {len(wrong)} complaints in {len(cases)} cases\n  " + "\n  ".join(
        wrong[:25]
    )


@each_on_each
def test_an_edit_is_read_rightly_or_flagged(report: RealReport, edit: str) -> None:
    _hold(report, edit, most=SOME)


@pytest.mark.soak
@each_on_each
def test_every_edit_is_read_rightly_or_flagged(report: RealReport, edit: str) -> None:
    _hold(report, edit)
