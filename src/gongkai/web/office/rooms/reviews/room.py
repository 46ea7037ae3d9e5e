"""审核: what waits for whom in the chain, what it is about word for word, and the next step."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import BooleanField, Exists, OuterRef, QuerySet
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.kernel.review import State
from gongkai.lawbook.chains import OTHER, review_law
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office import review_views, reviewed
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.pages import Sheet
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day
from gongkai.web.organs.models import Organ
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import INSIDERS, SIGNERS, Review

from . import forms
from . import sheet as review_sheet


def _is_my_turn(review: Review, viewer: Viewer) -> bool:
    return review.state == State.OPEN and selectors.can_take(review, viewer)


def _is_another_than_the_proposer(review: Review, viewer: Viewer) -> bool:
    return review.state == State.OPEN and viewer.person != review.proposer_id


def _is_the_proposer(review: Review, viewer: Viewer) -> bool:
    return review.state == State.OPEN and viewer.person == review.proposer_id


class ReviewFilter(WagtailFilterSet):
    """Which reviews to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关",
        queryset=lambda request: Organ.objects.filter(on_ground(request.viewer.ground(*INSIDERS), prefix="")),
    )
    kind = django_filters.ChoiceFilter(
        label="材料类别",
        choices=lambda: [(one.code, one.name) for one in review_law().kinds.values()],
        method="of_kind",
    )

    class Meta:
        model = Review
        fields: ClassVar = ["state", "organ", "kind"]

    def of_kind(self, reviews: QuerySet, _name: str, kind: str) -> QuerySet:
        """Of one kind; those that the law data does not list are the others."""
        listed = set(review_law().kinds) - {OTHER}
        return reviews.exclude(kind__in=listed) if kind == OTHER else reviews.filter(kind=kind)


class ReviewListing(Listing):
    """Reviews: those that wait for the viewer first, then the latest."""

    template_name = "office/review_list.html"
    list_display: ClassVar = [
        "title",
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("now", label="环节"),
        Column("proposer", label="提出人", sort_key="proposer__name"),
        Column("since", label="提出时间", sort_key="opened_at"),
        Column("due", label="公开期限"),
    ]
    default_ordering = ("-is_mine", "-is_open", "-opened_at", "-pk")
    search_fields: ClassVar = ["title", "organ__name", "proposer__name"]
    filterset_class = ReviewFilter
    list_export: ClassVar = [
        *("title", "organ", "stage_name", "proposer", "opened_at", "due", "get_state_display", "content_hash")
    ]
    export_headings: ClassVar = {
        "organ": "机关",
        "stage_name": "环节",
        "due": "公开期限",
        "get_state_display": "状态",
    }
    export_filename = "审核"

    def get_base_queryset(self) -> QuerySet:
        """With whose turn it is."""
        mine = selectors.waiting_for(self.request.viewer).filter(pk=OuterRef("pk"))
        is_open = Review.objects.open().filter(pk=OuterRef("pk"))
        return (
            super()
            .get_base_queryset()
            .select_related("organ", "proposer")
            .annotate(
                is_mine=Exists(mine, output_field=BooleanField()),
                is_open=Exists(is_open, output_field=BooleanField()),
            )
        )

    def prepared(self, rows: Iterable[Review]) -> Iterator[Review]:
        """With the limits of what is reviewed, looked up at once."""
        reviews = list(rows)
        due = reviewed.due_days(reviews)
        for review in reviews:
            review.now = _now(review)
            review.since = day(localdate(review.opened_at))
            review.due = day(due.get(review.pk))
            yield review

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The share of approvals on paper, this year, in the viewer's own organ."""
        context, organ, today = (
            super().get_context_data(*args, **kwargs),
            self.request.user.organ,
            clock.today(),
        )
        if organ is None:
            return context
        share = selectors.paper_share(organ, since_on=today.replace(month=1, day=1), last_on=today)
        percent = round(100 * share.paper / share.total) if share.total else 0
        return context | {"organ": organ, "year": today.year, "share": share, "percent": percent}


def _now(review: Review) -> str:
    """The stage, with whose turn it is when it is the viewer's; how it ended when it is over."""
    if not review.is_open:
        return review.get_state_display()
    return f"等我审核（{review.stage_name}）" if review.is_mine else review.stage_name


class ReviewSheet(Sheet):
    """One review with the very words that it is about."""

    template_name = "office/review_sheet.html"


class Reviews(Room):
    """审核."""

    model = Review
    icon = "clipboard-list"
    menu_label = "审核"
    menu_order = 25
    menu_duties = INSIDERS
    listing = ReviewListing
    sheet = ReviewSheet
    acts = (
        Act(
            "pass",
            "通过",
            forms.Pass,
            SIGNERS,
            icon="check",
            is_offered=_is_my_turn,
            template="office/review_act.html",
        ),
        Act(
            "send-back",
            "退回",
            forms.SendBack,
            SIGNERS,
            "退回以后，这次审签结束；提出人修改后重新送审。",
            icon="undo",
            is_offered=_is_my_turn,
        ),
        Act(
            "upload",
            "上传已签审签单",
            forms.OnPaper,
            SIGNERS,
            "由提出人以外的同事办理。请先核对审签单上的校验码与本页一致。",
            icon="upload",
            is_offered=_is_another_than_the_proposer,
            template="office/review_act.html",
        ),
        Act(
            "link",
            "生成手机链接",
            forms.MakeLink,
            SIGNERS,
            "链接只能由所选的人用一次，过期作废。重新生成的，以前的即作废。",
            icon="link",
            is_offered=_is_another_than_the_proposer,
        ),
        Act(
            "withdraw",
            "撤回送审",
            forms.Withdraw,
            SIGNERS,
            "撤回以后，已有的审签意见不再有效；需要公开的，重新送审。",
            is_final=True,
            is_offered=_is_the_proposer,
        ),
    )

    def get_urlpatterns(self) -> list:
        """Also the sheet to print and what came back of it."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/paper.<slug:ending>", review_views.printed_sheet, name="paper"),
            path("<int:pk>/scans/<int:step>/", review_views.scan, name="scan"),
        ]

    def _act_path(self, act: Act) -> URLPattern:
        """A link is shown, once, where it was made."""
        if act.name != "link":
            return super()._act_path(act)
        return path("<int:pk>/link/", review_views.LinkView.as_view(room=self, act=act), name="link")

    def organ_path(self, row: Review) -> str:
        """The organ whose paper it is."""
        return row.organ.path

    def about(self, row: Review, viewer: Viewer) -> dict[str, Any]:
        """Where it stands, what it is about, and what was said so far."""
        told = history(row) if viewer.has_part_in(row.organ.path) else None
        return review_sheet.about(row, viewer, today=clock.today()) | {"sentences": told}
