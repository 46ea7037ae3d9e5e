"""The pages of one report in the making: its workspace, what stands behind a figure, its versions."""

from typing import Any

from django.http import Http404

from gongkai.web.foundations import clock
from gongkai.web.office.pages import Sheet
from gongkai.web.reports.compiling import workspace

from . import behind, versions, workspace_page


class WorkSheet(Sheet):
    """The workspace: the tables as on the official form, the prose, what is found, and what is next."""

    template_name = "office/reporting/workspace.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that is drawn."""
        context = super().get_context_data(**kwargs)
        viewer = self.request.viewer
        work = workspace(self.row, viewer)
        offered = {act.name: address for act, address in context["acts"]}
        shows_before = self.request.GET.get("before") == "1"
        page = workspace_page.Page(work, viewer, offered, clock.today(), shows_before)
        return context | page.context()

    def get_header_more_buttons(self) -> list:
        """None: the acts stand where they belong on the page."""
        return []


class _OfReport(Sheet):
    """A further page of one report."""

    def get_header_more_buttons(self) -> list:
        """None: the acts stand on the workspace."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The list and the report."""
        report = {"url": self.room.address_of(self.row), "label": self.room.title_of(self.row)}
        return [*super().get_breadcrumbs_items(), report]


class CellSheet(_OfReport):
    """What stands behind a figure: its cases, how it is counted, and what somebody gave by hand."""

    template_name = "office/reporting/cell.html"

    def get_page_title(self) -> str:
        """What the page is."""
        return "数字的来历"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cases as they are counted now."""
        context = super().get_context_data(**kwargs)
        work = workspace(self.row, self.request.viewer)
        if kwargs["cell"] not in work.figures:
            raise Http404(f"form {work.form.id} has no cell {kwargs['cell']}")
        offered = {act.name: address for act, address in context["acts"]}
        return context | behind.of_report(work, kwargs["cell"], self.request.viewer, offered)


class VersionsSheet(_OfReport):
    """Every wording that went into the chain or out to the public."""

    template_name = "office/reporting/versions.html"

    def get_page_title(self) -> str:
        """What the page is."""
        return "版本"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The editions, newest first."""
        return super().get_context_data(**kwargs) | versions.of_report(self.row)
