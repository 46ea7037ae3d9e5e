"""An invented annual report as JSON under the contract, made by hand: what pages must show, whatever the engine does."""

from typing import Any

from gongkai import lawbook

LEAF_SUM = {
    "code": "T3_LEAF_SUM",
    "severity": "error",
    "origin": "report",
    "message": "（七）总计“自然人”列为 1，各项办理结果之和为 0。",
    "cells": ["table3.result_total.natural_person"],
    "left": 1,
    "right": 0,
    "evidence": [{"text": "（七）总计 1 0 0 0 0 0 1", "page": 4, "line": 171, "box": None}],
}
BLANK_ROW = {
    "code": "CELL_BLANK",
    "severity": "error",
    "origin": "unclear",
    "message": "“3.其他”行有 7 格空白。",
    "cells": [
        f"table3.other_misc.{column.id}"
        for column in lawbook.load().form("2021").table("table3").rows[0].columns
    ],
    "left": None,
    "right": None,
    "evidence": [{"text": "3.其他", "page": None, "line": 168, "box": None}],
}
NO_PERIOD = {
    "code": "PERIOD",
    "severity": "warning",
    "origin": "report",
    "message": "报告没有写明统计期间。",
    "cells": [],
    "left": None,
    "right": None,
    "evidence": [{"text": "<b>现将本镇工作情况报告如下。</b>", "page": None, "line": 3, "box": None}],
}


# It names a topic in its first characters, as introductions do.
INTRODUCTION = "本镇以主动公开为常态。\n全镇分工如下。"
CLAIMS = [
    {"text": "收到 1 件申请", "value": 1, "cells": ["table3.new_received.total"], "verdict": "match"},
    {"text": "办理许可 88 件", "value": 88, "cells": ["table2.licences.decisions"], "verdict": "mismatch"},
    {"text": "召开会议 3 次", "value": 3, "cells": [], "verdict": "unknown"},
]


def report(**changes: Any) -> dict[str, Any]:
    """A township's report with one application granted, two errors and a warning; `changes` replace whole entries."""
    whole = {
        "schema": "gongkai.annual-report/1",
        "source": {"path": "枕溪镇2024.txt", "sha256": "0" * 64, "media_type": "text/plain", "pages": None},
        "title": "枕溪镇人民政府2024年政府信息公开工作年度报告",
        "organ": "枕溪镇人民政府",
        "year": 2024,
        "form": "2021",
        "period": None,
        "sections": _sections(),
        **_tables(),
        "claims": CLAIMS,
        "blanks": BLANK_ROW["cells"],
        "doubts": [{"cell": "table3.refused_repeat.total", "why": "这一行少一个数"}],
        "findings": [NO_PERIOD, LEAF_SUM, BLANK_ROW],
        "checks": {"holds": 40, "broken": 1, "unknown": 1},
    }
    return whole | changes


def _sections() -> list[dict[str, Any]]:
    form = lawbook.load().form("2021")
    sections: list[dict[str, Any]] = [
        {"number": s.number, "heading": s.heading, "text": f"{s.heading}。", "topics": []}
        for s in form.sections
    ]
    sections[0]["topics"] = [
        {"number": t.number, "heading": t.heading, "kind": t.kind, "text": f"关于{t.heading}的一段话。"}
        for t in form.topics
    ]
    lines = [line for t in sections[0]["topics"] for line in (f"（{t['number']}）{t['heading']}", t["text"])]
    sections[0]["text"] = "\n".join([INTRODUCTION, *lines])
    return sections


def _tables() -> dict[str, Any]:
    table2, table3, table4 = lawbook.load().form("2021").tables
    rows2 = {row.id: {column.id: 0 for column in row.columns} for row in table2.rows}
    rows2["licences"]["decisions"] = 12345
    rows3: dict[str, list[int | None]] = {row.id: [0] * 7 for row in table3.rows}
    rows3["new_received"] = rows3["result_total"] = [1, 0, 0, 0, 0, 0, 1]
    rows3["other_misc"] = [None] * 7
    rows3["refused_repeat"] = [0, 0, 0, 0, 0, 0, None]
    return {"table2": rows2, "table3": rows3, "table4": {row.id: [0] * 5 for row in table4.rows}}
