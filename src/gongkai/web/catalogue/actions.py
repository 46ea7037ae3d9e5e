"""Keeping the catalogue: rows taken over from the law, added, changed, given to somebody, ended."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.catalogue import StarterRow, catalogue
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.actions.rows import locked, must_exist
from gongkai.web.organs.models import Kind, Organ, Section
from gongkai.web.people.selectors import colleagues

from .models import KEEPERS, OWN, Row, Status

# What a form changes; of a row of the law, all but what the law says of it.
OF_LAW = ("level1", "name", "article", "field", "is_statutory")
CHANGEABLE = (*OF_LAW, "content", "basis", "limit", "cycle", "channels", "audience", "method")


def adopt_starter(organ: Organ, *, by: Viewer, at: datetime) -> int:
    """采用基础目录: take over the law's rows for an organ of this level and kind; how many were new.

    Rows that the catalogue has, also ended ones, stay as they are.
    """
    with act("catalogue.adopt_starter", organ.pk, by=by, at=at, subject=organ) as pen:
        organ = _kept(pen, organ.pk)
        if organ.kind == Kind.INSTITUTION:
            raise Refused(
                f"“{organ.name}”是公共企事业单位，公开的内容由其主管部门规定（条例第五十五条），没有基础目录。",
                "请按主管部门的规定逐项增加公开事项。",
            )
        known = set(organ.catalogue_rows.values_list("code", flat=True))
        starter = catalogue().starter(organ.level, organ.kind)
        added = [row for row in starter if row.code not in known]
        order = organ.catalogue_rows.count()
        for place, row in enumerate(added, order):
            pen.save(_from_law(row, organ, order=place, on=localdate(at)), "catalogue.row_added")
        if added:
            pen.note("catalogue.starter_adopted", subject=organ, facts={"rows": len(added)})
    return len(added)


def chosen_row(pen: Pen, organ: Organ, *, code: str) -> Row:
    """The row of the law under which an organ publishes by choice; it comes into its catalogue with the first use, inside
    the act of that. Raises Refused when the organ has ended it."""
    locked(organ.pk)
    row = organ.catalogue_rows.filter(code=code).first()
    if row is not None:
        return _open(row)
    order = organ.catalogue_rows.count()
    row = _from_law(catalogue().rows[code], organ, order=order, on=localdate(pen.at))
    pen.save(row, "catalogue.row_added")
    return row


def add_row(row: Row, *, by: Viewer, at: datetime) -> Row:
    """增加事项: put a row of its own into the catalogue of the organ that it names; the code is given here."""
    with act("catalogue.add_row", row.organ_id, by=by, at=at, subject=row.organ) as pen:
        organ = _kept(pen, row.organ_id)
        row.code = f"{OWN}{organ.catalogue_rows.filter(code__startswith=OWN).count() + 1:03}"
        row.order, row.since_on = organ.catalogue_rows.count(), localdate(at)
        _must_belong(organ, row.section, row.person)
        checked(row)
        pen.save(row, "catalogue.row_added")
    return row


def change_row(row: Row, *, by: Viewer, at: datetime) -> Row:
    """修改: write a row as a form holds it; what the law says of its own rows stays."""
    with act("catalogue.change_row", row.organ_id, by=by, at=at, subject=row) as pen:
        _kept(pen, row.organ_id)
        stored = _open(row)
        for name in CHANGEABLE:
            if stored.is_own or name not in OF_LAW:
                setattr(stored, name, getattr(row, name))
        checked(stored)
        pen.save(stored, "catalogue.row_changed")
    return stored


def assign(row: Row, *, section: Section | None, person: User | None, by: Viewer, at: datetime) -> Row:
    """指定责任: say which section and which colleague answer for a row; None for nobody yet."""
    with act("catalogue.assign", row.organ_id, by=by, at=at, subject=row) as pen:
        organ = _kept(pen, row.organ_id)
        stored = _open(row)
        _must_belong(organ, section, person)
        stored.section, stored.person = section, person
        pen.save(stored, "catalogue.assigned")
    return stored


def end_row(row: Row, *, on: date, by: Viewer, at: datetime) -> Row:
    """停用: the duty ends on a day; what was published under it stays."""
    with act("catalogue.end_row", row.organ_id, by=by, at=at, subject=row) as pen:
        _kept(pen, row.organ_id, is_over_too=True)
        stored = _open(row)
        must_have_come(on, at)
        if on < stored.since_on:
            raise Refused(
                f"“{stored.name}”自{day(stored.since_on)}起列入目录，不能在此以前停用。",
                "请改填这一天或者以后的日期。",
            )
        stored.status, stored.until_on, stored.statement_item = Status.ENDED, on, None
        pen.save(stored, "catalogue.row_ended")
    return stored


def declare_not_involved(pen: Pen, row: Row, item: int) -> Row:
    """未涉及: a published item says that the organ has nothing of this; called inside the act that publishes it."""
    stored = _open(row)
    stored.statement_item = item
    pen.save(stored, "catalogue.not_involved")
    return stored


def take_back(pen: Pen, row: Row) -> Row:
    """The statement no longer holds: its item was withdrawn, or there is something to publish after all."""
    stored = Row.objects.select_for_update().get(pk=row.pk)
    if stored.is_not_involved:
        stored.statement_item = None
        pen.save(stored, "catalogue.involved_again")
    return stored


def _kept(pen: Pen, organ: int, *, is_over_too: bool = False) -> Organ:
    """The organ, held; refused to whoever does not keep its catalogue, and when it is no more."""
    found = locked(organ)
    pen.duty = pen.by.must_hold(*KEEPERS, path=found.path)
    if not is_over_too:
        must_exist(found)
    return found


def _open(row: Row) -> Row:
    """The row as it is stored, held; refused when it has ended."""
    stored = Row.objects.select_for_update().get(pk=row.pk)
    if not stored.is_active:
        raise Refused(f"“{stored.name}”已于{day(stored.until_on)}停用。", "请另外增加公开事项。")
    return stored


def _must_belong(organ: Organ, section: Section | None, person: User | None) -> None:
    if section and (section.organ_id != organ.pk or section.until_on):
        raise Refused(f"“{section.name}”不是“{organ.name}”现有的内设机构。", "请选择本机关的内设机构。")
    if person and not colleagues(organ).filter(pk=person.pk).exists():
        raise Refused(f"{person.name}不是“{organ.name}”在职的人员。", "请选择本机关在职的人员。")


def _from_law(row: StarterRow, organ: Organ, *, order: int, on: date) -> Row:
    return Row(
        organ=organ,
        code=row.code,
        level1=row.level1,
        name=row.name,
        content=row.content,
        basis=row.basis,
        article=row.article,
        field=row.field,
        limit=row.limit,
        cycle=row.cycle.value,
        channels=list(row.channels),
        is_statutory=row.is_statutory,
        order=order,
        since_on=on,
    )
