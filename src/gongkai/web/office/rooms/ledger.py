"""The ledger as the auditor reads it: sentences, filters, export, and each entry with its place in the chain."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import REFUSED
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import moment, told
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import code
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import audited_by, events_visible_to

# What events are about, by the first word of their kind.
AREAS = {
    "disclosure": "信息",
    "reviews": "审核",
    "documents": "发文",
    "catalogue": "目录",
    "channels": "渠道和场所",
    "harvest": "采集",
    "accounts": "登录与账号",
    "ledger": "台账",
    "organs": "机关",
    "people": "人员与职责",
    "reports": "年度报告",
    "decisions": "行政行为",
    "api": "数据接口",
}


class EventFilter(WagtailFilterSet):
    """Which entries to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关", queryset=lambda request: audited_by(request.viewer), method="in_organ"
    )
    person = django_filters.ModelChoiceFilter(
        label="办理人", queryset=lambda request: User.objects.visible_to(request.viewer), method="by_person"
    )
    area = django_filters.ChoiceFilter(label="事项", method="of_area", choices=list(AREAS.items()))
    on = django_filters.DateFromToRangeFilter(label="日期", widget=DateRangePickerWidget)
    is_refused = django_filters.ChoiceFilter(
        label="办成与否", method="only_refused", choices=[("no", "已办成"), ("yes", "没有办成")]
    )

    class Meta:
        model = Event
        fields: ClassVar = ["organ", "person", "area", "on", "is_refused"]

    def in_organ(self, events: QuerySet, _name: str, organ: Organ) -> QuerySet:
        """Those of one organ's chain."""
        return events.filter(organ_id=organ.pk)

    def by_person(self, events: QuerySet, _name: str, person: User) -> QuerySet:
        """What one person did."""
        return events.filter(person_id=person.pk)

    def of_area(self, events: QuerySet, _name: str, area: str) -> QuerySet:
        """What one part of the system noted."""
        return events.filter(kind__startswith=f"{area}.")

    def only_refused(self, events: QuerySet, _name: str, is_refused: str) -> QuerySet:
        """Acts that the rules did not allow, or all others."""
        return events.filter(kind=REFUSED) if is_refused == "yes" else events.exclude(kind=REFUSED)


class EventListing(Listing):
    """The entries that the auditor may read, the latest first."""

    list_display: ClassVar = [
        TitleColumn("sentence", label="内容", url_name="ledger:sheet"),
        Column("chain", label="所在链"),
        Column("position", label="序号", sort_key="position"),
    ]
    default_ordering = "-pk"
    filterset_class = EventFilter
    list_export: ClassVar = ["at", "chain", "position", "sentence", "kind", "hash", "previous"]
    export_headings: ClassVar = {"at": "时间", "chain": "所在链", "sentence": "内容", "kind": "事项代码"}
    export_filename = "台账"

    def prepared(self, rows: Iterable[Event]) -> Iterator[Event]:
        """As sentences, with the names of all looked up once."""
        events = list(rows)
        names = dict(Organ.objects.filter(pk__in={one.organ_id for one in events}).values_list("pk", "name"))
        for event, sentence in zip(events, told(events), strict=True):
            event.sentence = sentence
            event.chain = names.get(event.organ_id, "本系统")
            yield event

    def get_valid_orderings(self) -> list[str]:
        """By the chain, besides what the columns offer."""
        return [*super().get_valid_orderings(), "-pk"]


class Ledger(Room):
    """台账."""

    model = Event
    icon = "list-ul"
    menu_label = "台账"
    menu_order = 400
    menu_duties = ("auditor",)
    listing = EventListing

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """The chains that the viewer audits."""
        return events_visible_to(viewer)

    def title_of(self, row: Event) -> str:
        """What happened, as a sentence."""
        return told([row])[0]

    def about(self, row: Event, viewer: Viewer) -> dict[str, Any]:
        """The entry as it is chained: hashes, ids and what it carries."""
        organ = Organ.objects.filter(pk=row.organ_id).first()
        facts = [
            ("所在链", organ or "本系统"),
            ("序号", row.position),
            ("时间", moment(row.at)),
            ("事项代码", code(row.kind)),
            ("依据", row.article or "无"),
            ("上一条的哈希", code(row.previous)),
            ("本条的哈希", code(row.hash)),
            ("内容", code(json.dumps(json.loads(row.body), ensure_ascii=False, indent=1))),
        ]
        return {"facts": facts, "lead": "哈希由上一条的哈希和本条的全部内容算出；gongkai verify 逐条核对。"}
