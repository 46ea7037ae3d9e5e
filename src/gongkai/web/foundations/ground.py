"""The ground on which a duty counts, as a condition for any model that belongs to an organ."""

from django.db.models import Q

from gongkai.kernel.duties import Ground


def on_ground(ground: Ground, prefix: str = "organ__") -> Q:
    """Rows whose organ stands on the ground; `prefix` leads from the row to its organ, empty for organs themselves."""
    if ground.everywhere:
        return Q()
    if ground.is_empty:
        return Q(pk__in=())
    condition = Q(**{f"{prefix}path__in": sorted(ground.paths)})
    for top in sorted(ground.tops):
        condition |= Q(**{f"{prefix}path__startswith": top})
    return condition
