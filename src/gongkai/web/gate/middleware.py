"""Asks, before any view runs, whether whoever comes may be here."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourDuty
from gongkai.web.foundations import clock
from gongkai.web.ledger.actions import note_refused
from gongkai.web.ledger.models import INSTALLATION

from .routes import Access, Rule, name_of, rule_for

logger = logging.getLogger(__name__)


class Gate:
    """Middleware: an address that nobody classified is closed, and the log says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the view answer."""
        rule = rule_for(request.resolver_match)
        if rule is None:
            logger.error("unclassified route %s is closed", name_of(request.resolver_match))
            raise Http404("Unclassified")
        if rule.access is Access.PUBLIC:
            return None
        if rule.access is Access.CLOSED:
            raise Http404("Closed")
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not _may_come(rule, request.viewer):
            _note(request)
            raise PermissionDenied("No duty for this address")
        return None


def _note(request: HttpRequest) -> None:
    """Who sends something to where he may not come has tried an act; to look is none."""
    if request.method != "POST" or request.viewer.person is None:
        return
    note_refused(
        name_of(request.resolver_match),
        INSTALLATION,
        by=request.viewer,
        at=clock.now(),
        code=NotYourDuty.code,
    )


def _may_come(rule: Rule, viewer: Viewer) -> bool:
    """Whether somebody who has signed in may come to an address that is open to some."""
    if rule.access is Access.DUTY:
        return viewer.holds(*rule.duties) is not None
    return rule.access is Access.SIGNED_IN or bool(viewer.held)
