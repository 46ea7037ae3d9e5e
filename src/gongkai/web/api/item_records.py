"""Items as data: what the public page says, field by field, for many at once and in few questions."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localdate

from gongkai.engine import content
from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.addresses import in_address
from gongkai.web.disclosure.models import Attachment, Item, ItemQuerySet, Release
from gongkai.web.disclosure.wordings import Wording, wordings

from . import naming
from .addresses import page

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to some items, by their ids."""

    attachments: Mapping[int, list[Attachment]] = field(default_factory=lambda: defaultdict(list))
    releases: Mapping[int, list[Release]] = field(default_factory=lambda: defaultdict(list))
    interpretations: Mapping[int, list[Item]] = field(default_factory=lambda: defaultdict(list))


def public_items() -> ItemQuerySet:
    """What everybody may read, with all that a list says of it."""
    return Item.objects.visible_to(PUBLIC).select_related("organ", "live_version", "row")


def item_records(pks: Collection[int]) -> dict[int, Record]:
    """Those of some items that are public, as data; six questions, however many they are."""
    also = ("approval", "interprets__organ", "interprets__live_version")
    replaced = ("repealed_by__organ", "repealed_by__live_version")
    items = list(public_items().select_related(*also, *replaced).filter(pk__in=pks))
    around = _around(items)
    return {item.pk: _record(item, around) for item in items}


def listed(item: Item) -> Record:
    """An item as a list shows it."""
    said = item.live_version
    return {
        "id": item.pk,
        "kind": item.kind,
        "organ": naming.of(item.organ),
        "title": said.title,
        "index_no": item.index_no,
        "doc_no": said.doc_no,
        "summary": said.summary,
        "formed_on": said.formed_on,
        "published_on": item.published_on,
        "changed_on": item.changed_on,
        "validity": item.validity,
        "category": item.row.name if item.row else "",
        "category_code": item.row.code if item.row else "",
        "href": _page(item),
        "content_hash": item.live_hash,
    }


def _around(items: Collection[Item]) -> _Around:
    around, pks = _Around(), [item.pk for item in items]
    by_version = {item.live_version_id: item.pk for item in items}
    attachments = Attachment.objects.filter(version__in=by_version).select_related("kept").order_by("order")
    for attachment in attachments:
        around.attachments[by_version[attachment.version_id]].append(attachment)
    told = ("item", "on", "at", "ended_at", "version__number", "version__content_hash")
    releases = Release.objects.filter(item__in=pks).select_related("version").only(*told)
    for release in releases.order_by("-at", "-pk"):
        around.releases[release.item_id].append(release)
    explaining = public_items().filter(interprets__in=pks).order_by("published_on", "pk")
    for one in explaining:
        around.interpretations[one.interprets_id].append(one)
    return around


def _record(item: Item, around: _Around) -> Record:
    said = item.live_version
    worded = [_worded(item, one) for one in wordings(around.releases[item.pk])]
    return listed(item) | {
        "body": content.clean(said.body),
        "effective_on": said.effective_on,
        "repealed_on": item.repealed_on,
        "repealed_by": _named(item.repealed_by),
        "notice_until_on": said.notice_until_on,
        "attribute": said.attribute,
        "subject_class": said.subject_class,
        "form_class": said.form_class,
        "audience": said.audience,
        "five_openness": said.five_openness,
        "source": said.source,
        "keywords": said.keywords,
        "attachments": [_attached(item, one) for one in around.attachments[item.pk]],
        "versions": len(worded),
        "wordings": worded,
        "interprets": _named(item.interprets),
        "interpretations": [
            _name(one) | {"form": one.interpretation_form} for one in around.interpretations[item.pk]
        ],
        "approval": {
            "approved_on": localdate(item.approval.closed_at),
            "content_hash": item.approved_hash,
        },
    }


def _worded(item: Item, wording: Wording) -> Record:
    version = wording.version
    earlier = page("item-version", slug=item.organ.slug, pk=item.pk, number=version.number)
    return {
        "number": version.number,
        "since_on": wording.since_on,
        "until_on": wording.until_on,
        "content_hash": version.content_hash,
        "href": earlier if version.number != item.live_version.number else _page(item),
    }


def _attached(item: Item, attachment: Attachment) -> Record:
    where = {"slug": item.organ.slug, "pk": item.pk, "order": attachment.order}
    return {
        "name": attachment.name,
        "media_type": attachment.kept.media_type,
        "size": attachment.kept.size,
        "sha256": attachment.kept.sha256,
        "href": page("item-attachment", **where, name=in_address(attachment.name)),
    }


def _named(item: Item | None) -> Record | None:
    """Another item, if everybody may read it."""
    return _name(item) if item is not None and item.is_live else None


def _name(item: Item) -> Record:
    return {"id": item.pk, "title": item.live_version.title, "href": _page(item)}


def _page(item: Item) -> str:
    return page("item", slug=item.organ.slug, pk=item.pk)
