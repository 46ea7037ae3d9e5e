"""Around a case: papers of its file, and what is shown a single time."""

import secrets
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.applications.actions.steps import told_last
from gongkai.web.applications.letters.previewing import previewed
from gongkai.web.applications.models import Application, CasePaper, PaperKind
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.applications.replies import reply as replies
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out, kept_out

from .pages import ActView

PREVIEWED = ("pdf", "docx", "html")
# What everybody who handles or signs reads for his work: where was searched, what is supplied, and the draft.
_OPEN = (PaperKind.SEARCH, PaperKind.SUPPLIED, PaperKind.DRAFT)
# All others may show somebody, most of all the files from which he is taken out: they open only for whoever has just
# written down why.
PERSONAL = tuple(kind for kind in PaperKind if kind not in _OPEN)
OPEN_FOR = 600  # seconds after that
_SALT = "applications.paper"
_SENT = "applications.sent_once"  # where the session keeps the marks of the forms that were sent
_MOST_SENT = 50
_SENT_ALREADY = "这张表已经提交过，没有再办一次。请在登记册里打开那一件；查询码或者链接没有记下的，请换发或者重新发出。确实要再办一件的，请再提交一次。"


class CaseActView(ActView):
    """An act on a case; where somebody else was quicker, who did what and when is told."""

    def _must_be_offered(self) -> None:
        try:
            super()._must_be_offered()
        except NotYourDuty:
            raise
        except Refused as refused:
            raise Refused(f"{refused.message}{told_last(self.row)}", refused.advice) from refused


@method_decorator(never_cache, name="dispatch")
class OnceView(CaseActView):
    """An act that shows something a single time, on its own answer: a code, a link, who somebody is.

    Whoever loads that answer anew, or goes back and sends the form a second time, has done nothing a second time.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form has a mark of its own, by which it is known when it comes twice."""
        return {"sent_once": secrets.token_urlsafe(9)} | super().get_context_data(**kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and show what came of it."""
        if self._mark() in self._sent():
            form.add_error(None, _SENT_ALREADY)
            return self.form_invalid(form)
        try:
            told = form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        if isinstance(told, HttpResponse):
            return told
        self.request.session[_SENT] = [*self._sent(), *filter(None, [self._mark()])][-_MOST_SENT:]
        return render(self.request, form.shown_in, self.get_context_data(form=form) | told)

    def _mark(self) -> str:
        return self.request.POST.get("sent_once", "")

    def _sent(self) -> list[str]:
        return self.request.session.get(_SENT, [])


def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A paper of the file, to be saved; one that may show somebody, only with a mark that was given for it."""
    mine = on_ground(request.viewer.ground(*HANDLERS, *SIGNERS), prefix="application__organ__")
    papers = CasePaper.objects.filter(mine, application=pk, destroyed_on=None).exclude(kept=None)
    found = get_object_or_404(papers.select_related("kept"), pk=number)
    if found.kind in PERSONAL and not _is_opened(request, found):
        raise Http404(f"paper {number} without a mark")
    return kept_out(found.kept, name=_named(found))


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The reply as it would go out, to be read before it is sent in or signed. Raises Problem."""
    mine = on_ground(request.viewer.ground(*HANDLERS, *SIGNERS))
    application = get_object_or_404(Application.objects.filter(mine).select_related("organ"), pk=pk)
    reply, ending = replies.latest(application), request.GET.get("ending", "pdf")
    if reply is None or reply.made_on is not None or ending not in PREVIEWED:
        raise Http404(f"application {pk} has no reply to be read as {ending}")
    data = previewed(reply, ending, on=clock.today())
    return handed_out(data, media_type=MEDIA_TYPES[ending], name=f"答复预览.{ending}")


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
