"""The organs as they stand now: what a list is judged against, and the hash that shows whether they have changed."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.web.organs.models import FormerName, Organ


@dataclass(slots=True)
class Standing:
    """Every organ by what can name it."""

    state: str
    by_id: dict[int, Organ]
    by_slug: dict[str, Organ] = field(default_factory=dict)
    by_name: dict[str, Organ] = field(default_factory=dict)
    by_code: dict[str, Organ] = field(default_factory=dict)
    by_short_name: dict[str, list[Organ]] = field(default_factory=lambda: defaultdict(list))
    by_former_name: dict[str, Organ] = field(default_factory=dict)

    def slug_above(self, organ: Organ) -> str | None:
        """The address name of the organ above; None for the top of a tree."""
        return self.by_id[organ.parent_id].slug if organ.parent_id else None

    @classmethod
    def now(cls) -> "Standing":
        """From the database."""
        state = state_of()  # before the organs are read: a change in between then shows
        organs = list(Organ.objects.order_by("pk"))
        standing = cls(state, {organ.pk: organ for organ in organs})
        for organ in organs:
            standing.by_slug[organ.slug] = organ
            standing.by_name[organ.name] = organ
            standing.by_short_name[organ.short_name].append(organ)
            if organ.code:
                standing.by_code[organ.code] = organ
        for former in FormerName.objects.all():
            standing.by_former_name[former.name] = standing.by_id[former.organ_id]
        return standing


def state_of() -> str:
    """A hash over every column of every organ."""
    rows = list(Organ.objects.order_by("pk").values_list())
    return hashlib.sha256(json.dumps(rows, cls=DjangoJSONEncoder).encode()).hexdigest()
