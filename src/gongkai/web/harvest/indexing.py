"""What a collected thing is in the list of everything that is public here: its own title, its own organ's name beside it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.engine.content import plain_text
from gongkai.kernel.duties import PUBLIC
from gongkai.web.search.registry import BODY, Found, keeper

from .models import Collected

LABEL = "harvest.collected"


def found(row: Collected) -> Found:
    """As search, feed and sitemap know it."""
    return Found(
        label=LABEL,
        subject_id=row.pk,
        organ=row.source.organ_id,
        kind=row.kind,
        title=_title(row),
        address=reverse("portal:collected", args=[row.pk]),
        doc_no=row.doc_no,
        published_on=row.published_on or localdate(row.moment),  # of a report only the moment is told
        changed_on=row.changed_on,
        validity=row.validity,
        year=_year(row),
        passages=tuple(_passages(row)),
    )


def _title(row: Collected) -> str:
    """A result says whose it is: the one under which it is collected is seldom the one that published it."""
    is_plain = row.organ_name in row.title or row.organ_name == row.source.organ.name
    return row.title if is_plain else f"{row.title}（{row.organ_name}）"


def _year(row: Collected) -> int | None:
    if stated := row.record.get("year"):
        return stated
    return row.published_on.year if row.published_on else None


def _passages(row: Collected) -> Iterator[tuple[str, str]]:
    """Its text first, then its attachments, of which only the names are here."""
    text = plain_text(row.body) if row.body else "\n".join(prose_of(row.record.get("data", {})))
    yield BODY, "\n".join(filter(None, (row.record.get("summary", ""), text)))
    for file in row.record.get("attachments", ()):
        yield file["name"], ""


def prose_of(data: dict) -> Iterator[str]:
    """Headings and texts of a report, as far as they are where our format has them."""
    sections = data.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, dict):
            yield from (section[name] for name in ("heading", "text") if isinstance(section.get(name), str))


def _all() -> Iterator[int]:
    yield from Collected.objects.visible_to(PUBLIC).values_list("pk", flat=True)


def _one(pk: int) -> Found | None:
    row = Collected.objects.visible_to(PUBLIC).select_related("source__organ").filter(pk=pk).first()
    return found(row) if row else None


keeper(LABEL, ids=_all, found=_one)
