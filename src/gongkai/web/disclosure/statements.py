"""未涉及: a published item that says that an organ has nothing of some duty settles it until something is published."""

from gongkai.web.catalogue.actions import declare_not_involved, take_back
from gongkai.web.catalogue.models import Row
from gongkai.web.ledger.actions import Pen

from .models import Item, ItemKind, Release
from .registry import on_end, on_release


def follow_release(pen: Pen, item: Item, release: Release) -> None:
    """A statement settles its row; anything else published there shows that the statement no longer holds."""
    if item.row is None:
        return
    if item.kind == ItemKind.STATEMENT:
        declare_not_involved(pen, item.row, item.pk)
    elif item.row.is_not_involved:
        take_back(pen, item.row)


def follow_end(pen: Pen, item: Item) -> None:
    """A statement that is no longer public settles nothing."""
    for row in Row.objects.filter(statement_item=item.pk):
        take_back(pen, row)


on_release(follow_release)
on_end(follow_end)
