"""Lists of the office."""

from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import log

from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions as reports
from gongkai.web.reports.models import Report

from .forms import OrganForm, ReportForm


class OrganViewSet(ModelViewSet):
    """Organs: add, change, look up."""

    model = Organ
    icon = "group"
    menu_label = "机关"
    list_display = ["name", "level", "kind", Column("parent", label="上级机关")]
    list_filter = ["level", "kind"]
    list_per_page = 50
    search_fields = ["name", "short_name"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True

    def get_form_class(self, for_update=False):  # noqa: ARG002, FBT002 - Wagtail's signature
        """The same form for a new organ and for a known one."""
        return OrganForm


class WithdrawReport(DeleteView):
    """Deleting a report is more than deleting its row: the action looks after its source and its neighbour."""

    def delete_action(self) -> None:
        """Note who did it while the report still exists, then withdraw it."""
        log(instance=self.object, action="wagtail.delete", user=self.request.user, deleted=True)
        reports.withdraw(self.object, at=timezone.now())


class ReportViewSet(ModelViewSet):
    """Annual reports: take one in, look one up, put a new file in its place. What was read is never edited by hand."""

    model = Report
    icon = "doc-full"
    menu_label = "年度报告"
    list_display = ["title", "organ", "year", "errors", "warnings", "notices", "read_at"]
    list_filter = ["year", "organ"]
    list_per_page = 50
    search_fields = ["title"]
    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = WithdrawReport
    inspect_view_enabled = True
    inspect_view_fields = ["organ", "year", "title", "source_name", "sha256", "errors", "warnings", "notices"]

    def get_form_class(self, for_update=False):  # noqa: ARG002, FBT002 - Wagtail's signature
        """Choosing an organ and a file is all that a person does."""
        return ReportForm


class PublicationGroup(ModelViewSetGroup):
    """The menu entry that holds both lists."""

    menu_label = "年报公开"
    menu_icon = "folder-open-inverse"
    menu_order = 100
    items = (OrganViewSet("organs"), ReportViewSet("reports"))
