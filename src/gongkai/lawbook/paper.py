"""How official paper looks: page, faces of type, and a style for each part of a document (GB/T 9704).

Loaded apart from the law book: only what writes paper asks for it.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from gongkai.kernel.paper import PaperTable, Role
from gongkai.lawbook.files import Entry, Library

ALIGNMENTS = ("start", "center", "end", "justify")
KINDS = ("serif", "sans-serif")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_MARKS = re.compile(
    r"[<>\"'\\;,{}&\x00-\x1f\x7f]"
)  # what ends a text in a style sheet, a list of names, a footer


@dataclass(frozen=True, slots=True)
class Face:
    """A face of type by the names it may have, the office's name first."""

    id: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How passages of one role look. Size in points; indents in characters, space above and below in lines."""

    name: str
    face: Face
    size: int
    align: str
    indent: int
    left: int
    right: int
    before: int
    after: int
    colour: str
    keeps: bool


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How tables look: size in points, padding and least height of a row in millimetres; by the names of tables the shares
    of their columns, and the size and row height of those that have their own."""

    face: Face
    size: int
    padding: int
    row_height: int
    shares: Mapping[str, tuple[int, ...]]
    sizes: Mapping[str, tuple[int, int]]

    def named(self, name: str) -> "TableStyle":
        """The looks of the table of this name."""
        size, row_height = self.sizes.get(name, (self.size, self.row_height))
        return replace(self, size=size, row_height=row_height)


@dataclass(frozen=True, slots=True)
class DraftStyle:
    """What stands above the text on each page of a draft: size in points, the gap to the text in millimetres."""

    words: str
    face: Face
    size: int
    gap: int


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins in millimetres; body lines a page, characters a line; the page number's looks.

    `number_gap` is how far below the text it stands, in millimetres.
    """

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    lines: int
    characters: int
    number: str
    number_face: Face
    number_size: int
    number_gap: int

    @property
    def text_width(self) -> int:
        """Between the margins, in millimetres."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Between the margins, in millimetres."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a mark for telephones looks: its side and the gap to its caption in millimetres, sizes in points."""

    side: int
    gap: int
    face: Face
    size: int
    head_face: Face
    head_size: int


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """Everything a renderer must know of the looks. `form` is for tables that are filled in by hand."""

    page: Page
    table: TableStyle
    form: TableStyle
    mark: MarkStyle
    draft: DraftStyle
    faces: Mapping[str, Face]
    styles: Mapping[Role, Style]

    def of_table(self, table: PaperTable) -> TableStyle:
        """The looks of one table."""
        return self.form if table.is_form else self.table.named(table.name)


@cache
def paper_style(law_dir: str | None = None) -> PaperStyle:
    """The looks of paper from `law/paper.toml`; LawInvalid when anything in it is wrong."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("paper.toml")
    entry.allow("source", "page", "table", "form", "mark", "draft", "faces", "styles")
    entry.text("source")
    faces = {face.id: face for face in map(_face, entry.each("faces"))}
    styles = dict(_style(each, faces) for each in entry.each("styles"))
    for role in Role:
        if role not in styles:
            raise entry.fault(f"缺少“{role.value}”的样式")
    return PaperStyle(
        page=_page(entry.part("page"), faces),
        table=_table(entry.part("table"), faces),
        form=_table(entry.part("form"), faces),
        mark=_mark(entry.part("mark"), faces),
        draft=_draft(entry.part("draft"), faces),
        faces=faces,
        styles=styles,
    )


def _face(entry: Entry) -> Face:
    entry.allow("id", "kind", "names")
    names = entry.texts("names", is_required=True)
    for name in names:
        _refuse_marks(entry, "names", name)
    if not names:
        raise entry.fault("“names”是空的")
    return Face(entry.text("id"), _one_of(entry, "kind", KINDS), names)


def _refuse_marks(entry: Entry, key: str, text: str) -> None:
    """Renderers write such texts into style sheets and lists as they are."""
    if found := _MARKS.search(text):
        raise entry.fault(f"“{key}”里不能有 {found[0]!r}")


def _one_of(entry: Entry, key: str, known: Iterable[str], default: str | None = None) -> str:
    value = entry.text(key, default)
    if value not in known:
        raise entry.fault(f"“{key}”应是 {'、'.join(known)} 之一")
    return value


def _faced(entry: Entry, key: str, faces: Mapping[str, Face]) -> Face:
    return faces[_one_of(entry, key, faces)]


def _size(entry: Entry, key: str) -> int:
    """A whole number above zero."""
    number = entry.number(key, 0)
    if number < 1:
        raise entry.fault(f"“{key}”应是大于零的整数")
    return number


def _count(entry: Entry, key: str) -> int:
    """A whole number, zero when the key is absent."""
    number = entry.number(key, 0)
    if number < 0:
        raise entry.fault(f"“{key}”不应是负数")
    return number


def _colour(entry: Entry) -> str:
    """Red, green and blue as hexadecimal digits; black when the key is absent."""
    colour = entry.text("colour", "000000")
    if not _COLOUR.fullmatch(colour):
        raise entry.fault("“colour”应是六位十六进制数，例如 C8102E")
    return colour


def _style(entry: Entry, faces: Mapping[str, Face]) -> tuple[Role, Style]:
    counts = ("indent", "left", "right", "before", "after")
    entry.allow("role", "name", "face", "size", "align", "colour", "keeps", *counts)
    style = Style(
        name=entry.text("name"),
        face=_faced(entry, "face", faces),
        size=_size(entry, "size"),
        align=_one_of(entry, "align", ALIGNMENTS, "start"),
        colour=_colour(entry),
        keeps=entry.flag("keeps"),
        **{key: _count(entry, key) for key in counts},
    )
    return Role(_one_of(entry, "role", [role.value for role in Role])), style


def _page(entry: Entry, faces: Mapping[str, Face]) -> Page:
    sizes = ("width", "height", "top", "bottom", "left", "right", "lines", "characters")
    of_number = ("number_size", "number_gap")
    entry.allow("number", "number_face", *sizes, *of_number)
    number = entry.text("number")
    if number.count("{}") != 1:
        raise entry.fault("“number”里应有一处 {}，是页码的位置")
    _refuse_marks(entry, "number", number.replace("{}", ""))
    face = _faced(entry, "number_face", faces)
    page = Page(number=number, number_face=face, **{key: _size(entry, key) for key in (*sizes, *of_number)})
    if page.text_width < 1 or page.text_height < 1:
        raise entry.fault("页边距之间没有版心")
    return page


def _mark(entry: Entry, faces: Mapping[str, Face]) -> MarkStyle:
    sizes = ("side", "gap", "size", "head_size")
    entry.allow("face", "head_face", *sizes)
    return MarkStyle(
        face=_faced(entry, "face", faces),
        head_face=_faced(entry, "head_face", faces),
        **{key: _size(entry, key) for key in sizes},
    )


def _draft(entry: Entry, faces: Mapping[str, Face]) -> DraftStyle:
    entry.allow("words", "face", "size", "gap")
    words = entry.text("words")
    _refuse_marks(entry, "words", words)
    return DraftStyle(words, _faced(entry, "face", faces), _size(entry, "size"), _size(entry, "gap"))


def _table(entry: Entry, faces: Mapping[str, Face]) -> TableStyle:
    sizes = ("size", "padding", "row_height")
    entry.allow("face", "shares", "sizes", *sizes)
    shares, own = (entry.part(key) if key in entry.data else None for key in ("shares", "sizes"))
    return TableStyle(
        face=_faced(entry, "face", faces),
        shares={key: _shares(shares, key) for key in shares.data} if shares else {},
        sizes={key: _own_size(own, key) for key in own.data} if own else {},
        **{key: _size(entry, key) for key in sizes},
    )


def _own_size(entry: Entry, key: str) -> tuple[int, int]:
    """Size and row height of one table."""
    size, *heights = _shares(entry, key)
    if len(heights) != 1:
        raise entry.fault(f"“{key}”应是字号和行高两个数")
    return size, heights[0]


def _shares(entry: Entry, key: str) -> tuple[int, ...]:
    shares = entry.data[key]
    if not isinstance(shares, list) or not shares or not all(type(s) is int and s > 0 for s in shares):
        raise entry.fault(f"“{key}”应是大于零的整数的列表")
    return tuple(shares)
