"""The first page of the office: what is mine to do, by when, and what my organs lack."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from gongkai.web.people import selectors as people
from gongkai.web.people.models import Appointment

from .waiting import MOST_SHOWN, groups

# Who is told of a duty that nobody holds: those who can fill it, or see to it that it is filled.
MINDS_VACANCIES = ("security_admin", "authority", "office_head")


class MyWork(WagtailAdminTemplateMixin, TemplateView):
    """我的工作."""

    template_name = "office/my_work.html"
    page_title = "我的工作"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Everything begins here."""
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What waits for the viewer, what his organs lack, and the duties that he holds."""
        viewer, today = self.request.viewer, clock.today()
        waiting = groups(viewer, today)
        return super().get_context_data(**kwargs) | {
            "groups": waiting,
            "is_idle": not any(group.items for group in waiting),
            "held": _held(viewer),
            "vacant": list(_vacant(viewer, today)),
        }


def _held(viewer: Viewer) -> list[Appointment]:
    """The viewer's duties in force, with their organs."""
    ids = [held.appointment for held in viewer.held]
    return list(
        Appointment.objects.filter(pk__in=ids).select_related("organ", "section", "delegated_from__person")
    )


def _vacant(viewer: Viewer, on: date) -> Iterable[tuple[str, str, str]]:
    """Organs that the viewer minds and the duties that nobody holds there: name, address, duties."""
    for organ, lacking in people.lacking(viewer, on, *MINDS_VACANCIES)[:MOST_SHOWN]:
        names = "、".join(duty.name for duty in lacking)
        yield organ.name, _address(organ), names


def _address(organ: Organ) -> str:
    return reverse("organs:sheet", args=[organ.pk])
