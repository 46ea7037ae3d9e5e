"""What an item is in the list of what everybody may read; it enters and leaves it in the act that publishes or ends it.

Attachments are read for it as they show on paper: what a file hides is found by nobody. Big ones are read afterwards, by
an errand; one that cannot be read is found by its name.
"""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from gongkai.engine.content import plain_text
from gongkai.engine.document import Grid
from gongkai.engine.intake import take_bytes
from gongkai.engine.read import read
from gongkai.kernel.problems import Problem
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.registry import Task, outside
from gongkai.web.search.actions import Found, put, remove, reword
from gongkai.web.search.registry import BODY, keeper
from gongkai.web.search.selectors import number_of

from . import registry
from .models import Attachment, Item, Release, Version

LABEL = "disclosure.item"
READ_FILES = "disclosure.read_files"
AT_ONCE = 500_000  # bytes of attachments: as much as is read before anybody notices that the act takes longer


def found(pk: int, *, is_read: bool = True) -> Found | None:
    """An item as everybody reads it now; None when it is not public. Without `is_read` attachments only by their names."""
    item = Item.objects.live().select_related("organ", "live_version").filter(pk=pk).first()
    return _found(item, is_read=is_read) if item else None


def _found(item: Item, *, is_read: bool) -> Found:
    said = item.live_version
    return Found(
        label=LABEL,
        subject_id=item.pk,
        organ=item.organ_id,
        kind=item.kind,
        title=said.title,
        address=reverse("portal:item", args=[item.organ.slug, item.pk]),
        doc_no=said.doc_no,
        published_on=item.published_on,
        changed_on=item.changed_on,
        validity=item.validity,
        year=(said.formed_on or item.published_on).year,
        passages=tuple(_passages(item, said, is_read=is_read)),
    )


def _passages(item: Item, said: Version, *, is_read: bool) -> Iterator[tuple[str, str]]:
    yield BODY, "\n".join(part for part in (said.summary, plain_text(said.body)) if part)
    yield "索引号和关键词", " ".join(part for part in (item.index_no, said.keywords) if part)
    for attachment in said.attachments.select_related("kept"):
        yield attachment.name, _words_of(attachment) if is_read else ""


def _words_of(attachment: Attachment) -> str:
    """What a file says; nothing when nobody can read it."""
    try:
        document = read(take_bytes(files.read(attachment.kept), attachment.name))
    except Problem:
        return ""
    return "\n".join(_text(block) for block in document.blocks)


def _text(block: object) -> str:
    if isinstance(block, Grid):
        return "\n".join("\t".join(dict.fromkeys(cell.text for cell in row)) for row in block.rows())
    return block.text


def _ids() -> Iterable[int]:
    return Item.objects.live().order_by("pk").values_list("pk", flat=True)


def _listed(pen: Pen, item: Item, release: Release | None = None) -> None:
    said = item.live_version
    sizes = said.attachments.values_list("kept__size", flat=True)
    is_small = sum(sizes) <= AT_ONCE
    entry = put(pen, _found(item, is_read=is_small))
    if not is_small:
        ask(READ_FILES, {"item": item.pk}, key=str(entry.number), due_at=pen.at)


def _changed(pen: Pen, item: Item) -> None:
    if item.is_live:
        _listed(pen, item)


def _left(pen: Pen, item: Item) -> None:
    remove(pen, LABEL, item.pk)


@outside(READ_FILES)
def read_files(task: Task) -> None:
    """Read the attachments of an item for those who look for their words: outside a transaction, as it takes long."""
    pk = int(task.payload["item"])
    number = number_of(
        LABEL, pk
    )  # before it is read: whatever changes it meanwhile asks for an errand of its own
    if number and (now := found(pk)):
        reword(now, number=number)


registry.on_release(_listed)
registry.on_end(_left)
registry.on_change(_changed)
keeper(LABEL, ids=_ids, found=found)
