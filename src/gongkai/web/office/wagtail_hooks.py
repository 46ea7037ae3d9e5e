"""How the office differs from Wagtail as it comes: our rooms in the menu, our first page, no pages to edit."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .room import Room
from .rooms.ledger import Ledger
from .rooms.organs import Organs
from .rooms.people import People
from .rooms.reports import Reports

# Wagtail's own entries, for things that the office does not have.
NOT_OURS = {"explorer", "help", "images", "documents", "reports", "settings"}


@hooks.register("register_admin_viewset")
def rooms() -> list[Room]:
    """The rooms of the office, in the order of the menu."""
    return [Reports("annual-reports"), Organs("organs"), People("people"), Ledger("ledger")]


@hooks.register("construct_main_menu")
def only_our_rooms(_request: object, items: list[MenuItem]) -> None:
    """The root of the site is the only page: there is nothing to explore."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


@hooks.register("insert_global_admin_css")
def our_pages() -> SafeString:
    """The look of our own pages inside Wagtail's shell."""
    return format_html('<link rel="stylesheet" href="{}">', static("office/sheet.css"))
