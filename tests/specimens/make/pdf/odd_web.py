"""Pages for Chromium in layouts beyond the themes: letter paper, seals, boxes in boxes, tables cut or put side by side."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box
from tests.specimens.make.pdf import chromium
from tests.specimens.make.pdf.flow import Part, Sheet, Words, flow
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.style import Style

SEAL = (
    '<svg class="seal" viewBox="0 0 120 120"><circle cx="60" cy="60" r="56" fill="none" stroke="#d00" stroke-width="4"/>'
    '<path d="M60 38l5 15h16l-13 10 5 15-13-9-13 9 5-15-13-10h16z" fill="#d00"/></svg>'
)
SEAL_CSS = ".end{position:relative}.seal{position:absolute;right:30pt;bottom:%s;width:110pt;height:110pt;opacity:.75}"
SLASH = (
    '<svg style="position:absolute;left:0;top:0;width:100%;height:100%" preserveAspectRatio="none" viewBox="0 0 10 10">'
    '<line x1="0" y1="0" x2="10" y2="10" stroke="#000" stroke-width=".05"/></svg>'
)
FIGURE = re.compile(r'(<td class="figure[^>]*>)(\d[\d,]*)(</td>)')


def _same(parts: Sequence[Part]) -> list[Part]:
    return list(parts)


def _unchanged(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Odd:
    """What is odd: the look, more style, and what is done to parts, to the page's body and to figures."""

    why: str
    look: dict[str, object] = field(default_factory=dict)
    css: str = ""
    parts: Callable[[Sequence[Part]], list[Part]] = _same
    body: Callable[[str], str] = _unchanged
    figure: Callable[[str], str] = _unchanged
    often: float = 1.0
    scale: float = 1.0


def page(draft: Draft, style: Style, look: Look, rng: random.Random, *, odd: Odd) -> str:
    """The whole page."""
    parts = odd.parts(flow(draft, style, look, rng))
    out = []
    for part in parts:
        if not isinstance(part, Sheet):
            out.append(chromium.words(part, look))
            continue
        text = chromium.sheet(part, look)
        out.append(FIGURE.sub(lambda m: _drawn(m, odd, rng), text))
    css = chromium.css(draft, look) + odd.css
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>{css}</style></head>'
        f"<body>{odd.body(chr(10).join(out))}</body></html>"
    )


def _drawn(match: re.Match[str], odd: Odd, rng: random.Random) -> str:
    shown = odd.figure(match[2]) if rng.random() < odd.often else match[2]
    return match[1] + shown + match[3]


def _split4(parts: Sequence[Part]) -> list[Part]:
    """Table four as two: reviews, suits."""
    out: list[Part] = []
    for part in parts:
        if not isinstance(part, Sheet) or part.name != "table4":
            out.append(part)
            continue
        head, second, third, values, *_ = part.rows
        reviews = [[head[0]], second[:5], values[:5]]
        reviews = [[Box(b.text, 1, b.columns, b.is_head) for b in row] for row in reviews]
        out.append(Sheet("table4", reviews, 2, (20,) * 5))
        out.append(Sheet("table4", [[head[1]], second[5:], third, values[5:]], 3, (10,) * 10))
    return out


def _joined(parts: Sequence[Part]) -> list[Part]:
    """The heading above a table is the first row of it."""
    out: list[Part] = []
    for part in parts:
        if isinstance(part, Sheet) and out and isinstance(out[-1], Words) and out[-1].kind == "h1":
            title = [Box(out.pop().text, 1, sum(box.columns for box in part.rows[0]), True)]
            part = replace(part, rows=[title, *part.rows], heads=0)
        out.append(part)
    return out


def _beside(body: str) -> str:
    """Each table of blocks cut at its heads into two that stand side by side."""
    first, mark, rest = body.partition("</table>")
    start = first.rindex("<table>")
    columns = re.search(r"<colgroup>.*?</colgroup>", first[start:])[0]  # type: ignore[index] - our own page has it
    rows = re.findall(r"<tr.*?</tr>", first[start:])
    heads = [index for index, row in enumerate(rows) if 'colspan="4"' in row and "第二十条" in row]
    cut = heads[len(heads) // 2]
    halves = "".join(f"<table>{columns}{''.join(half)}</table>" for half in (rows[:cut], rows[cut:]))
    return f'{first[:start]}<div class="beside">{halves}</div>{rest}' if mark else body


def _boxed(body: str) -> str:
    """The whole report in one table, a row for each part of it."""
    blocks = re.findall(r"<(?:h1|h2|h3|p|div)\b.*?(?=\n<(?:h1|h2|h3|p|div)\b|\Z)", body, re.DOTALL)
    return "<table>" + "".join(f"<tr><td>{block}</td></tr>" for block in blocks) + "</table>"


def _one_cell(body: str) -> str:
    return f'<table class="outer"><tr><td>{body}</td></tr></table>'


def _sealed(body: str) -> str:
    return f'<div class="end">{body}{SEAL}</div>'


def _slashed(body: str) -> str:
    return re.sub(
        r'(<td class="head[^"]*" rowspan="3" colspan="3")>', rf'\1 style="position:relative">{SLASH}', body
    )


def _bulleted(body: str) -> str:
    return re.sub(r"<h3>", "<h3>● ", body)


def _merged_blanks(body: str) -> str:
    """Neighbouring cells without a figure are one."""
    blanks = re.compile(r'(?:<td class="figure"></td>){2,}')
    return blanks.sub(lambda m: f'<td class="figure" colspan="{m[0].count("<td")}"></td>', body)


def _paired(text: str) -> str:
    return f'<span style="position:relative">{text}<span style="position:absolute;left:.3pt;top:0">{text}</span></span>'


RULED = "position:fixed;left:0;right:0;"
ODDS: dict[str, Odd] = {
    "slash": Odd("斜线表头", body=_slashed),
    "underlined": Odd("表内数字带下划线", figure=lambda t: f"<u>&nbsp;&nbsp;{t}&nbsp;&nbsp;</u>", css="td u{text-underline-offset:2pt}p{text-decoration:underline}"),
    "right": Odd("数字靠右、没有边距", {"align": "right"}, css="td{padding:0}"),
    "left": Odd("数字靠左、没有边距", {"align": "left"}, css="td{padding:0}"),
    "hanging": Odd("行名悬挂缩进", css="td.label{padding-left:2em;text-indent:-2em}"),
    "sidenumber": Odd("页码在版心右侧", {"footer": ""}, css='@page{@right-middle{content:"— " counter(page) " —";font:9pt sans-serif}}'),
    "beside": Odd("表二两半并排", {"small": 7.5}, css=".beside{display:flex;gap:12pt;align-items:flex-start}", body=_beside),
    "split4": Odd("表四分成两张", parts=_split4),
    "sealed": Odd("文末盖章", body=_sealed, css=SEAL_CSS % "-20pt"),
    "sealed4": Odd("印章压在表四上", body=lambda b: re.sub(r"(<table>(?:(?!<table>).)*</table>)(?!.*<table>)", rf'<div class="end">\1{SEAL}</div>', b, flags=re.DOTALL), css=SEAL_CSS % "-60pt"),
    "picture": Odd("底图", css="body::before{content:'';position:fixed;inset:0;z-index:-1;background:linear-gradient(45deg,#eef,#fee)}"),
    "letterhead": Odd("页眉有红线和标志", css=f"body::before{{content:'';{RULED}top:0;border-top:2pt solid #d00}}body::after{{content:'';{RULED}bottom:0;border-bottom:1pt solid #d00}}"),
    "bullets": Odd("小标题带项目符号", body=_bulleted),
    "circled": Odd("数字带圈号注", figure=lambda t: f"{t}<sup>①</sup>", often=0.05),
    "starred": Odd("数字带星号注", figure=lambda t: f"{t}<sup>*</sup>", often=0.05),
    "superscript": Odd("数字带上标注号", figure=lambda t: f"{t}<sup>1</sup>", often=0.05),
    "bracketed": Odd("数字带方括号注号", figure=lambda t: f"{t}<sup>[1]</sup>", often=0.05),
    "blanksmerged": Odd("空格子合并", body=_merged_blanks),
    "doubled": Odd("数字重印加粗", figure=_paired),
    "tiny": Odd("五磅小字", {"small": 5, "size": 5, "page": "A4"}),
    "scaled": Odd("按六成缩印", scale=0.6),
    "spread": Odd("字在格内撑满", css="td.head,td.label{text-align-last:justify}"),
    "boxtitle": Odd("标题在框里", css="h1{border:1.5pt solid #d00;padding:8pt}h2{border-left:4pt solid #248;padding-left:6pt;border-bottom:.75pt solid #248}"),
    "bigtable": Odd("全文在一张大表里，一段一行", body=_boxed, css="p,h1,h2,h3{text-indent:0}"),
    "onecell": Odd("全文在一个格子里", body=_one_cell, css="table.outer>tbody>tr>td{padding:10pt}"),
    "framed": Odd("表外另有框", css="table{margin:0}div:has(>table){border:1.5pt solid #000;padding:3pt;margin:6pt 0}"),
    "headrow": Odd("表名在表内首行", parts=_joined),
    "islands": Odd("格子各自带框", css="table{border-collapse:separate;border-spacing:2pt}"),
    "farislands": Odd("格子各自带框、相隔五磅", {"small": 7.5}, css="table{border-collapse:separate;border-spacing:5pt}td{padding:0}"),
    "opensides": Odd("左右不封口", css="td:first-child{border-left:none!important}td:last-child{border-right:none!important}"),
    "hairlines": Odd("细灰线", css="td{border:0.1pt solid #bbb!important}"),
    "heavy": Odd("三磅粗线", css="td{border:3.5pt solid #444!important}"),
    "lettered": Odd("列间有竖线字符", {"rules": "rows", "valign": "middle"}, css="td.figure::before{content:'|';float:left}"),
    "shadowed": Odd("字带影", css="td{text-shadow:.4pt .4pt 0 #999}"),
    "verticals": Odd("只有竖线", css="td{border-top:none!important;border-bottom:none!important;padding:4pt}table{border:.75pt solid #000}"),
    "tightlines": Odd("行距很小", css="td{line-height:1!important;padding:0 1pt}", look={"small": 9}),
}  # fmt: skip
