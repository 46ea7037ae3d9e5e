"""Workbooks as offices make them: one sheet, a sheet for each table, tables side by side, hidden drafts."""

import random
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.docx import settled
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.layouts.html import unmerged
from tests.specimens.make.sheets_pen import Manner, Pen
from tests.specimens.make.style import Style

DAY = datetime(2024, 1, 1)  # noqa: DTZ001 - sheets know no zones
STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
NAMES = {"s1": "总体情况", "s2": "主动公开", "s3": "申请", "s4": "复议诉讼", "s5": "其他"}
Shape = Callable[[Draft, Style, random.Random], bytes]


def saved(book: Workbook) -> bytes:
    """The workbook as bytes that are the same on every run."""
    out = BytesIO()
    book.properties.created = DAY
    book.save(out)
    return unstamped(out.getvalue())


def unstamped(data: bytes) -> bytes:
    """The same package without the moment of its making."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(
                name, STAMPS.sub(b"", source.read(name)) if name.startswith("docProps") else source.read(name)
            )
    return settled(out.getvalue())


def _written(draft: Draft, style: Style, pen: Pen, gap: int = 0) -> None:
    for passage in draft.passages:
        if passage.kind == "table":
            pen.row += gap
            pen.table(grid(draft, style, passage.text))
            pen.row += gap
        else:
            pen.passage(passage.text)


def _one(draft: Draft, style: Style, rng: random.Random, manner: Manner) -> tuple[Workbook, Pen]:
    book = Workbook()
    pen = Pen(book.active, rng, manner)
    book.active.title = "年度报告"
    _written(draft, style, pen)
    return book, pen


def one(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Everything in one sheet without an empty row; running text in merged cells."""
    return saved(_one(draft, style, rng, Manner())[0])


def spilling(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Text spills over from column A; tables without lines between empty rows."""
    book = Workbook()
    _written(draft, style, Pen(book.active, rng, Manner(framed=False, width=1)), gap=1)
    return saved(book)


def sheets(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """A sheet for each table, the text before and after in sheets of their own."""
    book = Workbook()
    book.remove(book.active)
    pens: dict[str, Pen] = {}
    for passage in draft.passages:
        name = passage.tag.split(".")[0]
        name = {"s6": "s5"}.get(
            name, name if name in NAMES else "s1" if not pens or "s2" not in pens else "s5"
        )
        if name not in pens:
            pens[name] = Pen(book.create_sheet(NAMES[name]), rng)
        if passage.kind == "table":
            pens[name].table(grid(draft, style, passage.text))
        else:
            pens[name].passage(passage.text)
    return saved(book)


def offset(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Everything begins at C5, with empty rows round the tables."""
    book = Workbook()
    _written(draft, style, Pen(book.active, rng, Manner(), row=5, column=3), gap=rng.randint(1, 3))
    return saved(book)


def beside(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Table three stands to the right of table two, each under its heading."""
    book = Workbook()
    pen = Pen(book.active, rng, Manner(width=4))
    aside = Pen(book.active, rng, Manner(width=10), column=rng.choice((6, 7)))
    for passage in draft.passages:
        if passage.tag == "s2.heading":
            aside.row = pen.row
        chosen = aside if passage.tag.startswith("s3") else pen
        if passage.tag.startswith("s4"):
            pen.row = max(pen.row, aside.row + 1)
        if passage.kind == "table":
            chosen.table(grid(draft, style, passage.text))
        else:
            chosen.passage(passage.text)
    return saved(book)


def hidden(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """A hidden sheet with other figures, a hidden column of older figures inside tables, hidden rows at the end."""
    book, pen = _one(draft, style, rng, Manner(ghost=5, width=11))
    older = Pen(book.create_sheet("草稿", 0), rng)
    older.passage(f"{draft.organ.name}{draft.year - 3}年政府信息公开工作年度报告")
    rows = unmerged(grid(draft, style, "table3"))
    older.table([[Box("9" if text.isdigit() else text) for text in row] for row in rows])
    older.sheet.sheet_state = rng.choice(("hidden", "veryHidden"))
    book.active = 1
    sheet = pen.sheet
    sheet.column_dimensions["F"].hidden = True
    for row in (pen.row, pen.row + 1):
        sheet.cell(row, 1, "（七）总计")
        for column in range(4, 12):
            sheet.cell(row, column, 55)
        sheet.row_dimensions[row].hidden = True
    return saved(book)


def inside(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Hidden rows and columns lie between the rows and columns of the tables, with older figures in them."""
    book = Workbook()
    pen = Pen(book.active, rng, Manner(merged=True))
    for passage in draft.passages:
        if passage.kind == "table":
            rows = grid(draft, style, passage.text)
            start = pen.row
            pen.table(_with_ghosts(rows))
            pen.sheet.row_dimensions[start + len(rows) - 1].hidden = True
        else:
            pen.passage(passage.text)
    return saved(book)


def _with_ghosts(rows: list[list[Box]]) -> list[list[Box]]:
    """The row before the last stands twice, the first time with other figures (to be hidden)."""
    last = rows[-1]
    ghost = [Box("88" if box.text.isdigit() else box.text, 1, box.columns) for box in last]
    return [*rows[:-1], ghost, last]


def stored(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Figures stored as text, as floating numbers and as whole numbers, at random."""
    return saved(_one(draft, style, rng, Manner(stored="mixed"))[0])


def ragged(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """No merges at all: lines round every field, and empty fields where cells belong together."""
    book = Workbook()
    pen = Pen(book.active, rng, Manner(width=1))
    for passage in draft.passages:
        if passage.kind == "table":
            pen.table([[Box(text) for text in row] for row in unmerged(grid(draft, style, passage.text))])
        else:
            pen.passage(passage.text)
    return saved(book)


def stretched(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Every box is merged over two rows and two columns, as when a narrow grid is used for layout."""
    return saved(_one(draft, style, rng, Manner(stretch=2, width=20))[0])


def rich(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Rich text in pieces; all paragraphs of a topic in one tall cell with line breaks."""
    book = Workbook()
    pen = Pen(book.active, rng)
    texts: list[str] = []
    for passage in [*draft.passages, None]:
        if texts and (passage is None or passage.kind != "p"):
            pen.passage("\n".join(texts))
            texts = []
        if passage is None:
            break
        if passage.kind == "table":
            pen.table(grid(draft, style, passage.text))
        elif passage.kind == "p":
            texts.append(passage.text)
        else:
            at = len(passage.text) // 2
            pen.passage(CellRichText(TextBlock(InlineFont(b=True), passage.text[:at]), passage.text[at:]))
    return saved(book)


SHAPES: dict[str, Shape] = {
    "one": one, "spilling": spilling, "sheets": sheets, "offset": offset, "beside": beside, "hidden": hidden,
    "inside": inside, "stored": stored, "ragged": ragged, "stretched": stretched, "rich": rich,
}  # fmt: skip
WHY = {
    "one": "整份报告在一张工作表里", "spilling": "文字溢出单元格、表格无框线", "sheets": "一表一工作表", "offset": "从 C5 开始、表前后有空行",
    "beside": "表二表三左右并排", "hidden": "隐藏的工作表、行、列里有别的数", "inside": "表中间有隐藏行", "stored": "数字存成文本、小数、整数",
    "ragged": "不合并、空格代替合并", "stretched": "每格合并两行两列", "rich": "富文本、一格多段",
}  # fmt: skip
