"""Rows of a list while they are judged: what each cell says, which organ, what is wrong, what is left to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.web.disclosure.models import Version
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.importing.columns import Unreadable
from gongkai.web.organs.importing.plans import Fault
from gongkai.web.organs.models import Organ

from .columns import NEEDED, columns, heading_of
from .standing import Known

# Cells that become columns of a version as they are.
WORDS = ("title", "summary", "doc_no", "formed_on", "attribute", "reason_code", "reason")


@dataclass(slots=True)
class Draft:
    """One row."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    organ: Organ | None = None
    known: Known | None = None

    @property
    def title(self) -> str:
        """What the row calls the item."""
        return self.values.get("title", "")

    @property
    def marks(self) -> Known:
        """What can show that another row or an item is the same."""
        number, on = self.values.get("doc_no", ""), self.values.get("formed_on")
        return Known(f"第{self.line}行", self.title, number, on)

    def refuse(self, reason: str, advice: str = "请改正后重新预演。") -> None:
        """Note what is wrong."""
        self.faults.append(Fault(reason, advice))

    def tried(self, do: Callable[[], Any], *, column: str) -> Any:
        """What something gives; None, with the reason noted, when it cannot be done."""
        try:
            return do()
        except Problem as problem:
            self.refuse(f"{heading_of(column)}：{problem.message}", problem.advice)
            return None


def drafts(rows: tuple[tuple[int, Mapping[str, str]], ...], *, by: Viewer) -> list[Draft]:
    """Every row, read, with its organ."""
    read = [_read(line, texts) for line, texts in rows]
    organs = list(Organ.objects.all())
    named = {organ.slug: organ for organ in organs} | {organ.name: organ for organ in organs}
    own = list(Organ.objects.filter(on_ground(by.ground(*DRAFTERS), prefix="")).active()[:2])
    for draft in read:
        _place(draft, named, own, by=by)
        missing = [heading_of(name) for name in NEEDED if name not in draft.values]
        if missing and not draft.faults:
            draft.refuse(f"没有填{'、'.join(missing)}。", "请补填。")
    return read


def _read(line: int, texts: Mapping[str, str]) -> Draft:
    draft = Draft(line)
    for column in columns():
        if column.field not in texts:
            continue
        try:
            value = column.read(texts[column.field])
            draft.values[column.field] = _fitting(column.field, value)
        except Unreadable as error:
            draft.refuse(f"{column.heading}：{error}")
        except ValidationError as error:
            draft.refuse(f"{column.heading}：{''.join(error.messages)}")
    return draft


def _fitting(name: str, value: Any) -> Any:
    """A value as its column of the database takes it. Raises ValidationError."""
    if name not in WORDS:
        return value
    stored: Field = Version._meta.get_field(name)
    return stored.clean(value, None)


def _place(draft: Draft, named: Mapping[str, Organ], own: list[Organ], *, by: Viewer) -> None:
    """Find the organ; a list of somebody who drafts for one organ alone need not name it."""
    name = draft.values.get("organ", "")
    if not name and len(own) == 1:
        draft.organ = own[0]
    elif not name:
        draft.refuse("没有填机关。", "您为几个机关起草，请写明是哪一个。")
    elif name not in named:
        draft.refuse(f"没有找到机关“{name}”。", "请填它的全称或者网址名。")
    elif by.holds(*DRAFTERS, path=named[name].path) is None:
        draft.refuse(f"您不能为“{named[name].name}”起草信息。", "请由它的人员导入，或者删去这一行。")
    elif not named[name].is_active:
        gone = named[name]
        draft.refuse(f"“{gone.name}”{gone.get_status_display()}。", "请改填承接其职能的机关。")
    else:
        draft.organ = named[name]
