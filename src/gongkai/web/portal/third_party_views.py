"""征求意见的一次性链接: one page, one form; afterwards the same address says that the opinion is there."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import kept_out
from gongkai.web.uploads import limit

from .display import of
from .my_application_forms import OpinionForm, carried_out
from .third_party import Asking, Shut, link
from .unshared import METHODS, unshared


@unshared
@require_http_methods(METHODS)
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked of whoever has the link; nobody signs in here."""
    found = link(token, clock.now(), on=clock.today())
    if isinstance(found, Shut):
        written = request.POST.get("grounds", "")
        return render(request, "portal/opinion_shut.html", {"shut": found, "organ": None, "written": written})
    form = OpinionForm(request.POST, request.FILES) if request.method == "POST" else OpinionForm()
    give = partial(form.carry_out, token, at=clock.now())
    if form.is_bound and form.is_valid() and carried_out(form, give):
        return redirect("portal:opinion", token)
    return _asked(request, found, form)


@unshared
@require_safe
def letter(_request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A letter that lies with the question, for whoever has the link, as long as it opens something."""
    found = link(token, clock.now(), on=clock.today())
    letters = {} if isinstance(found, Shut) else {one.pk: one for one in found.letters}
    if pk not in letters:
        raise Http404(f"letter {pk}")
    return kept_out(letters[pk].paper.kept, name=letters[pk].paper.name)


def _asked(request: HttpRequest, asking: Asking, form: OpinionForm) -> HttpResponse:
    takes_files = not of(request).is_kiosk
    context = {
        "asking": asking,
        "form": form,
        "takes_files": takes_files,
        "most": portal_limits().files,
        "limit": limit(),
    }
    return render(request, "portal/opinion.html", context, status=422 if form.errors else 200)
