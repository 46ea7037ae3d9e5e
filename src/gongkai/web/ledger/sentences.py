"""Events as sentences for people: who, when, what, under which article; names as they are called now."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from string import Formatter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from gongkai import lawbook
from gongkai.kernel.days import in_words
from gongkai.lawbook.duties import duties

from . import registry
from .expunge import Reason
from .models import Event
from .names import ORGAN, Names, people
from .registry import EventKind, Tracked

EMPTY = "（空）"
HIDDEN = "（内容不记入台账）"
MOST_ITEMS = 5
MOST_CHANGES = 6
MOST_CHARACTERS = 80
# Why an act was refused, by the code of the problem.
_REASONS = {
    "not_your_duty": "没有办理这件事的职责",
    "not_your_own": "不得办理本人提出或者涉及本人的事项",
    "refused": "不符合办理这件事的规定",
    "outside_an_act": "没有经过办理动作",
    "forbidden_by_database": "数据库的规则不允许",
    "not_approved": "现有内容没有经过审核批准",
    "personal_details": "内容中有没有处理的个人信息",
    "overtaken": "别人已经改过同一处",
    "differs": "外部平台上的内容与批准的不一致",
    "unreachable": "外部平台的页面打不开",
    "not_a_feed": "对方给出的不是更新列表",
    "search_down": "当时不能搜索",
    "unreadable": "文件读不出内容",
    "encrypted": "文件加了密码",
    "still_readable": "遮盖以后还能读出标出的内容",
    "too_big": "文件太大",
    "image_only": "文件只有图片，没有文字",
    "not_a_report": "文件不是年度报告",
    "unsupported": "不能使用这种文件",
    "unwritable": "现在不能生成这种文件",
    "law_invalid": "法定数据的文件有错误",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_NAMED = re.compile(r"facts\[(\w+)\]")


def told(events: Sequence[Event]) -> list[str]:
    """Each event as a sentence; names are asked for once for all of them."""
    pairs = [(event, event.told()) for event in events]
    names = Names(wanted for event, body in pairs for wanted in _wanted(event, body))
    return [_sentence(event, body, names) for event, body in pairs]


def told_of(event: Event) -> str:
    """One event as a sentence."""
    return told([event])[0]


# A day as people write it: 2026年3月5日.
day = in_words


def moment(at: datetime) -> str:
    """A moment as people write it: 2026年3月5日09:30."""
    local = localtime(at)
    return f"{day(local)}{local:%H:%M}"


def _sentence(event: Event, body: Mapping[str, Any], names: Names) -> str:
    who = names.of(people(), event.person_id) if event.person_id is not None else "系统"
    why = f"，依据{event.article}" if event.article else ""
    what = _what(event, body, names, who=who)
    kind = registry.all_kinds().get(event.kind)
    return f"{what}{why}。" if kind and kind.is_whole else f"{who}于{moment(event.at)}{what}{why}。"


def _what(event: Event, body: Mapping[str, Any], names: Names, *, who: str) -> str:
    """What was done, from the kind's sentence or, when it has none, from what changed."""
    kind = registry.all_kinds().get(event.kind, EventKind(event.kind))
    columns = _Columns(event.subject_type, names)
    subject = names.of(event.subject_type, event.subject_id)
    if not kind.sentence:
        return _changes(event, body, columns) if body.get("after") else f"办理了{subject}（{event.kind}）"
    return _FORMATTER.vformat(
        kind.sentence,
        (),
        {
            "by": who,
            "at": moment(event.at),
            "subject": subject,
            "organ": names.organ(event.organ_id),
            "before": _Shown(
                {name: columns.shown(name, value) for name, value in body.get("before", {}).items()}
            ),
            "after": _Shown(
                {name: columns.shown(name, value) for name, value in body.get("after", {}).items()}
            ),
            "facts": _Shown({name: _Fact(value, names) for name, value in body.get("facts", {}).items()}),
        },
    )


def _changes(event: Event, body: Mapping[str, Any], columns: "_Columns") -> str:
    """What changed, column by column."""
    before, after = body.get("before", {}), body["after"]
    verb = "更改" if before else "新增"
    listed = [
        f"{columns.label(name)}由“{columns.shown(name, before[name])}”改为“{columns.shown(name, value)}”"
        if name in before
        else f"{columns.label(name)}为“{columns.shown(name, value)}”"
        for name, value in after.items()
        if name in before or value not in (None, "")
    ]
    more = f"，等{len(listed)}项" if len(listed) > MOST_CHANGES else ""
    return f"{verb}{columns.noun}{columns.subject(event)}：{'，'.join(listed[:MOST_CHANGES])}{more}"


class _Columns:
    """A model's columns in words."""

    def __init__(self, label: str, names: Names) -> None:
        self._names = names
        self._tracked: Tracked | None = registry.all_tracked().get(label)

    @property
    def noun(self) -> str:
        """What a row of the model is called."""
        return str(self._tracked.model._meta.verbose_name) if self._tracked else ""

    def subject(self, event: Event) -> str:
        """The row that an event is about."""
        return self._names.of(event.subject_type, event.subject_id)

    def label(self, name: str) -> str:
        """What a column is called."""
        field = _field(self._tracked, name)
        return str(field.verbose_name) if field else name

    def shown(self, name: str, value: Any) -> str:
        """A value of a column; of a digest only that there is one."""
        if value in (None, ""):
            return EMPTY
        if self._tracked and name in self._tracked.digests:
            return HIDDEN
        field = _field(self._tracked, name)
        if isinstance(field, ForeignKey):
            return self._names.of(field.related_model._meta.label_lower, value)
        named = dict(field.flatchoices).get(value, "") if field and not isinstance(value, list | dict) else ""
        return str(named) or _plainly(value)


class _Fact:
    """A fact of an event; what stands behind the colon in a sentence says what it is the id or the code of."""

    def __init__(self, value: Any, names: Names) -> None:
        self._value, self._names = value, names

    def __str__(self) -> str:
        return EMPTY if self._value in (None, "", []) else _plainly(self._value)

    def __format__(self, spec: str) -> str:
        if not spec or self._value in (None, ""):
            return str(self)
        values = self._value if isinstance(self._value, list) else [self._value]
        return _plainly([self._word(spec, value) for value in values])

    def _word(self, spec: str, value: Any) -> str:
        if "." in spec:
            return self._names.of(spec, value)
        return _VOCABULARIES[spec](value)


class _Shown(dict):
    """Values in words; one that an event does not have is empty."""

    def __missing__(self, name: str) -> str:
        return EMPTY


class _Formatter(Formatter):
    """Fills a sentence; a part that it does not know stays as it is, for a page must never fail over its ledger."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(key, f"{{{key}}}") if isinstance(key, str) else EMPTY

    def format_field(self, value: Any, format_spec: str) -> str:
        return format(value, format_spec) if isinstance(value, _Fact) else str(value)


_FORMATTER = _Formatter()


def _duty(code: str) -> str:
    known = duties().get(code)
    return known.name if known else code


def _act(code: str) -> str:
    """What an act is called; where somebody was stopped on the way to it, only its address is known ("organs:rename")."""
    named = registry.all_acts()
    return named.get(code) or named.get(str(code).replace(":", ".").replace("-", "_"), str(code))


def _rule(code: str) -> str:
    """What a check of annual reports is called."""
    return next((rule.title for rule in lawbook.load().rules if rule.code == code), code)


_VOCABULARIES = {
    "rule": _rule,
    "act": _act,
    "problem": lambda code: _REASONS.get(code, f"不符合规定，{code}"),
    "duty": _duty,
    "reason": lambda code: str(dict(Reason.choices).get(code, code)),
    "model": lambda label: (
        str(registry.all_tracked()[label].model._meta.verbose_name)
        if label in registry.all_tracked()
        else label
    ),
}


def _plainly(value: Any) -> str:
    """A value of JSON in words: days and moments as people write them, long lists and texts cut."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        listed = "、".join(_plainly(item) for item in value[:MOST_ITEMS])
        return f"{listed}等{len(value)}项" if len(value) > MOST_ITEMS else listed
    text = str(value)
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    if _MOMENT.fullmatch(text) and (at := parse_datetime(text)):
        return moment(at)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"


def _wanted(event: Event, body: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    """Everything that the sentence names by its id."""
    yield people(), event.person_id
    yield ORGAN, event.organ_id or None
    yield event.subject_type, event.subject_id
    tracked = registry.all_tracked().get(event.subject_type)
    for part in ("before", "after"):
        for name, value in body.get(part, {}).items():
            field = _field(tracked, name)
            if isinstance(field, ForeignKey) and isinstance(value, int):
                yield field.related_model._meta.label_lower, value
    yield from _facts_wanted(event.kind, body.get("facts", {}))


def _facts_wanted(code: str, facts: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    kind = registry.all_kinds().get(code, EventKind(code))
    for _text, named, spec, _conversion in Formatter().parse(kind.sentence):
        found = _NAMED.fullmatch(named or "")
        if found and spec and "." in spec:
            value = facts.get(found[1])
            yield from (
                (spec, pk) for pk in (value if isinstance(value, list) else [value]) if isinstance(pk, int)
            )


def _field(tracked: Tracked | None, name: str) -> Field | None:
    try:
        return tracked.field(name) if tracked else None
    except FieldDoesNotExist:  # the column is gone since
        return None
