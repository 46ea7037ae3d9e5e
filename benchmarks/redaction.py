"""A file with a mark on every page: redacted, against bare drawing of its pages at the same dots an inch."""

import statistics

import pypdfium2

from benchmarks.engine import SPECIMENS
from benchmarks.measure import Measure, in_turn, ratio
from gongkai.engine.redaction import Box, Ground, Mark, redact
from gongkai.engine.redaction.sheets import DPI

ROUNDS = 5
_GROUND = Ground("privacy", "条例第十五条", "涉及个人隐私")


def bare(data: bytes) -> None:
    """The baseline: every page drawn, and nothing done with it."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.render(scale=DPI / 72)
            page.close()


def measures() -> list[Measure]:
    """The time, and how many times larger the file becomes."""
    data = (SPECIMENS / "213-pdf-typst-threelines" / "source.pdf").read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
    marks = tuple(Mark(number, (Box(100, 100, 220, 120),), _GROUND) for number in range(1, pages + 1))
    made = redact(data, marks).data
    taken, drawn = in_turn(lambda: redact(data, marks), lambda: bare(data), rounds=ROUNDS)
    speed = f"{pages / statistics.median(taken):.1f} pages/s"
    return [
        Measure(f"PDF redacted ({pages} pages)", speed, "drawing alone", ratio(taken, drawn), None),
        Measure(
            "PDF redacted, size",
            f"{len(made) / 1024 / pages:.0f} KB a page",
            "the source",
            len(made) / len(data),
            None,
        ),
    ]
