"""An item as files to take away: its attachments as they came, and the item itself as paper."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.http import Http404

from gongkai import __version__
from gongkai.engine.content import paper_blocks
from gongkai.engine.render import formats
from gongkai.kernel.paper import Block, Paper, PaperTable, Passage, Role
from gongkai.web.disclosure import registry
from gongkai.web.disclosure.addresses import in_address
from gongkai.web.disclosure.models import Attachment, Item, Release, Version
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.sentences import day
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.registry import Task, outside

# What an item can be taken away as, by ending.
WRITTEN = {"pdf": "PDF", "docx": "Word"}
FORGET = "portal.forget_item"
KEPT = 24 * 3600  # seconds
MOST_BYTES = 4 * 1024 * 1024
_A_FIGURE = 14  # characters: what is longer is a sentence


def attachment_of(item: Item, *, order: int, name: str) -> Attachment:
    """A file of the live wording, under its own name. Raises Http404."""
    attachments = Attachment.objects.filter(version=item.live_version_id, order=order).select_related("kept")
    attachment = attachments.first()
    if attachment is None or in_address(attachment.name) != name:
        raise Http404("No such attachment")
    return attachment


def written(item: Item, ending: str) -> bytes:
    """A live item as a file of one kind; whoever asks has looked first whether it is live. Raises Problem."""
    paper = paper_of(item)
    told = hashlib.sha256(repr(paper).encode()).hexdigest()
    key = key_of(item.live_hash, ending)
    known = cache.get(key)
    if known is not None and known[0] == told:
        return known[1]
    data = formats.render_paper(paper, ending)
    if len(data) <= MOST_BYTES:
        cache.set(key, (told, data), KEPT)
    return data


def paper_of(item: Item) -> Paper:
    """The live wording as an official paper, with where it comes from at its end."""
    version = item.live_version
    return Paper(version.title, item.organ.name, tuple(_blocks(item, version)))


def _blocks(item: Item, version: Version) -> Iterator[Block]:
    yield Passage(version.title, Role.TITLE)
    if version.doc_no:
        yield Passage(version.doc_no, Role.NUMBER)
    yield from map(_legible, paper_blocks(version.body))
    names = [attachment.name for attachment in version.attachments.order_by("order")]
    for place, name in enumerate(names, start=1):
        label = "附件：" if place == 1 else "　　　"
        yield Passage(f"{label}{f'{place}.' if len(names) > 1 else ''}{name}", Role.ANNEX)
    yield Passage(item.organ.name, Role.SIGNATORY)
    if version.formed_on:
        yield Passage(day(version.formed_on), Role.DATE)
    published = f"{day(item.published_on)}发布"
    changed = f"，{day(item.changed_on)}变更" if item.changed_on else ""
    yield Passage(f"索引号：{item.index_no}。{published}{changed}。", Role.NOTE)


def _legible(block: Block) -> Block:
    """A table that holds sentences is set as one of words: they take several lines and are not made small."""
    if isinstance(block, PaperTable) and any(
        len(cell.text) > _A_FIGURE for row in block.rows for cell in row
    ):
        return replace(block, is_form=True)
    return block


def key_of(content_hash: str, ending: str) -> str:
    """Under what the file of a wording is kept."""
    return f"item:{content_hash}:{ending}:{__version__}"


def follow_release(pen: Pen, item: Item, release: Release) -> None:
    """Let go of what was written of the wordings before this one."""
    _forget(pen, item)


def follow_end(pen: Pen, item: Item) -> None:
    """Let go of everything that was written of an item that is no longer public."""
    _forget(pen, item)


registry.on_release(follow_release)
registry.on_end(follow_end)


def _forget(pen: Pen, item: Item) -> None:
    """At once when the act is done; should that fail, the outbox does it later."""
    left = {"item": item.pk}
    ask(FORGET, left, key=f"{item.pk}:{uuid4().hex}", due_at=pen.at)

    def at_once() -> None:
        forget(item.pk)

    transaction.on_commit(at_once, robust=True)  # the act is done, whatever happens here


@outside(FORGET)
def run(task: Task) -> None:
    """Forget what is left; a repetition finds nothing."""
    forget(int(task.payload["item"]))


def forget(item: int) -> None:
    """Let go of the files of every wording of an item; those of the live one are written anew when somebody asks."""
    hashes = Version.objects.filter(item=item, releases__isnull=False).values_list("content_hash", flat=True)
    cache.delete_many([key_of(one, ending) for one in set(hashes) for ending in WRITTEN])
