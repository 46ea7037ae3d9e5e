"""PDF in: bytes to findings, against pypdfium2's plain text of the same file; opening included on both sides."""

import os
import statistics
from collections import defaultdict
from pathlib import Path

import pypdfium2

from benchmarks.engine import SPECIMENS, check
from benchmarks.measure import Measure, in_turn, ratio

ROUNDS = 7
MIN_PAGES = 5
TARGET = 2.0


def files() -> list[Path]:
    """The PDF specimens of five pages and more; GONGKAI_MORE_SPECIMENS names a folder with further ones."""
    folder = Path(os.environ.get("GONGKAI_MORE_SPECIMENS") or SPECIMENS)
    return [path for path in sorted(folder.glob("*/source.pdf")) if _pages(path) >= MIN_PAGES]


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def plain_text(data: bytes) -> list[str]:
    """The baseline: the text of every page, the quicker of pypdfium2's two ways to take it."""
    texts = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def reading() -> list[Measure]:
    """The median of the ratios file by file: over all files, which has the target, and for each producer."""
    ratios: dict[str, list[float]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for path in files():
        data = path.read_bytes()
        check(data)
        taken, plain = in_turn(
            lambda data=data: check(data), lambda data=data: plain_text(data), rounds=ROUNDS
        )
        for group in ("all", path.parent.name.split("-")[2]):
            ratios[group].append(ratio(taken, plain))
            times[group].append(statistics.median(taken))
    return [_line(group, times[group], ratios[group]) for group in ratios]


def _line(group: str, times: list[float], ratios: list[float]) -> Measure:
    return Measure(
        f"PDF → findings, {group} ({len(ratios)} files)",
        f"{statistics.median(times) * 1000:.1f} ms",
        "pypdfium2's plain text",
        statistics.median(ratios),
        TARGET if group == "all" else None,
    )
