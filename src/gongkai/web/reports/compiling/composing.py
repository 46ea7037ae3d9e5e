"""The report as the contract has it, from figures and prose: what is rendered, read back, hashed and published."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gongkai.engine.numerals import to_numeral
from gongkai.engine.render.cells import cell_label
from gongkai.engine.render.contract import SCHEMA, number, tables
from gongkai.kernel.facts import Fact
from gongkai.kernel.figures import Figures
from gongkai.kernel.form import Form
from gongkai.kernel.tally import Period
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.models import Compilation

from .figures import Figured
from .found import Found
from .prose import Written


def composed(
    compilation: Compilation, found: Figured, written: Sequence[Written], facts: Mapping[str, Fact]
) -> dict[str, Any]:
    """The whole report as data. Nothing in it depends on the moment: the same state gives the same data."""
    period, form = Period.year_of(compilation.year), found.form
    figures = Figures.of(form, {cell: _plain(shown.value) for cell, shown in found.cells.items()})
    blanks = [cell for cell, shown in found.cells.items() if shown.value is None]
    return {
        "schema": SCHEMA,
        "source": {"path": "", "sha256": "", "media_type": "", "pages": None},
        "title": str(compilation),
        "organ": compilation.organ.name,
        "year": compilation.year,
        "form": form.id,
        "period": [period.first.isoformat(), period.last.isoformat()],
        "preface": "\n".join(one.rendered for one in written if one.section == 0 and one.rendered),
        "sections": [_section(part.number, part.heading, written, form) for part in form.sections],
        **tables(figures),
        "claims": [],
        "breakdowns": [],
        "blanks": blanks,
        "doubts": [],
        "findings": [],
        "checks": {"holds": 0, "broken": 0, "unknown": 0},
        "reasons": _reasons(found),
        "justified": [],
        "facts": _facts(written, facts),
        "by_hand": [
            {"topic": one.heading, "about": list(one.unregistered)} for one in written if one.is_by_hand
        ],
        **({"parts": _parts(found), "missing": list(found.missing)} if compilation.is_rolled_up else {}),
    }


def signed_over(found: Iterable[Found]) -> list[dict[str, Any]]:
    """Every error of today that is signed over, and why: what was answered of other figures is not published."""
    answers = [one.justification for one in found if one.justification]
    return [
        {"code": row.code, "message": row.message, "cells": list(row.cells), "reason": row.reason}
        for row in sorted(answers, key=lambda row: (row.code, row.fingerprint))
    ]


def words_of(data: Mapping[str, Any]) -> Iterator[str]:
    """Everything that people may have written of what is published: the prose, and the reasons beside it."""
    yield data["preface"]
    yield from (section["text"] for section in data["sections"])
    yield from (one["reason"] for one in data["reasons"])
    for one in data["justified"]:
        yield from (one["message"], one["reason"])


def hash_of(data: Mapping[str, Any]) -> str:
    """The hash to which an approval is bound: every word and every figure."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _section(section: int, heading: str, written: Sequence[Written], form: Form) -> dict[str, Any]:
    """One of the six sections; a topic of which there is nothing to tell is left out, and the next takes its number."""
    told = [one for one in written if one.section == section and one.rendered]
    kinds = {topic.heading: topic.kind for topic in form.topics}
    topics = [
        {
            "number": to_numeral(place),
            "heading": one.heading,
            "kind": kinds.get(one.heading, "other"),
            "text": one.rendered,
        }
        for place, one in enumerate(told, 1)
    ]
    text = "\n".join(f"（{topic['number']}）{topic['heading']}\n{topic['text']}" for topic in topics)
    return {"number": section, "heading": heading, "text": text, "topics": topics}


def _reasons(found: Figured) -> list[dict[str, Any]]:
    """Every figure that was given by hand, with the register's and the reason."""
    return [
        {
            "cell": cell,
            "name": cell_label(found.form, cell),
            "counted": number(_plain(shown.counted)),
            "given": number(_plain(shown.value)),
            "reason": shown.reason,
        }
        for cell, shown in found.cells.items()
        if shown.is_changed
    ]


def _facts(written: Sequence[Written], facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The facts to which the prose refers, as they were told."""
    kinds = fact_kinds()
    codes = sorted({piece.code for one in written for piece in one.pieces if piece.code in kinds})
    return {
        code: {
            "name": kinds[code].name,
            "value": _told(facts[code]),
            "words": kinds[code].words(facts[code]),
            "register": kinds[code].register,
        }
        for code in codes
        if code in facts
    }


def _told(fact: Fact) -> int | float | str | None:
    if not fact.is_known or isinstance(fact.value, str):
        return fact.value if fact.is_known else None
    return number(_plain(fact.value))


def _parts(found: Figured) -> dict[str, dict[str, int | float | None]]:
    """What each member adds to a cell, None where it has nothing that can be added; cells that are 0 of all are left out."""
    return {
        cell: {name: number(_plain(value)) for name, value in parts.items()}
        for cell, parts in found.parts.items()
        if any(value != 0 for value in parts.values())
    }


def _plain(value: Decimal | int | None) -> Decimal | int | None:
    """A figure in its shortest form: a whole amount is a whole number, whatever database it came from."""
    return int(value) if isinstance(value, Decimal) and value == int(value) else value
