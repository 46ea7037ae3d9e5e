"""The document around the paragraphs of an ODF source: page kinds, running heads, columns."""

import random
from xml.sax.saxutils import escape

from tests.specimens.make.draft import Draft
from tests.specimens.make.pdf.flow import Sheet, Words, flow
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.pdf.office import NAMESPACES, PAGES, Writer
from tests.specimens.make.style import Style

FIELDS = {"{n}": "<text:page-number>1</text:page-number>", "{t}": "<text:page-count>1</text:page-count>"}
SECTION = (
    '<style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.7cm">'
    '<style:column style:rel-width="1*" fo:end-indent="0.35cm"/><style:column style:rel-width="1*" fo:start-indent="0.35cm"/>'
    "</style:columns></style:section-properties>"
)


def document(draft: Draft, style: Style, look: Look, rng: random.Random) -> str:
    """The whole flat ODF file."""
    writer = Writer(look)
    body = _body(writer, flow(draft, style, look, rng), look)
    known = {"organ": draft.organ.name, "title": draft.title.replace("\n", "")}
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>{writer.styles.xml()}\n'
        f"{_layouts(look)}{_running(writer, look)}</office:automatic-styles>"
        f"<office:master-styles>{_masters(look, known)}</office:master-styles>"
        f"<office:body><office:text>\n{body}\n</office:text></office:body></office:document>\n"
    )


def _margin(look: Look) -> float:
    return 1.6 if look.is_shared else 2.3


def _size(look: Look, *, is_wide: bool) -> tuple[float, float]:
    width, height = PAGES[look.page]
    return (height, width) if is_wide else (width, height)


def _body(writer: Writer, parts: list[Words | Sheet], look: Look) -> str:
    out: list[str] = []
    section = writer.styles.name("section", SECTION) if look.columns == 2 else ""
    is_open, count = False, 0
    for part in parts:
        wanted = bool(section) and isinstance(part, Words) and part.kind in ("h2", "p", "footnote")
        if wanted != is_open:
            count += 1
            out.append(
                f'<text:section text:style-name="{section}" text:name="s{count}">'
                if wanted
                else "</text:section>"
            )
            is_open = wanted
        if isinstance(part, Words):
            out.append(writer.words(part))
            continue
        is_broad = look.wide == "table3" and part.name == "table3"
        out.append(_placed(writer, part, look, is_broad=is_broad))
    return "\n".join([*out, "</text:section>" if is_open else ""])


def _placed(writer: Writer, sheet: Sheet, look: Look, *, is_broad: bool) -> str:
    """The table; on a page of its own kind, the paragraph that opens that page carries its name."""
    width = _size(look, is_wide=is_broad or look.wide == "all")[0] - 2 * _margin(look)
    if not is_broad:
        opener = writer.paragraph("", size=2, layout="") if writer.is_breaking else ""
        return opener + writer.sheet(sheet, width)
    writer.turn_to("Broad")
    opener = writer.paragraph("", size=2, layout="")
    table = writer.sheet(sheet, width)
    writer.turn_to("Standard")
    return opener + table


def _layouts(look: Look) -> str:
    out = []
    for name, is_wide in (("L", look.wide == "all"), ("LB", True)):
        width, height = _size(look, is_wide=is_wide)
        orientation = "landscape" if is_wide else "portrait"
        out.append(
            f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}cm" fo:page-height="{height}cm" '
            f'style:print-orientation="{orientation}" fo:margin-top="1.5cm" fo:margin-bottom="1.2cm" '
            f'fo:margin-left="{_margin(look)}cm" fo:margin-right="{_margin(look)}cm"/>'
            '<style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.4cm"/></style:header-style>'
            '<style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.4cm"/></style:footer-style>'
            "</style:page-layout>"
        )
    return "".join(out)


def _running(writer: Writer, look: Look) -> str:
    return (
        '<style:style style:name="running" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        f"{writer.font(9)}</style:style>"
    )


def _masters(look: Look, known: dict[str, str]) -> str:
    head = escape(look.header.format(**known))
    foot = look.footer
    for mark, field in FIELDS.items():
        foot = foot.replace(mark, field)
    inner = (
        f'<style:header><text:p text:style-name="running">{head}</text:p></style:header>' if head else ""
    ) + (f'<style:footer><text:p text:style-name="running">{foot}</text:p></style:footer>' if foot else "")
    return "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">{inner}</style:master-page>'
        for name, layout in (("Standard", "L"), ("Broad", "LB"))
    )
