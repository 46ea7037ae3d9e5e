"""Markup for typst in layouts beyond the themes: frames around pages, tables turned on upright pages, doubled print."""

import random
import re
from dataclasses import dataclass, field

from tests.specimens.make.draft import Draft
from tests.specimens.make.pdf import typeset
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.style import Style

DOUBLE = "#let figure-text(t) = box({ place(dx: 0.3pt, t); t })"
PLAIN = "#let figure-text(t) = box(t)"
SEAL = '#place(right, dy: -3cm, circle(radius: 2cm, stroke: 2.5pt + red, align(center + horizon, text(30pt, fill: red, "★"))))'


@dataclass(frozen=True, slots=True)
class Odd:
    """What is odd: the look, pieces of the markup put in place of others, a background, an end, how tables turn."""

    why: str
    look: dict[str, object] = field(default_factory=dict)
    changes: tuple[tuple[str, str], ...] = ()
    background: str = ""
    end: str = ""
    turn: str = ""


def source(draft: Draft, style: Style, look: Look, rng: random.Random, *, odd: Odd) -> str:
    """The whole typst file."""
    text = typeset.source(draft, style, look, rng)
    for old, new in odd.changes:
        text = text.replace(old, new)
    if odd.background:
        text = text.replace("#set page(", f"#set page(background: {odd.background}, ", 1)
    if odd.turn:
        start = re.search(r"#table\(columns: \([^)]*\), [^\n]*\n[^\n]*申请人情况", text)
        if start:
            text = _turned(text, start.start(), odd.turn)
    return text + odd.end


def _turned(text: str, start: int, turn: str) -> str:
    """The table that begins here, turned on a page of its own."""
    stop = text.index("\n#", start + 1)
    table = text[start + 1 : stop]
    return (
        f"{text[:start]}#pagebreak()\n#rotate({turn}, reflow: true, box(width: 24cm, {table}))\n{text[stop:]}"
    )


ODDS: dict[str, Odd] = {
    "pageframe": Odd("页面有边框", background="rect(width: 100% - 2.4cm, height: 100% - 2.4cm, stroke: 1pt)"),
    "pageframes": Odd("页面有双边框", background="rect(width: 100% - 2cm, height: 100% - 2cm, stroke: 2pt, inset: 3pt, rect(width: 100%, height: 100%, stroke: .5pt))"),
    "quarter": Odd("表三在竖页上转九十度", {"small": 8}, turn="90deg"),
    "threequarters": Odd("表三在竖页上反转九十度", {"small": 8}, turn="-90deg"),
    "overprint": Odd("数字重印加粗", changes=((PLAIN, DOUBLE),)),
    "boldall": Odd("描边加粗", changes=(("#let figure-text(t) = box(t)", "#let figure-text(t) = box(text(stroke: .3pt, t))"),)),
    "sealset": Odd("文末盖章", end=SEAL),
    "inkunder": Odd("数字带下划线", changes=((PLAIN, "#let figure-text(t) = underline(offset: 2pt, box({h(4pt);t;h(4pt)}))"),)),
    "letterlines": Odd("信笺横线", background="stack(spacing: 20pt, ..range(40).map(i => line(length: 100% - 4cm, stroke: .3pt + red)))"),
    "gutterline": Odd("左侧装订线", background="place(left, dx: 1.4cm, line(angle: 90deg, length: 100%, stroke: .5pt))"),
    "fivepoint": Odd("五磅小字", {"small": 5, "size": 6}),
    "smallcaps": Odd("上标注号", changes=(('figure-text("1")', 'figure-text([1#super[2]])'),)),
}  # fmt: skip
