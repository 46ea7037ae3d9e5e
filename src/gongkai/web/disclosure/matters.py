"""What is public now, by the matters of the catalogue."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q

from gongkai.kernel.duties import PUBLIC

from .models import Item


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of the catalogue and how many statutory items stand under it; without names for what stands in no row."""

    level1: str
    code: str
    name: str
    count: int


def of_organ(organ: int) -> list[Matter]:
    """An organ's statutory items, in the order of its catalogue; what stands in no row comes last."""
    return _matters(Q(organ=organ))


def of_tree(path: str) -> list[Matter]:
    """The same of an organ and all below it, by its path: rows of one code and name count as one."""
    return _matters(Q(organ__path__startswith=path))


def _matters(whose: Q) -> list[Matter]:
    public = Item.objects.visible_to(PUBLIC).filter(
        whose, releases__ended_at=None, releases__is_statutory=True
    )
    grouped = public.order_by().values_list("row__level1", "row__code", "row__name")
    counted = grouped.annotate(count=Count("pk"), order=Min("row__order"))
    ranked = sorted(counted, key=lambda one: (one[1] is None, one[4] or 0, one[1] or ""))
    return [Matter(level1 or "", code or "", name or "", count) for level1, code, name, count, _ in ranked]
