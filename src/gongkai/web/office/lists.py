"""Lists of the office: searched, filtered, sorted, exported; they show what is visible to the viewer."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Table
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from gongkai.web.foundations.handing import to_be_saved

from .spreadsheet import BYTE_ORDER_MARK, plain

if TYPE_CHECKING:
    from .room import Room

MOST_OPEN = 2  # ways that a list shows as buttons
HOME = {"url": "/office/", "label": "我的工作"}


class Pages(WagtailPaginator):
    """The pages of a list, counted in our words."""

    @property
    def items_count_label(self) -> str:
        """共 8 条."""
        return f"共 {self.count} 条"


class Listing(generic.IndexView):
    """A list: searched, filtered, sorted, 50 a page, exported; its address holds its state."""

    paginate_by = 50
    paginator_class = Pages
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

    @property
    def no_results_message(self) -> str:
        """What is said of a list without a line: nothing fits, or nothing is there yet."""
        if self.is_searching or self.is_filtering:
            return "没有符合条件的。请换几个字搜索，或者去掉筛选条件。"
        return f"“{self.room.menu_label}”里还没有内容。"

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

    def write_csv_response(self, queryset: Any) -> HttpResponse:
        """With a name that browsers can read."""
        return self._named(super().write_csv_response(queryset), "csv")

    def write_xlsx_response(self, queryset: Any) -> HttpResponse:
        """With a name that browsers can read."""
        return self._named(super().write_xlsx_response(queryset), "xlsx")

    def _named(self, answer: HttpResponse, ending: str) -> HttpResponse:
        name = f"{self.get_filename()}.{ending}"
        return to_be_saved(answer, name=name)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """What a spreadsheet would take for a formula becomes plain text: anybody may have written it."""
        if isinstance(value, datetime) and export_format == "csv":
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
        shown = super().preprocess_field_value(field, value, export_format)
        return plain(shown) if export_format == "csv" else shown

    def get_edit_url(self, instance: Model) -> None:
        """Nothing is edited as a row: each change is an act of its own, offered on the sheet."""

    def get_inspect_url(self, instance: Model) -> str:
        """The sheet of one row."""
        return self.room.address_of(instance)

    def get_list_more_buttons(self, instance: Model) -> list:
        """None: a row leads to its sheet."""
        return []

    def ways(self) -> list[HeaderButton]:
        """Where one can go from the list: the acts that need no row, if the viewer may do them."""
        return [
            HeaderButton(act.title, url=self.room.act_address(act), icon_name=act.icon)
            for act in self.room.acts
            if act.is_new and act.may(self.request.viewer, None)
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The first ways stand open: more would leave no room for the name of the list."""
        return self.ways()[:MOST_OPEN]

    @property
    def header_more_buttons(self) -> list[Button]:
        """The others behind the three dots, and the list as a file, as it is filtered now."""
        rest = enumerate(self.ways()[MOST_OPEN:])
        ways = [
            Button(way.label, url=way.url, icon_name=way.icon_name, priority=place) for place, way in rest
        ]
        return ways + self._exports()

    def _exports(self) -> list[Button]:
        """Where the rows on the list are to be had as a spreadsheet."""
        addresses = (("导出 XLSX", self.xlsx_export_url), ("导出 CSV", self.csv_export_url))
        return [
            Button(words, url=address, icon_name="download", priority=place)
            for place, (words, address) in enumerate(addresses, start=100)
            if self.show_export_buttons
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
