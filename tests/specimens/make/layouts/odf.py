"""Flat ODF sources, by template, for LibreOffice to print from."""

from xml.sax.saxutils import escape

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.style import Style

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
STYLES = """
<office:automatic-styles>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1pt" style:vertical-align="middle"/></style:style>
<style:style style:name="S" style:family="paragraph"><style:text-properties fo:font-size="8pt"/></style:style>
{columns}
</office:automatic-styles>"""
WIDTHS = {"table2": [4.2] * 4, "table3": [1.5, 1.8, 7.4, *[0.9] * 7], "table4": [1.13] * 15}


def _columns() -> str:
    """A named column style for each width used (centimetres)."""
    used = sorted({width for widths in WIDTHS.values() for width in widths})
    return "".join(
        f'<style:style style:name="W{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for width in used
    )


def flat(draft: Draft, style: Style) -> str:
    """One flat ODF text document; headings are ordinary paragraphs with their numbers typed."""
    body = []
    for passage in draft.passages:
        if passage.kind == "table":
            body.append(_table(passage.text, grid(draft, style, passage.text)))
        elif passage.kind in ("h1", "h2"):
            body.append(f'<text:h text:outline-level="{passage.kind[1]}">{escape(passage.text)}</text:h>')
        else:
            name = "T" if passage.kind == "title" else "Standard"
            body.append(f'<text:p text:style-name="{name}">{escape(passage.text)}</text:p>')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES.format(columns=_columns())}'
        f"<office:body><office:text>\n"
        + "\n".join(body)
        + "\n</office:text></office:body></office:document>\n"
    )


def _table(name: str, rows: list[list[Box]]) -> str:
    width = sum(box.columns for box in rows[0])
    columns = "".join(f'<table:table-column table:style-name="W{wide}"/>' for wide in WIDTHS[name])
    out = [f'<table:table table:name="{name}">{columns}']
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        out.append("<table:table-row>")
        boxes = iter(row)
        x = 0
        while x < width:
            if (y, x) in taken:
                out.append("<table:covered-table-cell/>")
                x += 1
                continue
            box = next(boxes)
            taken |= {(y + dy, x + dx) for dy in range(box.rows) for dx in range(box.columns)} - {(y, x)}
            out.append(
                f'<table:table-cell table:style-name="C" table:number-rows-spanned="{box.rows}" '
                f'table:number-columns-spanned="{box.columns}"><text:p text:style-name="S">{escape(box.text)}</text:p></table:table-cell>'
            )
            x += 1
        out.append("</table:table-row>")
    out.append("</table:table>")
    return "".join(out)
