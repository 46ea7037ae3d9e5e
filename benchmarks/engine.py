"""The engine against what nobody can do without: cutting the text into words, parsing the markup, starting Python."""

import io
import os
import re
import resource
import statistics
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree, html

from benchmarks.measure import Measure, in_turn, ms, process, ratio
from gongkai.engine import intake
from gongkai.engine.examine import examine

ROOT = Path(__file__).parents[1]
SPECIMENS = ROOT / "tests" / "specimens" / "data"
ROUNDS = 15
FILES = 2_000
_WORD = re.compile(r"[\u4e00-\u9fff]|\d+(?:[.,]\d+)*|[A-Za-z]+|\S")


def sources(kind: str) -> list[bytes]:
    """The files measured on: published reports where they are at hand (texts), else the project's specimens."""
    folder = os.environ.get("GONGKAI_REAL_REPORTS")
    if kind == "txt" and folder and Path(folder).is_dir():
        return [path.read_bytes() for path in sorted(Path(folder).glob("*.txt"))]
    return [path.read_bytes() for path in sorted(SPECIMENS.glob(f"*/source.{kind}"))]


def tokenise(data: bytes) -> list[tuple[str, int, int]]:
    """The baseline for texts: every character, number and word with its line and column."""
    lines = enumerate(data.decode("utf-8", "replace").split("\n"), 1)
    return [
        (match.group(), number, match.start()) for number, line in lines for match in _WORD.finditer(line)
    ]


def parse_html(data: bytes) -> object:
    """The baseline for pages: the tree that lxml builds."""
    return html.document_fromstring(intake.decode(data).encode("utf-8"))


def parse_docx(data: bytes) -> object:
    """The baseline for documents: the main part unpacked and parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def check(data: bytes) -> object:
    """What is measured: bytes to findings."""
    return examine(intake.take_bytes(data, "report"))


def _kind(kind: str, baseline: Callable[[bytes], object], *, target: float | None) -> Measure:
    """Bytes to findings over all files of a kind: the median file, and the median of the ratios file by file."""
    figures, baselines, ratios = [], [], []
    for data in sources(kind):
        check(data)
        taken, bare = in_turn(lambda data=data: check(data), lambda data=data: baseline(data), rounds=ROUNDS)
        figures.append(statistics.median(taken))
        baselines.append(statistics.median(bare))
        ratios.append(ratio(taken, bare))
    within = kind != "txt" or statistics.median(figures) <= 0.002
    name = f"{kind} → findings, {len(figures)} files"
    return Measure(
        name,
        ms(figures),
        f"{baseline.__name__} {ms(baselines)}",
        statistics.median(ratios),
        target,
        within,
        "≤ 2 ms" if kind == "txt" else "",
    )


def text() -> Measure:
    """Text to findings: ≤ 2 ms and ≤ 4 × bare tokenising."""
    return _kind("txt", tokenise, target=4)


def page() -> Measure:
    """HTML to findings, reported."""
    return _kind("html", parse_html, target=None)


def document() -> Measure:
    """DOCX to findings, reported."""
    return _kind("docx", parse_docx, target=None)


def cold_start() -> Measure:
    """A whole `gongkai check` of one text file: ≤ 0.6 s and ≤ 15 × `python -c pass`."""
    sample = str(ROOT / "docs" / "tutorial" / "sample.txt")
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "check", sample]
    taken, bare = in_turn(process(command), process([sys.executable, "-c", "pass"]), rounds=ROUNDS)
    within = statistics.median(taken) <= 0.6
    return Measure(
        "cold gongkai check",
        ms(taken),
        f"python -c pass {ms(bare)}",
        ratio(taken, bare),
        15,
        within,
        "≤ 0.6 s",
    )


def memory() -> Measure:
    """Peak memory after 2,000 files against the peak after the first 200: flat is ≤ 1.02."""
    files = sources("txt") + sources("html") + sources("docx")
    marks = []
    for count in range(FILES):
        check(files[count % len(files)])
        if count + 1 in (max(200, len(files)), FILES):
            marks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return Measure(
        f"memory over {FILES} files",
        f"{marks[1]:.1f} MB",
        f"first {max(200, len(files))} {marks[0]:.1f} MB",
        marks[1] / marks[0],
        1.02,
    )
