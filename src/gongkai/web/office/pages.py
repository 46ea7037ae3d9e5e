"""The sheet of one thing, and the form of one act.

A sheet shows what is visible to the viewer; an act is offered to whoever holds one of its duties there, and the action
itself decides again.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.foundations import clock
from gongkai.web.ledger.actions import note_refused
from gongkai.web.ledger.models import INSTALLATION

from .acts import Act, ActForm
from .lists import HOME

if TYPE_CHECKING:
    from .room import Room


class _OfOne(WagtailAdminTemplateMixin):
    """A page about one row, or about none yet."""

    room: "Room" = None  # type: ignore[assignment] # given by the room
    row: Model | None = None

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the row among those that the viewer may see."""
        super().setup(request, *args, **kwargs)
        if "pk" in kwargs and request.user.is_authenticated:
            self.row = get_object_or_404(self.room.visible_to(request.viewer), pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The list; the row itself stands below, as the heading."""
        return [HOME, {"url": self.room.listing_address(), "label": self.room.menu_label}]


class Sheet(_OfOne, TemplateView):
    """Everything about one thing on one page, with the acts that the viewer may do now."""

    template_name = "office/sheet.html"

    def get_page_title(self) -> str:
        """The thing's own name."""
        return self.room.title_of(self.row)

    def get_header_more_buttons(self) -> list[Button]:
        """The acts that suit it and that the viewer may do."""
        return [
            Button(act.title, url=self.room.act_address(act, self.row), icon_name=act.icon, priority=place)
            for place, act in enumerate(self.offered())
        ]

    def offered(self) -> list[Act]:
        """The acts that suit the row and that the viewer may do."""
        viewer, room = self.request.viewer, self.room
        acts = [act for act in room.acts if not act.is_new and act.suits(self.row, viewer)]
        return [act for act in acts if act.may(viewer, room.act_path(act, self.row))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, tables and history as the room tells them."""
        context = super().get_context_data(**kwargs)
        offered = sorted(self.offered(), key=lambda act: act.is_final)
        acts = [(act, self.room.act_address(act, self.row)) for act in offered]
        title = self.get_page_title()
        return (
            context
            | {"row": self.row, "title": title, "acts": acts}
            | self.room.about(self.row, self.request.viewer)
        )


class ActView(_OfOne, FormView):
    """The form of one act: what it is, what follows from it, and one button that does it."""

    act: Act = None  # type: ignore[assignment] # given by the room

    def get_template_names(self) -> list[str]:
        """The act's own page."""
        return [self.act.template]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever holds none of the act's duties in this organ; who sends something has tried an act."""
        try:
            self._must_be_offered()
        except Refused as refused:
            if request.method == "POST":
                name, at = f"{self.room.name}.{self.act.name}", clock.now()
                note_refused(
                    name, INSTALLATION, by=request.viewer, at=at, code=refused.code, subject=self.row
                )
            raise
        return super().dispatch(request, *args, **kwargs)

    def _must_be_offered(self) -> None:
        organ = self.room.act_path(self.act, self.row) if self.row else None
        if not self.act.may(self.request.viewer, organ):
            raise NotYourDuty(self.act.duties)
        if self.row and not self.act.suits(self.row, self.request.viewer):
            title = self.room.title_of(self.row)
            raise Refused(
                f"“{title}”现在不能办理“{self.act.title}”。", "请回到它的页面，看现在可以办理什么。"
            )

    def get_form_class(self) -> type[ActForm]:
        """The act's own form."""
        return self.act.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the row and the viewer."""
        return super().get_form_kwargs() | {"row": self.row, "viewer": self.request.viewer}

    def get_initial(self) -> dict[str, Any]:
        """What a link from elsewhere has filled in already."""
        asked = self.request.GET
        return {name: asked[name] for name in self.act.form.begun_with if name in asked}

    def form_valid(self, form: ActForm) -> HttpResponse:
        """Do it, say so, and show the thing; what the rules refuse is told on the form."""
        try:
            shown = form.carry_out(at=clock.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, form.done or f"已办理：{self.act.title}（{shown}）。")
        return redirect(self.room.listing_address() if shown is None else self.room.address_of(shown))

    def get_page_title(self) -> str:
        """What is done."""
        return self.act.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The list and the row; the act itself stands below, as the heading."""
        items = super().get_breadcrumbs_items()
        if self.row:
            items.append({"url": self.room.address_of(self.row), "label": self.room.title_of(self.row)})
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words on the page and its button."""
        context = super().get_context_data(**kwargs)
        back = self.room.address_of(self.row) if self.row else self.room.listing_address()
        return context | {"act": self.act, "row": self.row, "back": back}
