"""Rows of a list while they are judged: what each cell says, which organ the row means, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.web.organs.models import Organ

from .columns import BY_FIELD, PARENT, Unreadable
from .plans import Fault
from .slugs import slug_for
from .standing import Standing

NEEDED = ("name", "level", "kind")  # of an organ that is not in the tree yet


@dataclass(slots=True)
class Draft:
    """One row."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    organ: Organ | None = None
    parent: str | None = None  # the address name of the organ above, once it is found; None for none

    @property
    def slug(self) -> str:
        """The address name that the organ has or will have."""
        return self.organ.slug if self.organ else self.values.get("slug", "")

    @property
    def name(self) -> str:
        """What the row calls the organ."""
        return self.values.get("name") or (self.organ.name if self.organ else "")

    def refuse(self, reason: str, advice: str = "请改正后重新预演。") -> None:
        """Note what is wrong."""
        self.faults.append(Fault(reason, advice))


def drafts(rows: tuple[tuple[int, Mapping[str, str]], ...], standing: Standing) -> list[Draft]:
    """Every row, read, with the organ that it means; no two of them mean the same."""
    read = [_read(line, texts) for line, texts in rows]
    for draft in read:
        _identify(draft, standing)
    _apart(read)
    _complete(read, standing)
    return read


def _read(line: int, texts: Mapping[str, str]) -> Draft:
    draft = Draft(line)
    for name, text in texts.items():
        try:
            value = BY_FIELD[name].read(text)
            draft.values[name] = value if name == PARENT else Organ._meta.get_field(name).clean(value, None)
        except Unreadable as error:
            draft.refuse(f"{BY_FIELD[name].heading}：{error}")
        except ValidationError as error:
            draft.refuse(f"{BY_FIELD[name].heading}：{''.join(error.messages)}")
    return draft


def _identify(draft: Draft, standing: Standing) -> None:
    """Find the organ by its address name, its code or its name, in this order; they may not mean two organs."""
    by_key = {
        "slug": standing.by_slug.get(draft.values.get("slug", "")),
        "code": standing.by_code.get(draft.values.get("code", "")),
        "name": standing.by_name.get(draft.values.get("name", "")),
    }
    meant = {organ.pk: organ for organ in by_key.values() if organ}
    draft.organ = next(iter(meant.values()), None)
    if len(meant) > 1:
        named = "、".join(
            f"{BY_FIELD[key].heading}是“{organ.name}”的" for key, organ in by_key.items() if organ
        )
        draft.refuse(f"这一行指的不是同一个机关：{named}。", "请核对全称、网址名和统一社会信用代码。")
    elif draft.organ and not draft.organ.is_active:
        draft.refuse(
            f"“{draft.organ.name}”{draft.organ.get_status_display()}。",
            "请删去这一行，改填承接其职能的机关。",
        )
    elif draft.organ and draft.values.get("slug", draft.organ.slug) != draft.organ.slug:
        draft.refuse(f"网址名定下后不再更改，现在是“{draft.organ.slug}”。", "请填原来的网址名，或者留空。")
    elif draft.organ and draft.name != draft.organ.name:
        draft.refuse(
            f"这一行会把“{draft.organ.name}”的全称改为“{draft.name}”。",
            f"更名要写明日期和依据文件，请在“{draft.organ.name}”的页面上办理“更名”，再预演名册。",
        )
    elif not draft.organ and (former := standing.by_former_name.get(draft.name)):
        draft.refuse(f"“{draft.name}”是“{former.name}”的曾用名。", "请填现在的全称。")


def _apart(read: list[Draft]) -> None:
    """Refuse a row that repeats an earlier one."""
    for key in ("name", "code", "slug"):
        first: dict[str, Draft] = {}
        for draft in read:
            value = draft.values.get(key)
            if value and (earlier := first.setdefault(value, draft)) is not draft:
                draft.refuse(
                    f"{BY_FIELD[key].heading}“{value}”与第{earlier.line}行重复。", "请核对哪一行是对的。"
                )
    means: dict[int, Draft] = {}
    for draft in read:
        if (
            draft.organ
            and (earlier := means.setdefault(draft.organ.pk, draft)) is not draft
            and not draft.faults
        ):
            draft.refuse(f"与第{earlier.line}行是同一个机关“{draft.organ.name}”。", "请只保留一行。")


def _complete(read: list[Draft], standing: Standing) -> None:
    """Give new organs what they may leave open: a short name, an address name."""
    taken = set(standing.by_slug) | {draft.values["slug"] for draft in read if draft.values.get("slug")}
    for draft in read:
        if draft.organ:
            continue
        missing = [BY_FIELD[name].heading for name in NEEDED if name not in draft.values]
        if missing and not draft.faults:
            draft.refuse(f"新登记的机关没有填{'、'.join(missing)}。", "请补填。")
        if draft.name:
            _short(draft)
            draft.values.setdefault("slug", slug_for(draft.name, taken=taken))
            taken.add(draft.values["slug"])


def _short(draft: Draft) -> None:
    if "short_name" in draft.values:
        return
    short = draft.name.removesuffix("人民政府") or draft.name
    if len(short) > Organ._meta.get_field("short_name").max_length:
        draft.refuse("全称较长，不能直接作简称。", "请填简称。")
    draft.values["short_name"] = short
