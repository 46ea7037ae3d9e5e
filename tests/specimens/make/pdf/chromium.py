"""Pages for Chromium to print: one HTML template whose style sheet is made from the look."""

import html as markup
import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box
from tests.specimens.make.pdf.flow import Sheet, Words, flow, place, role
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.style import Style

RULES = {
    "full": "td{border:0.75pt solid #000}",
    "gaps": "table{border-collapse:separate;border-spacing:0.75pt;background:#000}td{background:#fff}",
    "zebra": "tr:nth-child(even) td{background:#e8edf3}",
    "shade": "td{border:1.5pt solid #fff;background:#f1f4f8}td.label,td.group{background:#dde5ee}",
    "rows": "td{border-top:0.75pt solid #333;border-bottom:0.75pt solid #333}",
    "threelines": "table{border-top:1.5pt solid #000;border-bottom:1.5pt solid #000}"
    "tr.last td,td.reaches{border-bottom:0.75pt solid #000}",
    "none": "td{padding-top:4pt;padding-bottom:4pt}",
    "double": "td{border:2.25pt double #000}",
    "dashed": "td{border:0.75pt dashed #444}",
    "thick": "table{border:2pt solid #000}td{border:0.5pt solid #555}",
}
HEADS = {
    "plain": "",
    "coloured": "td.head{background:#cfe2f3}",
    "dark": "td.head{background:#24557a;color:#fff}",
}
GROUPS = {
    "wrap": "",
    "stack": "td.group span{display:inline-block;width:1.05em;word-break:break-all}",
    "vertical": "td.group span{writing-mode:vertical-rl;white-space:nowrap}",
    "turned": "td.group span{writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);white-space:nowrap}",
}


def page(draft: Draft, style: Style, look: Look, rng: random.Random) -> str:
    """The whole page."""
    body, prose = [], []
    for part in flow(draft, style, look, rng):
        if look.columns == 2 and isinstance(part, Words) and part.kind in ("h2", "p"):
            prose.append(words(part, look))
            continue
        if prose:
            body.append(f'<div class="prose">{"".join(prose)}</div>')
            prose = []
        body.append(sheet(part, look) if isinstance(part, Sheet) else words(part, look))
    body += [f'<div class="prose">{"".join(prose)}</div>'] if prose else []
    mark = (
        f'<div class="mark">{look.watermark.format(organ=draft.organ.short)}</div>' if look.watermark else ""
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{draft.organ.name}</title>'
        f"<style>{css(draft, look)}{_shuffle(look, rng)}</style></head><body>{mark}{''.join(body)}</body></html>"
    )


def css(draft: Draft, look: Look) -> str:
    known = {"organ": draft.organ.name, "title": draft.title.replace("\n", "")}
    top, foot = look.header.format(**known), _footer(look.footer)
    wide = " landscape" if look.wide == "all" else ""
    size = look.page.lower() + wide
    margins = "2.2cm 1.6cm 2cm 1.6cm" if look.is_shared else "2.6cm 2.2cm 2.4cm 2.2cm"
    indent = "0" if look.has_blanks else "2em"
    rows = "td{orphans:1;widows:1}" if look.breaks_rows else "tr{break-inside:avoid}"
    thead = "" if look.split == "repeat" else "thead{display:table-row-group}"
    align = "justify" if look.is_justified else "left"
    return f"""
@page{{size:{size};margin:{margins};@top-center{{content:"{top}";font:9pt "{look.family}"}}
@bottom-center{{content:{foot};font:9pt "{look.family}"}}}}
@page broad{{size:{look.page.lower()} landscape}}
@page:first{{{'@bottom-center{content:""}' if look.has_cover else ""}}}
body{{margin:0;font:{look.size}pt/{look.leading} "{look.family}";letter-spacing:{look.spacing}em}}
p,h3{{margin:0;text-indent:{indent};text-align:{align};font:inherit}}
h1{{font-size:1.5em;text-align:center;margin:0.2em 0 0.6em;line-height:1.4}}h2{{font-size:1.08em;margin:0.5em 0;text-indent:{indent}}}
h3{{font-weight:bold}}.cover{{font-size:2em;text-align:center;font-weight:bold;text-indent:0}}.cover.first{{margin-top:30%}}
.imprint{{text-align:center;text-indent:0}}.imprint.first{{margin-top:45%}}.break{{break-after:page}}
.note,.continued{{font-size:{look.small}pt;text-indent:0}}.continued{{text-align:right}}.contents-head{{text-align:center;text-indent:0;font-size:1.3em}}
.entry{{display:flex;text-indent:0;justify-content:space-between}}.entry.h2{{padding-left:2em}}
.footnote{{font-size:8pt;border-top:0.5pt solid #000;width:60%;text-indent:0;margin-top:6pt}}
.prose{{columns:2;column-gap:2em}}
.mark{{position:fixed;top:42%;left:8%;right:8%;text-align:center;font-size:52pt;color:#e3e3e3;transform:rotate(-35deg);z-index:-1}}
table{{width:calc(100% - 2pt);border-collapse:collapse;table-layout:fixed;font-size:{look.small}pt;line-height:1.3;margin:6pt 0}}
td{{padding:1.5pt 2pt;vertical-align:{look.valign};text-align:left}}td.head,td.group,td.figure{{text-align:center}}
td.figure{{text-align:{look.align};white-space:nowrap}}td.group{{vertical-align:middle}}
{".broad{page:broad}" if look.wide == "table3" else ""}
{RULES[look.rules]}{HEADS[look.head]}{GROUPS[look.group]}{rows}{thead}"""


def _footer(pattern: str) -> str:
    """A pattern of page number {n} and count {t} as CSS content."""
    return '"' + pattern.replace("{n}", '" counter(page) "').replace("{t}", '" counter(pages) "') + '"'


def _shuffle(look: Look, rng: random.Random) -> str:
    """Stacking orders by chance: what is drawn first is not what is read first."""
    if look.order == "natural":
        return ""
    steps = [
        f"p:nth-child(5n+{k}),td:nth-child(5n+{k}){{position:relative;z-index:{rng.randint(1, 99)}}}"
        for k in range(1, 6)
    ]
    return "".join(steps) + "tr:nth-child(3n) td{z-index:100}h2{position:relative;z-index:101}"


def words(part: Words, look: Look) -> str:
    text = markup.escape(part.text)
    if part.kind in ("h1", "h2", "title"):
        tag = {"title": "h1", "h1": "h2", "h2": "h3"}[part.kind]
        return f"<{tag}>{_blanks(look, part.kind)}{text}</{tag}>"
    if part.kind == "break":
        return '<div class="break"></div>'
    if part.kind in ("contents-h1", "contents-h2"):
        label, _, number = text.partition("\t")
        kind = part.kind[-2:]
        room = (34 if kind == "h1" else 31) if look.size < 14 else 24
        dots = "…" * max(2, (room - len(label)) // 1 if look.size < 12 else (room - len(label)) * 3 // 4)
        return f'<p class="entry {kind}"><span>{label}</span><span>{dots}{number}</span></p>'
    if part.kind == "footnote":
        return f'<p class="footnote">① {text}</p>'
    kind = "" if part.kind == "p" else f' class="{part.kind}"'
    return f"<p{kind}>{_blanks(look, part.kind)}{text}</p>"


def _blanks(look: Look, kind: str) -> str:
    return "　　" if look.has_blanks and kind in ("p", "h1", "h2") else ""


def sheet(sheet: Sheet, look: Look) -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in sheet.widths)
    rows = place(sheet.rows)
    lines = []
    for y, row in enumerate(rows):
        last = ' class="last"' if y == sheet.heads - 1 else ""
        lines.append(f"<tr{last}>" + "".join(_cell(sheet, y, x, box) for x, box in row) + "</tr>")
    head = f"<thead>{''.join(lines[: sheet.heads])}</thead>" if sheet.heads else ""
    broad = ' class="broad"' if look.wide == "table3" and sheet.name == "table3" else ""
    return f"<div{broad}><table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(lines[sheet.heads :])}</tbody></table></div>"


def _cell(sheet: Sheet, y: int, x: int, box: Box) -> str:
    spans = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
        f' colspan="{box.columns}"' if box.columns > 1 else ""
    )
    kind = role(sheet, x, box)
    if y < sheet.heads == y + box.rows:
        kind += " reaches"
    text = markup.escape(box.text)
    return f'<td class="{kind}"{spans}>' + (f"<span>{text}</span>" if kind == "group" else text) + "</td>"
