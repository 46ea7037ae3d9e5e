"""What waits for somebody, group by group: what is late, what is due, what he reviews, decides, publishes, corrects."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.catalogue.board import State
from gongkai.web.channels import selectors as channels
from gongkai.web.channels.models import Posting
from gongkai.web.disclosure import selectors as disclosure
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import awaited
from gongkai.web.documents import selectors as documents
from gongkai.web.documents.limits import due_by
from gongkai.web.documents.models import Document
from gongkai.web.feedback import selectors as feedback
from gongkai.web.feedback.models import Feedback
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import day, told
from gongkai.web.organs.models import Organ
from gongkai.web.reviews import selectors as reviews
from gongkai.web.reviews.models import Review

from .reviewed import due_days
from .rooms.expunge_forms import decided_at
from .waiting_applications import counted
from .waiting_challenges import to_answer as challenged
from .waiting_reports import reported
from .waiting_rows import Owed, duties_of, owed

# Where the thing that an alert is about is looked at.
SHEETS = {
    "documents.document": "register:sheet",
    "documents.normativedocument": "normative:sheet",
    "documents.consultation": "consultations:sheet",
}
MOST_SHOWN = 20
# For how long somebody is shown what others entered in his name.
SHOWN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what it is, and where it is done."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the page: what waits; the whole list, where there is one."""

    title: str
    items: tuple[Waiting, ...] = ()
    address: str = ""
    # What the page has no room for, sort by sort, and how many that is.
    rest: tuple[Waiting, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """How many wait, shown or not."""
        return len(self.items) + self.more


@dataclass(frozen=True, slots=True)
class Sort:
    """Things of one sort that wait: how each is told, and the list that shows the same ones, where there is one."""

    rows: QuerySet | Sequence
    tell: Callable[[Any], Waiting]
    address: str = ""


def groups(viewer: Viewer, today: date) -> tuple[Group, ...]:
    """What waits for the viewer, the most urgent group first."""
    return (
        *_by_day(viewer, today),
        _challenges(viewer, today),
        *_applications(viewer, today),
        *_to_judge(viewer),
        *_to_do(viewer, today),
        *_to_follow(viewer, today),
    )


def _applications(viewer: Viewer, today: date) -> Iterator[Group]:
    """Applications, as counts: the register shows which; and annual reports."""
    for one in (*counted(viewer, today), *reported(viewer, today)):
        lines = tuple(Waiting(*line) for line in one.lines)
        yield Group(one.title, lines, more=max(one.total - len(lines), 0))


def _challenges(viewer: Viewer, today: date) -> Group:
    """What review organs and courts wait for."""
    lines, count = challenged(viewer, today)
    shown = tuple(Waiting(*line) for line in lines)
    return Group("应诉答复", shown, reverse("challenges:index"), more=count - len(shown))


def _by_day(viewer: Viewer, today: date) -> tuple[Group, ...]:
    """What is late, and what is due this week."""
    alerts, lines = documents.alerts(viewer, today), duties_of(viewer, today)
    soon = today + timedelta(days=6 - today.weekday())
    return (
        _group(
            "已经逾期",
            Sort(owed(lines, State.LATE, today), _owed),
            Sort(disclosure.late(viewer, today), _item, _listed("items", "late")),
            Sort(awaited.late(viewer, today), _unpublished, _listed("register", "late")),
            Sort(feedback.late(viewer, today), _said, _listed("feedback", "late")),
            Sort([one for one in alerts if one.is_late], _alert),
        ),
        _group(
            "本周到期",
            Sort(owed(lines, State.DUE, soon), _owed),
            Sort(disclosure.due(viewer, today, soon), _item, _listed("items", "due")),
            Sort([one for one in alerts if not one.is_late and one.due_on <= soon], _alert),
        ),
    )


def _to_judge(viewer: Viewer) -> tuple[Group, ...]:
    """What the viewer reviews, has an opinion on, decides."""
    return (
        _group("等我审核", Sort(_to_review(viewer), _review, reverse("reviews:index"))),
        _group("等我提出意见", Sort(awaited.opinions(viewer), _asked, _listed("register", "opinion"))),
        Group("等我决定", tuple(_to_decide(viewer))),
    )


def _to_do(viewer: Viewer, today: date) -> tuple[Group, ...]:
    """What the viewer publishes, hangs, takes down, sees to elsewhere."""
    return (
        _group("等我发布", Sort(disclosure.to_publish(viewer), _item, _listed("items", "publish"))),
        _group("等我张贴", Sort(channels.to_post(viewer), _posting, _listed("postings", "post"))),
        _group(
            "等我取下", Sort(channels.removals_due(viewer, today), _posting, _listed("postings", "remove"))
        ),
        _group("等我答复", Sort(feedback.to_answer(viewer, today), _said, _listed("feedback", "answer"))),
        Group("外部平台", tuple(_elsewhere(viewer)), reverse("hand-overs:index")),
    )


def _to_follow(viewer: Viewer, today: date) -> tuple[Group, ...]:
    """What the viewer looks at again: kept back, sent back, signed in his name."""
    return (
        _group("等我评估", Sort(disclosure.to_reassess(viewer, today), _item, _listed("items", "reassess"))),
        _group("退回给我", Sort(reviews.returned_to(viewer).order_by("-closed_at", "-pk"), _returned)),
        Group("以我的名义录入的纸面审签", tuple(_entered_for(viewer, today))),
    )


def _group(title: str, *sorts: Sort) -> Group:
    """The first of each sort, and how many more there are; one sort alone leads to its own list."""
    items, rest, more, used = [], [], 0, []
    for sort in sorts:
        shown = [sort.tell(row) for row in sort.rows[:MOST_SHOWN]]
        left = _length(sort.rows) - len(shown) if len(shown) == MOST_SHOWN else 0
        items += shown
        more += left
        used += [sort] if shown else []
        rest += [Waiting(f"另有{left}件", sort.address)] if left else []
    address = used[0].address if len(used) == 1 else ""
    return Group(title, tuple(items), address, tuple(rest), more)


def _length(rows: QuerySet | Sequence) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _listed(room: str, waits: str) -> str:
    """The list of a room, filtered to what waits for the viewer."""
    return f"{reverse(f'{room}:index')}?waits={waits}"


def _owed(one: Owed) -> Waiting:
    """枕溪镇目录有2项逾期."""
    said = "逾期" if one.state is State.LATE else "本周到期"
    where = f"{reverse('catalogue:board')}?organ={one.organ.pk}&state={one.state.value}"
    return Waiting(f"{one.organ.short_name}目录有{one.count}项{said}", where)


def _item(item: Item) -> Waiting:
    """An item, by name and by when it has to be public."""
    until = f"，公开期限{day(item.due_on)}" if item.due_on else ""
    said = f"{item.title}（{item.organ.short_name}，{item.get_status_display()}{until}）"
    return Waiting(said, reverse("items:sheet", args=[item.pk]))


def _unpublished(document: Document) -> Waiting:
    """A document that should be public, and since when."""
    said = f"《{document.title}》（{document.organ.short_name}，应在{day(due_by(document).day)}前公开，尚未公开）"
    return Waiting(said, reverse("register:sheet", args=[document.pk]))


def _asked(document: Document) -> Waiting:
    """A draft of policy, with the attribute that is proposed."""
    said = f"《{document.title}》（{document.organ.short_name}，拟定为{document.get_attribute_display()}）"
    return Waiting(said, reverse("register:sheet", args=[document.pk]))


def _alert(alert: documents.Alert) -> Waiting:
    """What is due of a document."""
    return Waiting(alert.sentence, reverse(SHEETS[alert.label], args=[alert.pk]))


def _said(one: Feedback) -> Waiting:
    """What a visitor said, and by when he is answered."""
    said = f"{one.get_topic_display()}（{one.organ.short_name}，{one.number}，应在{day(one.due_on)}前答复）"
    return Waiting(said, reverse("feedback:sheet", args=[one.pk]))


def _posting(posting: Posting) -> Waiting:
    """What is to be hung or taken down, and where."""
    return Waiting(
        f"{posting.version.title}（{posting.place}）", reverse("postings:sheet", args=[posting.pk])
    )


def _to_review(viewer: Viewer) -> list[Review]:
    """Whose next step is the viewer's: first what is due first, then what waits longest."""
    found = list(reviews.waiting_for(viewer).select_related("organ").order_by("opened_at", "pk"))
    days = due_days(found)
    for one in found:
        one.due_on = days.get(one.pk)
    return sorted(found, key=lambda one: one.due_on or date.max)


def _review(one: Review) -> Waiting:
    """What is under review, at which stage, and until when it is due."""
    until = f"，期限{day(one.due_on)}" if one.due_on else ""
    return Waiting(f"{one.title}（{one.organ.short_name}，{one.stage_name}{until}）", _address(one))


def _returned(one: Review) -> Waiting:
    """What was sent back."""
    return Waiting(f"{one.title}（{one.organ.short_name}）", _address(one))


def _to_decide(viewer: Viewer) -> Iterator[Waiting]:
    """What others propose to take out for good."""
    for event, sentence in _proposed(viewer):
        if address := decided_at(event):
            yield Waiting(sentence, address)


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


def _entered_for(viewer: Viewer, today: date) -> Iterator[Waiting]:
    """What others entered as signed by the viewer on paper: who did not sign can say so."""
    for one in reviews.entered_for(viewer, since_on=today - timedelta(days=SHOWN_DAYS))[:MOST_SHOWN]:
        said = (
            f"{one.stage_name}，{one.get_verdict_display()}，{day(one.signed_on)}签署，{one.entered_by}录入"
        )
        yield Waiting(f"{one.review.title}（{said}）", _address(one.review))


def _address(review: Review) -> str:
    return reverse("reviews:sheet", args=[review.pk])


def _proposed(viewer: Viewer) -> Iterable[tuple[Event, str]]:
    """What others propose to take out, where the viewer is one of those who decide."""
    organs = Organ.objects.filter(on_ground(viewer.ground(*expunge.EXECUTORS), prefix=""))
    proposed = expunge.proposals().filter(organ_id__in=organs.values("pk")).exclude(person_id=viewer.person)
    events = list(proposed.order_by("at")[:MOST_SHOWN])
    return zip(events, told(events), strict=True)
