"""How items are shown to those who review them."""

from collections.abc import Collection
from datetime import date

from gongkai.engine.content import paper_blocks
from gongkai.web.disclosure.actions import LABEL
from gongkai.web.disclosure.models import Item, Version
from gongkai.web.disclosure.words import words_of
from gongkai.web.reviews.models import Review

from .reviewed import Display, Draft, display


def _draft(review: Review) -> Draft | None:
    """The version with exactly the words that were sent into the chain."""
    versions = Version.objects.filter(item=review.subject_id, content_hash=review.content_hash)
    version = versions.prefetch_related("attachments__kept").first()
    if version is None:
        return None
    words = words_of(version)
    return Draft(
        version=f"第{version.number}稿",
        words=words,
        body=paper_blocks(version.body),
        attachments=tuple((one.name, one.kept) for one in version.attachments.all()),
        context={"version": version, "words": words},
        in_office="office/_item_content.html",
        on_telephone="office/review_item.html",
    )


def _due(items: Collection[int]) -> dict[int, date]:
    """Until when items that were never public have to be."""
    waiting = Item.objects.filter(pk__in=items, published_on=None).exclude(due_on=None)
    return dict(waiting.values_list("pk", "due_on"))


display(LABEL, Display(draft=_draft, due=_due))
