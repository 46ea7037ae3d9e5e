"""What happens to an item beside being public: its force, and another look at what is withheld."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.items import item_rules
from gongkai.web.disclosure import registry
from gongkai.web.disclosure.limits import set_due
from gongkai.web.disclosure.models import Item, ItemKind, ItemStatus, Reassessment, Validity, Version
from gongkai.web.disclosure.models.reassessment import Outcome
from gongkai.web.ledger.actions import Pen, act

from .rows import held, must_be

VALIDATORS = ("section_head", "office_head")
REASSESSORS = ("office_head", "clerk")


def set_validity(pen: Pen, item: Item, validity: str, *, on: date, by_item: Item | None = None) -> Item:
    """Say that a document is amended, repealed or expired; it stays public, with the mark. In the act of the caller."""
    stored = held(item)
    stored.validity = validity
    is_over = validity in {Validity.REPEALED, Validity.EXPIRED}
    stored.repealed_on, stored.repealed_by = (on if is_over else None), by_item
    pen.save(stored, "disclosure.validity_set", facts={"validity": Validity(validity).label})
    registry.changed(pen, stored)
    return stored


def change_validity(
    item: Item, validity: str, *, on: date, by: Viewer, at: datetime, by_item: Item | None = None
) -> Item:
    """标注有效性: mark a published document as amended, repealed or expired. Raises Refused."""
    with act("disclosure.validity", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*VALIDATORS, path=stored.organ.path)
        must_be(stored, ItemStatus.LIVE)
        if stored.kind == ItemKind.NORMATIVE:
            raise Refused(
                "行政规范性文件的有效性以规范性文件登记为准，不在这里标注。",
                "请在规范性文件登记中办理清理、修改、废止，标注随之更改。",
            )
        _must_be_in_its_life(stored.live_version, on, at=at)
        return set_validity(pen, stored, validity, on=on, by_item=by_item)


def reassess(item: Item, *, outcome: str, reason: str, on: date, by: Viewer, at: datetime) -> Reassessment:
    """动态调整: look again at what is not public. Released, it is a draft again, and its 20 workdays begin."""
    with act("disclosure.reassess", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*REASSESSORS, path=stored.organ.path)
        must_be(stored, ItemStatus.KEPT)
        if not reason.strip():
            raise Refused("没有写评估的理由。", "请写明情况有什么变化，或者为什么维持。")
        made = Reassessment(item=stored, on=on, outcome=outcome, reason=reason.strip(), person_id=by.person)
        pen.save(made, "disclosure.reassessed", facts={"outcome": Outcome(outcome).label})
        if outcome == Outcome.KEEP:
            stored.reassess_on = on + item_rules().reassess
        else:
            stored.status, stored.reassess_on, stored.due_from_on = ItemStatus.DRAFT, None, on
            set_due(stored, stored.latest)
        pen.save(stored, "disclosure.reassessment_followed")
    return made


def _must_be_in_its_life(version: Version, on: date, *, at: datetime) -> None:
    """A document loses its force after it has taken effect, and not in days to come. Raises Refused."""
    begun = version.effective_on or version.formed_on
    if begun and on < begun:
        raise Refused("日期早于这份文件的生效（成文）日期。", "请核对自何日起修改、废止或者失效。")
    if on > localdate(at):
        raise Refused("这个日期还没有到。", "请到当日再标注。")
