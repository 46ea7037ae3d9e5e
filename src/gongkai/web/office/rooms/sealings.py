"""用印登记: every seal on a letter of an application, by whose signature, with what was drawn and what was stamped."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.models import CasePaper, Seal, Sealing
from gongkai.web.applications.models.ground import INSIDERS
from gongkai.web.applications.service import served
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import code, day, link, rows
from gongkai.web.organs.models import Organ

from .applications.seal_forms import FileStamped, VoidSealing, counts, lacks_its_scan


class SealingFilter(WagtailFilterSet):
    """Which entries to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关",
        field_name="application__organ",
        queryset=lambda request: Organ.objects.filter(on_ground(request.viewer.ground(*INSIDERS), prefix="")),
    )
    seal = django_filters.ChoiceFilter(label="印章", choices=Seal.choices)
    sealed_on = django_filters.DateFromToRangeFilter(label="用印日期", widget=DateRangePickerWidget)

    class Meta:
        model = Sealing
        fields: ClassVar = ["organ", "seal", "sealed_on"]


class SealingListing(Listing):
    """Entries, the latest first."""

    list_display: ClassVar = [
        "name",
        Column("organ_name", label="机关", sort_key="application__organ__path"),
        Column("seal_name", label="印章", sort_key="seal"),
        Column("copies", label="份数", sort_key="copies"),
        Column("sealed_on", label="用印日期", sort_key="sealed_on", classname="cell-day"),
        Column("approver", label="签发人"),
        Column("sealer", label="用印人"),
        Column("standing", label="情况"),
    ]
    default_ordering = "-sealed_on"
    search_fields: ClassVar = ["name"]
    filterset_class = SealingFilter
    list_export: ClassVar = [
        *("name", "case", "organ_name", "seal_name", "copies", "sealed_on"),
        *("approver", "sealer", "how", "standing", "voided_on", "voided_because"),
    ]
    export_headings: ClassVar = {
        "name": "文书",
        "case": "登记编号",
        "organ_name": "机关",
        "seal_name": "印章",
        "approver": "签发人",
        "sealer": "用印人",
        "how": "方式",
        "standing": "情况",
    }
    export_filename = "用印登记"

    def get_base_queryset(self) -> QuerySet:
        """With all that a line names."""
        return (
            super()
            .get_base_queryset()
            .select_related(
                "application__organ", "approved_by", "sealed_by", "reply", "notice__reply", "letter"
            )
        )

    def prepared(self, rows: Iterable[Sealing]) -> Iterator[Sealing]:
        """In words."""
        for one in rows:
            one.case, one.organ_name = str(one.application), one.application.organ.short_name
            one.seal_name, one.standing = one.get_seal_display(), standing_of(one)
            one.approver, one.sealer = (person.name if person else "" for person in _people(one))
            one.how = "电子印章" if one.is_electronic else "盖章"
            yield one


def standing_of(row: Sealing) -> str:
    """Whether it counts, and whether the stamped paper is in the file."""
    if row.voided_on is not None:
        return f"{day(row.voided_on)}作废"
    if not served.counts(row):
        return "签发已撤回，不再有效"
    return "有效" if row.stamped_id else "有效，盖章件没有入卷"


def _people(row: Sealing) -> tuple[Any, Any]:
    return row.approved_by, row.sealed_by


class Sealings(Room):
    """用印登记."""

    model = Sealing
    icon = "check"
    menu_label = "用印登记"
    menu_order = 24
    menu_duties = INSIDERS
    listing = SealingListing
    acts = (
        Act(
            "file-stamped",
            "补传盖章件",
            FileStamped,
            duties_of("serve"),
            is_offered=lacks_its_scan,
        ),
        Act(
            "void",
            "作废",
            VoidSealing,
            duties_of("serve"),
            "登记错了、盖错了或者传错了文件的，作废以后重新登记。已经入卷的文本都留着；申请人改看系统生成的文本。",
            is_final=True,
            is_offered=counts,
        ),
    )

    def organ_path(self, row: Sealing) -> str:
        """The organ whose seal it is."""
        return row.application.organ.path

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """Those of the organs in whose cases the viewer has a part."""
        return super().visible_to(viewer).select_related("application__organ")

    def about(self, row: Sealing, viewer: Viewer) -> dict[str, Any]:
        """The entry, both versions with their hashes, and what happened to it."""
        case = link(reverse("applications:sheet", args=[row.application_id]), row.application)
        facts = [
            ("申请", case),
            ("文书", row.name),
            ("印章", row.get_seal_display()),
            ("方式", "电子印章" if row.is_electronic else "盖章"),
            ("份数", row.copies),
            ("用印日期", day(row.sealed_on)),
            ("依据的签发", _basis(row)),
            ("用印人", row.sealed_by or ""),
            ("情况", standing_of(row)),
            *([("作废的原因", row.voided_because)] if row.voided_because else []),
        ]
        told = history(row) if viewer.has_part_in(row.application.organ.path) else None
        return {"facts": facts, "tables": [("文本", _versions(row), "")], "sentences": told}


def _basis(row: Sealing) -> Any:
    if row.approval is None:
        return f"{row.approved_by}当场答复" if row.approved_by else "经办时编号发出，不经审签"
    return link(reverse("reviews:sheet", args=[row.approval_id]), f"{row.approved_by}签发")


def _versions(row: Sealing) -> Any:
    """What was drawn, what was stamped; they open where it is written down who looks at them and why."""
    papers = [("用印前的文本", row.drawn), ("盖章件", row.stamped)]
    return rows(
        ("版本", "名称", "入卷日期", "提供给申请人", "SHA-256"),
        ((said, *_version(paper)) for said, paper in papers if paper is not None),
    )


def _version(paper: CasePaper) -> tuple[Any, ...]:
    digest = code(paper.kept.sha256) if paper.kept else "已销毁"
    return paper.name, day(paper.added_on), "是" if paper.is_for_applicant else "否", digest
