"""Invented organs for these tests."""

from gongkai.kernel.credit_code import check_character
from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.organs.soundness import gaps, misplaced
from tests.web.conftest import NOW


def organ_below(parent: Organ | None, slug: str, name: str = "", **fields) -> Organ:
    """An organ in the tree, of the level of its parent."""
    values = {"level": parent.level if parent else "county", "kind": "department"} | fields
    organ = Organ(slug=slug, name=name or f"{slug}局", short_name=slug, parent=parent, **values)
    return found(organ, by=SYSTEM, at=NOW)


def credit_code(number: int) -> str:
    """A good code."""
    body = f"1199{number:013d}"
    return body + check_character(body)


def kinds_of(row) -> list[str]:
    """What the ledger tells of a row, by kind."""
    events = Event.objects.filter(subject_type=row._meta.label_lower, subject_id=row.pk).order_by("pk")
    return [event.kind for event in events]


def last_sentence() -> str:
    """The newest entry as people read it."""
    return told_of(Event.objects.order_by("-pk").first())


def is_sound() -> bool:
    """Whether the tree, the numbers and every column are what the ledger says."""
    return not [*misplaced(), *gaps(), *differences()]
