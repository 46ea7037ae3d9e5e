"""Damaged files: a report or a problem told in words, never a crash, never a hang, never a null without a word."""

import json
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Problem
from tests.engine.mutate import mutate
from tests.engine.real_reports import HEADINGS, heading_at
from tests.specimens.cells import differences, named
from tests.specimens.specimens import Specimen, specimens

LIMIT_S = 2.0
CHUNK = 10
SPACES = [" ", "  ", "\u3000", "\u00a0", "\u2009"]


def calmly(examples: int) -> settings:
    """The same examples every time, no example database, no clock."""
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )


def read(data: bytes, name: str) -> dict[str, Any]:
    return json.loads(json.dumps(as_json(examine(intake.take_bytes(data, name=name)))))


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """A hang becomes a failure."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(data: bytes, name: str, what: str) -> dict[str, Any] | Problem:
    """The report, or the problem as a value; any other exception is a failure that names its case."""
    try:
        return read(data, name)
    except Problem as problem:
        return problem
    except Exception as error:
        raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error


def survives(seed: int) -> None:
    rng = random.Random(seed)
    specimen = rng.choice(specimens())
    data = mutate(specimen.source.read_bytes(), rng)
    started = time.process_time()
    with alarm(LIMIT_S * 30):  # of a machine that has other things to do
        report = outcome(data, specimen.source.name, f"seed {seed}, {specimen.name}")
    spent = time.process_time() - started
    assert spent <= LIMIT_S, f"seed {seed}, {specimen.name}: {spent:.1f} s"
    if isinstance(report, Problem):
        assert all((report.code, report.message, report.advice)), f"seed {seed}"
        return
    told = {*report["blanks"], *(doubt["cell"] for doubt in report["doubts"])}
    silent = [cell for cell, value in named(report).items() if value is None and cell not in told]
    assert not silent, f"seed {seed}, {specimen.name}: null without a word: {silent[:5]}"


@pytest.mark.parametrize("chunk", range(15))
def test_damaged_files_are_survived(chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        survives(seed)


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(20))
def test_two_thousand_damaged_files_are_survived(chunk: int) -> None:
    for seed in range(1000 + chunk * 100, 1000 + (chunk + 1) * 100):
        survives(seed)


def _texts(*producers: str) -> list[Specimen]:
    return [s for s in specimens() if s.source.suffix == ".txt" and s.truth["producer"] in producers]


def _decoded(specimen: Specimen) -> str:
    data = specimen.source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gbk")


@calmly(40)
@given(data=st.data())
def test_white_space_inside_labels_changes_no_figure(data: st.DataObject) -> None:
    specimen = data.draw(st.sampled_from(_texts("tabs", "flat", "chromium-text", "wrapped", "paged")))
    text = _decoded(specimen)
    start, end = heading_at(text, HEADINGS[0]), heading_at(text, HEADINGS[3])
    places = [
        at
        for at in range(start, end)
        if _is_han(text[at - 1]) and _is_han(text[at]) and _in_table_line(text, at)
    ]
    chosen = data.draw(st.lists(st.sampled_from(places), max_size=30, unique=True))
    for at in sorted(chosen, reverse=True):
        text = text[:at] + data.draw(st.sampled_from(SPACES)) + text[at:]
    assert not differences(specimen.truth, read(text.encode(), "x.txt")), specimen.name


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _in_table_line(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
    return not line.lstrip()[:2].endswith("、") and len(line) < 80


@calmly(30)
@given(
    specimen=st.sampled_from(_texts("tabs", "flat", "wrapped", "paged", "value-wrapped", "one-cell-a-line")),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]),
    tail=st.sampled_from(["", " ", "　"]),
)
def test_encoding_and_line_ends_change_no_figure(
    specimen: Specimen, newline: str, mark: str, encoding: str, tail: str
) -> None:
    text = mark * (encoding == "utf-8") + _decoded(specimen).replace("\n", tail + newline)
    wrong = differences(specimen.truth, read(text.encode(encoding, errors="replace"), "x.txt"))
    assert not wrong, (specimen.name, encoding, newline, wrong[:5])


@calmly(60)
@given(
    text=st.text(
        alphabet=st.sampled_from(
            "一二三四五六七、（）总计规章0123456789 \n\t.年度报告政府信息公开行政复议诉讼"
        ),
        max_size=400,
    )
)
def test_any_text_is_a_report_or_a_problem(text: str) -> None:
    result = outcome(text.encode(), "x.txt", repr(text))
    assert not isinstance(result, Problem) or result.advice
