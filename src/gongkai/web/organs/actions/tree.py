"""Organs and where they stand: founded, renamed, moved, changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.organs.levels import ADVICE, level_fault
from gongkai.web.organs.models import FormerName, Organ, Status

from .rows import hold_tree, locked, must_exist

NAMES = ("name", "short_name")
CONTACTS = ("address", "postcode", "phone", "fax", "email", "online_channel", "office_hours")
PARTICULARS = (
    "code",
    "level",
    "kind",
    "since_on",
    "has_rule_making_power",
    "authority",
    "vertical",
    "respondent",
    "issuing_office",
)
CHANGEABLE = (*NAMES, "parent", *CONTACTS, *PARTICULARS)
# By what others know an organ that publishes something; with its parent its path changes.
KNOWN_BY = {"name", "code", "level", "parent"}

# What else follows when others must learn to know organs anew, by their ids; the apps above say it when they start.
renaming: list[Callable[[Pen, Sequence[int]], None]] = []


def found(organ: Organ, *, by: Viewer, at: datetime) -> Organ:
    """Enter an organ that is not in the tree yet, below the parent that it names."""
    with act("organs.found", organ.parent_id or INSTALLATION, by=by, at=at) as pen:
        hold_tree()
        organ.parent = locked(organ.parent_id) if organ.parent_id else None
        pen.duty = by.must_hold("admin", path=organ.parent.path if organ.parent else "")
        checked(organ, but=["path"])
        _must_keep_levels(organ)
        write_new(pen, organ)
    return organ


def rename(
    organ: Organ,
    *,
    name: str,
    short_name: str,
    on: date | None = None,
    document: str = "",
    by: Viewer,
    at: datetime,
) -> Organ:
    """Give an organ another name from a day on; the old one is kept and still found."""
    values = {"name": name, "short_name": short_name}
    return _changed("organs.rename", organ, values, on=on, document=document, by=by, at=at)


def move(organ: Organ, parent: Organ | None, *, by: Viewer, at: datetime) -> Organ:
    """Put an organ below another one; everything below it follows."""
    return _changed("organs.move", organ, {"parent": parent}, by=by, at=at)


def change_contacts(organ: Organ, *, by: Viewer, at: datetime, **values: str) -> Organ:
    """Change how to reach an organ: the fields of CONTACTS."""
    return _changed("organs.change_contacts", organ, _only(CONTACTS, values), by=by, at=at)


def change_particulars(organ: Organ, *, by: Viewer, at: datetime, **values: Any) -> Organ:
    """Change what an organ is and for whom it answers: the fields of PARTICULARS."""
    return _changed("organs.change_particulars", organ, _only(PARTICULARS, values), by=by, at=at)


def amend(organ: Organ, *, by: Viewer, at: datetime) -> Organ:
    """Write an organ as a form holds it: one act, an event for each kind of change, none without a change."""
    values = {name: getattr(organ, name) for name in CHANGEABLE}
    return _changed("organs.amend", organ, values, by=by, at=at)


def _changed(
    name: str,
    organ: Organ,
    values: Mapping[str, Any],
    *,
    by: Viewer,
    at: datetime,
    on: date | None = None,
    document: str = "",
) -> Organ:
    with act(name, organ.pk, by=by, at=at, subject=organ) as pen:
        hold_tree()
        stored = locked(organ.pk)
        pen.duty = by.must_hold("admin", path=stored.path)
        if parent := values.get("parent"):
            values = {**values, "parent": locked(parent.pk)}  # whoever asks may know it from before it moved
        before = stored.parent_id, stored.level
        write_changes(pen, stored, values, on=on or localdate(at), document=document)
        if (stored.parent_id, stored.level) != before:
            _must_keep_levels(stored)
    organ.refresh_from_db()
    return organ


def _must_keep_levels(organ: Organ) -> None:
    """Refuse an organ of a higher level than the one above it, or of a lower one than an organ below it."""
    pairs = [(organ, organ.parent)] if organ.parent else []
    if organ.pk:
        pairs += [(below, organ) for below in organ.children.filter(status=Status.ACTIVE)]
    for below, over in pairs:
        if fault := level_fault(below.name, below.level, over=over.name, over_level=over.level):
            raise Refused(fault, ADVICE)


def write_new(pen: Pen, organ: Organ) -> None:
    """Write an organ that has been looked at, where its parent stands."""
    if organ.parent:
        must_exist(organ.parent)
    organ.path = organ.path_below(organ.parent)
    pen.save(organ, "organs.founded", organ=organ.parent_id or INSTALLATION)


def write_changes(pen: Pen, organ: Organ, values: Mapping[str, Any], *, on: date, document: str = "") -> None:
    """Write those values that differ from what is stored, each kind of change by its own event."""
    must_exist(organ)
    for names, write in _WRITERS:
        differing = {
            name: values[name] for name in names if name in values and values[name] != getattr(organ, name)
        }
        if differing:
            old = {name: getattr(organ, name) for name in differing}
            for name, value in differing.items():
                setattr(organ, name, value)
            checked(organ, but=["path"])
            write(pen, organ, old=old, on=on, document=document)
            if KNOWN_BY & differing.keys():
                _tell_anew(pen, organ, with_those_below="parent" in differing)


def _tell_anew(pen: Pen, organ: Organ, *, with_those_below: bool) -> None:
    known = Organ.objects.within(organ) if with_those_below else Organ.objects.filter(pk=organ.pk)
    ids = list(known.values_list("pk", flat=True))
    for follow in renaming:
        follow(pen, ids)


def _write_names(pen: Pen, organ: Organ, *, old: Mapping[str, Any], on: date, document: str) -> None:
    must_have_come(on, pen.at)
    former = FormerName(
        organ=organ,
        name=old.get("name", organ.name),
        short_name=old.get("short_name", organ.short_name),
        until_on=on,
        document=document,
    )
    pen.save(organ, "organs.renamed", organ=organ.pk)
    pen.save(former, "organs.former_name_kept", organ=organ.pk)


def _write_parent(pen: Pen, organ: Organ, **_: Any) -> None:
    parent = organ.parent
    pen.by.must_hold("admin", path=parent.path if parent else "")
    if parent:
        must_exist(parent)
        if parent.path.startswith(organ.path):
            raise Refused("上级机关不能是本机关或其下级机关。", "请另选一个上级机关。")
    before, organ.path = organ.path, organ.path_below(parent)
    following = list(Organ.objects.select_for_update().filter(path__startswith=before).exclude(pk=organ.pk))
    pen.save(organ, "organs.moved", organ=organ.pk)
    for below in following:
        below.path = organ.path + below.path.removeprefix(before)
        pen.save(below, "organs.followed", organ=organ.pk)


def _write_contacts(pen: Pen, organ: Organ, **_: Any) -> None:
    pen.save(organ, "organs.contacts_changed", organ=organ.pk)


def _write_particulars(pen: Pen, organ: Organ, **_: Any) -> None:
    pen.save(organ, "organs.particulars_changed", organ=organ.pk)


_WRITERS: tuple[tuple[tuple[str, ...], Callable[..., None]], ...] = (
    (NAMES, _write_names),
    (("parent",), _write_parent),
    (CONTACTS, _write_contacts),
    (PARTICULARS, _write_particulars),
)


def _only(names: tuple[str, ...], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, when all of them are among these fields: another one is a fault of ours."""
    if strange := set(values) - set(names):
        raise TypeError(f"not among {names}: {strange}")
    return values
