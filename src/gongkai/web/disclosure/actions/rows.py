"""Rows as acts take hold of them, and the rules that several acts share."""

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.disclosure.content import Content, content_hash
from gongkai.web.disclosure.models import Attachment, Item, ItemStatus, Version
from gongkai.web.disclosure.models.version import CONTENT
from gongkai.web.ledger.actions import Pen


def held(item: Item) -> Item:
    """The item as stored, held until the act ends."""
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("organ", "latest", "live_version", "approval", "row")
        .get(pk=item.pk)
    )


def must_be(item: Item, *statuses: str) -> None:
    """The act is for items that stand there. Raises Refused."""
    if item.status not in statuses:
        names = "、".join(f"“{ItemStatus(status).label}”" for status in statuses)
        raise Refused(
            f"“{item.title}”现在是“{item.get_status_display()}”，不能这样办理。",
            f"只有{names}的信息可以。请回到它的页面，看现在可以办理什么。",
        )


def write_version(pen: Pen, item: Item, content: Content, *, by: Viewer) -> Version:
    """The next version of an item with its attachments."""
    last = item.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version(
        item=item,
        number=last + 1,
        content_hash=content_hash(content, item=item.pk, number=last + 1),
        drafted_by_id=by.person,
        drafted_at=pen.at,
        **{name: getattr(content, name) for name in CONTENT},
    )
    pen.save(version, "disclosure.version_written", facts={"files": len(content.attachments)})
    Attachment.objects.bulk_create(
        Attachment(version=version, kept=file.kept, name=file.name, order=place)
        for place, file in enumerate(content.attachments, start=1)
    )
    return version
