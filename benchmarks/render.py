"""Paper out: how long one report takes in each kind of file, against reading it in the first place."""

import json
import statistics

from benchmarks.engine import ROOT, check
from benchmarks.measure import Measure, in_turn, ms, ratio
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render import formats
from gongkai.engine.render.contract import as_json

SAMPLE = ROOT / "docs" / "tutorial" / "sample.txt"
ROUNDS = 15


def _kind(ending: str) -> Measure:
    """JSON to the bytes of one file; libraries and typefaces are already loaded, as on the site."""
    data = SAMPLE.read_bytes()
    report = json.loads(json.dumps(as_json(examine(intake.take_bytes(data, "sample.txt")))))
    formats.render(report, ending)
    taken, read = in_turn(lambda: formats.render(report, ending), lambda: check(data), rounds=ROUNDS)
    return Measure(
        f"report → {ending}",
        ms(taken),
        f"text → findings {ms(read)}",
        ratio(taken, read),
        None,
        _within(taken),
        "≤ 0.3 s",
    )


def _within(taken: list[float]) -> bool:
    """No file may let a person wait: 0.3 s."""
    return statistics.median(taken) <= 0.3


def html() -> Measure:
    """The page."""
    return _kind("html")


def docx() -> Measure:
    """The Word document."""
    return _kind("docx")


def pdf() -> Measure:
    """The PDF file."""
    return _kind("pdf")


def xlsx() -> Measure:
    """The workbook."""
    return _kind("xlsx")
