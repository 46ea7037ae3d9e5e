"""期限日历: the days that I must keep, as a file to save, and as an address to which my own calendar subscribes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.calendar_keys import KEEPERS, renew_calendar_key
from gongkai.web.applications.calendars import key_of, owner_of
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.foundations.ical import ical
from gongkai.web.people.selectors import viewer_for

from .days_to_keep import AHEAD, days_of
from .lists import HOME
from .rooms.reporting.due import left_cell

TITLE = "期限日历"
NAME = "政府信息公开期限"


class Entry(MenuItem):
    """Its entry in the menu, for those who answer, report, or oversee those who do."""

    def __init__(self) -> None:
        super().__init__(TITLE, reverse("deadlines"), name="deadlines", icon_name="calendar", order=23)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the viewer has days to keep."""
        return request.viewer.holds(*KEEPERS) is not None


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The days, and how to get them elsewhere; a new address is shown on this answer, once."""
    context = {"title": TITLE, "breadcrumbs_items": [HOME, {"url": "", "label": TITLE}]}
    if request.method == "POST":
        try:
            key = renew_calendar_key(by=request.viewer, at=clock.now())
            context["address"] = request.build_absolute_uri(reverse("deadline-feed", args=[key]))
        except Refused as problem:
            context["refused"] = str(problem)
    today = clock.today()
    context["ahead"] = AHEAD
    context["days"] = [(one, left_cell(one.on, today)) for one in days_of(request.viewer, today)]
    context["renewed"] = key_of(request.viewer)
    return render(request, "office/deadlines.html", context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The days as they stand now."""
    return _handed_out(request, request.viewer)


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The same, for whoever has the key: a calendar program cannot sign in."""
    owner = owner_of(key)
    if owner is None:
        raise Http404("这个日历地址已经失效，请在“期限日历”页面重新生成。")
    return _handed_out(request, viewer_for(owner.pk, clock.today()))


def _handed_out(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    events = (one.event for one in days_of(viewer, clock.today()))
    text = ical(events, name=NAME, host=request.get_host(), at=clock.now())
    return handed_out(text, media_type="text/calendar; charset=utf-8", name=f"{NAME}.ics")
