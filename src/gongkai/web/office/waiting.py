"""What waits for somebody, group by group: what is late, what is due, what he reviews, decides, publishes, corrects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.channels import selectors as channels
from gongkai.web.disclosure import selectors as disclosure
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import selectors as documents
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import day, told
from gongkai.web.organs.models import Organ
from gongkai.web.reviews import selectors as reviews
from gongkai.web.reviews.models import Review

# Where what somebody proposed to take out is decided.
DECIDED_AT = {"reports.report": "annual-reports:decide-expunge"}
# Where the thing that an alert is about is looked at.
SHEETS = {
    "documents.document": "register:sheet",
    "documents.normativedocument": "normative:sheet",
    "documents.consultation": "consultations:sheet",
}
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what it is, and where it is done."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the page: what waits, or what is said when nothing does; the whole list, where there is one."""

    title: str
    empty: str
    items: tuple[Waiting, ...] = ()
    address: str = ""


def groups(viewer: Viewer, today: date) -> tuple[Group, ...]:
    """What waits for the viewer, the most urgent group first. Applications join when their room comes."""
    alerts = documents.alerts(viewer, today)[:MOST_SHOWN]
    soon = today + timedelta(days=6 - today.weekday())
    return (
        Group(
            "已经逾期",
            "没有逾期的事项。",
            (*_items(disclosure.late(viewer, today)), *_alerts(alerts, is_late=True)),
        ),
        Group(
            "本周到期",
            "本周没有到期的事项。",
            (*_items(disclosure.due(viewer, today, soon)), *_alerts(alerts, is_late=False, until=soon)),
        ),
        Group("等我审核", "没有等您审核的事项。", tuple(_to_review(viewer)), reverse("reviews:index")),
        Group("等我决定", "没有等您决定的事项。", tuple(_to_decide(viewer))),
        Group("等我发布", "没有等您发布的信息。", tuple(_items(disclosure.to_publish(viewer)))),
        Group("等我取下", "没有等您取下的张贴。", tuple(_to_take_down(viewer, today))),
        Group(
            "等我评估", "没有等您评估可否公开的信息。", tuple(_items(disclosure.to_reassess(viewer, today)))
        ),
        Group("退回给我", "没有退回给您的事项。", tuple(_sent_back(viewer))),
    )


def _items(items: Iterable[Item]) -> Iterator[Waiting]:
    """Items, by name and by when they have to be public."""
    for item in items[:MOST_SHOWN]:
        until = f"，公开期限{day(item.due_on)}" if item.due_on else ""
        said = f"{item.title}（{item.organ.short_name}，{item.get_status_display()}{until}）"
        yield Waiting(said, reverse("items:sheet", args=[item.pk]))


def _alerts(alerts: Iterable[documents.Alert], *, is_late: bool, until: date = date.max) -> Iterator[Waiting]:
    """What is due of documents: late ones, or those until a day."""
    for alert in alerts:
        if alert.is_late == is_late and (is_late or alert.due_on <= until):
            yield Waiting(alert.sentence, reverse(SHEETS[alert.label], args=[alert.pk]))


def _to_review(viewer: Viewer) -> Iterator[Waiting]:
    """Whose next step is the viewer's, the longest waiting first."""
    for one in reviews.waiting_for(viewer).select_related("organ").order_by("opened_at", "pk")[:MOST_SHOWN]:
        said = f"{one.title}（{one.organ.short_name}，{one.stage_name}）"
        yield Waiting(said, reverse("reviews:sheet", args=[one.pk]))


def _to_decide(viewer: Viewer) -> Iterator[Waiting]:
    """What others propose to take out for good."""
    for event, sentence in _proposed(viewer):
        if event.subject_type in DECIDED_AT:
            yield Waiting(sentence, reverse(DECIDED_AT[event.subject_type], args=[event.subject_id]))


def _to_take_down(viewer: Viewer, today: date) -> Iterator[Waiting]:
    """What still hangs although its time is over."""
    for posting in channels.removals_due(viewer, today)[:MOST_SHOWN]:
        yield Waiting(
            f"{posting.version.title}（{posting.place}）", reverse("postings:sheet", args=[posting.pk])
        )


def _elsewhere(viewer: Viewer) -> Iterator[Waiting]:
    """What stands, or should stand, on the platforms of others: to be registered, mended or taken down there."""
    kinds = (
        ("已经移交，待登记网址和核对", channels.hand_overs_waiting(viewer)),
        ("与批准的内容不一致", channels.drifted(viewer)),
        ("已经停止公开，须在该平台取下", channels.left_behind(viewer)),
    )
    for what, found in kinds:
        for one in found[:MOST_SHOWN]:
            yield Waiting(
                f"{one.version.title}（{one.target_name}，{what}）",
                reverse("hand-overs:sheet", args=[one.pk]),
            )


def _sent_back(viewer: Viewer) -> Iterator[Waiting]:
    """What the viewer proposed, was sent back, and was not proposed again."""
    for one in reviews.returned_to(viewer).order_by("-closed_at", "-pk")[:MOST_SHOWN]:
        yield Waiting(f"{one.title}（{one.organ.short_name}）", _address(one))


def _address(review: Review) -> str:
    return reverse("reviews:sheet", args=[review.pk])


def _proposed(viewer: Viewer) -> Iterable[tuple[Event, str]]:
    """What others propose to take out, where the viewer is one of those who decide."""
    organs = Organ.objects.filter(on_ground(viewer.ground(*expunge.EXECUTORS), prefix=""))
    proposed = expunge.proposals().filter(organ_id__in=organs.values("pk")).exclude(person_id=viewer.person)
    events = list(proposed.order_by("at")[:MOST_SHOWN])
    return zip(events, told(events), strict=True)
