"""Workbooks that claim or hold too much, or are damaged: a problem told in words or a reading, in little time."""

import io
import json
import random
import resource
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Problem
from tests.engine.mutate import DAMAGES
from tests.faults.files import LAUGHS, encrypted
from tests.specimens.specimens import SHEETS

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
LIMIT_S = 10.0
LIMIT_MB = 500


def workbook(
    rows: str = "", *, after: str = "", before: str = "", strings: str = "", doctype: str = ""
) -> bytes:
    """A workbook of one sheet from the XML of its rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", BOOK)
        target.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        sheet = (
            f'{doctype}<worksheet xmlns="{SPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        )
        target.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}">{strings}</sst>')
    return out.getvalue()


def good() -> bytes:
    """A good report."""
    return (SHEETS / "01-xlsx-one" / "source.xlsx").read_bytes()


def edited(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good report with one member changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def lying_bomb() -> bytes:
    """A sheet of 200 MB whose directory claims a kilobyte."""
    data = bytearray(workbook("<row/>" * 35_000_000))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def million_cells() -> bytes:
    """The good report, and below it a million empty cells with a format."""
    row = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRST")
    tail = "".join(f'<row r="{number}">{row.format(number)}</row>' for number in range(1000, 51_000))
    return edited(SHEET, lambda xml: xml.replace(b"</sheetData>", tail.encode() + b"</sheetData>"))


def declared_rows() -> bytes:
    """The good report, its size said to be the whole sheet, its last row the last that there is."""
    tail = b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    return edited(
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", tail).replace(
            b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="'
        ),
    )


def all_rows() -> bytes:
    """The good report, and every row that there is, empty."""
    tail = "".join(f'<row r="{number}" ht="14"/>' for number in range(1000, 1_048_577))
    return edited(SHEET, lambda xml: xml.replace(b"</sheetData>", tail.encode() + b"</sheetData>"))


def whole_merge() -> bytes:
    """The good report with a merge over the rest of the sheet."""
    return edited(
        SHEET, lambda xml: xml.replace(b"</mergeCells>", b'<mergeCell ref="A500:XFD1048576"/></mergeCells>')
    )


def overlapping() -> bytes:
    """Two hundred rows of figures under thousands of merges that cover each other."""
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>项</t></is></c>{"<c><v>1</v></c>" * 200}</row>' for _ in range(200)
    )
    merges = "".join(f'<mergeCell ref="A{at % 199 + 1}:GS200"/>' for at in range(20_000))
    return workbook(rows, after=f"<mergeCells>{merges}</mergeCells>")


def nested_cuts() -> bytes:
    """Figures in a spiral, so that each cut leaves one more."""
    cells: dict[int, list[int]] = {}
    for at in range(1, 2000):
        cells.setdefault(at * 2, []).append(at * 2)
        cells.setdefault(4000 - at * 2, []).append(at * 2)
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{_letters(c)}{row}"><v>1</v></c>' for c in sorted(set(cells[row])))
        + "</row>"
        for row in sorted(cells)
    )
    return workbook(rows)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(content: str, kind: str = "inlineStr") -> str:
    return f'<row r="1"><c r="A1" t="{kind}">{content}</c></row>'


NOT_TAKEN = {"unreadable", "too_big", "not_a_report", "image_only"}
REFUSED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "truncated": (lambda: good()[:4000], {"unreadable"}),
    "encrypted": (encrypted, {"encrypted"}),
    "lying-bomb": (lying_bomb, {"too_big", "unreadable"}),
    "junk-elements": (lambda: workbook("<x/>" * 12_000_000), {"too_big"}),
    "wide-row": (lambda: workbook(f"<row>{'<c/>' * 2_500_000}</row>"), NOT_TAKEN),
    "filled": (lambda: workbook("<row>" + "<c><v>1</v></c>" * 16_000 + "</row>" + "<row><c><v>1</v></c></row>" * 200_000), {"too_big"}),
    "strings": (lambda: workbook(strings="<si/>" * 9_000_000), {"too_big"}),
    "long-string": (lambda: workbook(cell("<v>0</v>", "s"), strings=f"<si><t>{'字' * 20_000_000}</t></si>"), NOT_TAKEN),
    "merges": (lambda: workbook(cell("<is><t>a</t></is>"), after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 900_000 + "</mergeCells>"), {"too_big"}),
    "overlapping": (overlapping, NOT_TAKEN),
    "spiral": (nested_cuts, NOT_TAKEN),
    "columns": (lambda: workbook(cell("<is><t>a</t></is>"), before="<cols>" + '<col min="1" max="99999999" hidden="1"/>' * 50_000 + "</cols>"), NOT_TAKEN),
    "laughs": (lambda: workbook(cell("<is><t>&a9;</t></is>"), doctype=LAUGHS), {"unreadable"}),
    "deep": (lambda: workbook("<a>" * 500_000), {"unreadable"}),
    "no-sheet": (lambda: edited("xl/_rels/workbook.xml.rels", lambda _: b"<Relationships/>"), {"unreadable"}),
    "bad-reference": (lambda: workbook('<row><c r="ZZZZ9"><v>1</v></c></row>'), {"unreadable"}),
    "row-zero": (lambda: workbook('<row r="0"><c r="A0"><v>1</v></c></row>'), {"unreadable"}),
    "row-word": (lambda: workbook('<row r="x"><c><v>1</v></c></row>'), {"unreadable"}),
    "no-rows": (workbook, {"image_only"}),
}  # fmt: skip
TAKEN: dict[str, Callable[[], bytes]] = {
    "million-cells": million_cells,
    "declared-rows": declared_rows,
    "all-rows": all_rows,
    "whole-merge": whole_merge,
    "no-styles": lambda: edited("xl/styles.xml", lambda _: b"<styleSheet/>"),
}
LONGEST = {"long-string", "wide-row", "strings", "junk-elements", "all-rows"}
RUN = """
import resource, sys
from gongkai.cli import main
sys.argv[0] = "gongkai"
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def run(folder: Path, data: bytes) -> tuple[int, str, str]:
    """The real command on a file, within its limits of time and memory."""
    path = folder / "x.xlsx"
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--format", "json", str(path)],
        capture_output=True, text=True, timeout=12 * LIMIT_S, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    *told, peak = done.stderr.strip().splitlines()
    assert spent <= LIMIT_S, f"{spent:.1f} s"
    # A child's peak begins with its parent's memory, so only what is beyond it is its own.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert int(peak) <= max(LIMIT_MB * 1024, own), f"{int(peak) // 1024} MB"
    return done.returncode, done.stdout, "\n".join(told)


def each(cases: dict[str, object]) -> list[object]:
    """The names of cases; those that take longest are left to the soak."""
    return [pytest.param(name, marks=[pytest.mark.soak] * (name in LONGEST)) for name in cases]


@pytest.mark.parametrize("name", each(REFUSED))
def test_a_bad_workbook_is_refused(name: str, tmp_path: Path) -> None:
    make, codes = REFUSED[name]
    status, _, told = run(tmp_path, make())
    assert status == 2, told[-400:]
    assert "Traceback" not in told, told[-800:]
    assert any(code in told for code in codes), told


@pytest.mark.parametrize("name", each(TAKEN))
def test_an_odd_workbook_is_read(name: str, tmp_path: Path) -> None:
    status, out, told = run(tmp_path, TAKEN[name]())
    assert status in (0, 1), told[-800:]
    assert json.loads(out)["checks"]["holds"] > 30


def damaged(rng: random.Random) -> bytes:
    """A specimen whose zip, or one of whose parts, is damaged."""
    data = rng.choice(sorted(SHEETS.glob("*/source.xlsx"))).read_bytes()
    if rng.random() < 0.2:
        return rng.choice(DAMAGES)(data, rng) or b" "
    chosen = rng.choice((SHEET, SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, rng.choice(DAMAGES)(content, rng) if member == chosen else content)
    return out.getvalue()


def survives(seed: int) -> None:
    started = time.process_time()
    try:
        json.dumps(
            as_json(examine(intake.take_bytes(damaged(random.Random(seed)), "x.xlsx"))), allow_nan=False
        )
    except Problem:
        pass
    except Exception as error:
        raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
    assert time.process_time() - started < 2.0, f"seed {seed}"


@pytest.mark.parametrize("chunk", range(10))
def test_damaged_workbooks_are_survived(chunk: int) -> None:
    for seed in range(chunk * 20, chunk * 20 + 20):
        survives(seed)


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(20))
def test_two_thousand_damaged_workbooks_are_survived(chunk: int) -> None:
    for seed in range(1000 + chunk * 100, 1100 + chunk * 100):
        survives(seed)
