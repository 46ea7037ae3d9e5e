"""How the office differs from Wagtail as it comes: our rooms in the menu, our first page, no pages to edit."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from .deadline_views import Entry
from .room import Room
from .rooms.api_keys import ApiKeys
from .rooms.applications.room import Applications
from .rooms.archives.rolls import Destructions, Transfers
from .rooms.archives.room import Archives
from .rooms.catalogue import Catalogue
from .rooms.challenges import Challenges
from .rooms.channels import Channels, Publications
from .rooms.consultations import Consultations
from .rooms.decisions import DecisionRoom
from .rooms.deliveries import Deliveries, Questions
from .rooms.documents import Documents
from .rooms.feedback import FeedbackRoom
from .rooms.items.room import Items
from .rooms.ledger import Ledger
from .rooms.normative import Normative
from .rooms.notices import Postings
from .rooms.organs.room import Organs
from .rooms.people import People
from .rooms.places import Places
from .rooms.platform import HandOvers
from .rooms.reconciliations import Reconciliations
from .rooms.reporting.collection import Filings
from .rooms.reporting.room import Compilations
from .rooms.reports import Reports
from .rooms.reviews.room import Reviews
from .rooms.sealings import Sealings
from .rooms.sources import Sources

# Wagtail's own entries, for things that the office does not have.
NOT_OURS = {"explorer", "help", "images", "documents", "reports", "settings"}
# Rooms that stand together behind one entry of the menu: its words, its icon, the names of the rooms.
GROUPS = (
    ("发文", "folder-open-inverse", ("register", "normative", "consultations", "reconciliations")),
    (
        "渠道和场所",
        "site",
        ("channels", "publications", "places", "postings", "hand-overs", "deliveries", "questions"),
    ),
    ("年报", "doc-full", ("compilations", "filings", "annual-reports")),
    ("档案", "folder-inverse", ("archives", "archive-transfers", "archive-destructions")),
    ("系统", "cogs", ("sources", "api-keys")),
)


@hooks.register("register_admin_viewset")
def rooms() -> list[Room]:
    """The rooms of the office, in the order of the menu."""
    return [
        Items("items"),
        Applications("applications"),
        Challenges("challenges"),
        DecisionRoom("decisions"),
        Sealings("sealings"),
        Archives("archives"),
        Transfers("archive-transfers"),
        Destructions("archive-destructions"),
        Reviews("reviews"),
        Documents("register"),
        Normative("normative"),
        Consultations("consultations"),
        Reconciliations("reconciliations"),
        Compilations("compilations"),
        Filings("filings"),
        Reports("annual-reports"),
        Catalogue("catalogue"),
        FeedbackRoom("feedback"),
        Channels("channels"),
        Publications("publications"),
        Places("places"),
        Postings("postings"),
        HandOvers("hand-overs"),
        Deliveries("deliveries"),
        Questions("questions"),
        Sources("sources"),
        Organs("organs"),
        People("people"),
        Ledger("ledger"),
        ApiKeys("api-keys"),
    ]


@hooks.register("register_admin_menu_item")
def my_work() -> MenuItem:
    """Back to what is mine to do, from wherever one is."""
    return MenuItem("我的工作", reverse("my-work"), name="my-work", icon_name="home", order=0)


@hooks.register("register_admin_menu_item")
def my_days() -> MenuItem:
    """The days that I must keep."""
    return Entry()


@hooks.register("construct_main_menu")
def only_our_rooms(_request: object, items: list[MenuItem]) -> None:
    """The root of the site is the only page: there is nothing to explore. Rooms that belong together share an entry."""
    ours = [item for item in items if item.name not in NOT_OURS]
    for words, icon, names in GROUPS:
        inside = [item for item in ours if item.name in names]
        ours = [item for item in ours if item not in inside]
        if inside:
            order = min(item.order for item in inside)
            ours.append(SubmenuMenuItem(words, Menu(items=inside), icon_name=icon, order=order))
    items[:] = sorted(ours, key=lambda item: item.order)


@hooks.register("insert_global_admin_css")
def our_pages() -> SafeString:
    """The look of our own pages inside Wagtail's shell."""
    return format_html('<link rel="stylesheet" href="{}">', static("office/sheet.css"))
