"""Published reports, and own texts, with their truth and the place of each figure of table three in their text."""

import json
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.specimens.cells import named
from tests.specimens.make.build import build, expected
from tests.specimens.make.layouts.text import SHAPES
from tests.specimens.make.plan import Spec
from tests.specimens.make.style import Style
from tests.specimens.specimens import Specimen, specimens

VARIABLE = "GONGKAI_REAL_REPORTS"
FOLDER = Path(os.environ.get(VARIABLE, "")) if os.environ.get(VARIABLE) else None
NEEDS_REPORTS = pytest.mark.skipif(
    FOLDER is None or not FOLDER.is_dir(),
    reason=f"the published reports are not at hand: {VARIABLE} is not set",
)
# A figure stands alone between white space; "1." of a label and "2024年" of a sentence do not.
FIGURE = re.compile(r"(?<!\S)\d+(?!\S)")
# Rows that some specimens print the other way round; their figures cannot be located by counting.
NEIGHBOURS = (("保护第三方", "三类内部"), ("不掌握相关", "没有现成"), ("重复申请", "提供公开出版物"))
HEADINGS = ("二、(?:行政机关)?主动公开", "三、收到和处理", "四、.*行政复议", "五、.*存在的主要问题")


@dataclass(frozen=True, slots=True)
class RealReport:
    """Text and truth; `spans[row]` are the (start, end) of the figures of a row of table three."""

    name: str
    text: str
    truth: dict[str, Any]
    spans: dict[str, list[tuple[int, int]]]

    @property
    def untellable(self) -> dict[str, list[Any]]:
        """Rows that lost a cell already in the source: any one of their cells may be null."""
        rows = self.truth["table3"].items()
        return {row: [0 if v is None else v for v in values] for row, values in rows if None in values}

    def region(self, table: int) -> tuple[int, int]:
        """Where a table (2, 3, 4) begins, after its heading line, and ends."""
        start = heading_at(self.text, HEADINGS[table - 2])
        return self.text.index("\n", start) + 1, heading_at(self.text, HEADINGS[table - 1])


def heading_at(text: str, heading: str) -> int:
    """The place of a section heading at the start of a line."""
    found = re.search(rf"^\s*{heading}", text, re.M)
    assert found, heading
    return found.start()


def _spans(text: str, truth: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    start, end = heading_at(text, HEADINGS[1]), heading_at(text, HEADINGS[2])
    figures = iter([match.span() for match in FIGURE.finditer(text, start, end)])
    spans = {
        row: [next(figures) for value in values if value is not None]
        for row, values in truth["table3"].items()
    }
    assert next(figures, None) is None, "more figures than the truth has"
    return spans


def own(*producers: str) -> list[RealReport]:
    """One text of ours for each layout, the one with the most figures that are not 0.

    Published reports are nearly all zeros: a row shifted by one looks right in them, and wrong in these.
    """
    out = []
    for producer in producers:
        found = [s for s in specimens() if s.truth["producer"] == producer and s.truth["form"] == "2021"]
        best = max(found, key=lambda s: (_plain(s), sum(map(bool, named(s.truth).values()))))
        assert _plain(best), f"no text of layout {producer} can be located"
        text = best.source.read_bytes().decode("utf-8-sig")
        out.append(RealReport(best.name, text, best.truth, _spans(text, best.truth)))
    return out


def fresh(*shapes: str) -> list[RealReport]:
    """A new text of ours in each layout, with plain figures of middling size."""
    out = []
    for seed, shape in enumerate(shapes):
        name = f"fresh-{shape}"
        spec = Spec(name, 300_000 + seed, "text", shape, False, "2021", 2024, "county", "medium", ())
        draft, _ = build(spec)
        draft.row_order = []
        text = SHAPES[shape](draft, Style(), random.Random(seed))
        truth = expected(draft, spec)
        out.append(RealReport(name, text, truth, _spans(text, truth)))
    return out


def _plain(specimen: Specimen) -> bool:
    """Whether its figures are bare ASCII digits in UTF-8, each row in form order, so that they can be located."""
    if specimen.source.suffix != ".txt":
        return False
    try:
        text = specimen.source.read_bytes().decode("utf-8-sig")
        spans = _spans(text, specimen.truth)
    except (UnicodeDecodeError, StopIteration, RuntimeError, AssertionError):
        return False
    rows = specimen.truth["table3"]
    bare = "".join(text.split())
    in_order = all(0 < bare.find(a) < bare.find(b) for a, b in NEIGHBOURS)
    return in_order and all([int(text[a:b]) for a, b in spans[row]] == rows[row] for row in rows)


def load() -> list[RealReport]:
    """All reports, in name order; none where the folder is not set."""
    if FOLDER is None or not FOLDER.is_dir():
        return []
    out = []
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        out.append(RealReport(path.stem, text, truth, _spans(text, truth)))
    return out
