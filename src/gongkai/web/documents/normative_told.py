"""Normative documents that are counted, told to whoever looks behind a figure, and to everybody by their public items."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.disclosure.models import Item

from .models import NormativeDocument


class NormativeLine(NamedTuple):
    """One document: what it is called, and when it was published and ended."""

    pk: int
    title: str
    doc_no: str
    published_on: date | None
    ended_on: date | None


class PublicLine(NamedTuple):
    """The same as its item tells everybody, with the id of that item."""

    title: str
    doc_no: str
    published_on: date | None
    item: int


def seen(rows: QuerySet[NormativeDocument], viewer: Viewer) -> QuerySet[NormativeDocument]:
    """Those that are visible to a viewer."""
    return rows.filter(pk__in=NormativeDocument.objects.visible_to(viewer).order_by().values("pk"))


def lines(rows: QuerySet[NormativeDocument]) -> list[NormativeLine]:
    """What is told of each."""
    return [
        NormativeLine(one.pk, one.document.title, one.document.doc_no, one.published_on, one.ended_on)
        for one in rows.select_related("document")
    ]


def public_lines(rows: QuerySet[NormativeDocument], *, most: int) -> list[PublicLine]:
    """Of the first of them that everybody may read, what their items say."""
    items = Item.objects.visible_to(PUBLIC).filter(pk__in=rows.order_by().values("document__item"))
    public = items.select_related("live_version").order_by("published_on", "pk")[:most]
    return [
        PublicLine(one.live_version.title, one.live_version.doc_no, one.published_on, one.pk)
        for one in public
    ]
