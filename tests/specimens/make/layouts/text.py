"""Plain texts in the shapes in which published reports come out of PDF and Word files."""

import random
import re
from collections.abc import Callable

from tests.specimens.make.draft import Draft, Passage
from tests.specimens.make.faults_words import ARTEFACT
from tests.specimens.make.layouts.grid import CORNER, Line, grid, grid2, lines3
from tests.specimens.make.style import Style

HEADER3 = (
    "申请人情况", "自然", "人", "法人或其他组织", "{total}商业", "企业", "科研", "机构", "社会", "公益", "组织",
    "法律", "服务", "机构", "其他",
)  # fmt: skip
HEADER4 = "行政复议 行政诉讼\n{five}\n未经复议直接起诉 复议后起诉\n{five}\n{five}"
CLOSING = "，。；：、）”》！？)"
PAGE_MARKS = ("— {n} —", "{n}", "- {n} -", "第 {n} 页 共 6 页")


def _fold(text: str, width: int) -> list[str]:
    """Lines of about `width` characters; numbers stay whole and no line begins with a closing mark."""
    lines, current = [], ""
    for unit in re.findall(r"[0-9A-Za-z@.:/,%-]+|.", text):
        if len(current) + len(unit) > width and current and unit not in CLOSING:
            lines.append(current)
            current = ""
        current += unit
    return [*lines, current]


def _paragraph(text: str, width: int) -> list[str]:
    """Lines of one paragraph; an artefact (page number in mid-sentence) stands alone on its line."""
    lines: list[str] = []
    for number, part in enumerate(text.split(ARTEFACT)):
        lines += ["", part, ""] if number % 2 else _fold(part, width) if width else [part]
    return lines


def _table2(draft: Draft, style: Style) -> list[str]:
    return [" ".join(box.text for box in row) for row in grid2(draft, style)]


def _table4(draft: Draft, style: Style, *, upright: bool) -> list[str]:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", style.label("总计")]
    if upright:
        five = "\n".join("\n".join(head) for head in heads)
    else:
        five = "\n".join(f"{head[:2]}\n{head[2:]}".strip() for head in heads)
    values = grid(draft, style, "table4")[-1]
    return [*HEADER4.format(five=five).split("\n"), " ".join(box.text for box in values)]


def _head3(style: Style) -> list[str]:
    corner = style.label(CORNER)
    return [corner[:24], corner[24:], *(part.format(total=style.label("总计")) for part in HEADER3)]


def _row(line: Line, width: int, *, drop_last: bool) -> list[str]:
    """A row: label folded at the width, values on its last line or on lines of their own."""
    parts = _fold(line.label, width)
    shown = [value for value in line.values if value]
    if len(parts) == 1 and not drop_last:
        return [" ".join([line.label, *shown])]
    if drop_last:
        return [*parts[:-1], " ".join([parts[-1], *shown[:-1]]) if len(parts) == 1 else parts[-1]] + (
            shown[-1:] if len(parts) == 1 else [" ".join(shown[:-1]), *shown[-1:]]
        )
    return [*parts, " ".join(shown)]


def _table3(draft: Draft, style: Style, rng: random.Random, *, upright: bool, wrap_values: bool) -> list[str]:
    out = _head3(style)
    major = group = ""
    for line in lines3(draft, style):
        if line.major and line.major != major:
            out += list(line.major) if upright else _fold(line.major, 3)
        if line.group and line.group != group:
            out += _fold(line.group, 4) if upright else [line.group]
        major, group = line.major, line.group
        out += _row(line, 17, drop_last=wrap_values and rng.random() < 0.15 and all(line.values))
    return out


def _spaced(lines: list[str]) -> list[str]:
    return [item for line in lines for item in (line, "")]


def _assemble(draft: Draft, *, width: int, table: Callable[[str], list[str]], gaps: bool) -> list[str]:
    out: list[str] = []
    for passage in draft.passages:
        lines = (
            table(passage.text)
            if passage.kind == "table"
            else _paragraph(_lead(passage, gaps=gaps) + passage.text, width)
        )
        out += _spaced(lines) if gaps else lines
        if not gaps and passage.kind != "title":
            out.append("")
    return out


def _lead(passage: Passage, *, gaps: bool) -> str:
    return "" if gaps or passage.kind != "p" else "　　"


def wrapped(draft: Draft, style: Style, rng: random.Random) -> str:
    """Lines of 28 characters with blank lines between; row groups one character a line."""

    def table(name: str) -> list[str]:
        if name == "table2":
            return _table2(draft, style)
        if name == "table4":
            return _table4(draft, style, upright=rng.random() < 0.5)
        return _table3(draft, style, rng, upright=True, wrap_values=False)

    return "\n".join(_assemble(draft, width=28, table=table, gaps=True))


def value_wrapped(draft: Draft, style: Style, rng: random.Random) -> str:
    """Lines of 40 characters; in some rows the last value stands on the next line."""

    def table(name: str) -> list[str]:
        if name == "table2":
            return _table2(draft, style)
        if name == "table4":
            return _table4(draft, style, upright=False)
        return _spaced(_table3(draft, style, rng, upright=False, wrap_values=True))

    return "\n".join(_assemble(draft, width=40, table=table, gaps=False))


def paged(draft: Draft, style: Style, rng: random.Random) -> str:
    """As `wrapped` without blank lines; every 34 lines a page number, also inside tables and paragraphs."""

    def table(name: str) -> list[str]:
        if name == "table2":
            return _table2(draft, style)
        if name == "table4":
            return _table4(draft, style, upright=False)
        return _table3(draft, style, rng, upright=False, wrap_values=False)

    mark = rng.choice(PAGE_MARKS)
    out: list[str] = []
    for count, line in enumerate(_assemble(draft, width=32, table=table, gaps=False), start=1):
        out.append(line)
        if count % 34 == 0:
            out += ["", mark.format(n=count // 34), ""]
    return "\n".join(out)


def tabs(draft: Draft, style: Style, rng: random.Random) -> str:
    """Tables as tab-separated rows; group labels may have lost their column."""

    def table(name: str) -> list[str]:
        if name == "table2":
            return ["\t".join(box.text for box in row) + "\t" * (4 - len(row)) for row in grid2(draft, style)]
        if name == "table4":
            return _tabs4(draft, style)
        return _tabs3(draft, style, rng)

    return "\n".join(_assemble(draft, width=0, table=table, gaps=False))


def _tabs4(draft: Draft, style: Style) -> list[str]:
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", style.label("总计")]
    rows = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*five, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *five, *five],
        [box.text for box in grid(draft, style, "table4")[-1]],
    ]
    return ["\t".join(row) for row in rows]


def _tabs3(draft: Draft, style: Style, rng: random.Random) -> list[str]:
    total = style.label("总计")
    out = [
        "\t".join([style.label(CORNER), "", "", "申请人情况", *[""] * 6]),
        "\t".join(["", "", "", "自然人", "法人或其他组织", *[""] * 4, total]),
        "\t".join(["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]),
    ]
    major = group = ""
    shift = rng.random() < 0.5
    for line in lines3(draft, style):
        labels = [
            line.major if line.major != major else "",
            line.group if line.group != group else "",
            line.label,
        ]
        if not line.group:
            labels = [labels[0], line.label] if line.major else [line.label]
        if shift and all(line.values) and rng.random() < 0.2:
            labels = [label for label in labels if label]
        elif all(line.values) and not line.group:
            labels += [""] * (3 - len(labels))
        major, group = line.major, line.group
        out.append("\t".join([*labels, *line.values]))
    return out


def one_cell_a_line(draft: Draft, style: Style, rng: random.Random) -> str:
    """Each cell of a table on its own line, as pasted from a word processor."""

    def table(name: str) -> list[str]:
        return [box.text for row in grid(draft, style, name) for box in row]

    return "\n".join(_assemble(draft, width=0, table=table, gaps=False))


def flat(draft: Draft, style: Style, rng: random.Random) -> str:
    """One line a paragraph and a row; columns kept apart by several spaces."""

    def table(name: str) -> list[str]:
        if name == "table4":
            return ["    ".join(box.text for box in row) for row in grid(draft, style, name)]
        if name == "table2":
            return ["    ".join(box.text for box in row) for row in grid2(draft, style)]
        rows = grid(draft, style, name)
        return ["    ".join(box.text for box in row if box.text) for row in rows]

    return "\n".join(line for line in _assemble(draft, width=0, table=table, gaps=False) if line)


SHAPES = {
    "wrapped": wrapped, "value-wrapped": value_wrapped, "paged": paged, "tabs": tabs,
    "one-cell-a-line": one_cell_a_line, "flat": flat,
}  # fmt: skip
