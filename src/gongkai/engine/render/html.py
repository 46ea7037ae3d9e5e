"""Paper as one web page that needs nothing from outside and prints on A4 as official paper does."""

from collections.abc import Iterator
from html import escape

from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, QrMark, Role
from gongkai.lawbook.paper import (
    DraftStyle,
    Face,
    MarkStyle,
    Page,
    PaperStyle,
    Style,
    TableStyle,
    paper_style,
)

_TAGS = {Role.TITLE: "h1", Role.HEADING_1: "h2", Role.HEADING_2: "h3", Role.HEADING_3: "h4"}
_ALIGN = {"start": "left", "center": "center", "end": "right", "justify": "justify"}
_FIXED = """
html{background:#fff;color:#000}body{margin:0 auto;overflow-wrap:anywhere}
h1,h2,h3,h4,p{margin:0;font-weight:normal;white-space:pre-line}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.5em 0 1em;line-height:1.25}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{border:.5pt solid #000;text-align:center;vertical-align:middle;font-weight:normal}
.start{text-align:left}.form td,.form th{white-space:pre-line}
.mark{display:flex;align-items:center;margin:.5em 0 1em}.mark p{text-indent:0}.mark svg{display:block;width:100%}
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
        f"<style>\n{_css(style, paper)}</style>\n</head>\n<body>\n<main>",
    ]
    parts += [_block(block, style) for block in paper.blocks]
    parts.append("</main>\n</body>\n</html>\n")
    return "\n".join(parts).encode()


def _block(block: Block, style: PaperStyle) -> str:
    if isinstance(block, Passage):
        return _passage(block)
    return _mark(block) if isinstance(block, QrMark) else _table(block, style.of_table(block))


def _mark(mark: QrMark) -> str:
    """The mark beside its caption; whoever cannot see it is told what it says."""
    from gongkai.engine.render import qr  # only a paper with a mark asks for its library

    drawn = f'<div class="qr" role="img" aria-label="二维码：{escape(mark.text)}">{qr.svg(mark)}</div>'
    lines = "".join(f"<p>{escape(line)}</p>" for line in mark.lines)
    return f'<div class="mark">{drawn}<div><p class="mark-head">{escape(mark.heading)}</p>{lines}</div></div>'


def _passage(passage: Passage) -> str:
    tag = _TAGS.get(passage.role, "p")
    opening = f'<span class="heading2">{escape(passage.opening)}</span>' if passage.opening else ""
    return f'<{tag} class="{passage.role.value}">{opening}{escape(passage.rest)}</{tag}>'


def _table(table: PaperTable, style: TableStyle) -> str:
    total = sum(table.shares)
    cols = "".join(f'<col style="width:{100 * share / total:.2f}%">' for share in table.shares)
    rows = [f"<tr>{''.join(_cell(cell, table, style) for cell in row)}</tr>" for row in table.rows]
    head, body = rows[: table.head_rows], rows[table.head_rows :]
    name = "form" if table.is_form else table.name
    marks = f' class="{name}"' if name else ""
    parts = [f"<table{marks}>\n<caption>{escape(table.caption)}</caption>\n<colgroup>{cols}</colgroup>"]
    parts += [f"<thead>\n{_lines(head)}\n</thead>"] if head else []
    return "\n".join([*parts, f"<tbody>\n{_lines(body)}\n</tbody>\n</table>"])


def _lines(rows: list[str]) -> str:
    return "\n".join(rows)


def _cell(cell: PaperCell, table: PaperTable, style: TableStyle) -> str:
    tag = "td" if cell.scope in ("", "corner") else "th"
    text = f'<span class="upright">{escape(cell.text)}</span>' if cell.is_vertical else escape(cell.text)
    marks = f' scope="{cell.scope}"' if tag == "th" else ""
    marks += ' class="start"' if table.starts(cell) else ""
    marks += f' style="height:{cell.room * style.row_height}mm"' if cell.room > 1 else ""
    marks += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    marks += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{marks}>{text}</{tag}>"


def _css(style: PaperStyle, paper: Paper) -> str:
    page, table = style.page, style.table
    line = page.text_height / page.lines
    return "".join(
        (
            _FIXED.lstrip(),
            f"body{{line-height:{line:.3f}mm;max-width:{page.text_width}mm;padding:2em 1em}}\n",
            *_table_rules("table", table),
            *(rule for name in table.sizes for rule in _table_rules(f".{name}", table.named(name))),
            *_form(style.form),
            *_marks(style.mark),
            *(_rule(f".{role.value}", each, line) for role, each in style.styles.items()),
            *_page(page),
            *(_draft(style.draft) if paper.is_draft else ()),
            f"@media print{{body{{max-width:none;padding:0}}{_PRINT}}}\n",
        )
    )


def _rule(selector: str, style: Style, line: float) -> str:
    space = f"padding:0 {style.right}em 0 {style.left}em;margin:{style.before * line:.2f}mm 0 {style.after * line:.2f}mm"
    return (
        f"{selector}{{font-family:{_family(style.face)};font-size:{style.size}pt;color:#{style.colour};"
        f"text-align:{_ALIGN[style.align]};text-indent:{style.indent}em;{space}}}\n"
    )


def _table_rules(selector: str, table: TableStyle) -> Iterator[str]:
    yield f"{selector}{{font-family:{_family(table.face)};font-size:{table.size}pt}}\n"
    yield f"{selector} th,{selector} td{{padding:.2mm {table.padding}mm;height:{table.row_height - 0.5}mm}}\n"


def _draft(draft: DraftStyle) -> Iterator[str]:
    """Above the text, in print above each page's: it is drawn and no part of the text."""
    face = f"{draft.size}pt {_family(draft.face)}"
    yield f'body::before{{content:"{draft.words}";display:block;text-align:center;font:{face}}}\n'
    yield f'@page{{@top-center{{content:"{draft.words}";font:{face}}}}}@media print{{body::before{{display:none}}}}\n'


def _form(form: TableStyle) -> Iterator[str]:
    yield f".form{{font-family:{_family(form.face)};font-size:{form.size}pt}}\n"
    yield f".form th,.form td{{padding:1mm {form.padding}mm;height:{form.row_height}mm}}\n"


def _marks(mark: MarkStyle) -> Iterator[str]:
    yield f".mark{{gap:{mark.gap}mm;font-family:{_family(mark.face)};font-size:{mark.size}pt;line-height:1.6}}\n"
    yield f".qr{{flex:0 0 {mark.side}mm}}.mark-head{{font-family:{_family(mark.head_face)};font-size:{mark.head_size}pt}}\n"


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
