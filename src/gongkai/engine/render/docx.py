"""Paper as a Word document in the layout of GB/T 9704, with the names of the typefaces that offices have."""

import io
import math
from collections.abc import Iterator
from itertools import zip_longest

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from gongkai.engine.render import package, qr
from gongkai.engine.render.tables import gap, table_element
from gongkai.engine.render.wordml import MAIN, added, element, named, twips_of_mm, twips_of_point
from gongkai.kernel.paper import Paper, Passage, QrMark, Role
from gongkai.lawbook.paper import Face, Page, PaperStyle, Style, paper_style

_BUILT_IN = {
    Role.TITLE: "Title",
    Role.HEADING_1: "Heading 1",
    Role.HEADING_2: "Heading 2",
    Role.HEADING_3: "Heading 3",
    Role.BODY: "Normal",
}
_ALIGN = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render_docx(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    looks = paper_style()
    document = docx.Document()
    _set_page(document, looks.page)
    if paper.is_draft:
        _tell_draft(document, looks)
    names = {role: _add_style(document, role, looks) for role in _normal_first(looks)}
    for block, following in zip_longest(paper.blocks, paper.blocks[1:]):
        if isinstance(block, Passage):
            made = document.element.body.add_p()
            made.style = names[block.role]  # by its id: python-docx looks a name up in a millisecond
            if isinstance(following, Passage) and following.role is Role.SIGNATORY:
                made.get_or_add_pPr().get_or_add_keepNext()  # it does not stand on a page of its own
            _write(Paragraph(made, document), block, looks)
        elif isinstance(block, QrMark):
            _mark(document, block, looks)
        else:
            drawn, after = table_element(block, looks)
            document.element.body.insert(-1, drawn)  # before the properties of the section
            document.element.body.insert(-1, after)
    _without_thumbnail(document)
    out = io.BytesIO()
    document.save(out)
    replaced = {package.CORE: package.core_properties(paper), "word/fontTable.xml": _font_table(looks)}
    return package.settled(out.getvalue(), replace=replaced)


def _normal_first(looks: PaperStyle) -> Iterator[Role]:
    """The style that all others are based on is set first."""
    yield Role.BODY
    yield from (role for role in looks.styles if role is not Role.BODY)


def _set_page(document: Document, page: Page) -> None:
    """A4, margins, the grid of lines, page numbers outside below the text.

    The grid of characters is left to the styles (see `_condensed`): programs disagree on how to draw it.
    """
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(page.bottom - page.number_gap) - Pt(page.number_size)
    properties = document.element.body[-1]
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=_pitch(page)))
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], page, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], page, WD_ALIGN_PARAGRAPH.LEFT)


def _pitch(page: Page) -> int:
    """The height of a line in twips, rounded down: so many have to fit the page."""
    return math.floor(twips_of_mm(page.text_height) / page.lines)


def _condensed(page: Page, size: int) -> int:
    """By how many twips characters move together so that a line holds as many as the standard asks for."""
    return min(math.floor(twips_of_mm(page.text_width) / page.characters) - twips_of_point(size), 0)


def _number(paragraph: Paragraph, page: Page, side: WD_ALIGN_PARAGRAPH) -> None:
    """The page number as a field between its dashes, one character from the edge."""
    edge = twips_of_point(page.number_size)
    characters = {"firstLineChars": 0, "leftChars": 100, "rightChars": 100}
    paragraph.paragraph_format.element.get_or_add_pPr().append(
        element("ind", firstLine=0, left=edge, right=edge, **characters)
    )
    paragraph.alignment = side
    before, _, after = page.number.partition("{}")
    for text in (before, None, after):
        run = paragraph.add_run(text)
        _set_face(run.element.get_or_add_rPr(), page.number_face)
        run.font.size = Pt(page.number_size)
        if text is None:
            field = element("fldSimple", instr=" PAGE ")
            run.element.addprevious(field)
            added(run.element, "t").text = "1"
            field.append(run.element)


def _tell_draft(document: Document, looks: PaperStyle) -> None:
    """The words that say on each page that this is a draft, in the heads of odd and even pages."""
    section, style = document.sections[0], looks.draft
    section.header_distance = Mm(looks.page.top - style.gap) - Pt(style.size)
    for head in (section.header, section.even_page_header):
        paragraph = head.paragraphs[0]
        indent = element("ind", firstLine=0, firstLineChars=0)
        paragraph.paragraph_format.element.get_or_add_pPr().append(indent)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _caption(paragraph, style.words, style.face, style.size)


def _add_style(document: Document, role: Role, looks: PaperStyle) -> str:
    """The id of the Word style of a role; headings use Word's own, so that the outline shows them."""
    style = looks.styles[role]
    name = _BUILT_IN.get(role, style.name)
    if role in _BUILT_IN:
        made = document.styles[name]
        for old in made.element.xpath("./w:rPr | ./w:pPr"):
            made.element.remove(old)
    else:
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(made, ParagraphStyle):
        raise TypeError(name)
    _set_face(made.element.get_or_add_rPr(), style.face)
    made.font.size = Pt(style.size)
    made.font.bold = made.font.italic = False
    made.font.color.rgb = RGBColor.from_string(style.colour)
    body = looks.styles[Role.BODY].size
    closer = _condensed(looks.page, body) if style.size == body else 0
    size = made.element.rPr.find(qn("w:sz"))
    size.addprevious(element("spacing", val=closer))
    _set_paragraph(made, style, _pitch(looks.page))
    if role in (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3):
        made.element.get_or_add_pPr().append(element("outlineLvl", val=int(role.value[-1]) - 1))
    return made.style_id


def _set_paragraph(made: ParagraphStyle, style: Style, pitch: int) -> None:
    looks = made.paragraph_format
    looks.alignment = _ALIGN[style.align]
    looks.keep_with_next = style.keeps
    looks.widow_control = False
    looks.space_before = looks.space_after = Pt(0)
    properties = made.element.get_or_add_pPr()
    space = element(
        "spacing",
        before=style.before * pitch,
        beforeLines=style.before * 100,
        after=style.after * pitch,
        afterLines=style.after * 100,
        line=240,
        lineRule="auto",
    )
    old = properties.find(qn("w:spacing"))
    properties.replace(old, space)
    indent = {"firstLineChars": style.indent, "leftChars": style.left, "rightChars": style.right}
    points = {"firstLine": style.indent, "left": style.left, "right": style.right}
    space.addnext(
        element(
            "ind",
            **{key: count * 100 for key, count in indent.items()},
            **{key: count * twips_of_point(style.size) for key, count in points.items()},
        )
    )


def _set_face(properties: etree._Element, face: Face) -> None:
    """One typeface for Chinese, digits and letters alike; what the template's theme says is taken away."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    name = face.names[0]
    properties.insert(0, element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))


def _write(paragraph: Paragraph, passage: Passage, looks: PaperStyle) -> None:
    """The text; line ends become breaks."""
    if passage.opening:
        run = paragraph.add_run(passage.opening)
        _set_face(run.element.get_or_add_rPr(), looks.styles[Role.HEADING_2].face)
    for order, line in enumerate(passage.rest.split("\n")):
        run = paragraph.add_run()
        if order:
            run.add_break()
        run.add_text(line)


def _mark(document: Document, mark: QrMark, looks: PaperStyle) -> None:
    """The picture beside its caption, in a table without lines."""
    style = looks.mark
    left, right = style.side + style.gap, looks.page.text_width - style.side - style.gap
    table = document.add_table(1, 2)
    table.autofit = False
    drawn = document.element.body[-2]  # what follows are the properties of the section
    drawn.tblPr.find(qn("w:tblW")).addnext(element("jc", val="center"))
    drawn.tblPr.find(qn("w:tblLook")).addprevious(_no_margins())
    picture, caption = table.rows[0].cells
    picture.width, caption.width = Mm(left), Mm(right)
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = Mm(width)
    caption.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _line(picture.paragraphs[0]).add_run().add_picture(io.BytesIO(qr.png(mark)), width=Mm(style.side))
    _caption(_line(caption.paragraphs[0]), mark.heading, style.head_face, style.head_size)
    for line in mark.lines:
        _caption(_line(caption.add_paragraph()), line, style.face, style.size)
    document.element.body.insert(-1, gap(looks))


def _no_margins() -> etree._Element:
    """The mark begins where the text of the page does."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        added(margins, side, w=0, type="dxa")
    return margins


def _line(paragraph: Paragraph) -> Paragraph:
    """A paragraph outside the page's grid, from the left edge."""
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", line=300, lineRule="auto"))
    properties.append(element("ind", firstLine=0, firstLineChars=0))
    properties.append(element("jc", val="left"))
    return paragraph


def _caption(paragraph: Paragraph, text: str, face: Face, size: int) -> None:
    run = paragraph.add_run(text)
    _set_face(run.element.get_or_add_rPr(), face)
    run.font.size = Pt(size)


def _without_thumbnail(document: Document) -> None:
    """The template's picture of its first page is none of ours."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _font_table(looks: PaperStyle) -> bytes:
    """The typefaces used, each with the names that may stand for it."""
    root = etree.Element(named("fonts"), nsmap={"w": MAIN})
    for face in looks.faces.values():
        font = added(root, "font", name=face.names[0])
        family = "roman" if face.kind == "serif" else "swiss"
        for tag, value in (
            ("altName", ",".join(face.names[1:])),
            ("charset", "86"),
            ("family", family),
            ("pitch", "variable"),
        ):
            added(font, tag, val=value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
