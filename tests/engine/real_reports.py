"""The five published reports with their truth, and where each figure of table three stands in their text."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "GONGKAI_REAL_REPORTS"
FOLDER = Path(os.environ.get(VARIABLE, "")) if os.environ.get(VARIABLE) else None
NEEDS_REPORTS = pytest.mark.skipif(
    FOLDER is None or not FOLDER.is_dir(),
    reason=f"the published reports are not at hand: {VARIABLE} is not set",
)
# A figure stands alone between white space; "1." of a label and "2024年" of a sentence do not.
FIGURE = re.compile(r"(?<!\S)\d+(?!\S)")
HEADINGS = ("二、主动公开", "三、收到和处理", "四、政府信息公开行政复议", "五、存在的主要问题")


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
