"""The first page of the office: what is mine to do, by when, and what my organs lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.organs.models import Organ
from gongkai.web.people import selectors as people
from gongkai.web.people.models import Appointment

# Where what somebody proposed to take out is decided.
DECIDED_AT = {"reports.report": "annual-reports:decide-expunge"}
MOST_SHOWN = 20
# Who is told of a duty that nobody holds: those who can fill it, or see to it that it is filled.
MINDS_VACANCIES = ("security_admin", "authority", "office_head")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what it is, and where it is done."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the page: its items, or what is said when there are none."""

    title: str
    empty: str
    items: tuple[Item, ...] = ()


class MyWork(WagtailAdminTemplateMixin, TemplateView):
    """我的工作."""

    template_name = "office/my_work.html"
    page_title = "我的工作"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Everything begins here."""
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What waits for the viewer, what his organs lack, and the duties that he holds."""
        viewer, today = self.request.viewer, localdate()
        groups = _groups(viewer)
        return super().get_context_data(**kwargs) | {
            "groups": groups,
            "is_idle": not any(group.items for group in groups),
            "held": _held(viewer),
            "vacant": list(_vacant(viewer, today)),
        }


def _groups(viewer: Viewer) -> tuple[Group, ...]:
    """What waits for the viewer. Applications and reviews join when their rooms come."""
    decide = tuple(
        Item(sentence, reverse(DECIDED_AT[event.subject_type], args=[event.subject_id]))
        for event, sentence in _waiting(viewer)
        if event.subject_type in DECIDED_AT
    )
    return (
        Group("已经逾期", "没有逾期的事项。"),
        Group("本周到期", "本周没有到期的事项。"),
        Group("等我决定", "没有等您决定的事项。", decide),
        Group("退回给我", "没有退回给您的事项。"),
    )


def _waiting(viewer: Viewer) -> Iterable[tuple[Event, str]]:
    """What others propose to take out, where the viewer is one of those who decide."""
    organs = Organ.objects.filter(on_ground(viewer.ground(*expunge.EXECUTORS), prefix=""))
    proposed = expunge.proposals().filter(organ_id__in=organs.values("pk")).exclude(person_id=viewer.person)
    events = list(proposed.order_by("at")[:MOST_SHOWN])
    return zip(events, told(events), strict=True)


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
