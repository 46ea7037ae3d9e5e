"""How the office differs from Wagtail as it comes: our lists in the menu, no pages to edit."""

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .viewsets import PublicationGroup

NOT_OURS = {"explorer", "help"}


@hooks.register("register_admin_viewset")
def publication() -> PublicationGroup:
    """Organs and annual reports."""
    return PublicationGroup()


@hooks.register("construct_main_menu")
def without_pages(_request: object, items: list[MenuItem]) -> None:
    """The root of the site is the only page: there is nothing to explore."""
    items[:] = [item for item in items if item.name not in NOT_OURS]


@hooks.register("construct_homepage_summary_items")
def without_counts(_request: object, items: list[object]) -> None:
    """One page, no pictures yet: such counts tell nobody anything."""
    items.clear()
