"""Organs: the list, the sheet of one organ, and what the system administrator does with it."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rooms import duty_forms
from gongkai.web.organs.models import DocumentNumber, Organ
from gongkai.web.people import selectors as people

from . import forms, sheet

KEEPERS = ("admin",)
GIVERS = ("security_admin",)


class OrganFilter(WagtailFilterSet):
    """Which organs to show."""

    below = django_filters.ModelChoiceFilter(
        label="所属",
        queryset=lambda _request: Organ.objects.filter(children__isnull=False).distinct(),
        method="is_below",
    )

    class Meta:
        model = Organ
        fields: ClassVar = ["below", "level", "kind", "status"]

    def is_below(self, organs: QuerySet, _name: str, organ: Organ) -> QuerySet:
        """The organ and all below it."""
        return organs.within(organ)


class OrganListing(Listing):
    """Every organ of the tree."""

    list_display: ClassVar = [
        "name",
        Column("level_name", label="级别", accessor="get_level_display", sort_key="level"),
        Column("kind_name", label="类别", accessor="get_kind_display", sort_key="kind"),
        Column("parent", label="上级机关"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
    ]
    default_ordering = "path"
    search_fields: ClassVar = ["name", "short_name", "code", "former_names__name"]
    filterset_class = OrganFilter
    list_export: ClassVar = [
        "name",
        "short_name",
        "slug",
        "code",
        "get_level_display",
        "get_kind_display",
        "parent",
        "get_status_display",
        "since_on",
        "until_on",
        "address",
        "postcode",
        "phone",
        "fax",
        "email",
        "online_channel",
        "office_hours",
    ]
    export_headings: ClassVar = {
        "get_level_display": "级别",
        "get_kind_display": "类别",
        "get_status_display": "状态",
        "parent": "上级机关",
    }
    export_filename = "机关名册"

    def ways(self) -> list[HeaderButton]:
        """Besides one organ, a whole list of them."""
        whole = HeaderButton("按名册登记", url=reverse("organ-import"), icon_name="upload")
        return [*super().ways(), *([whole] if self.request.viewer.holds(*KEEPERS) else [])]

    def get_base_queryset(self) -> QuerySet:
        """With the organ above, which every line names; one organ once, by however many names it was found."""
        return super().get_base_queryset().select_related("parent").distinct()


def _exists(organ: Organ, _viewer: Viewer) -> bool:
    return organ.is_active


def _is_below(organ: Organ, _viewer: Viewer) -> bool:
    return organ.is_active and organ.parent_id is not None


def _lacks(organ: Organ, _viewer: Viewer) -> bool:
    return organ.is_active and any(duty.stand_in for duty in people.vacancies(organ, clock.today()))


def _has_people(organ: Organ, _viewer: Viewer) -> bool:
    return organ.appointments.in_force(clock.today()).exists()


def _has_sections(organ: Organ, _viewer: Viewer) -> bool:
    return organ.is_active and organ.sections.filter(until_on=None).exists()


def _has_numbers(organ: Organ, _viewer: Viewer) -> bool:
    return organ.is_active and organ.number_families.filter(is_open=True).exists()


def _has_given_numbers(organ: Organ, _viewer: Viewer) -> bool:
    return DocumentNumber.objects.filter(family__organ=organ, voided_on=None).exists()


def _goes_on(organ: Organ, viewer: Viewer) -> bool:
    return organ.is_active and _has_people(organ, viewer)


ACTS = (
    Act("found", "设立机关", forms.Found, KEEPERS, icon="plus", is_new=True),
    Act(
        "contacts",
        "修改联系方式",
        forms.ChangeContacts,
        KEEPERS,
        "公开指南和告知书中的联系方式都取自这里。",
        is_offered=_exists,
    ),
    Act("particulars", "修改基本情况", forms.ChangeParticulars, KEEPERS, is_offered=_exists),
    Act(
        "rename",
        "更名",
        forms.Rename,
        KEEPERS,
        "原名称会保留，仍可以用它找到本机关；网址不变。",
        is_offered=_exists,
    ),
    Act("move", "调整隶属关系", forms.Move, KEEPERS, "下级机关随同调整。", is_offered=_is_below),
    Act("add-section", "增设内设机构", forms.AddSection, KEEPERS, icon="plus", is_offered=_exists),
    Act("head-section", "更换内设机构负责人", forms.HeadSection, KEEPERS, is_offered=_has_sections),
    Act("close-section", "撤销内设机构", forms.CloseSection, KEEPERS, is_offered=_has_sections),
    Act(
        "open-numbers",
        "启用文号",
        forms.OpenNumbers,
        KEEPERS,
        "同一种文号每年从 1 起连续编号，不跳号，不重号。",
        is_offered=_exists,
    ),
    Act(
        "close-numbers",
        "停用文号",
        forms.CloseNumbers,
        KEEPERS,
        "停用后不再取号；已取的文号不变。",
        is_offered=_has_numbers,
    ),
    Act("appoint", "任命", duty_forms.Appoint, GIVERS, icon="user", is_offered=_exists),
    Act(
        "stand-in",
        "指定代理人",
        duty_forms.StandIn,
        ("authority",),
        "空缺的职责由主管部门指定代理人，到任命时为止。",
        icon="user",
        is_offered=_lacks,
    ),
    Act(
        "hand-over",
        "移交职责",
        duty_forms.HandOver,
        GIVERS,
        "原任到移交日为止，接任从次日开始，中间不空缺。",
        icon="user",
        is_offered=_goes_on,
    ),
    Act(
        "end-duty",
        "终止任职",
        duty_forms.End,
        (*GIVERS, "authority"),
        "主管部门可以终止自己指定的代理。",
        icon="user",
        is_offered=_has_people,
    ),
    Act(
        "void-number",
        "作废文号",
        forms.VoidNumber,
        ("admin", "office_head"),
        "作废的文号不再使用，原因记入台账。",
        is_offered=_has_given_numbers,
    ),
    Act("remedy", "设定复议机关或者法院", forms.SettleRemedy, KEEPERS, is_offered=_exists),
    Act("pass-functions", "移交职能", forms.PassFunctions, KEEPERS, is_offered=_exists),
    Act(
        "merge",
        "并入其他机关",
        forms.Merge,
        KEEPERS,
        "本机关终止，全部职能由承接机关行使；已公开的内容和网址保留。这一步不能撤回。",
        is_final=True,
        is_offered=_is_below,
    ),
    Act(
        "dissolve",
        "撤销机关",
        forms.Dissolve,
        KEEPERS,
        "本机关终止；须写明由谁答复此前和今后的申请。这一步不能撤回。",
        is_final=True,
        is_offered=_is_below,
    ),
)


class Organs(Room):
    """机关."""

    model = Organ
    icon = "group"
    menu_label = "机关"
    menu_order = 200
    listing = OrganListing
    acts = ACTS

    def organ_path(self, row: Organ) -> str:
        """An organ stands for itself."""
        return row.path

    def about(self, row: Organ, viewer: Viewer) -> dict[str, Any]:
        """What the office knows of an organ."""
        today = clock.today()
        return {
            "lead": sheet.lead(row),
            "facts": list(sheet.facts(row)),
            "tables": [
                ("内设机构", sheet.sections(row), "还没有登记内设机构。"),
                ("职责", sheet.held(row, viewer), "还没有人在本机关担任职责。"),
                ("下级机关", sheet.below(row), "没有下级机关。"),
                ("文号", sheet.numbers(row, today.year), "还没有启用文号。"),
                ("曾用名与职能承接", sheet.past(row), "没有更名、合并或者职能移交。"),
            ],
            "sentences": history(row) if viewer.has_part_in(row.path) else None,
        }
