"""What an organ has already: the items, rows and numbers that a list of old items is judged against."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.lawbook.items import item_rules
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Known:
    """An item that is there, or an earlier row of the list: what can show that another one is the same."""

    called: str
    title: str
    doc_no: str
    formed_on: date | None


@dataclass(slots=True)
class Register:
    """Items by their numbers and by their names."""

    by_number: dict[tuple[int, str], Known] = field(default_factory=dict)
    by_name: dict[tuple[int, str, date | None], list[Known]] = field(default_factory=dict)

    def add(self, organ: int, one: Known) -> None:
        """Put one in."""
        if one.doc_no:
            self.by_number.setdefault((organ, one.doc_no), one)
        self.by_name.setdefault((organ, one.title, one.formed_on), []).append(one)

    def same_number(self, organ: int, one: Known) -> Known | None:
        """The one with this number."""
        return self.by_number.get((organ, one.doc_no)) if one.doc_no else None

    def same_name(self, organ: int, one: Known) -> Known | None:
        """The one of this name and day, unless both have numbers, and different ones."""
        others = self.by_name.get((organ, one.title, one.formed_on), [])
        return next(
            (other for other in others if not (one.doc_no and other.doc_no) or one.doc_no == other.doc_no),
            None,
        )


@dataclass(slots=True)
class Standing:
    """Everything at one moment, with the hash that shows whether it has changed."""

    state: str
    today: date
    register: Register
    rows: dict[tuple[int, str], Row]
    taken: set[tuple[int, str]]

    @classmethod
    def of(cls, organs: Collection[int], *, today: date) -> "Standing":
        """What these organs have."""
        state = state_of(organs)  # before the rest is read: a change in between then shows
        register, taken = Register(), set()
        for _, organ, status, title, doc_no, formed_on, index_no in _items(organs):
            if index_no:
                taken.add((organ, index_no))
            if status != ItemStatus.DISCARDED:
                name = f"“{title}”（{ItemStatus(status).label}）"
                register.add(organ, Known(name, title, doc_no, formed_on))
        rows = Row.objects.filter(organ__in=organs).select_related("section")
        return cls(state, today, register, {(row.organ_id, row.code): row for row in rows}, taken)

    def takes(self, organ: Organ, index_no: str) -> bool:
        """Whether an old index number can be kept; it is then taken.

        One that could come up again in the series of this system cannot.
        """
        rules, code = item_rules(), organ.code or organ.slug
        own = rules.pattern.partition("{year}")[0].format(code=code, n="")
        is_to_come = index_no.startswith(own) and index_no >= rules.index_prefix(code=code, on=self.today)
        longest = Item._meta.get_field("index_no").max_length or 0
        if is_to_come or len(index_no) > longest or (organ.pk, index_no) in self.taken:
            return False
        self.taken.add((organ.pk, index_no))
        return True


def state_of(organs: Collection[int]) -> str:
    """A hash over what tells items of these organs apart, over their catalogues and over themselves."""
    told = [
        list(Organ.objects.filter(pk__in=organs).order_by("pk").values_list("pk", "path", "status")),
        list(Row.objects.filter(organ__in=organs).order_by("pk").values_list("pk", "status", "section")),
        list(_items(organs)),
    ]
    return hashlib.sha256(json.dumps(told, cls=DjangoJSONEncoder).encode()).hexdigest()


def _items(organs: Collection[int]) -> Iterable[tuple]:
    items = Item.objects.filter(organ__in=organs, latest__isnull=False).order_by("pk")
    return items.values_list(
        "pk", "organ", "status", "latest__title", "latest__doc_no", "latest__formed_on", "index_no"
    )
