"""A draft as a run of parts, the same for every program that prints it: texts, tables, marks of the page."""

import random
from dataclasses import dataclass, replace

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.pdf.look import Look
from tests.specimens.make.style import Style

WIDTHS = {
    "": {"table2": (28, 24, 24, 24), "table3": (6, 7.5, 33, *[7.6] * 6, 7.9), "table4": (6.66,) * 15},
    "narrow": {"table2": (40, 20, 20, 20), "table3": (4.5, 5.5, 50, *[5.6] * 6, 6.4), "table4": (6.66,) * 15},
    "thin": {"table2": (19, 27, 27, 27), "table3": (6.5, 8, 17, *[9.8] * 6, 9.7), "table4": (6.66,) * 15},
    "tall": {"table2": (19, 27, 27, 27), "table3": (7.5, 8.5, 14, *[10] * 7), "table4": (6.66,) * 15},
}
HEADS = {"table2": 0, "table3": 3, "table4": 3}
NOTES = {
    "table2": "注：表中数据由各责任单位填报，办公室汇总核对。",
    "table3": "注：申请人情况按申请书所载身份归类。",
    "table4": "注：同一案件按审结时的结果归入一栏。",
}
FOOTNOTE = "为行文方便，本报告所称《条例》，即《中华人民共和国政府信息公开条例》。"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `kind` is cover, contents, title, h1, h2, p, note, footnote or break."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to draw: rows of spanning boxes, how many of them are its head, widths in per cent."""

    name: str
    rows: list[list[Box]]
    heads: int
    widths: tuple[float, ...]


Part = Words | Sheet


def flow(draft: Draft, style: Style, look: Look, rng: random.Random) -> list[Part]:
    """All parts in reading order."""
    parts: list[Part] = [*_front(draft, look, rng)]
    for passage in draft.passages:
        if passage.kind == "table":
            parts += _sheets(draft, style, look, passage.text)
        else:
            parts.append(Words(passage.kind, passage.text))
            if look.has_footnote and passage.tag == "preamble":
                parts.append(Words("footnote", FOOTNOTE))
    return parts


def _front(draft: Draft, look: Look, rng: random.Random) -> list[Part]:
    """Cover and table of contents, each on its own page."""
    parts: list[Part] = []
    if look.has_cover:
        parts += [Words("cover", line) for line in draft.title.split("\n")]
        day = f"{draft.year + 1}年1月{rng.randint(8, 29)}日"
        parts += [Words("imprint", draft.organ.name), Words("imprint", day), Words("break")]
    if look.has_contents:
        parts.append(Words("contents-head", "目　录"))
        page = 3
        for passage in draft.passages:
            if passage.kind in ("h1", "h2") and passage.tag.startswith(("s1", "s2", "s3", "s4", "s5", "s6")):
                parts.append(Words(f"contents-{passage.kind}", f"{passage.text}\t{page}"))
                page += passage.kind == "h1" and passage.tag != "s1.heading"
        parts.append(Words("break"))
    return parts


def _sheets(draft: Draft, style: Style, look: Look, name: str) -> list[Part]:
    rows = grid(draft, style, name)
    widths = WIDTHS[look.widths][name]
    columns = sum(box.columns for box in rows[0])
    if look.note == "row":
        rows = [*rows, [Box(NOTES[name], 1, columns)]]
    parts: list[Part] = [Sheet(name, rows, HEADS[name], widths)]
    if name == "table3" and look.split.startswith("hand"):
        upper, lower = cut(rows, look.cut)
        has_head = look.split == "hand"
        lower = rows[:3] + lower if has_head else lower
        parts = [
            Sheet(name, upper, 3, widths),
            Words("break"),
            *([Words("continued", "（续表）")] if has_head and look.cut % 2 else []),
            Sheet(name, lower, 3 if has_head else 0, widths),
        ]
    if look.note == "below":
        parts.append(Words("note", NOTES[name]))
    return parts


def cut(rows: list[list[Box]], at: int) -> tuple[list[list[Box]], list[list[Box]]]:
    """Both halves of a table; a merged cell that is cut goes on without text, as in a word processor."""
    upper: list[list[Box]] = []
    lower: list[list[tuple[int, Box]]] = [[] for _ in rows[at:]]
    for y, row in enumerate(place(rows)):
        if y >= at:
            lower[y - at] += row
            continue
        upper.append([replace(box, rows=min(box.rows, at - y)) for _, box in row])
        for x, box in row:
            if y + box.rows > at:
                lower[0].append((x, Box("", y + box.rows - at, box.columns)))
    return upper, [[box for _, box in sorted(row, key=lambda pair: pair[0])] for row in lower]


def place(rows: list[list[Box]]) -> list[list[tuple[int, Box]]]:
    """Each box with the column at which it begins."""
    taken: set[tuple[int, int]] = set()
    out: list[list[tuple[int, Box]]] = []
    for y, row in enumerate(rows):
        x, line = 0, []
        for box in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + dy, x + dx) for dy in range(box.rows) for dx in range(box.columns)}
            line.append((x, box))
            x += box.columns
        out.append(line)
    return out


def role(sheet: Sheet, x: int, box: Box) -> str:
    """What a box is: head, group (a narrow merged label), label, note or figure."""
    if box.is_head:
        return "head"
    if box.text.startswith("注："):
        return "note"
    if sheet.name == "table4":
        return "figure"
    if sheet.name == "table2":
        return "label" if x == 0 else "figure"
    if x >= 3:
        return "figure"
    return "group" if box.rows > 1 or (x < 2 and box.columns == 1) else "label"
