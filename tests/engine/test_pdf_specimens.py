"""PDF specimens: every cell and every finding is where the page shows it. What is read is tested with all others."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Evidence, Finding
from tests.specimens.cells import named
from tests.specimens.make.layouts.grid import ROWS2, ROWS3
from tests.specimens.pages import Box, Pages, agrees, goes_on, holds, is_figure
from tests.specimens.specimens import Specimen, specimens

PDFS = [pytest.param(s, id=s.name) for s in specimens() if s.source.suffix == ".pdf"]
FAULTY = [pytest.param(s, id=s.name) for s in specimens() if s.source.suffix == ".pdf" and not s.is_clean]
# What is not there has no place.
ABSENT = {"SECTION_MISSING", "TOPIC_MISSING", "COUNT_MISSING", "RESULTS_MISSING"}


@cache
def read(specimen: Specimen) -> AnnualReport:
    return examine(intake.take_file(specimen.source))


def pages(specimen: Specimen) -> Pages:
    return Pages(specimen.source, watermark=specimen.truth.get("watermark", ""))


@pytest.mark.parametrize("specimen", PDFS)
def test_the_pages_are_counted(specimen: Specimen) -> None:
    with pages(specimen) as seen:
        assert read(specimen).pages == len(seen)


@pytest.mark.parametrize("specimen", PDFS)
def test_every_figure_is_where_its_cell_says(specimen: Specimen) -> None:
    """In the box of each cell stands its figure and nothing else."""
    figures = read(specimen).figures
    wrong = []
    with pages(specimen) as seen:
        for name, value in named(specimen.truth).items():
            page, box = figures[name].place.page, figures[name].place.box
            if value is None or figures[name].value is None:
                continue
            inside = seen.text(page, box) if page and box else "（没有位置）"
            if not is_figure(inside, value):
                wrong.append((name, value, inside))
    assert not wrong, f"{specimen.name}: {len(wrong)} figures elsewhere: {wrong[:12]}"


@pytest.mark.parametrize("specimen", PDFS)
def test_cells_of_a_row_are_level(specimen: Specimen) -> None:
    """Blank ones too: their box, the field or the row, holds no figure, so it is their neighbours that tell."""
    report = read(specimen)
    wrong = []
    for table in report.figures.form.tables:
        for row in table.rows:
            places = [report.figures[f"{table.id}.{row.id}.{column.id}"].place for column in row.columns]
            for a, b in pairwise(places):
                if a.box and b.box and a.page == b.page and not _are_level(a.box, b.box):
                    wrong.append((f"{table.id}.{row.id}", a, b))
    assert not wrong, f"{specimen.name}: {wrong[:3]}"


def _are_level(a: Box, b: Box) -> bool:
    return a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("specimen", FAULTY)
def test_findings_about_cells_have_page_and_box(specimen: Specimen) -> None:
    wrong = [
        (finding.code, item.text)
        for finding in read(specimen).findings
        if finding.cells
        for item in finding.evidence or (Evidence("（没有引文）"),)
        if item.place.page is None or item.place.box is None
    ]
    assert not wrong, f"{specimen.name}: {wrong}"


@pytest.mark.parametrize("specimen", FAULTY)
def test_boxes_lie_on_their_page_and_are_tight(specimen: Specimen) -> None:
    wrong = []
    with pages(specimen) as seen:
        for finding, item, page, box in _placed(read(specimen)):
            width, height = seen.size(page)
            left, top, right, bottom = box
            is_inside = -1 <= left < right <= width + 1 and -1 <= top < bottom <= height + 1
            if not is_inside or (right - left) * (bottom - top) >= width * height / 3:
                wrong.append((finding.code, item.place, (width, height)))
    assert not wrong, f"{specimen.name}: {wrong}"


@pytest.mark.parametrize("specimen", FAULTY)
def test_boxes_hold_what_is_quoted(specimen: Specimen) -> None:
    """The text that pdfium finds in the box and the quoted text are one passage, or the passage begins in the box
    and goes on in the next column or page; a blank cell's box may be empty."""
    wrong = []
    with pages(specimen) as seen:
        for finding, item, page, box in _placed(read(specimen)):
            inside, said = seen.text(page, box), seen.unmarked(item.text)
            if not (
                agrees(inside, said) or goes_on(inside, said) or (finding.code == "CELL_BLANK" and not inside)
            ):
                wrong.append((finding.code, item.text, inside))
    assert not wrong, f"{specimen.name}: {wrong}"


@pytest.mark.parametrize("specimen", FAULTY)
def test_planted_faults_are_marked_where_they_are(specimen: Specimen) -> None:
    """A finding's box shows the planted cell's figure, its row's label, or the planted words; or the empty field."""
    report = read(specimen)
    wrong = []
    with pages(specimen) as seen:
        for fault in specimen.truth["faults"]:
            codes = {fault["code"], *fault.get("alternatives", [])}
            pieces = [seen.unmarked(piece) for piece in _shown(fault, specimen.truth)]
            boxes = [
                (seen.text(page, box), page, box) for f, _, page, box in _placed(report) if f.code in codes
            ]
            if any(not inside and _is_field(page, box, fault, report) for inside, page, box in boxes):
                continue
            if len(fault["cells"]) > 1 and any(_covers(page, box, fault, report) for _, page, box in boxes):
                continue
            if (
                fault["code"] not in ABSENT
                and pieces
                and not any(holds(inside, piece) for inside, *_ in boxes for piece in pieces)
            ):
                wrong.append((fault, boxes))
    assert not wrong, f"{specimen.name}: {wrong}"


def _is_field(page: int, box: Box, fault: dict[str, Any], report: AnnualReport) -> bool:
    """Whether an empty box is level with the figures of a planted blank's row and beside all of them."""
    for blank in fault["cells"]:
        table, row, _ = blank.split(".")
        names = [name for name in report.figures.read if name.startswith(f"{table}.{row}.")]
        places = [report.figures[name].place for name in names]
        fields = [place.box for place in places if place.box and place.page == page]
        if fields and all(
            _are_level(box, other) and (box[2] <= other[0] or other[2] <= box[0]) for other in fields
        ):
            return True
    return False


def _covers(page: int, box: Box, fault: dict[str, Any], report: AnnualReport) -> bool:
    """Whether a box reaches over all planted cells of one row, with no more than figures between."""
    places = [report.figures[cell].place for cell in fault["cells"]]
    fields = [place.box for place in places if place.box and place.page == page]
    return len(fields) == len(places) and all(
        box[0] <= f[0] and box[1] <= f[1] and f[2] <= box[2] and f[3] <= box[3] for f in fields
    )


def _shown(fault: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """What the page shows of a planted fault: its words, labels of its rows, figures or words in its cells."""
    values, words = named(truth), truth.get("shown", {})
    shown = [fault["quote"]] if fault.get("quote") else []
    for cell in fault["cells"]:
        row = cell.split(".")[1]
        # The number before a label is written in many ways.
        shown += [label.lstrip("1234567890.")[:8] for label in (ROWS3.get(row), ROWS2.get(row)) if label]
        shown += [f"{values[cell]:,}", str(values[cell])] if values[cell] is not None else []
        shown += [words[cell]] if words.get(cell) else []
    return shown


def _placed(report: AnnualReport) -> Iterator[tuple[Finding, Evidence, int, Box]]:
    """Every piece of evidence that says where it stands."""
    for finding in report.findings:
        for item in finding.evidence:
            if item.place.page and item.place.box:
                yield finding, item, item.place.page, item.place.box
