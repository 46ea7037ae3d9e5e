"""Judges a list of documents against the register: the dry run. It writes nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from gongkai.engine.intake import Source
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.normative import normative_law
from gongkai.web.documents.actions.rows import settle_attribute, settle_issue
from gongkai.web.documents.limits import number_fault
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType, Origin
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.organs.importing.columns import Unreadable
from gongkai.web.organs.importing.plans import Change, Fault, Plan, Verdict
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Organ, Section

from .columns import LAYOUT, columns, heading_of

WRITTEN = (
    "title",
    "doc_no",
    "doc_type",
    "section_id",
    "drafted_on",
    "formed_on",
    "status",
    "attribute",
    "reason_code",
    "reason",
    "external_id",
)


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One row: its number in the file, the document with the verdict and why, and the row as it would be written."""

    line: int
    name: str
    verdict: Verdict
    document: Document | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: Document | None = None

    def refuse(self, reason: str, advice: str = "请改正后重新预演。") -> None:
        self.faults.append(Fault(reason, advice))


@dataclass(frozen=True, slots=True)
class _Register:
    """The documents of an organ by what can name them, and its sections."""

    organ: Organ
    by_external: Mapping[str, Document]
    by_number: Mapping[str, Document]
    sections: Mapping[str, Section]

    @classmethod
    def of(cls, organ: Organ) -> "_Register":
        documents = list(Document.objects.filter(organ=organ).select_related("section"))
        standing = [one for one in documents if one.status != DocumentStatus.VOID]
        return cls(
            organ,
            {one.external_id: one for one in documents if one.external_id},
            {one.doc_no: one for one in standing if one.doc_no},
            {one.name: one for one in organ.sections.filter(until_on=None)},
        )


def plan(source: Source, *, organ: Organ, on: date, by: Viewer) -> Plan:
    """What the list would do, row by row. Raises a Problem when the file holds no list, or the organ is not his."""
    by.must_hold(*KEEPERS, path=organ.path)
    sheet = read(source, LAYOUT)
    state = state_of(organ)  # before the register is read: a change in between then shows
    register = _Register.of(organ)
    drafts = [_read(line, texts) for line, texts in sheet.rows]
    _apart(drafts)
    rows = tuple(_planned(draft, register, on=on) for draft in drafts)
    return Plan(rows, file=source.sha256, state=state, unread=sheet.unread)


def state_of(organ: Organ) -> str:
    """A hash over every document and section of the organ."""
    documents = list(Document.objects.filter(organ=organ).order_by("pk").values_list())
    sections = list(organ.sections.order_by("pk").values_list())
    told = json.dumps([organ.pk, documents, sections], cls=DjangoJSONEncoder)
    return hashlib.sha256(told.encode()).hexdigest()


def _read(line: int, texts: Mapping[str, str]) -> _Draft:
    draft = _Draft(line)
    known = {column.field: column for column in columns()}
    for name, text in texts.items():
        try:
            value = known[name].read(text)
            if name in {"title", "doc_no", "external_id"}:
                value = Document._meta.get_field(name).clean(value, None)
            draft.values[name] = value
        except Unreadable as error:
            draft.refuse(f"{known[name].heading}：{error}")
        except ValidationError as error:
            draft.refuse(f"{known[name].heading}：{''.join(error.messages)}")
    return draft


def _apart(drafts: Iterable[_Draft]) -> None:
    """Refuse a row that repeats the number or the id of an earlier one."""
    for key in ("doc_no", "external_id"):
        first: dict[str, _Draft] = {}
        for draft in drafts:
            value = draft.values.get(key)
            if value and (earlier := first.setdefault(value, draft)) is not draft:
                draft.refuse(
                    f"{heading_of(key)}“{value}”与第{earlier.line}行重复。",
                    "请核对哪一行是对的，只保留一行。",
                )


def _planned(draft: _Draft, register: _Register, *, on: date) -> PlannedDocument:
    _identify(draft, register)
    document = _as_document(draft, register)
    _judge(draft, document, on=on)
    changes = _changes(draft, document)
    if draft.faults:
        verdict = Verdict.REFUSED
    elif draft.known is None:
        verdict = Verdict.NEW
    else:
        verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    return PlannedDocument(
        draft.line, document.title, verdict, document, changes, tuple(draft.faults), tuple(draft.notes)
    )


def _identify(draft: _Draft, register: _Register) -> None:
    """Which document a row means: by its id elsewhere, then by its number; they may not mean two."""
    by_external = register.by_external.get(draft.values.get("external_id", ""))
    by_number = register.by_number.get(draft.values.get("doc_no", ""))
    draft.known = by_external or by_number
    if by_external and by_number and by_external != by_number:
        draft.refuse(
            f"原系统编号是《{by_external.title}》的，文号是《{by_number.title}》的。", "请核对这两列。"
        )
    elif draft.known and draft.known.status == DocumentStatus.VOID:
        draft.refuse(f"《{draft.known.title}》已经作废。", "请删去这一行；确需登记的，请用新的原系统编号。")


def _as_document(draft: _Draft, register: _Register) -> Document:
    """The row as it would be written: what it leaves open stays as it is."""
    known, values = draft.known, dict(draft.values)
    section = _section(draft, values.pop("section", ""), register)
    document = Document(organ=register.organ, origin=Origin.IMPORT, doc_type=DocumentType.ORDINARY)
    if known:
        for one in Document._meta.concrete_fields:
            setattr(document, one.attname, getattr(known, one.attname))
    if known and known.active_since_on:
        _keep_released(draft, values)
    for name, value in values.items():
        setattr(document, name, value)
    if section:
        document.section = section
    document.drafted_on = document.drafted_on or document.formed_on
    settle_issue(document)
    return document


def _keep_released(draft: _Draft, values: dict[str, Any]) -> None:
    """What was released here by another look stays released, whatever the other system still says."""
    if values.get("attribute", "active") != "active":
        draft.notes.append("已经评估改为主动公开，公开属性不变。")
    for name in ("attribute", "reason_code", "reason"):
        values.pop(name, None)


def _section(draft: _Draft, name: str, register: _Register) -> Section | None:
    if not name:
        return None
    if name not in register.sections:
        named = "、".join(register.sections) or "还没有登记内设机构"
        draft.refuse(f"本机关没有“{name}”这个科室。", f"请填现有科室的名称（{named}），或者留空。")
    return register.sections.get(name)


def _judge(draft: _Draft, document: Document, *, on: date) -> None:
    """What every entry must have; what came without a reason is taken in, and told at the reconciliation."""
    if not document.title:
        draft.refuse("没有填标题。", "请补填。")
    if document.doc_no and (fault := number_fault(document.doc_no)):
        draft.refuse(fault, f"请写成“{normative_law().example}”这样。")
    _judge_days(draft, document, on=on)
    if document.attribute:
        _judge_attribute(draft, document, on=on)
    elif not any(fault.reason.startswith(heading_of("attribute")) for fault in draft.faults):
        named = "、".join(attribute.name for attribute in review_law().attributes.values())
        draft.refuse("没有填公开属性。", f"台账中每份文件都要有公开属性，请补填：{named}。")
    known = draft.known
    if known and known.origin != Origin.IMPORT and _changes(draft, document):
        draft.refuse(
            f"《{known.title}》已在本系统登记，内容与这一行不同。", "请到它的页面修改，或者删去这一行。"
        )
    elif known and known.item_id and document.attribute != known.attribute:
        draft.refuse("这份文件已经起草为公开的信息，公开属性不能再由导入更改。", "请到它的页面办理。")


def _judge_days(draft: _Draft, document: Document, *, on: date) -> None:
    if document.drafted_on is None and "drafted_on" not in draft.values:
        draft.refuse("起草日期和成文日期都没有填。", "请至少填一个。")
    for name in ("drafted_on", "formed_on"):
        day = getattr(document, name)
        if day and day > on:
            draft.refuse(f"{heading_of(name)}还没有到。", "台账只登记已经发生的事，请核对日期。")
    if document.formed_on and document.drafted_on and document.formed_on < document.drafted_on:
        draft.refuse("成文日期早于起草日期。", "请核对这两个日期。")


def _judge_attribute(draft: _Draft, document: Document, *, on: date) -> None:
    try:
        settle_attribute(document, on=on)
    except Refused as refused:
        draft.refuse(refused.message, refused.advice)
    if document.lacks_reason:
        draft.notes.append("没有写明不公开的理由，可以登记；对账时会列出，请补写。")


def _changes(draft: _Draft, document: Document) -> tuple[Change, ...]:
    """What differs from the document that stands; nothing for a new one, and none of a row that is refused."""
    known = draft.known
    if known is None or draft.faults:
        return ()
    return tuple(
        Change(
            str(Document._meta.get_field(name.removesuffix("_id")).verbose_name),
            _told(known, name),
            _told(document, name),
        )
        for name in WRITTEN
        if getattr(known, name) != getattr(document, name)
    )


def _told(document: Document, name: str) -> str:
    """A value as a person reads it."""
    if name == "section_id":
        return str(document.section or "（空）")
    show = getattr(document, f"get_{name}_display", None)
    value = show() if show else getattr(document, name)
    return "（空）" if value in (None, "") else str(value)
