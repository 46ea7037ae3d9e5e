"""From a plan to a report: draw words and figures, plant the faults, write down the truth."""

import dataclasses
import random
from decimal import Decimal

from tests.specimens.make import faults_claims, faults_figures, faults_words
from tests.specimens.make import style as styles
from tests.specimens.make.compose import Wish, compose
from tests.specimens.make.draft import Draft, Fault
from tests.specimens.make.layouts.grid import KINDS3
from tests.specimens.make.plan import Spec
from tests.specimens.make.prose import longer
from tests.specimens.make.style import Style

PLANTED = {**faults_figures.PLANTED, **faults_words.PLANTED, **faults_claims.PLANTED}
TOLD = {
    "SECRET_REVIEW": "镇里有以国家秘密为由的不予公开",
    "T4_REVIEW_FIRST": "2024年以后对不予公开直接起诉",
}
WHY_SHAPE = {
    "wrapped": "每行28字、行间空行、竖排分组标签", "value-wrapped": "末一格折到下一行", "paged": "表内外都有页码",
    "tabs": "制表符分列、分组标签丢列", "one-cell-a-line": "一行一格", "flat": "多空格分列、标签不折行",
    "clean": "规范的表头和跨行跨列", "word": "Word 另存的网页", "gbk": "GBK 编码的旧网站", "portal": "导航、目录、页脚和嵌套布局表",
    "nbsp": "不换行空格、标签内换行", "ragged": "合并处为空单元格", "split": "表三被分成两张表", "merged": "合并单元格",
    "styled": "标题样式和页眉页脚", "nested": "表格套在布局表内", "tracked": "修订痕迹", "links": "段落中有超链接",
}  # fmt: skip


def _wish(spec: Spec, rng: random.Random) -> Wish:
    faults = set(spec.faults)
    knobs: dict[str, int] = {}
    if "SECRET_REVIEW" in faults:
        knobs["denied_state_secret"] = rng.randint(1, 2)
    if "T4_REVIEW_FIRST" in faults:
        knobs.update(denied_third_party=rng.randint(1, 2), suit_direct=rng.randint(1, 2))
    if "FEE_DENIED" in faults or (not faults and spec.form == "2021" and rng.random() < 0.1):
        knobs["other_fee_lapsed"] = rng.randint(1, 3)
    without = ("assessment", "review", "accountability")
    if rng.random() < 0.3:
        without = (rng.choice(without),)
    return Wish(
        kind=spec.kind, form=spec.form, year=spec.year, profile=spec.profile, knobs=knobs,
        few_published=rng.randint(5, 25) if "ACTS_UNPUBLISHED" in faults else None,
        no_count="COUNT_MISSING" in faults,
        without_results=without if "RESULTS_MISSING" in faults else (),
        unanswered="PROBLEM_UNANSWERED" in faults,
        denies_fee="FEE_DENIED" in faults,
        no_period="PERIOD_NONE" in faults,
        run_in=not faults and rng.random() < 0.2,
    )  # fmt: skip


def _drawn(name: str, draft: Draft, wish: Wish) -> Fault:
    """The record of a fault that was drawn into the words and figures from the start."""
    if name == "FEE_DENIED":
        return Fault(
            "FEE_CONSISTENT", ("table3.other_fee_lapsed.natural_person", "table3.other_fee_lapsed.total")
        )
    if name == "PERIOD_NONE":
        return Fault("PERIOD")
    if name == "ACTS_UNPUBLISHED":
        return Fault(
            name,
            ("table2.licences.decisions", "table2.penalties.decisions"),
            "notice",
            quote=str(draft.published),
        )
    if name == "SECRET_REVIEW":
        cells = tuple(f"table3.denied_state_secret.{kind}" for kind in KINDS3)
        return Fault(name, cells, "notice")
    if name == "T4_REVIEW_FIRST":
        return Fault(
            name,
            tuple(f"table4.suit_direct.{c}" for c in ("upheld", "corrected", "other", "pending", "total")),
            "notice",
        )
    if name == "PROBLEM_UNANSWERED":
        return Fault(name, (), "notice", quote=draft.unanswered)
    return Fault(name, (), "warning" if name == "RESULTS_MISSING" else "notice")


def build(spec: Spec) -> tuple[Draft, Style]:
    """The draft and its style; the same for the same spec."""
    rng = random.Random(spec.seed * 7919)
    wish = _wish(spec, rng)
    draft = compose(wish, rng)
    if spec.longer:
        longer.write(draft, rng, amount=spec.longer)
    _harmless(draft, spec, rng)
    style = styles.draw(rng)
    if spec.producer.endswith(("-layout", "-raw", "-plain")) or (
        spec.format == "pdf" and spec.profile == "large"
    ):
        # A narrow column breaks full-width digits over two lines, and then nobody can read them.
        style = dataclasses.replace(style, full_digits=False)
    for name in sorted(spec.faults, key=lambda fault: fault == "TEXT_ARTEFACT"):
        planted = PLANTED[name](draft, rng) if name in PLANTED else _drawn(name, draft, wish)
        draft.faults.append(planted)
    return draft, style


def _harmless(draft: Draft, spec: Spec, rng: random.Random) -> None:
    """Deviations that must change no figure: swapped rows, extra rows, units, rows of older printings."""
    if rng.random() < 0.08:
        order = list(draft.figures.table3)
        at = order.index(rng.choice(["denied_third_party", "refused_repeat", "unable_not_held"]))
        order[at], order[at + 1] = order[at + 1], order[at]
        draft.row_order = order
    if spec.form == "2019":
        amount = draft.figures.table2["procurement"]["total_amount"] or 0
        if rng.random() < 0.5:
            draft.printed["table2.procurement.total_amount"] = f"{amount}元"
        if rng.random() < 0.4:
            draft.extra_rows.append(("normative_docs", "其他主动公开文件", ["12", "12", "85"]))
        if rng.random() < 0.3:
            draft.extra_rows.append(("procurement", "（注：政府集中采购由县财政统一实施）", ["", ""]))


def expected(draft: Draft, spec: Spec) -> dict[str, object]:
    """The truth in the shape of the contract, with the alternatives that the source leaves open."""
    tables = _figures(draft, spec)
    sections = {p.text for p in draft.passages if p.kind == "table"}
    if "table4" not in sections:
        tables["table4"] = {row: [None] * 5 for row in draft.figures.table4}
    result: dict[str, object] = {
        "why": _why(draft, spec), "producer": spec.producer, "printed": spec.is_printed,
        "title": draft.title.replace("\n", ""), "organ": draft.organ.name, "year": draft.year, "form": draft.form,
        **tables,
        "published": draft.published,
        "claims": [{"value": value, "cells": cells} for value, cells in draft.claims],
        "faults": [_fault(fault) for fault in draft.faults],
    }  # fmt: skip
    if any(fault.code == "ORGAN" for fault in draft.faults):
        result["organ"] = None
        result["either"] = {"organ": [draft.organ.place, draft.organ.short]}
    untold = _untellable(draft, spec)
    if untold:
        result["untellable"] = untold
    return result


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _figures(draft: Draft, spec: Spec) -> dict[str, object]:
    figures = draft.figures

    def value(cell: str, true: object) -> object:
        shown = draft.printed.get(cell)
        return _plain(true) if shown is None or shown.endswith("元") else None

    return {
        "table2": {
            row: {column: value(f"table2.{row}.{column}", v) for column, v in cells.items()}
            for row, cells in figures.table2.items()
        },
        "table3": {
            row: [value(f"table3.{row}.{kind}", v) for kind, v in zip(KINDS3, values, strict=True)]
            for row, values in figures.table3.items()
        },
        "table4": {row: [_plain(v) for v in values] for row, values in figures.table4.items()},
    }


def _untellable(draft: Draft, spec: Spec) -> dict[str, list[object]]:
    """Rows of texts whose blank left no trace: which of the cells was blank cannot be told."""
    if spec.format != "text" or spec.producer == "tabs":
        return {}
    rows = {
        cell.split(".")[1]
        for cell, shown in draft.printed.items()
        if shown == "" and cell.startswith("table3")
    }
    return {f"table3.{row}": [_plain(v) for v in draft.figures.table3[row]] for row in sorted(rows)}


def _fault(fault: Fault) -> dict[str, object]:
    record: dict[str, object] = {"code": fault.code, "cells": list(fault.cells), "severity": fault.severity}
    for name in ("also", "alternatives"):
        if getattr(fault, name):
            record[name] = list(getattr(fault, name))
    if fault.quote:
        record["quote"] = fault.quote
    return record


def _why(draft: Draft, spec: Spec) -> str:
    shape = (
        WHY_SHAPE.get(spec.producer, f"由 {spec.producer} 印出")
        if not spec.is_printed
        else f"由 {spec.producer} 印出{spec.shape}"
    )
    planted = "、".join(dict.fromkeys(TOLD.get(f.code, f.code) for f in draft.faults)) or "没有毛病"
    return f"{shape}；{planted}"
