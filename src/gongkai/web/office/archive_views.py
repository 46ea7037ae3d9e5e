"""Files beside the rooms of the archive: papers of a volume, lists of what was handed over or destroyed; and the form whose
answer is a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gongkai.engine.render.formats import MEDIA_TYPES, render_paper
from gongkai.kernel.paper import Paper
from gongkai.kernel.problems import Problem
from gongkai.web.applications.archive import papers as archive_papers
from gongkai.web.applications.models import Destruction, Transfer, Volume
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out

from .pages import ActView

PAPERS = {
    "cover": ("案卷封面", archive_papers.cover),
    "contents": ("卷内目录", archive_papers.contents),
    "note": ("备考表", archive_papers.note),
}
ENDINGS = ("pdf", "docx")
LIST_ENDINGS = ("pdf", "docx", "xlsx")


class TakenView(ActView):
    """An act whose answer is a file to be saved."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Hand it out; what the rules refuse is told on the form."""
        try:
            return form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)


@require_safe
def volume_paper(request: HttpRequest, pk: int, what: str, ending: str) -> HttpResponse:
    """封面, 卷内目录 or 备考表: they show nobody's name."""
    if what not in PAPERS or ending not in ENDINGS:
        raise Http404(f"volume {pk} has no {what} as {ending}")
    volumes = Volume.objects.visible_to(request.viewer).select_related("application__organ", "organ")
    volume = get_object_or_404(volumes, pk=pk)
    name, paper = PAPERS[what]
    return _file(paper(volume), ending, f"{name}（{volume}）")


@require_safe
def transfer_list(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """移交清单."""
    row = get_object_or_404(Transfer.objects.visible_to(request.viewer).select_related("organ"), pk=pk)
    return _listed(archive_papers.transfer_list(row), ending, f"档案移交清单{row.on}")


@require_safe
def destruction_list(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """销毁清册."""
    row = get_object_or_404(Destruction.objects.visible_to(request.viewer).select_related("organ"), pk=pk)
    return _listed(archive_papers.destruction_list(row), ending, f"档案销毁清册{row.proposed_on}")


def _listed(paper: Paper, ending: str, name: str) -> HttpResponse:
    if ending not in LIST_ENDINGS:
        raise Http404(f"no list as {ending}")
    return _file(paper, ending, name)


def _file(paper: Paper, ending: str, name: str) -> HttpResponse:
    return handed_out(
        render_paper(paper, ending), media_type=MEDIA_TYPES[ending], name=f"{name}.{ending}".replace("/", "_")
    )
