"""Markup for typst, in code mode: every text is a string, every table cell says its role."""

import json
import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box
from tests.specimens.make.pdf.flow import Sheet, Words, flow, place, role
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.style import Style

STROKES = {
    "full": "0.6pt", "zebra": "none", "shade": "1.5pt + white", "rows": "(x: none, y: 0.6pt)", "threelines": "none",
    "none": "none", "dashed": '(paint: luma(60), thickness: 0.6pt, dash: "dashed")', "thick": "0.4pt + luma(80)",
}  # fmt: skip
FILLS = {"plain": "none", "coloured": 'rgb("#cfe2f3")', "dark": 'rgb("#24557a")'}
ALIGN = {"middle": "horizon", "top": "top", "bottom": "bottom"}
GROUPS = {
    "wrap": "#let group(t) = t",
    "stack": "#let group(t) = t.clusters().join(linebreak())",
    "vertical": "#let group(t) = rotate(90deg, reflow: true, box(t))",
    "turned": "#let group(t) = rotate(-90deg, reflow: true, box(t))",
}
# Columns of equal height would need two passes; a box of half the height and a little more does it in one.
COLUMNS = """#let prose(body) = layout(size => {
  let high = measure(block(width: (size.width - 1.6em) / 2, body)).height
  block(height: high / 2 + 3em, columns(2, gutter: 1.6em, body))
})"""


def source(draft: Draft, style: Style, look: Look, rng: random.Random) -> str:
    """The whole typst file."""
    out = [_prelude(draft, look)]
    prose: list[str] = []
    for part in flow(draft, style, look, rng):
        if look.columns == 2 and isinstance(part, Words) and part.kind in ("h2", "p", "footnote"):
            prose.append(_words(part, look))
            continue
        out += _gathered(prose)
        prose = []
        out.append(_sheet(part, look) if isinstance(part, Sheet) else _words(part, look))
    return "\n".join([*out, *_gathered(prose)]) + "\n"


def _gathered(prose: list[str]) -> list[str]:
    return ["#prose[\n" + "\n".join(prose) + "\n]"] if prose else []


def _prelude(draft: Draft, look: Look) -> str:
    known = {"organ": draft.organ.name, "title": draft.title.replace("\n", "")}
    header = quoted(look.header.format(**known))
    mark = quoted(look.watermark.format(organ=draft.organ.short))
    background = f"background: rotate(-35deg, text(52pt, fill: luma(225), {mark}))," if look.watermark else ""
    indent = "0em" if look.has_blanks else "2em"
    cost = "0%" if look.breaks_rows else "100%"
    margin = "(x: 1.6cm, y: 2cm)" if look.is_shared else "(x: 2.3cm, top: 2.6cm, bottom: 2.4cm)"
    paper = {"A4": "a4", "A3": "a3", "Letter": "us-letter"}[look.page]
    return f"""#set document(title: {quoted(known["title"])}, date: none)
#set page(paper: "{paper}", flipped: {str(look.wide == "all").lower()}, margin: {margin}, {background}
  header: align(center, text(9pt, {header})), footer: context align(center, text(9pt, {_footer(look)})))
#set text(font: {quoted(look.family)}, size: {look.size}pt, lang: "zh", region: "cn", tracking: {look.spacing}em)
#set par(leading: {look.leading - 0.85:.2f}em, spacing: {look.leading - 0.85:.2f}em, justify: {str(look.is_justified).lower()},
  first-line-indent: (amount: {indent}, all: true))
#set footnote(numbering: "①")
#show heading.where(level: 1): it => block(above: 1em, below: 1em, text({look.size + 1}pt, weight: "bold", h({indent}) + it.body))
#show heading.where(level: 2): it => block(above: 0.8em, below: 0.8em, text({look.size}pt, weight: "bold", h({indent}) + it.body))
#let title(t) = align(center, text(1.5em, weight: "bold", par(first-line-indent: 0em, t)))
#let plain(t, size: 1em) = par(first-line-indent: 0em, text(size, t))
#let figure-text(t) = box(t)
{GROUPS[look.group]}
{COLUMNS if look.columns == 2 else ""}
#show table: set par(first-line-indent: 0em, leading: 0.45em, justify: false)
#show table: set text({look.small}pt, costs: (widow: {cost}, orphan: {cost}))
"""


def _footer(look: Look) -> str:
    now, all_pages = "str(counter(page).get().first())", "str(counter(page).final().first())"
    parts = look.footer.replace("{n}", "\0n\0").replace("{t}", "\0t\0").split("\0")
    said = [{"n": now, "t": all_pages}.get(part, quoted(part)) for part in parts]
    shown = " + ".join(said)
    return f"if counter(page).get().first() == 1 {{ [] }} else {{ {shown} }}" if look.has_cover else shown


def quoted(text: str) -> str:
    """A string of typst."""
    return json.dumps(text, ensure_ascii=False)


def _words(part: Words, look: Look) -> str:
    blanks = "　　" if look.has_blanks else ""
    text = quoted(blanks + part.text if part.kind in ("p", "h1", "h2") else part.text)
    shapes = {
        "title": f"#title({text})", "h1": f"#heading(level: 1, {text})", "h2": f"#heading(level: 2, {text})",
        "p": f"#par({text})", "break": "#pagebreak(weak: true)", "cover": f"#v(4em)#text(1.6em, title({text}))",
        "imprint": f"#v(5em)#align(center, plain({text}))", "note": f"#plain(size: {look.small}pt, {text})",
        "continued": f"#align(right, plain(size: {look.small}pt, {text}))",
        "contents-head": f"#outline(title: align(center, {text}), depth: 2)",
    }  # fmt: skip
    if part.kind == "footnote":
        return f"#par([名词说明#footnote({text})见页末。])"
    return shapes.get(part.kind, "")


def _sheet(sheet: Sheet, look: Look) -> str:
    rows = place(sheet.rows)
    cells = [[_cell(sheet, y, x, box, look) for x, box in row] for y, row in enumerate(rows)]
    line = "table.hline(stroke: {}pt)"
    thick, thin = (line.format(1.5), line.format(0.6)) if look.rules == "threelines" else ("", "")
    head = [cell for row in cells[: sheet.heads] for cell in row]
    body = [cell for row in cells[sheet.heads :] for cell in row]
    if look.rules == "threelines":
        head, body = ([thick, *head, thin], [*body, thick]) if head else (head, [thick, *body, thick])
    repeat = str(look.split == "repeat").lower()
    header = f"table.header(repeat: {repeat}, {', '.join(head)})," if head else ""
    widths = ", ".join(f"{width}fr" for width in sheet.widths)
    inset = "(x: 2pt, y: 5pt)" if look.rules == "none" else "(x: 2pt, y: 3pt)"
    zebra = "fill: (x, y) => if calc.even(y) { none } else { luma(232) }," if look.rules == "zebra" else ""
    table = (
        f"table(columns: ({widths}), stroke: {_stroke(look, sheet)}, inset: {inset}, {zebra}\n{header}\n"
        + ",\n".join(body)
        + ")"
    )
    wide = look.wide == "table3" and sheet.name == "table3"
    return f"#page(flipped: true, {table})" if wide else f"#{table}"


def _stroke(look: Look, sheet: Sheet) -> str:
    if look.rules != "thick":
        return STROKES[look.rules]
    columns = sum(box.columns for box in sheet.rows[0])
    edge = "2pt"
    return (
        f"(x, y) => (left: if x == 0 {{ {edge} }} else {{ 0.4pt }}, right: if x == {columns - 1} {{ {edge} }} else {{ 0.4pt }}, "
        f"top: if y == 0 {{ {edge} }} else {{ 0.4pt }}, bottom: if y == {len(sheet.rows) - 1} {{ {edge} }} else {{ 0.4pt }})"
    )


def _cell(sheet: Sheet, y: int, x: int, box: Box, look: Look) -> str:
    kind = role(sheet, x, box)
    across = {"figure": look.align, "head": "center", "group": "center"}.get(kind, "left")
    down = "horizon" if kind in ("head", "group") else ALIGN[look.valign]
    text = quoted(box.text)
    shown = {"figure": f"figure-text({text})", "group": f"group({text})"}.get(kind, text)
    if kind == "head" and look.head == "dark":
        shown = f"text(fill: white, {shown})"
    fill = _fill(kind, look)
    # A merged cell must be free to go on over a page; a row may, if the look says so.
    breaks = "true" if box.rows > 1 or look.breaks_rows else "false"
    return (
        f"table.cell(rowspan: {box.rows}, colspan: {box.columns}, align: {across} + {down}, "
        f"breakable: {breaks}{fill}, {shown})"
    )


def _fill(kind: str, look: Look) -> str:
    if kind == "head" and look.head != "plain":
        return f", fill: {FILLS[look.head]}"
    if look.rules == "shade":
        return ", fill: luma(225)" if kind in ("label", "group") else ", fill: luma(243)"
    return ""
