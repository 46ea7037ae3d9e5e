"""A file that somebody has, as a clean item: title, number, day, text, and notes on what was not taken over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.engine.content.nodes import Field, Node, Paragraph, Run
from gongkai.engine.content.opening import opened
from gongkai.engine.content.parse import parse
from gongkai.engine.content.runs import joined, read
from gongkai.engine.content.sift import LONGEST
from gongkai.engine.content.tables import table_nodes
from gongkai.engine.content.word import word_nodes
from gongkai.engine.content.write import write
from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.intake import take_bytes
from gongkai.engine.marks import compact, settle
from gongkai.engine.prose import prose
from gongkai.engine.read.pdf import read_pdf
from gongkai.kernel.problems import ImageOnly, TooBig, Unreadable, Unsupported

_LONGEST_HEADING = 45
_HEADINGS = (
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章编]")),
    (3, re.compile(r"\([一二三四五六七八九十]{1,3}\)")),
    (4, re.compile(r"\d{1,2}[.、](?!\d)")),
)
_PDF_NOTE = "PDF 没有段落和标题的记号，它们是按版面认出来的；请对照原文件核对正文。"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file says; `notes` are sentences for whoever takes it over."""

    title: str
    html: str
    doc_no: str = ""
    formed_on: date | None = None
    notes: tuple[str, ...] = ()


def from_docx(data: bytes) -> Imported:
    """A Word document. Raises a Problem for files that are none or are damaged."""
    nodes, notes = word_nodes(data)
    return _imported(nodes, notes)


def from_pdf(data: bytes) -> Imported:
    """A PDF file with characters. Raises a Problem for pictures and damaged files."""
    if take_bytes(data, "").kind != "pdf":
        raise Unsupported("这不是 PDF 文件。", "请提供 pdf 文件；Word 文档请另存为 docx 后重试。")
    document = read_pdf(data)
    if not document.blocks:
        raise ImageOnly("PDF 文件里没有文字。", "请提供文字版文件，或先做文字识别；扫描件可以作为附件上传。")
    pages = "、".join(map(str, document.pictures))
    pictures = (f"第 {pages} 页主要是图片，图片里的文字没有带入。",) if pages else ()
    return _imported(tuple(_printed(document)), (_PDF_NOTE, *pictures))


def from_text(text: str) -> Imported:
    """Plain text, a paragraph a line."""
    if len(text) > LONGEST:
        raise TooBig("文字太长。", "请只保留正文本身；成册的材料请作为附件。")
    return _imported(tuple(_paragraphs(text.splitlines())), ())


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    for line in lines:
        runs = joined([Run(read(line))])
        if runs:
            yield Paragraph(runs)


def _printed(document: Document) -> Iterator[Node]:
    """The blocks of a document that knows lines and grids only."""
    waiting: list[Line] = []
    for block in (*document.blocks, None):
        if isinstance(block, Line):
            waiting.append(block)
            continue
        texts = [paragraph.quote() for paragraph in prose(waiting, is_wrapped=True).paragraphs]
        yield from _paragraphs(texts)
        waiting = []
        if block:
            yield from _table(block)


def _table(grid: Grid) -> tuple[Node, ...]:
    rows: list[list[Field]] = [[] for _ in grid.rows()]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        nodes = tuple(_paragraphs([cell.raw.replace("\n", "")]))
        rows[cell.row].append(Field(nodes, cell.colspan, cell.rowspan))
    return table_nodes([rows])


def _imported(nodes: tuple[Node, ...], notes: tuple[str, ...]) -> Imported:
    """What the document says of itself, and its text with headings told by their numbers."""
    found = opened(nodes)
    html = write(parse(write(_headed(found.nodes))))
    if not html and not found.title:
        raise Unreadable("文件里没有文字。", "请确认选对了文件；扫描件可以作为附件上传。")
    return Imported(found.title, html, found.doc_no, found.formed_on, (*found.notes, *notes))


def _headed(nodes: Sequence[Node]) -> Iterator[Node]:
    """Nodes in which short numbered paragraphs with text below them are headings."""
    levels = [_level(node) for node in nodes] + [0]
    for index, node in enumerate(nodes):
        if isinstance(node, Paragraph):
            is_last = index + 1 == len(nodes)
            by_number = 0 if is_last or levels[index + 1] == levels[index] else levels[index]
            yield replace(node, level=by_number or (max(node.level, 2) if node.level else 0))
        else:
            yield node


def _level(node: Node) -> int:
    """The level that the number of a short paragraph tells."""
    plain = compact(settle(node.text)) if isinstance(node, Paragraph) else ""
    if len(plain) > _LONGEST_HEADING or plain[-1:] in "。;:,":
        return 0
    return next((level for level, number in _HEADINGS if number.match(plain)), 0)
