"""A room of the office: one kind of thing with its list, its sheets, its acts, and an entry of the menu."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from gongkai.kernel.duties import Viewer

from .acts import Act
from .lists import Listing
from .pages import ActView, Sheet


class Room(ViewSet):
    """One kind of thing in the office: its list, its sheets, its acts, and an entry of the menu."""

    model: type[Model]
    menu_label = ""
    listing: type[Listing]
    sheet: type[Sheet] = Sheet
    acts: tuple[Act, ...] = ()
    add_to_admin_menu = True
    # Whoever holds one of these sees the menu entry; empty for everybody with a duty.
    menu_duties: tuple[str, ...] = ()

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """The rows that somebody may see."""
        return self.model.objects.visible_to(viewer)

    def title_of(self, row: Model) -> str:
        """What a sheet is headed with."""
        return str(row)

    def organ_path(self, row: Model) -> str:
        """In which organ of the tree an act on this row takes place."""
        raise NotImplementedError

    def act_path(self, act: Act, row: Model) -> str:
        """In which organ somebody holds the duty for an act on this row."""
        return act.path_of(row) if act.path_of else self.organ_path(row)

    def about(self, row: Model, viewer: Viewer) -> dict[str, Any]:
        """What the sheet shows: `facts` (label, value), `tables`, `events`."""
        return {}

    def address_of(self, row: Model) -> str:
        """The sheet of a row."""
        return reverse(self.get_url_name("sheet"), args=[row.pk])

    def listing_address(self) -> str:
        """The list."""
        return reverse(self.get_url_name("index"))

    def act_address(self, act: Act, row: Model | None = None) -> str:
        """The form of an act."""
        return reverse(self.get_url_name(act.name), args=[row.pk] if row else [])

    def get_urlpatterns(self) -> list:
        """Addresses of the list, the sheets and every act."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        listed = self.listing.as_view(room=self, model=self.model, page_title=self.menu_label, **names)
        results = self.listing.as_view(room=self, model=self.model, results_only=True, **names)
        return [
            path("", listed, name="index"),
            path("results/", results, name="index_results"),
            path("<int:pk>/", self.sheet.as_view(room=self), name="sheet"),
            *(self._act_path(act) for act in self.acts),
        ]

    def _act_path(self, act: Act) -> Any:
        where = f"{act.name}/" if act.is_new else f"<int:pk>/{act.name}/"
        return path(where, ActView.as_view(room=self, act=act), name=act.name)

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        """The entry of the menu, for those whose duty it is."""
        return _Entry(self, order=order if order is not None else self.menu_order)

    menu_order = 100


class _Entry(MenuItem):
    """A menu entry that only shows where the viewer may go."""

    def __init__(self, room: Room, *, order: int) -> None:
        super().__init__(
            room.menu_label, room.listing_address(), name=room.name, icon_name=room.icon, order=order
        )
        self.duties = room.menu_duties

    def is_shown(self, request: Any) -> bool:
        """Whether the viewer holds one of the room's duties."""
        return request.viewer.holds(*self.duties) is not None if self.duties else bool(request.viewer.held)
