"""Changes to the tree of organs."""

from django.db import transaction

from .models import Organ


@transaction.atomic
def place(organ: Organ) -> Organ:
    """Save an organ where its parent says it stands, and let everything below follow."""
    before = organ.path
    organ.path = f"{organ.parent.path if organ.parent else ''}{organ.slug}/"
    if organ.parent and before and organ.parent.path.startswith(before):
        raise ValueError("An organ cannot stand below itself")
    organ.save()
    if before and before != organ.path:
        for below in Organ.objects.filter(path__startswith=before).exclude(pk=organ.pk):
            below.path = organ.path + below.path.removeprefix(before)
            below.save(update_fields=["path"])
    return organ
