"""A letter of a case as everybody in the office may read it, with the names masked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.web.applications.actions.lettering import drawn_masked
from gongkai.web.applications.models import Letter
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out

_ENDINGS = ("pdf", "docx")


@never_cache
def letter(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One letter of a case; the sheet with the names is printed, and that is told in the ledger. Raises Problem."""
    mine = on_ground(request.viewer.ground(*HANDLERS, *SIGNERS), prefix="application__organ__")
    found = get_object_or_404(Letter.objects.filter(mine, application=pk), pk=number)
    asked = request.GET.get("ending", "pdf")
    ending = asked if asked in _ENDINGS else "pdf"
    data = drawn_masked(found, ending)
    return handed_out(data, media_type=MEDIA_TYPES[ending], name=f"{found.name}（隐去姓名）.{ending}")
