"""Paper as PDF, set by typst with the Chinese typefaces that the machine has."""

import json
from collections.abc import Iterable, Iterator
from math import floor
from pathlib import Path
from typing import Any

import typst

from gongkai.engine.render import qr, typefaces
from gongkai.kernel.paper import Block, Paper, PaperTable, QrMark, Role
from gongkai.kernel.problems import Unwritable
from gongkai.lawbook.paper import Face, PaperStyle, TableStyle, paper_style

_TEMPLATE = Path(__file__).with_name("paper.typ")
_POINT = 25.4 / 72  # millimetres
_STEPS = 100  # of a point: what is left of a line is less than a point
# 小标宋 is heavier than 宋体; where another typeface stands for it, its heavier weight comes nearest.
_HEAVY = (Role.MASTHEAD, Role.TITLE)


def render_pdf(paper: Paper, *, style: PaperStyle | None = None) -> bytes:
    """The file, in the style of official paper or in another. Raises Unwritable when the machine has no Chinese typeface."""
    style = style or paper_style()
    fonts = typefaces.fonts(typefaces.folder())
    families = frozenset(fonts.families())
    _require(families, style.faces.values())
    data = {
        "title": paper.title,
        "author": paper.author,
        "style": _looks(style, families) | {"tables": _tables(paper, style)},
        "is_draft": paper.is_draft,
        "blocks": [_block(block) for block in paper.blocks],
    }
    text = json.dumps(data, ensure_ascii=False)
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(), format="pdf", font_paths=fonts, sys_inputs={"paper": text}, timestamp=0
        )
    )


def _require(families: frozenset[str], faces: Iterable[Face]) -> None:
    """Refuse to print boxes instead of characters."""
    missing = [face for face in faces if not families.intersection(face.names)]
    if any(face.kind == "serif" for face in missing):
        raise Unwritable(
            "本机没有中文字体，不能生成 PDF。",
            "Debian、Ubuntu 请运行 apt install fonts-noto-cjk；其他系统请安装思源宋体（Source Han Serif SC），"
            "或把字体文件放进一个文件夹，用环境变量 GONGKAI_FONTS 指明；也可以先输出 docx。",
        )


def _looks(style: PaperStyle, families: frozenset[str]) -> dict[str, Any]:
    """The style as plain data; of each face only the names that the machine knows."""
    page, mark, draft = style.page, style.mark, style.draft
    serif = [name for face in style.faces.values() for name in face.names if name in families]
    return {
        "faces": {
            face.id: [*(n for n in face.names if n in families), serif[0]] for face in style.faces.values()
        },
        "page": {
            **{
                key: getattr(page, key)
                for key in ("width", "height", "top", "bottom", "left", "right", "lines")
            },
            "text_width": page.text_width,
            "text_height": page.text_height,
            "tracking": _tracking(style),
            "number": page.number,
            "number_face": page.number_face.id,
            "number_size": page.number_size,
            "number_gap": page.number_gap,
        },
        "styles": {
            role.value: {
                **{key: getattr(each, key) for key in ("size", "align", "colour", "keeps")},
                **{key: getattr(each, key) for key in ("indent", "left", "right", "before", "after")},
                "face": each.face.id,
                "weight": "bold" if role in _HEAVY else "regular",
            }
            for role, each in style.styles.items()
        },
        "draft": {**{key: getattr(draft, key) for key in ("words", "size", "gap")}, "face": draft.face.id},
        "mark": {
            **{key: getattr(mark, key) for key in ("side", "gap", "size", "head_size")},
            "face": mark.face.id,
            "head_face": mark.head_face.id,
        },
    }


def _tables(paper: Paper, style: PaperStyle) -> dict[str, dict[str, Any]]:
    """The looks of each table of the paper, by its name; forms are of one kind."""
    tables = (block for block in paper.blocks if isinstance(block, PaperTable))
    return {_name(table): _looks_of_table(style.of_table(table)) for table in tables}


def _name(table: PaperTable) -> str:
    return "form" if table.is_form else table.name


def _looks_of_table(table: TableStyle) -> dict[str, Any]:
    return {
        "face": table.face.id,
        "size": table.size,
        "padding": table.padding,
        "row_height": table.row_height,
        "gap": (table.row_height - table.size * _POINT) / 2,
    }


def _tracking(style: PaperStyle) -> float:
    """By how many points characters of the body's size move together, so that a line holds as many as it should."""
    most = style.page.text_width / _POINT / style.page.characters
    return min(floor((most - style.styles[Role.BODY].size) * _STEPS) / _STEPS, 0)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, PaperTable):
        return {
            "kind": "table",
            "looks": _name(block),
            "form": block.is_form,
            "shares": block.shares,
            "head_rows": block.head_rows,
            "height": len(block.rows),
            "cells": list(_cells(block)),
        }
    if isinstance(block, QrMark):
        return {"kind": "mark", "svg": qr.svg(block), "heading": block.heading, "lines": block.lines}
    return {"kind": "passage", "role": block.role.value, "opening": block.opening, "rest": block.rest}


def _cells(table: PaperTable) -> Iterator[dict[str, Any]]:
    for row, column, cell in table.placed():
        yield {
            "row": row,
            "column": column,
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
            "text": cell.text,
            "vertical": cell.is_vertical,
            "figure": not cell.scope and not table.is_form,
            "start": table.starts(cell),
            "room": cell.room,
        }
