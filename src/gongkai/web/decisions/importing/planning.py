"""Judges a list of months against those that stand: the dry run. It writes nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.engine.intake import Source
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused, TooBig
from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.decisions.actions import Entry, Place, must_hold, standing
from gongkai.web.decisions.models import ENTERERS, MonthlyCount
from gongkai.web.decisions.months import named
from gongkai.web.decisions.values import told, value_of
from gongkai.web.organs.importing.columns import Unreadable
from gongkai.web.organs.importing.plans import Change, Fault, Plan, Verdict
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Organ

from .columns import LAYOUT, month_of

MOST = 600  # rows: fifty years of months


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """One row: its number in the file, the month, the verdict with its reasons, and what is entered."""

    line: int
    name: str
    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Draft:
    line: int
    texts: Mapping[str, str]
    month: date | None = None
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, reason: str, advice: str = "请改正后重新预演。") -> None:
        self.faults.append(Fault(reason, advice))


def plan(source: Source, *, organ: Organ, on: date, by: Viewer) -> Plan:
    """What the list would do, row by row. Raises a Problem when the file holds no list, or the organ is not his."""
    by.must_hold(*ENTERERS, path=organ.path)
    sheet = read(source, LAYOUT)
    if len(sheet.rows) > MOST:
        raise TooBig(f"清单有 {len(sheet.rows)} 行，一次最多 {MOST} 行。", "请分成几份清单导入。")
    stored = standing(organ)
    drafts = [_Draft(line, texts) for line, texts in sheet.rows]
    for draft in drafts:
        _read(draft, organ, stored, on=on)
    _apart(drafts)
    rows = tuple(_planned(draft) for draft in drafts)
    return Plan(rows, file=source.sha256, state=state_of(organ), unread=sheet.unread)


def state_of(organ: Organ) -> str:
    """A hash over everything that was counted for the organ."""
    rows = list(MonthlyCount.objects.filter(organ=organ).order_by("pk").values_list())
    told_ = json.dumps([organ.pk, rows], cls=DjangoJSONEncoder)
    return hashlib.sha256(told_.encode()).hexdigest()


def _read(draft: _Draft, organ: Organ, stored: Mapping[Place, MonthlyCount], *, on: date) -> None:
    """What the cells say; a blank one changes nothing."""
    name = draft.texts.get("organ", "")
    if name and not organ.is_called(name):
        draft.refuse(
            f"这一行写的机关是“{name}”，不是“{organ.name}”。", "请删去这一行，或者在那个机关名下导入。"
        )
    try:
        draft.month = month_of(draft.texts.get("month", ""))
    except Unreadable as error:
        draft.refuse(f"月份：{error}")
        return
    for code in decision_kinds():
        try:
            _judge(draft, code, organ, stored, on=on)
        except Refused as refused:
            draft.refuse(refused.message, refused.advice)


def _judge(draft: _Draft, code: str, organ: Organ, stored: Mapping[Place, MonthlyCount], *, on: date) -> None:
    value = value_of(draft.texts.get(code, ""), decision_kinds()[code])
    stands = stored.get((code, draft.month))
    was = stands.value if stands else None
    if value is None or value == was:
        return
    texts = draft.texts
    entry = Entry(code, draft.month, value, texts.get("source", ""), texts.get("note", ""), was)
    must_hold(entry, organ, stored, on=on)
    draft.entries.append(entry)


def _apart(drafts: Iterable[_Draft]) -> None:
    """Refuse a month that an earlier row has."""
    first: dict[date, _Draft] = {}
    for draft in drafts:
        if draft.month and (earlier := first.setdefault(draft.month, draft)) is not draft:
            draft.refuse(
                f"{named(draft.month)}与第{earlier.line}行重复。", "请核对哪一行是对的，只保留一行。"
            )


def _planned(draft: _Draft) -> PlannedMonth:
    changes = tuple(_change(entry) for entry in draft.entries if entry.was is not None)
    if draft.faults:
        verdict = Verdict.REFUSED
    elif changes:
        verdict = Verdict.CHANGED
    else:
        verdict = Verdict.NEW if draft.entries else Verdict.UNCHANGED
    name = named(draft.month) if draft.month else draft.texts.get("month", "")
    return PlannedMonth(draft.line, name, verdict, tuple(draft.entries), changes, tuple(draft.faults))


def _change(entry: Entry) -> Change:
    kind = entry.known_kind
    return Change(kind.name, told(entry.was, kind), told(entry.value, kind))
