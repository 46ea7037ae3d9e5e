"""Pages beside the room of items: an attachment of a draft, and two versions side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text

from gongkai.web.disclosure.content import content_of
from gongkai.web.disclosure.models import Attachment, Item, Version
from gongkai.web.disclosure.models.version import CONTENT
from gongkai.web.disclosure.words import in_words
from gongkai.web.foundations.handing import kept_out

from .lists import HOME


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two versions differ, with what was taken out and what was put in."""

    label: str
    difference: SafeString


def attachment(request: HttpRequest, pk: int, number: int, order: int) -> HttpResponse:
    """A file of any version, for those who may see the item before it is public."""
    item = get_object_or_404(Item.objects.seen_inside_by(request.viewer), pk=pk)
    found = get_object_or_404(
        Attachment.objects.select_related("kept"), version__item=item, version__number=number, order=order
    )
    return kept_out(found.kept, name=found.name)


def compare(request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
    """What changed between two versions."""
    item = get_object_or_404(Item.objects.seen_inside_by(request.viewer), pk=pk)
    before, after = (get_object_or_404(item.versions, number=number) for number in (old, new))
    sheet = reverse("items:sheet", args=[pk])
    crumbs = [HOME, {"url": reverse("items:index"), "label": "信息"}, {"url": sheet, "label": item.title}]
    context = {"item": item, "before": before, "after": after, "changes": list(_changes(before, after))}
    return render(request, "office/item_compare.html", context | {"breadcrumbs_items": crumbs, "back": sheet})


def _changes(before: Version, after: Version) -> Iterator[Change]:
    for name in CONTENT:
        old, new = in_words(before, name), in_words(after, name)
        if getattr(before, name) != getattr(after, name):
            label = str(Version._meta.get_field(name).verbose_name)
            yield Change(label, _marked(old, new) if old != new else SafeString("文字相同，格式有改动。"))
    old, new = _files(before), _files(after)
    if old != new:
        yield Change("附件", _marked(old, new))


def _files(version: Version) -> str:
    """Names and the beginnings of their hashes: another file may have the same name."""
    return "\n".join(f"{file.name}（{file.kept.sha256[:12]}）" for file in content_of(version).attachments)


def _marked(old: str, new: str) -> SafeString:
    """The new words with what was put in, and where it stood what was taken out."""
    tags = {"addition": "ins", "deletion": "del"}
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<{0}>{1}</{0}>", tags[kind], words) if kind in tags else words,)
            for kind, words in diff_text(old, new).changes
        ),
    )
