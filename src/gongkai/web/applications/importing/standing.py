"""What an organ's register has already: the numbers and cases that an old register is judged against."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.web.applications.models import Application
from gongkai.web.organs.closing import closed_until
from gongkai.web.organs.models import Organ, Section


@dataclass(frozen=True, slots=True)
class Mark:
    """What shows that two are the same: what was wanted, by whom, on which day."""

    title: str
    who: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """A case that is there, or an earlier row."""

    called: str
    title: str
    on: date | None


@dataclass(slots=True)
class Standing:
    """Everything at one moment, with the hash that shows whether it has changed."""

    organ: Organ
    state: str
    sections: dict[str, Section]
    by_number: dict[tuple[int, int], Known] = field(default_factory=dict)
    by_mark: dict[Mark, Known] = field(default_factory=dict)

    @classmethod
    def of(cls, organ: Organ) -> "Standing":
        """What this organ has."""
        state = state_of(organ)  # before the rest is read: a change in between then shows
        standing = cls(organ, state, {one.name: one for one in organ.sections.filter(until_on=None)})
        for _pk, year, serial, title, on, _state, who in _cases(organ):
            known = Known(f"申请〔{year}〕{serial}号" if serial else "还没有编号的申请", title, on)
            if serial:
                standing.by_number[year, serial] = known
            standing.by_mark.setdefault(Mark(title, who or "", on), known)
        return standing

    def next_serials(self) -> dict[int, int]:
        """By year the last serial that is taken."""
        last: dict[int, int] = {}
        for year, serial in self.by_number:
            last[year] = max(last.get(year, 0), serial)
        return last


def state_of(organ: Organ) -> str:
    """A hash over what tells the cases of an organ apart, over its sections, and over which of its years are closed."""
    told = [
        list(Organ.objects.filter(pk=organ.pk).values_list("pk", "path", "status")),
        list(organ.sections.order_by("pk").values_list("pk", "name", "until_on")),
        list(_cases(organ)),
        closed_until(organ.pk),
    ]
    return hashlib.sha256(json.dumps(told, cls=DjangoJSONEncoder).encode()).hexdigest()


def _cases(organ: Organ) -> Iterable[tuple[Any, ...]]:
    first = Application.objects.filter(organ=organ, applicants__order=0).order_by("pk")
    return first.values_list(
        "pk", "year", "serial", "title", "received_on", "state", "applicants__masked_name"
    )
