"""Spreadsheets: the reader's own decisions. What is read of the specimens is tested with all others."""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.read.xlsx import formats, read_xlsx, sheet
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Unreadable
from tests.specimens.cells import differences
from tests.specimens.make.build import build, expected
from tests.specimens.make.sheets import specs
from tests.specimens.make.sheets_shapes import SHAPES
from tests.specimens.specimens import Specimen, specimens

BOOKS = [book for book in specimens() if book.source.suffix == ".xlsx"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_evidence_has_sheet_and_row(book: Specimen) -> None:
    """A finding that names cells shows the row they stand in."""
    for finding in examine(intake.take_file(book.source)).findings:
        for evidence in finding.evidence if finding.cells else ():
            assert None not in (evidence.place.page, evidence.place.line), finding


def test_summary() -> None:
    faults = Counter(fault["code"] for book in BOOKS for fault in book.truth["faults"])
    assert len(BOOKS) == 60
    assert sum(book.is_clean for book in BOOKS) == 30
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


def edited(change: Callable[[bytes], bytes]) -> bytes:
    """A good report with its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(BOOKS[0].source) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b'<?xml version="1.0" encoding="nonsense"?>' + re.sub(rb"^<\?xml[^>]*>", b"", xml),
        lambda xml: b'<?xml version="1.0" encoding="gb2312"?>' + re.sub(rb"^<\?xml[^>]*>", b"", xml),
        lambda xml: re.sub(rb'<row r="\d+"', b'<row r="second"', xml, count=1),
        lambda xml: re.sub(rb' s="\d+"', b' s="' + b"9" * 5000 + b'"', xml, count=1),
        lambda xml: re.sub(rb"<row ", b'<row ht="high" ', re.sub(rb' ht="[^"]*"', b"", xml)),
    ],
)  # fmt: skip
def test_a_damaged_sheet_is_told(change: Callable[[bytes], bytes]) -> None:
    data = edited(change)
    assert data != edited(lambda xml: xml)
    with pytest.raises(Unreadable, match="不完整或已损坏"):
        read_xlsx(data)


@pytest.mark.parametrize("kind", [KeyError, ValueError, RuntimeError])
def test_a_fault_of_our_own_is_not_told_as_the_files(
    kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise kind("ours")

    monkeypatch.setattr(sheet, "shown", broken)
    with pytest.raises(kind, match="ours"):
        read_xlsx(edited(lambda xml: xml))


def test_a_long_number_with_many_decimals_is_shown() -> None:
    assert formats.shown("1e20", "0.000000000000000").text == f"1{'0' * 20}.{'0' * 15}"
