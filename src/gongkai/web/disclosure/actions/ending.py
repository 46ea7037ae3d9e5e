"""What happens to an item beside being public: its force, and another look at what is withheld."""

from datetime import date, datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.items import item_rules
from gongkai.web.disclosure.models import Item, ItemStatus, Reassessment, Validity
from gongkai.web.disclosure.models.reassessment import Outcome
from gongkai.web.ledger.actions import Pen, act

from .rows import held, must_be

REASSESSORS = ("office_head", "clerk")


def set_validity(pen: Pen, item: Item, validity: str, *, on: date, by_item: Item | None = None) -> Item:
    """Say that a document is amended, repealed or expired; it stays public, with the mark. In the act of the caller."""
    stored = held(item)
    stored.validity = validity
    is_over = validity in {Validity.REPEALED, Validity.EXPIRED}
    stored.repealed_on, stored.repealed_by = (on if is_over else None), by_item
    pen.save(stored, "disclosure.validity_set", facts={"validity": Validity(validity).label})
    return stored


def change_validity(
    item: Item, validity: str, *, on: date, by: Viewer, at: datetime, by_item: Item | None = None
) -> Item:
    """标注有效性: mark a published document as amended, repealed or expired."""
    with act("disclosure.validity", item.organ_id, by=by, at=at, subject=item) as pen:
        pen.duty = by.must_hold("clerk", "office_head", path=held(item).organ.path)
        must_be(held(item), ItemStatus.LIVE)
        return set_validity(pen, item, validity, on=on, by_item=by_item)


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
            stored.status, stored.reassess_on = ItemStatus.DRAFT, None
        pen.save(stored, "disclosure.reassessment_followed")
    return made
