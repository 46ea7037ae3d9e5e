"""Workbooks that LibreOffice Calc writes: from our own workbooks, from web pages, from flat ODF, with formulas."""

import random
import re
import subprocess
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import load_workbook

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts import html
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.layouts.odf import NAMESPACES
from tests.specimens.make.sheets_shapes import SHAPES
from tests.specimens.make.style import Style

FRAME = (
    '<office:automatic-styles><style:style style:name="C" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000"/></style:style></office:automatic-styles>'
)


def flat(draft: Draft, style: Style) -> bytes:
    """One flat ODF spreadsheet; figures are numbers, running text spills over."""
    rows: list[str] = []
    for passage in draft.passages:
        if passage.kind == "table":
            rows += _table(grid(draft, style, passage.text))
        else:
            rows.append(
                f'<table:table-row><table:table-cell office:value-type="string">{_p(passage.text)}'
                "</table:table-cell></table:table-row>"
            )
    body = f'<table:table table:name="报告"><table:table-column/>{"".join(rows)}</table:table>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">{FRAME}<office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document>\n"
    ).encode()


def _p(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _table(rows: list[list[Box]]) -> list[str]:
    width = sum(box.columns for box in rows[0])
    out: list[str] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        cells: list[str] = []
        boxes = iter(row)
        for x in range(width):
            if (y, x) in taken:
                cells.append('<table:covered-table-cell table:style-name="C"/>')
                continue
            box = next(boxes)
            taken |= {(y + dy, x + dx) for dy in range(box.rows) for dx in range(box.columns)}
            cells.append(_cell(box))
        out.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return out


def _cell(box: Box) -> str:
    spans = f'table:style-name="C" table:number-rows-spanned="{box.rows}" table:number-columns-spanned="{box.columns}"'
    if re.fullmatch(r"\d+(?:\.\d+)?", box.text, re.ASCII):
        return f'<table:table-cell {spans} office:value-type="float" office:value="{box.text}">{_p(box.text)}</table:table-cell>'
    kind = 'office:value-type="string"' if box.text else ""
    return f"<table:table-cell {spans} {kind}>{_p(box.text) if box.text else ''}</table:table-cell>"


def with_formulas(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Totals of table three that agree are sums; LibreOffice works them out and keeps the results."""
    book = load_workbook(BytesIO(SHAPES["one"](draft, style, rng)))
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in range(4, 11)]
        if all(isinstance(value, int) for value in values) and sum(values[:6]) == values[6]:
            sheet.cell(row, 10).value = f"=SUM(D{row}:I{row})"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def source(producer: str, draft: Draft, style: Style, rng: random.Random) -> tuple[str, bytes]:
    """The file that LibreOffice converts, and its ending."""
    how = producer.removeprefix("office-")
    if how == "flat":
        return "fods", flat(draft, style)
    if how == "html":
        return "html", html.clean(draft, style, rng)
    if how == "formulas":
        return "xlsx", with_formulas(draft, style, rng)
    return "xlsx", SHAPES[how](draft, style, rng)


def converted(sources: Iterable[Path], out: Path) -> None:
    """Convert files of one ending in one call."""
    files = [str(path) for path in sources]
    web = ["--infilter=HTML (StarCalc)"] if files[0].endswith(".html") else []
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", *web, "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *files],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
