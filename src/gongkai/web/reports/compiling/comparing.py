"""What a later edition says otherwise than the one before: cells with both figures, and the words that came and went."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.engine.changes import Stretch, compared
from gongkai.engine.render.cells import cell_label, known_figure
from gongkai.engine.render.stored import stored
from gongkai.kernel.problems import Problem
from gongkai.web.reports.former import file_of_year
from gongkai.web.reports.models import Compilation, FormerReport

_BLANKS = re.compile(r"(?<=[^\x00-\x7f])[^\S\n]+|[^\S\n]+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an edition; `cells` are label, figure before and figure now."""

    since: str
    cells: tuple[tuple[str, str, str], ...]
    text: tuple[Stretch, ...]


def changes(compilation: Compilation, data: Mapping[str, Any], *, number: int) -> Changes | None:
    """What edition `number`, which says `data`, changes; None when there was none before it, or its words are gone for good."""
    since, old = _before(compilation, number)
    if not old:
        return None
    return Changes(since, tuple(_cells(old, data)), compared(_text(old), _text(data)))


def _before(compilation: Compilation, number: int) -> tuple[str, Mapping[str, Any]]:
    """What everybody could read before: an edition, or a report that came as a file."""
    edition = compilation.editions.published().filter(number__lt=number).order_by("-number").first()
    if edition is not None:
        return f"第{edition.number}版", edition.data
    organ, year = compilation.organ_id, compilation.year
    former = FormerReport.objects.filter(organ=organ, year=year, number__lt=number)
    found = file_of_year(organ, year) or former.order_by("-number").first()  # what was set aside came before
    return "原来公开的报告", found.data if found else {}


def _cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Cells whose figure is another one now; nothing where what was read of an old file cannot be compared."""
    try:
        before, now = stored(old), stored(new)
    except Problem:
        return
    if before.form is not now.form:
        return
    for cell, value in now.values.items():
        if before.values.get(cell) != value:
            label = cell_label(now.form, cell)
            yield label, known_figure(before.values.get(cell)), known_figure(value)


def _text(data: Mapping[str, Any]) -> str:
    """Every word of it but the note of a correction, which tells of the changes and is none. Blanks beside Chinese are
    layout: every way to the page and back sets them otherwise."""
    preface, note = data.get("preface") or "", (data.get("edition") or {}).get("note")
    parts = [preface.partition(note)[2].lstrip() if note and note in preface else preface]
    for section in data["sections"]:
        parts += [section["heading"], section["text"]]
    return _BLANKS.sub("", "\n".join(part for part in parts if part))
