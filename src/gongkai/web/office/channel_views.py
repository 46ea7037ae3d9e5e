"""Files beside the rooms of channels: sheets to be posted, photographs, packages, receipts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gongkai.lawbook.channels import channel_rules
from gongkai.web.channels import printing
from gongkai.web.channels.models import Delivery, HandOver, Posting
from gongkai.web.foundations.handing import handed_out, kept_out

SCRIPT = "script"
PDF = "application/pdf"


@require_safe
def print_sheet(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The sheet to be posted, in one size, or the script to be read out."""
    postings = Posting.objects.visible_to(request.viewer).select_related("item", "version__item__organ")
    posting = get_object_or_404(postings, pk=pk)
    printing.must_be_current(posting)
    if size == SCRIPT:
        return handed_out(printing.script_sheet(posting.version), media_type=PDF, name=f"{posting}广播稿.pdf")
    if size not in channel_rules().sheets:
        raise Http404("No such size")
    data = printing.sheet(posting.version, size)
    return handed_out(data, media_type=PDF, name=f"{posting}{size.upper()}.pdf")


@require_safe
def photograph(request: HttpRequest, pk: int) -> HttpResponse:
    """How it was posted."""
    posting = get_object_or_404(Posting.objects.visible_to(request.viewer), pk=pk, photo__isnull=False)
    return kept_out(posting.photo, name=f"{posting}照片.{posting.photo.ending}")


@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """What is handed over."""
    made = get_object_or_404(HandOver.objects.visible_to(request.viewer), pk=pk)
    return kept_out(made.package, name=f"{made.version.title}.{made.package.ending}")


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What the archive or the library signed."""
    delivery = get_object_or_404(Delivery.objects.visible_to(request.viewer), pk=pk, receipt__isnull=False)
    name = f"移送回执{delivery.delivered_on}.{delivery.receipt.ending}"
    return kept_out(delivery.receipt, name=name)
