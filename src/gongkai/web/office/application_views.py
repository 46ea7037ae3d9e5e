"""Around a case: papers of its file, and what is shown a single time."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.web.applications.models import Application, CasePaper, PaperKind
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import kept_out

from .pages import ActView

# Papers that show who applied: they open only for whoever has just written down why.
PERSONAL = (PaperKind.APPLICATION, PaperKind.IDENTITY, PaperKind.AUTHORITY)
OPEN_FOR = 600  # seconds after that
_SALT = "applications.paper"


@method_decorator(never_cache, name="dispatch")
class OnceView(ActView):
    """An act that shows something a single time, on its own answer: a code, a link, who somebody is."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and show what came of it."""
        try:
            told = form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        if isinstance(told, HttpResponse):
            return told
        return render(self.request, form.shown_in, self.get_context_data(form=form) | told)


def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A paper of the file, to be saved; one that shows who applied, only with a mark that was given for it."""
    mine = on_ground(request.viewer.ground(*HANDLERS, *SIGNERS), prefix="application__organ__")
    papers = CasePaper.objects.filter(mine, application=pk, destroyed_on=None).exclude(kept=None)
    found = get_object_or_404(papers.select_related("kept"), pk=number)
    if found.kind in PERSONAL and not _is_opened(request, found):
        raise Http404(f"paper {number} without a mark")
    return kept_out(found.kept, name=_named(found))


def mark_for(application: Application, viewer: Viewer) -> str:
    """What opens the personal papers of a case to somebody for a few minutes."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{application.pk}-{viewer.person}")


def _is_opened(request: HttpRequest, found: CasePaper) -> bool:
    try:
        said = signing.TimestampSigner(salt=_SALT).unsign(request.GET.get("mark", ""), max_age=OPEN_FOR)
    except signing.BadSignature:
        return False
    return said == f"{found.application_id}-{request.viewer.person}"


def _named(found: CasePaper) -> str:
    ending = f".{found.kept.ending}"
    return found.name if found.name.endswith(ending) else f"{found.name}{ending}"
