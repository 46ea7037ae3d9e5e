"""Spreadsheets: every cell, every planted fault, no false accusation; and the reader's own decisions."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from tests.specimens.cells import differences, named
from tests.specimens.judge import missed, squeezed, unplanted
from tests.specimens.make.build import build, expected
from tests.specimens.make.sheets import specs
from tests.specimens.make.sheets_shapes import SHAPES
from tests.specimens.specimens import Specimen

DATA = Path(__file__).parents[1] / "specimens" / "data_xlsx"


def _load(folder: Path) -> Specimen:
    truth = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Specimen(folder.name, folder / "source.xlsx", truth)


BOOKS = [_load(folder) for folder in sorted(DATA.iterdir()) if folder.is_dir()]
ALL = [pytest.param(book, id=book.name) for book in BOOKS]
CLEAN = [pytest.param(book, id=book.name) for book in BOOKS if book.is_clean]
FAULTY = [pytest.param(book, id=book.name) for book in BOOKS if not book.is_clean]


@cache
def read(book: Specimen) -> dict[str, Any]:
    return json.loads(json.dumps(as_json(examine(intake.take_file(book.source)))))


@pytest.mark.parametrize("book", ALL)
def test_every_cell_is_read_as_shown(book: Specimen) -> None:
    wrong = differences(book.truth, read(book))
    assert not wrong, f"{book.name} ({book.truth['why']}):\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize("book", ALL)
def test_blank_cells_are_told(book: Specimen) -> None:
    report = read(book)
    told = set(report["blanks"]) | {doubt["cell"] for doubt in report["doubts"]}
    assert not [cell for cell, value in named(report).items() if value is None and cell not in told]


@pytest.mark.parametrize("book", ALL)
def test_organ_year_and_form(book: Specimen) -> None:
    report, truth = read(book), book.truth
    assert (report["year"], report["form"]) == (truth["year"], truth["form"])
    assert report["organ"] in [truth["organ"], *truth.get("either", {}).get("organ", [])]
    assert squeezed(report["title"]) == squeezed(truth["title"])


@pytest.mark.parametrize("book", FAULTY)
def test_every_planted_fault_is_found(book: Specimen) -> None:
    report = read(book)
    lost = missed(book.truth, report)
    found = [(f["code"], f["cells"][:3], f["message"][:60]) for f in report["findings"]]
    assert not lost, f"{book.name} ({book.truth['why']}):\n  missed {lost}\n  found {found}"


@pytest.mark.parametrize("book", ALL)
def test_no_error_beyond_what_was_planted(book: Specimen) -> None:
    assert not unplanted(book.truth, read(book), "error"), book.truth["why"]


@pytest.mark.parametrize("book", CLEAN)
def test_no_warning_on_a_clean_report(book: Specimen) -> None:
    assert not unplanted(book.truth, read(book), "warning"), book.truth["why"]


@pytest.mark.parametrize("book", ALL)
def test_evidence_has_sheet_and_row(book: Specimen) -> None:
    """A finding that names cells shows the row they stand in."""
    for finding in read(book)["findings"]:
        for evidence in finding["evidence"] if finding["cells"] else ():
            assert None not in (evidence["page"], evidence["line"]), finding


def test_summary() -> None:
    faults = Counter(fault["code"] for book in BOOKS for fault in book.truth["faults"])
    assert len(BOOKS) == 60
    assert len(CLEAN) == 30
    assert sum(book.truth["printed"] for book in BOOKS) == 30
    assert len(faults) >= 20


def test_three_tables_alone_are_a_report() -> None:
    """A sheet without title, headings and prose: all figures are read, nothing is claimed of them."""
    spec = next(spec for spec in specs() if spec.form == "2021" and not spec.faults)
    draft, style = build(spec)
    draft.passages = [passage for passage in draft.passages if passage.kind == "table"]
    for shape in ("one", "sheets", "offset", "stretched", "inside"):
        data = SHAPES[shape](draft, style, Random(1))
        report = json.loads(json.dumps(as_json(examine(intake.take_bytes(data, "x.xlsx")))))
        assert not differences(expected(draft, spec), report), shape
        assert not [
            f for f in report["findings"] if f["severity"] == "error" and f["code"] != "SECTION_MISSING"
        ], shape
