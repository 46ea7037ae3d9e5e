"""Paper as one web page that needs nothing from outside and prints on A4 as official paper does."""

from collections.abc import Iterator
from html import escape

from gongkai.kernel.paper import Paper, PaperCell, PaperTable, Passage, Role
from gongkai.lawbook.paper import Face, Page, PaperStyle, Style, paper_style

_TAGS = {Role.TITLE: "h1", Role.HEADING_1: "h2", Role.HEADING_2: "h3", Role.HEADING_3: "h4"}
_ALIGN = {"start": "left", "center": "center", "end": "right", "justify": "justify"}
_FIXED = """
html{background:#fff;color:#000}body{margin:0 auto;overflow-wrap:anywhere}
h1,h2,h3,h4,p{margin:0;font-weight:normal;white-space:pre-line}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.5em 0 1em;line-height:1.25}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:.5pt solid #000;text-align:center;vertical-align:middle;font-weight:normal}
.label{text-align:left}
.upright{display:inline-block;writing-mode:vertical-rl;text-orientation:upright;letter-spacing:.2em;white-space:nowrap}
"""
_PRINT = "h2,h3,h4{break-after:avoid}tr{break-inside:avoid}table{break-inside:avoid}"


def render_html(paper: Paper) -> bytes:
    """The page, as UTF-8."""
    style = paper_style()
    parts = [
        f'<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n<title>{escape(paper.title)}</title>',
        f'<meta name="author" content="{escape(paper.author)}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<style>\n{_css(style)}</style>\n</head>\n<body>\n<main>",
    ]
    parts += [_passage(b) if isinstance(b, Passage) else _table(b) for b in paper.blocks]
    parts.append("</main>\n</body>\n</html>\n")
    return "\n".join(parts).encode()


def _passage(passage: Passage) -> str:
    tag = _TAGS.get(passage.role, "p")
    opening = f'<span class="heading2">{escape(passage.opening)}</span>' if passage.opening else ""
    return f'<{tag} class="{passage.role.value}">{opening}{escape(passage.rest)}</{tag}>'


def _table(table: PaperTable) -> str:
    total = sum(table.shares)
    cols = "".join(f'<col style="width:{100 * share / total:.2f}%">' for share in table.shares)
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows]
    head, body = rows[: table.head_rows], rows[table.head_rows :]
    parts = [f"<table>\n<caption>{escape(table.caption)}</caption>\n<colgroup>{cols}</colgroup>"]
    parts += [f"<thead>\n{_lines(head)}\n</thead>"] if head else []
    return "\n".join([*parts, f"<tbody>\n{_lines(body)}\n</tbody>\n</table>"])


def _lines(rows: list[str]) -> str:
    return "\n".join(rows)


def _cell(cell: PaperCell) -> str:
    tag = "td" if cell.scope in ("", "corner") else "th"
    text = f'<span class="upright">{escape(cell.text)}</span>' if cell.is_vertical else escape(cell.text)
    marks = f' scope="{cell.scope}"' if tag == "th" else ""
    marks += ' class="label"' if cell.is_label else ""
    marks += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    marks += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{marks}>{text}</{tag}>"


def _css(style: PaperStyle) -> str:
    page, table = style.page, style.table
    line = page.text_height / page.lines
    return "".join(
        (
            _FIXED.lstrip(),
            f"body{{line-height:{line:.3f}mm;max-width:{page.text_width}mm;padding:2em 1em}}\n",
            f"table{{font-family:{_family(table.face)};font-size:{table.size}pt}}\n",
            f"th,td{{padding:.2mm {table.padding}mm;height:{table.row_height - 0.5}mm}}\n",
            *(_rule(f".{role.value}", each, line) for role, each in style.styles.items()),
            *_page(page),
            f"@media print{{body{{max-width:none;padding:0}}{_PRINT}}}\n",
        )
    )


def _rule(selector: str, style: Style, line: float) -> str:
    space = f"padding:0 {style.right}em 0 {style.left}em;margin:{style.before * line:.2f}mm 0 {style.after * line:.2f}mm"
    return (
        f"{selector}{{font-family:{_family(style.face)};font-size:{style.size}pt;color:#{style.colour};"
        f"text-align:{_ALIGN[style.align]};text-indent:{style.indent}em;{space}}}\n"
    )


def _family(face: Face) -> str:
    return ",".join([*(f'"{name}"' for name in face.names), face.kind])


def _page(page: Page) -> Iterator[str]:
    """Size and margins; page numbers stand outside, one character from the edge of the text."""
    margins = f"{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm"
    yield f"@page{{size:{page.width}mm {page.height}mm;margin:{margins}}}\n"
    before, _, after = page.number.partition("{}")
    content = f'content:"{before}" counter(page) "{after}"'
    font = f"font:{page.number_size}pt/1 {_family(page.number_face)}"
    place = f"vertical-align:top;padding-top:{page.number_gap}mm"
    for side in ("right", "left"):
        yield f"@page :{side}{{@bottom-{side}{{{content};{font};{place};padding-{side}:1em}}}}\n"
