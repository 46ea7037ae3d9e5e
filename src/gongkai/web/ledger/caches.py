"""Columns that are caches of the ledger: whether they say what the events say, and writing them anew from these."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import groupby
from operator import itemgetter
from typing import Any

from gongkai.kernel.chain import Value
from gongkai.kernel.duties import SYSTEM

from . import registry
from .actions import act
from .models import INSTALLATION, Event
from .names import GONE, Names
from .registry import Tracked
from .snapshot import one_moment
from .troubles import Trouble

CHUNK = 2000
EXPUNGED = "ledger.expunged"
REBUILT = "ledger.rebuilt"
_CALL = "这些内容不能由台账推出，请从最近一次完好的备份恢复，并报告审计人员。"


@dataclass(slots=True)
class Folded:
    """What the events say of one row: its columns as they set them, and in which chain this was said last."""

    pk: int
    told: dict[str, Value] = field(default_factory=dict)
    organ: int = INSTALLATION
    position: int = 0
    is_expunged: bool = False
    is_disordered: bool = False


class Wrong(Enum):
    """In which way a row is not as its events say."""

    UNTOLD = "untold"  # there is the row, and no event set any of its columns
    MISSING = "missing"  # there is no row, and no event says that it was taken out
    PUT_BACK = "put_back"  # there is the row, though it was taken out for good: from a backup, perhaps
    MISMATCH = "mismatch"  # a column holds something else
    DISORDERED = "disordered"  # all columns agree, but the events were put into another order


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not as its events say; `told` are the columns that differ, as the events set them."""

    tracked: Tracked
    folded: Folded
    wrong: Wrong
    told: dict[str, Value] = field(default_factory=dict)

    @property
    def mendable(self) -> dict[str, Value]:
        """The columns that can be written anew: of digests the ledger has no content."""
        return {name: value for name, value in self.told.items() if name in self.tracked.fields}

    @property
    def is_mendable(self) -> bool:
        """Whether the row is as its events say once these columns are written anew."""
        return bool(self.told) and self.mendable == self.told


def differences() -> Iterator[Difference]:
    """Every row of every tracked model that is not as its events say, read row beside row in the order of their ids."""
    for tracked in registry.all_tracked().values():
        rows = _rows(tracked)
        row = next(rows, None)
        for folded in _folded(tracked.label):
            while row and row[0] < folded.pk:
                yield Difference(tracked, Folded(row[0]), Wrong.UNTOLD)
                row = next(rows, None)
            stored = row[1] if row and row[0] == folded.pk else None
            yield from _compared(tracked, folded, stored)
            row = row if stored is None else next(rows, None)
        while row:
            yield Difference(tracked, Folded(row[0]), Wrong.UNTOLD)
            row = next(rows, None)


def mismatched() -> Iterator[Trouble]:
    """The differences, told to people."""
    for found in differences():
        yield trouble_of(found)


def rebuild(*, at: datetime, is_dry: bool) -> list[Difference]:
    """Write the caches anew from the events; what differed. On a sound database nothing is written."""
    with one_moment():
        found = list(differences())
    wrong = [one for one in found if one.mendable]
    if wrong and not is_dry:
        with act("ledger.rebuild", INSTALLATION, by=SYSTEM, at=at) as pen:
            written = sum(_write(one) for one in wrong)
            pen.note(REBUILT, facts={"rows": written})
    return found


def _write(found: Difference) -> bool:
    """Write the columns of one row anew, if it still differs now that nobody else can change it.

    Past `save`: a model's own saving may change more than the columns that are wrong.
    """
    tracked, pk = found.tracked, found.folded.pk
    stored = tracked.stored(pk)  # locks the row, so the events that follow are the last ones
    now = next(iter(_compared(tracked, next(_folded(tracked.label, pk)), stored)), None)
    if now is None or not now.mendable:
        return False
    fields = {name: tracked.field(name) for name in now.mendable}
    values = {fields[name].attname: fields[name].to_python(value) for name, value in now.mendable.items()}
    tracked.model._base_manager.filter(pk=pk).update(**values)
    return True


def _rows(tracked: Tracked) -> Iterator[tuple[int, dict[str, Value]]]:
    rows = tracked.model._base_manager.order_by("pk").values("pk", *tracked.columns)
    for row in rows.iterator(chunk_size=CHUNK):
        yield row["pk"], tracked.told(row)


def _folded(label: str, pk: int | None = None) -> Iterator[Folded]:
    """What the events say of each row of a model, or of one row, by its id."""
    events = Event.objects.filter(subject_type=label, subject_id__isnull=False).order_by("subject_id", "id")
    events = events if pk is None else events.filter(subject_id=pk)
    rows = events.values_list("subject_id", "organ_id", "position", "kind", "body").iterator(chunk_size=CHUNK)
    for pk, of_row in groupby(rows, key=itemgetter(0)):
        folded = Folded(pk)
        reached: dict[int, int] = {}
        for _pk, organ, position, kind, body in of_row:
            folded.is_disordered |= position <= reached.get(organ, 0)
            reached[organ] = position
            folded.told |= _after(body)
            folded.organ, folded.position = organ, position
            folded.is_expunged |= kind == EXPUNGED
        yield folded


def _after(body: str) -> dict[str, Any]:
    """What an event set; nothing when it cannot be read, which its hash tells already."""
    try:
        told = json.loads(body).get("after", {})
    except (ValueError, AttributeError):
        return {}
    return told if isinstance(told, dict) else {}


def _compared(tracked: Tracked, folded: Folded, stored: dict[str, Value] | None) -> list[Difference]:
    """The difference, if there is one."""
    if stored is None:
        is_missing = folded.told and not folded.is_expunged
        return [Difference(tracked, folded, Wrong.MISSING)] if is_missing else []
    if folded.is_expunged and not tracked.keeps_row:
        return [Difference(tracked, folded, Wrong.PUT_BACK)]
    if not folded.told:
        return [Difference(tracked, folded, Wrong.UNTOLD)]
    # A column that is tracked only since some later release was set by no event yet.
    told = {name: value for name, value in folded.told.items() if name in stored and value != stored[name]}
    if told:
        return [Difference(tracked, folded, Wrong.MISMATCH, told)]
    return [Difference(tracked, folded, Wrong.DISORDERED)] if folded.is_disordered else []


def trouble_of(found: Difference) -> Trouble:
    """A difference as it is told to people."""
    tracked, folded = found.tracked, found.folded
    noun = str(tracked.model._meta.verbose_name)
    # What was to be forgotten is not called by its name.
    name = GONE if found.wrong is Wrong.PUT_BACK else Names().of(tracked.label, folded.pk)
    where = f"{noun if name == GONE else f'{noun}“{name}”'}（{tracked.label} {folded.pk}）"
    if folded.position:
        where += f"，台账见{Names().organ(folded.organ)}第 {folded.position} 条"
    code, what, advice = _told(found)
    return Trouble(code, where, what, advice, organ=folded.organ, position=folded.position or None)


def _told(found: Difference) -> tuple[str, str, str]:
    if found.wrong is not Wrong.MISMATCH:
        return f"cache.{found.wrong.value}", *_WORDS[found.wrong]
    names = "、".join(str(found.tracked.field(name).verbose_name) for name in found.told)
    advice = (
        "请运行 gongkai rebuild --write 按台账写回。"
        if found.is_mendable
        else f"其中内容不记入台账的，{_CALL}"
    )
    return "cache.mismatch", f"{names}与台账不一致，绕过系统改动过。", advice


_WORDS = {
    Wrong.UNTOLD: ("台账里没有关于它的记录，不是经系统写入的。", _CALL),
    Wrong.MISSING: ("台账里有它，数据库里没有这一行，也没有清除的记录。", _CALL),
    Wrong.PUT_BACK: (
        "已经依法清除，数据库里却又有了，可能来自备份。",
        "请用 gongkai expunge 或者在后台重新提出清除；恢复备份以后，应当按台账重办备份之后的清除。",
    ),
    Wrong.DISORDERED: ("关于它的记录先后次序被改动过。", _CALL),
}
