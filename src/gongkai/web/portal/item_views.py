"""Pages and files of items: each asks first whether the item is public, whatever is kept of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import Problem
from gongkai.web.disclosure.addresses import in_address
from gongkai.web.disclosure.selectors import live
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out, kept_out

from . import alert_sources, item_files, item_history, linked_data
from .errors import unavailable
from .item_columns import listing
from .item_page import page_of
from .organ_page import organ_of
from .views import asked_words, public


@public
@require_safe
def item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A piece of information: what it says, what it is, whether it is in force."""
    found = live(slug, pk)
    page = page_of(found, found.live_version, on=clock.today())
    context = {"page": page, "older": item_history.older(found)}
    context["linked"] = linked_data.of_item(page)
    return render(request, "portal/item.html", context)


@public
@require_safe
def version(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """An earlier wording of it, marked as such."""
    found = live(slug, pk)
    wording = item_history.wording(found, number)
    if wording.until_on is None:
        return redirect("portal:item", slug, pk)
    page = page_of(found, wording.version, on=clock.today())
    return render(request, "portal/item_version.html", {"page": page, "wording": wording})


@public
@require_safe
def changes(request: HttpRequest, slug: str, pk: int, old: int, new: int) -> HttpResponse:
    """Two wordings of it, compared word by word."""
    found = live(slug, pk)
    wordings = [item_history.wording(found, number) for number in (old, new)]
    compared = item_history.comparison(*wordings)
    return render(request, "portal/item_changes.html", {"item": found, "compared": compared})


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int, order: int, name: str) -> HttpResponse:
    """A file that belongs to it, as it came."""
    found = item_files.attachment_of(live(slug, pk), order=order, name=name)
    plain = f"{slug}-{pk}-{order}.{found.kept.ending}"
    try:
        return kept_out(found.kept, name=in_address(found.name), plain=plain, is_public=True)
    except Problem as problem:
        return unavailable(request, problem, title="这个附件现在取不出来")


@require_safe
def download(request: HttpRequest, slug: str, pk: int, ending: str) -> HttpResponse:
    """It as a file of one kind, in the layout of official papers."""
    if ending not in item_files.WRITTEN:
        raise Http404("No such kind of file")
    found = live(slug, pk)
    try:
        data = item_files.written(found, ending)
    except Problem as problem:
        return unavailable(request, problem, title=f"现在不能生成 {item_files.WRITTEN[ending]} 文件")
    name, plain = in_address(f"{found.title}.{ending}"), f"{slug}-{pk}.{ending}"
    return handed_out(data, media_type=MEDIA_TYPES[ending], name=name, plain=plain, is_public=True)


@public
@require_safe
def column(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One column of an organ, fifty items a page."""
    organ = organ_of(slug)
    asked = request.GET
    found = listing(
        organ, name, row=asked.get("row", ""), page=asked.get("page", "1"), query=asked_words(request)
    )
    alert = alert_sources.offered(alert_sources.COLUMN, organ=organ.slug, column=found.column.value)
    context = {"organ": organ, "listing": found, "alert": alert}
    return render(request, "portal/item_column.html", context)
