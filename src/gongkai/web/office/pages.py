"""The three kinds of pages in a room: a list, the sheet of one thing, and the form of one act.

Lists and sheets show what is visible to the viewer; an act is offered to whoever holds one of its duties there, and
the action itself decides again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Table
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from gongkai.kernel.problems import NotYourDuty, Problem, Refused

from .acts import Act, ActForm

if TYPE_CHECKING:
    from .room import Room

HOME = {"url": "/office/", "label": "我的工作"}
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff".encode()  # without it, office programs take a CSV file for another encoding


class Listing(generic.IndexView):
    """A list: searched, filtered, sorted, 50 a page, exported; its address holds its state."""

    paginate_by = 50
    search_backend_name = None
    any_permission_required = None
    permission_policy = None
    custom_value_preprocess: ClassVar = {
        datetime: {"xlsx": lambda moment: timezone.localtime(moment).replace(tzinfo=None)},
        **{
            kind: how
            for kind, how in generic.IndexView.custom_value_preprocess.items()
            if kind is not datetime
        },
    }
    room: "Room" = None  # type: ignore[assignment] # given by the room

    def get_base_queryset(self) -> QuerySet:
        """What the viewer may see."""
        return self.room.visible_to(self.request.viewer)

    def prepared(self, rows: Iterable[Model]) -> Iterator[Model]:
        """Rows with all that their columns show; a list that must look something up does so for many at once."""
        yield from rows

    def get_table(self, object_list: Iterable[Model]) -> Table:
        """The table of one page."""
        return super().get_table(list(self.prepared(object_list)))

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponse:
        """All rows that the filters leave, as XLSX or CSV."""
        return super().as_spreadsheet(_Export(queryset, self), spreadsheet_format)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """As Wagtail does, with a mark that tells office programs the encoding."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """What a spreadsheet would take for a formula becomes plain text: anybody may have written it."""
        shown = super().preprocess_field_value(field, value, export_format)
        is_formula = export_format == "csv" and isinstance(shown, str) and shown.startswith(FORMULA_MARKS)
        return f"'{shown}" if is_formula else shown

    def get_edit_url(self, instance: Model) -> None:
        """Nothing is edited as a row: each change is an act of its own, offered on the sheet."""

    def get_inspect_url(self, instance: Model) -> str:
        """The sheet of one row."""
        return self.room.address_of(instance)

    def get_list_more_buttons(self, instance: Model) -> list:
        """None: a row leads to its sheet."""
        return []

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The acts that need no row, if the viewer may do them."""
        return [
            HeaderButton(act.title, url=self.room.act_address(act), icon_name=act.icon)
            for act in self.room.acts
            if act.is_new and act.may(self.request.viewer, None)
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Where we are."""
        return [HOME, {"url": "", "label": self.get_page_title()}]


class _Export:
    """What Wagtail writes a spreadsheet from: rows prepared some hundreds at a time."""

    def __init__(self, queryset: QuerySet, listing: Listing) -> None:
        self.model, self.queryset, self.listing = queryset.model, queryset, listing

    def __iter__(self) -> Iterator[Model]:
        batch: list[Model] = []
        for row in self.queryset.iterator(chunk_size=500):
            batch.append(row)
            if len(batch) == 500:
                yield from self.listing.prepared(batch)
                batch = []
        yield from self.listing.prepared(batch)


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
        """The list, the row, and what is done with it."""
        items = [HOME, {"url": self.room.listing_address(), "label": self.room.menu_label}]
        if self.row:
            items.append({"url": self.room.address_of(self.row), "label": self.room.title_of(self.row)})
        return items


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
        acts = [act for act in self.room.acts if not act.is_new]
        if not acts:
            return []
        organ, viewer = self.room.organ_path(self.row), self.request.viewer
        return [act for act in acts if act.suits(self.row, viewer) and act.may(viewer, organ)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, tables and history as the room tells them."""
        context = super().get_context_data(**kwargs)
        acts = [(act, self.room.act_address(act, self.row)) for act in self.offered()]
        title = self.get_page_title()
        return (
            context
            | {"row": self.row, "title": title, "acts": acts}
            | self.room.about(self.row, self.request.viewer)
        )


class ActView(_OfOne, FormView):
    """The form of one act: what it is, what follows from it, and one button that does it."""

    template_name = "office/act.html"
    act: Act = None  # type: ignore[assignment] # given by the room

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever holds none of the act's duties in this organ."""
        organ = self.room.organ_path(self.row) if self.row else None
        if not self.act.may(request.viewer, organ):
            raise NotYourDuty(self.act.duties)
        if self.row and not self.act.suits(self.row, request.viewer):
            title = self.room.title_of(self.row)
            raise Refused(
                f"“{title}”现在不能办理“{self.act.title}”。", "请回到它的页面，看现在可以办理什么。"
            )
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[ActForm]:
        """The act's own form."""
        return self.act.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the row and the viewer."""
        return super().get_form_kwargs() | {"row": self.row, "viewer": self.request.viewer}

    def form_valid(self, form: ActForm) -> HttpResponse:
        """Do it, say so, and show the thing; what the rules refuse is told on the form."""
        try:
            shown = form.carry_out(at=timezone.now())
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        if shown is None:
            messages.success(self.request, f"已办理：{self.act.title}。")
            return redirect(self.room.listing_address())
        messages.success(self.request, f"已办理：{self.act.title}（{shown}）。")
        return redirect(self.room.address_of(shown))

    def get_page_title(self) -> str:
        """What is done."""
        return self.act.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Down to the act itself."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.act.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words on the page and its button."""
        context = super().get_context_data(**kwargs)
        back = self.room.address_of(self.row) if self.row else self.room.listing_address()
        return context | {"act": self.act, "row": self.row, "back": back}
