"""The catalogue of what must be published: adopted from the law, added to, given to sections and people, ended."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, QuerySet, When
from django.urls import path, reverse
from django.utils.http import urlencode
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.kernel.limits import Limit, Unit
from gongkai.web.catalogue import selectors
from gongkai.web.catalogue.models import KEEPERS, Row, Status
from gongkai.web.disclosure.models import ItemKind
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.disclosure.selectors import of as public_items
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.organs.models import Section

from . import catalogue_forms as forms
from .board import TITLE, show_board, show_calendar

MOST_SHOWN = 20
_STATES = {
    "active": {"status": Status.ACTIVE, "statement_item": None},
    "not_involved": {"statement_item__isnull": False},
    "ended": {"status": Status.ENDED},
}


def _sections(*_request: object) -> list[tuple[int, str]]:
    """The sections that answer for something; many organs have one of the same name."""
    answering = Section.objects.filter(catalogue_rows__isnull=False).select_related("organ").distinct()
    return [(one.pk, f"{one.organ.short_name}{one.name}") for one in answering]


class RowFilter(WagtailFilterSet):
    """Which rows to show."""

    section = django_filters.ChoiceFilter(label="责任科室", choices=_sections)
    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("active", "在用"), ("not_involved", "未涉及"), ("ended", "已停用")],
        method="is_in",
    )

    class Meta:
        model = Row
        fields: ClassVar = ["organ", "section", "is_statutory", "cycle", "state"]

    def is_in(self, rows: QuerySet, _name: str, state: str) -> QuerySet:
        """Those in one state."""
        return rows.filter(**_STATES[state])


class RowListing(Listing):
    """The rows of all catalogues, those of the viewer's organ first, organ by organ in their own order."""

    list_display: ClassVar = [
        "name",
        Column("code", label="编码", sort_key="code"),
        Column("organ", label="机关", sort_key="organ__path"),
        Column("basis", label="公开依据"),
        Column("limit_name", label="公开时限", accessor="get_limit_display", sort_key="limit"),
        Column("section", label="责任科室"),
        Column("person", label="责任人"),
        Column("cycle_name", label="更新周期", accessor="get_cycle_display", sort_key="cycle"),
        Column("state_name", label="状态", sort_key="status"),
    ]
    default_ordering = ("is_elsewhere", "organ__path", "order", "pk")
    search_fields: ClassVar = ["name", "level1", "code", "content", "basis"]
    filterset_class = RowFilter
    list_export: ClassVar = [
        "organ",
        "code",
        "level1",
        "name",
        "content",
        "basis",
        "get_article_display",
        "get_field_display",
        "get_limit_display",
        "get_cycle_display",
        "channel_names",
        "audience",
        "get_method_display",
        "is_statutory",
        "section",
        "person",
        "state_name",
        "since_on",
        "until_on",
    ]
    export_headings: ClassVar = {
        "organ": "公开主体",
        "get_article_display": "法定内容",
        "get_field_display": "试点领域",
        "get_limit_display": "公开时限",
        "get_cycle_display": "更新周期",
        "channel_names": "公开渠道和载体",
        "get_method_display": "公开方式",
        "section": "责任科室",
        "person": "责任人",
        "state_name": "状态",
    }
    export_filename = "公开事项目录"

    def get_base_queryset(self) -> QuerySet:
        """With all that a line names, and whether it is of the viewer's own organ."""
        own = Case(When(organ=self.request.user.organ_id, then=0), default=1)
        rows = super().get_base_queryset().annotate(is_elsewhere=own)
        return rows.select_related("organ", "section", "person")

    def ways(self) -> list[HeaderButton]:
        """Besides the acts, how the duties stand today."""
        shown = HeaderButton(TITLE, url=reverse("catalogue:board"), icon_name="tasks")
        return [*super().ways(), shown]

    def prepared(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Who answers for a row is told inside its organ and above it."""
        for row in rows:
            if not self.request.viewer.has_part_in(row.organ.path):
                row.person = None
            yield row


def _is_active(row: Row, _viewer: Viewer) -> bool:
    return row.is_active


def _can_change(row: Row, _viewer: Viewer) -> bool:
    return row.is_active and row.organ.is_active


ACTS = (
    Act(
        "adopt",
        "采用基础目录",
        forms.AdoptStarter,
        KEEPERS,
        "按机关的级别和类别，列入条例规定应当主动公开的事项。目录中已有的事项不变。",
        icon="download",
        is_new=True,
    ),
    Act("add", "增加事项", forms.AddRow, KEEPERS, "基础目录以外的公开事项。", icon="plus", is_new=True),
    Act(
        "change",
        "修改",
        forms.ChangeRow,
        KEEPERS,
        "列入基础目录的事项，名称和法定内容不改。",
        is_offered=_can_change,
    ),
    Act(
        "assign",
        "指定责任",
        forms.Assign,
        KEEPERS,
        "由谁负责按时公开。",
        icon="user",
        is_offered=_can_change,
    ),
    Act(
        "end",
        "停用",
        forms.EndRow,
        KEEPERS,
        "停用后不再列入公开目录；已经公开的信息不变。不涉及的法定事项不用停用，请公开一条“未涉及”的说明。",
        is_final=True,
        is_offered=_is_active,
    ),
)


class Catalogue(Room):
    """目录."""

    model = Row
    icon = "list-ul"
    menu_label = "目录"
    menu_order = 60
    listing = RowListing
    acts = ACTS

    def get_urlpatterns(self) -> list:
        """Besides list, sheets and acts, the board and its calendar."""
        return [
            *super().get_urlpatterns(),
            path("board/", show_board, name="board"),
            path("calendar.ics", show_calendar, name="calendar"),
        ]

    def organ_path(self, row: Row) -> str:
        """The organ whose duty it is."""
        return row.organ.path

    def about(self, row: Row, viewer: Viewer) -> dict[str, Any]:
        """What must be published, by when, by whom."""
        return {
            "lead": _lead(row),
            "facts": list(_facts(row, viewer)),
            "tables": [("已公开的信息", _published(row), "这一事项下还没有公开的信息。")],
            "sentences": history(row) if viewer.has_part_in(row.organ.path) else None,
            "ways": _ways(row, viewer),
        }


def _ways(row: Row, viewer: Viewer) -> list[tuple[str, str]]:
    """The statement that there is nothing, begun with a text that only has to be checked."""
    if (
        not _can_change(row, viewer)
        or row.is_not_involved
        or not viewer.holds(*DRAFTERS, path=row.organ.path)
    ):
        return []
    said = f"{row.organ.name}没有属于“{row.name}”的政府信息。今后产生的，按规定公开。"
    filled = {
        "organ": row.organ_id,
        "kind": ItemKind.STATEMENT,
        "row": row.pk,
        "title": f"{row.organ.short_name}关于“{row.name}”的未涉及声明",
        "summary": said,
        "body": said,
    }
    return [("声明未涉及", f"{reverse('items:draft')}?{urlencode(filled)}")]


def _published(row: Row) -> Rows:
    """What everybody can read under this duty, the newest first."""
    items = public_items(row.organ).filter(row=row)[:MOST_SHOWN]
    return rows(
        ("标题", "公开日期"),
        (
            (link(reverse("portal:item", args=[row.organ.slug, item.pk]), item.title), day(item.published_on))
            for item in items
        ),
    )


def _lead(row: Row) -> str:
    """What must be known first."""
    if not row.is_active:
        return f"已停用（自{day(row.until_on)}起）。"
    if row.is_not_involved:
        return "已公开说明不涉及这一事项。"
    return "" if row.section or row.person else "还没有指定责任科室和责任人。"


def _facts(row: Row, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    """Label and value, in the order of the standard catalogue."""
    yield "公开主体", row.organ
    yield "编码", row.code
    yield "一级事项", row.level1
    yield "公开内容（要素）", row.content
    yield "公开依据", row.basis
    yield "法定主动公开", "是" if row.is_statutory else "否"
    if row.article:
        yield "法定内容", row.get_article_display()
    if row.field:
        yield "试点领域", row.get_field_display()
    yield "公开时限", _told(row.known_limit) if row.known_limit else row.limit
    yield "更新周期", row.get_cycle_display()
    if row.is_active and (period := selectors.periods(row, clock.today())):
        yield "本期", f"{day(period.first_on)}至{day(period.last_on)}，{day(period.due_on)}以前公开"
    yield "公开渠道和载体", row.channel_names
    yield "公开对象", row.audience
    yield "公开方式", row.get_method_display()
    yield "责任科室", row.section
    if viewer.has_part_in(row.organ.path):
        yield "责任人", row.person
    yield "列入目录", f"{day(row.since_on)}起"


def _told(limit: Limit) -> str:
    """A limit as a sentence without its full stop."""
    doubt = "（没有看到正式文本，请核对）" if limit.is_unverified else ""
    local = "（法律没有写明，主管部门可以另定）" if limit.is_policy else ""
    return f"{limit.name}：{limit.start}{_long(limit)}，依据{limit.article}{doubt}{local}"


def _long(limit: Limit) -> str:
    """How long it is, behind the event from which it counts."""
    if limit.by:
        month, last = limit.by
        return f"{month}月{last}日以前"
    if limit.unit is Unit.CYCLE:
        return "公布"
    days = f"{limit.amount}{'个工作日' if limit.unit is Unit.WORKDAY else '日'}"
    return f"起不少于{days}" if limit.is_least else f"起{days}内"
