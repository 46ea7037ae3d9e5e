"""发文台账: every document of an organ, what will become public of it, and by when."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure.models import ItemStatus
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.documents import awaited
from gongkai.web.documents.actions.registering import REASSESSORS
from gongkai.web.documents.limits import due_by
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType
from gongkai.web.documents.models.document import JUDGES, KEEPERS
from gongkai.web.documents.reconciling import PROVISIONAL
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office import document_views
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link

from . import document_forms as forms


class DocumentFilter(WagtailFilterSet):
    """Which documents to show."""

    attribute = django_filters.ChoiceFilter(
        label="公开属性", choices=lambda: [(code, one.name) for code, one in review_law().attributes.items()]
    )
    formed_on = django_filters.DateFromToRangeFilter(label="成文日期")
    is_public = django_filters.BooleanFilter(
        label="已经公开", field_name="item__published_on", lookup_expr="isnull", exclude=True
    )
    waits = django_filters.ChoiceFilter(
        label="等我办理",
        choices=[("late", "逾期没有公开"), ("opinion", "等我提出意见")],
        method="that_wait",
    )

    class Meta:
        model = Document
        fields: ClassVar = ["organ", "doc_type", "status", "attribute", "is_public", "section", "formed_on"]

    def that_wait(self, documents: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        viewer = self.request.viewer
        found = awaited.late(viewer, clock.today()) if how == "late" else awaited.opinions(viewer)
        return documents.filter(pk__in=found.order_by().values("pk"))


class DocumentListing(Listing):
    """Documents, the latest begun first."""

    list_display: ClassVar = [
        "title",
        Column("doc_no", label="文号", sort_key="doc_no"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("type_name", label="类型", accessor="get_doc_type_display", sort_key="doc_type"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
        Column("formed_on", label="成文日期", sort_key="formed_on"),
        Column("attribute_name", label="公开属性", accessor="get_attribute_display", sort_key="attribute"),
        Column("public", label="公开情况", accessor=lambda document: public_words(document)),
    ]
    default_ordering = "-drafted_on"
    search_fields: ClassVar = ["title", "doc_no", "external_id", "organ__name"]
    filterset_class = DocumentFilter
    list_export: ClassVar = [
        "title",
        "doc_no",
        "organ",
        "get_doc_type_display",
        "section",
        "drafter",
        "drafted_on",
        "formed_on",
        "get_status_display",
        "get_attribute_display",
        "get_reason_code_display",
        "reason",
        "index_no",
        "published_on",
        "get_origin_display",
        "external_id",
    ]
    export_headings: ClassVar = {
        "get_doc_type_display": "类型",
        "get_status_display": "状态",
        "get_attribute_display": "公开属性",
        "get_reason_code_display": "理由",
        "reason": "理由说明",
        "index_no": "索引号",
        "published_on": "公开日期",
        "get_origin_display": "来源",
    }
    export_filename = "发文台账"

    def ways(self) -> list[HeaderButton]:
        """Besides single documents, whole lists, and the month's reconciliation."""
        month = HeaderButton("按月对账", url=reverse("register:month"), icon_name="calendar-check")
        whole = HeaderButton("从其他系统导入", url=reverse("register:import"), icon_name="upload")
        keeps = self.request.viewer.holds(*KEEPERS)
        return [*super().ways(), *([whole] if keeps else []), month]

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        return super().get_base_queryset().select_related("organ", "section", "drafter", "item")


def public_words(document: Document) -> str:
    """Whether it is public, or by when it must be."""
    if document.published_on:
        state = "" if document.item.is_live else f"，{document.item.get_status_display()}"
        return f"{day(document.published_on)}公开{state}"
    if document.status != DocumentStatus.ISSUED or not document.is_to_be_published:
        return ""
    last, today = due_by(document), clock.today()
    left = workdays_between(today, last.day, calendar=calendar())
    return f"还有{left}个工作日" if left >= 0 else f"已超过{-left}个工作日"


def _is(*statuses: str) -> Any:
    return lambda document, _viewer: document.status in statuses and document.organ.is_active


def _can_be_issued(document: Document, viewer: Viewer) -> bool:
    return _drafting(document, viewer) and document.doc_type != DocumentType.NORMATIVE


def _asks_the_office(document: Document, viewer: Viewer) -> bool:
    return _drafting(document, viewer) and document.is_of_policy


def _has_no_item(document: Document, viewer: Viewer) -> bool:
    is_free = document.item is None or document.item.status == ItemStatus.DISCARDED
    return _issued(document, viewer) and is_free


def _is_not_public(document: Document, viewer: Viewer) -> bool:
    return _issued(document, viewer) and not document.is_to_be_published


_drafting, _issued = _is(DocumentStatus.DRAFTING), _is(DocumentStatus.ISSUED)
_standing = _is(DocumentStatus.DRAFTING, DocumentStatus.ISSUED)


class Documents(Room):
    """发文台账."""

    model = Document
    icon = "list-ul"
    menu_label = "发文台账"
    menu_order = 30
    menu_duties = INSIDERS
    listing = DocumentListing
    acts = (
        Act(
            "register",
            "登记文件",
            forms.Register,
            KEEPERS,
            "从起草的第一天起登记，同时确定公开属性；不主动公开的写明理由。",
            icon="plus",
            is_new=True,
        ),
        Act(
            "give-opinion",
            "对公开属性提出意见",
            forms.GiveOpinion,
            JUDGES,
            "政策性文件印发前，由工作机构对公开属性提出意见。",
            is_offered=_asks_the_office,
        ),
        Act("issue", "登记印发", forms.Issue, KEEPERS, is_offered=_can_be_issued),
        Act("change-attribute", "更改公开属性", forms.ChangeAttribute, KEEPERS, is_offered=_drafting),
        Act("draft-item", "起草公开的信息", forms.DraftItem, KEEPERS, is_offered=_has_no_item),
        Act(
            "link",
            "对应已有的信息",
            forms.Link,
            KEEPERS,
            "信息已经另行公开的，与这份文件对应起来，对账时不再列出。",
            is_offered=_has_no_item,
        ),
        Act("reassess", "评估是否可以公开", forms.Reassess, REASSESSORS, is_offered=_is_not_public),
        Act("change", "修改登记", forms.Change, KEEPERS, is_offered=_standing),
        Act(
            "void",
            "作废",
            forms.Void,
            KEEPERS,
            "作废的文件留在台账中，文号可以重新使用。",
            is_final=True,
            is_offered=_standing,
        ),
    )

    def get_urlpatterns(self) -> list:
        """Besides list, sheets and acts, whole lists and the month."""
        return [
            *super().get_urlpatterns(),
            path("import/", require_admin_access(document_views.import_documents), name="import"),
            path(
                "import/confirm/",
                require_admin_access(document_views.carry_out_import),
                name="import-confirm",
            ),
            path("import/empty/", require_admin_access(document_views.empty_list), name="import-template"),
            path("month/", require_admin_access(document_views.month), name="month"),
        ]

    def organ_path(self, row: Document) -> str:
        """The organ whose document it is."""
        return row.organ.path

    def about(self, row: Document, viewer: Viewer) -> dict[str, Any]:
        """What is known of it, and what is next."""
        return {"lead": lead(row), "facts": list(facts(row)), "sentences": history(row)}


def lead(document: Document) -> str:
    """What stands out."""
    if document.status == DocumentStatus.VOID:
        return f"这份文件已经作废：{document.voided_because}。"
    if document.lacks_reason:
        return f"公开属性是“{document.get_attribute_display()}”，没有写明理由，请补写。"
    if document.status == DocumentStatus.DRAFTING and document.is_of_policy:
        said = document.get_opinion_verdict_display()
        return f"工作机构对公开属性的意见：{said or '还没有提出'}。"
    if document.status == DocumentStatus.ISSUED and not document.is_to_be_published and document.reassess_on:
        return f"没有主动公开，应在{day(document.reassess_on)}前评估是否可以公开。"
    last = due_by(document)
    if last and not (document.published_on):
        provisional = PROVISIONAL if last.is_provisional else ""
        return f"应在{day(last.day)}{provisional}前公开（条例第二十六条），{public_words(document)}。"
    return ""


def facts(document: Document) -> Any:
    """Label and value, in reading order."""
    yield "机关", document.organ
    yield "文号", document.doc_no or "还没有编号"
    yield "类型", document.get_doc_type_display()
    yield "状态", document.get_status_display()
    yield "起草", f"{document.section or ''}{document.drafter or ''}（{day(document.drafted_on)}）"
    yield "成文日期", day(document.formed_on)
    yield "公开属性", document.get_attribute_display()
    if document.reason_code or document.reason:
        yield "理由", "：".join(filter(None, (document.get_reason_code_display(), document.reason)))
    if document.forwarded_from:
        yield "转发的文件", document.forwarded_from
    if document.opinion_verdict:
        said = (
            f"{document.get_opinion_verdict_display()}（{document.opinion_by}，{day(document.opinion_on)}）"
        )
        yield "工作机构意见", f"{said}{document.opinion}"
    yield "公开的信息", _item(document)
    if hasattr(document, "normative"):
        address = reverse("normative:sheet", args=[document.normative.pk])
        yield "规范性文件", link(address, document.normative.get_state_display())
    yield "来源", f"{document.get_origin_display()}{document.external_id and f'（{document.external_id}）'}"


def _item(document: Document) -> Any:
    if document.item_id is None:
        return "还没有"
    address = reverse("items:sheet", args=[document.item_id])
    return link(address, f"{document.item.title}（{document.item.get_status_display()}）")
