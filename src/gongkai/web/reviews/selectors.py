"""Questions about reviews: what waits for whom, where one stands, and who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.kernel.checklist import Reason
from gongkai.kernel.duties import Part, Viewer
from gongkai.kernel.duties import Step as Taken
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import Approval, Chain, Standing, State, Turn, Verdict, begun, seat, vacant
from gongkai.kernel.review import standing as fold
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.duties import duties
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people.models import Appointment

from .links import digest_of
from .models import Means, Review, ReviewLink, ReviewQuerySet, Step


@dataclass(frozen=True, slots=True)
class VacantStage:
    """A stage that nobody can take: what is missing, and what can be done about it, as sentences."""

    stage: str
    name: str
    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class PaperShare:
    """How many approvals there were in some days, and how many of them on paper."""

    paper: int
    total: int


def waiting_for(viewer: Viewer) -> ReviewQuerySet:
    """The reviews whose next step the viewer may take: his duty, his turn, and he has no other part in it."""
    if viewer.person is None:
        return Review.objects.none()
    stages = ((chain, stage) for chain in review_law().chains.values() for stage in chain.stages)
    theirs = [
        Q(chain=chain.code, stage=stage.code) & on_ground(viewer.ground(*stage.duties))
        for chain, stage in stages
        if viewer.holds(*stage.duties)
    ]
    nothing = Q(pk__in=())
    likely = Review.objects.open().filter(reduce(Q.__or__, theirs, nothing)).exclude(proposer=viewer.person)
    likely = likely.select_related("organ").prefetch_related("steps")
    return Review.objects.filter(pk__in=[review.pk for review in likely if can_take(review, viewer)])


def can_take(review: Review, viewer: Viewer) -> bool:
    """Whether the viewer may take the next step of a review."""
    try:
        seat(standing(review), viewer, path=review.organ.path)
    except Refused:
        return False
    return True


def returned_to(viewer: Viewer) -> ReviewQuerySet:
    """What the viewer proposed and was sent back, as long as nobody has proposed it again."""
    later = Review.objects.filter(
        subject_label=OuterRef("subject_label"), subject_id=OuterRef("subject_id"), pk__gt=OuterRef("pk")
    )
    mine = Review.objects.visible_to(viewer).filter(proposer=viewer.person, state=State.RETURNED)
    return mine.exclude(Exists(later)).select_related("organ")


def of(label: str, pk: int, *, viewer: Viewer) -> ReviewQuerySet:
    """The reviews of something, the latest first: only what the viewer may see."""
    return Review.objects.visible_to(viewer).filter(subject_label=label, subject_id=pk)


def approval(label: str, pk: int, *, content_hash: str) -> Review | None:
    """The approval of exactly these words; None when nobody approved them."""
    approved = Review.objects.filter(subject_label=label, subject_id=pk, state=State.APPROVED)
    return approved.filter(content_hash=content_hash).first()


def steps(review: Review) -> QuerySet[Step]:
    """The steps that were signed, in their order, with the people."""
    return review.steps.select_related("person", "instead_of", "entered_by", "section", "scan", "review")


def chain_of(review: Review) -> Chain:
    """The chain of a review. Raises Refused when the law data no longer has it."""
    if chain := review_law().chain(review.chain, kind=review.kind):
        return chain
    raise Refused(f"“{review.chain}”这种审签方式已经取消。", "请由提出人撤回，按现在的方式重新提请审签。")


def reason_of(review: Review) -> Reason | None:
    """Why it is not to be published, or not whole; None when it is."""
    return review_law().reasons.get(review.reason_code)


def standing(review: Review) -> Standing:
    """Where a review stands, from its steps alone. Raises Refused."""
    start = begun(
        chain_of(review),
        content_hash=review.content_hash,
        section=review.section_id,
        cosigning=review.cosigning,
    )
    steps = sorted(review.steps.all(), key=lambda step: step.pk)
    taken = fold(start, [_approval(step, frozenset(review.authors)) for step in steps])
    is_ended = review.state in (State.VOID, State.RETURNED)
    return Standing(taken.content_hash, taken.ahead, taken.taken, State(review.state)) if is_ended else taken


def vacant_stages(review: Review, on: date) -> list[VacantStage]:
    """The stages to come that nobody can take, with whom the organ lacks: what is told by name can be mended."""
    now = standing(review)
    if not now.open:
        return []
    holding = _holding(review.organ, now.ahead, on)
    sections = {section.pk: section.name for section in Section.objects.filter(pk__in=_sections(now.ahead))}
    return [_told(turn, review.organ, sections, is_held=bool(holding[turn])) for turn in vacant(now, holding)]


def paper_share(organ: Organ, *, since_on: date, last_on: date) -> PaperShare:
    """How many approvals of an organ, by the day on which they were entered, came on paper."""
    approved = Step.objects.filter(review__organ=organ, part=Part.APPROVE, verdict=Verdict.PASSED)
    counted = approved.filter(at__date__gte=since_on, at__date__lte=last_on).aggregate(
        total=Count("pk"), paper=Count("pk", filter=Q(means=Means.PAPER))
    )
    return PaperShare(**counted)


def entered_for(viewer: Viewer, *, since_on: date) -> QuerySet[Step]:
    """What others entered as signed by the viewer on paper since a day, the latest first: he can object."""
    entered = Step.objects.visible_to(viewer).filter(person=viewer.person, means=Means.PAPER)
    return (
        entered.filter(at__date__gte=since_on).select_related("review", "entered_by").order_by("-at", "-pk")
    )


def link_of(token: str, *, at: datetime) -> ReviewLink:
    """The link with this token, while it can be used. Raises Refused without telling why it cannot."""
    usable = ReviewLink.objects.usable_at(at).select_related("review__organ", "person")
    if link := usable.filter(digest=digest_of(token)).first():
        return link
    raise Refused("这个链接不能用：可能已经用过、过期或者作废。", "请联系经办人重新开出链接，或者登录办理。")


def _approval(step: Step, authors: frozenset[int]) -> Approval:
    part = Part(step.part)
    behind = authors if part is Part.PROPOSE else frozenset()
    return Approval(
        stage=step.stage,
        step=Taken(part, step.person_id, step.instead_of_id, behind),
        content_hash=step.content_hash,
        section=step.section_id,
        verdict=Verdict(step.verdict),
    )


def _holding(organ: Organ, turns: Iterable[Turn], on: date) -> dict[Turn, list[frozenset[int]]]:
    """For each turn those behind every holder of a duty that would do."""
    held = Appointment.objects.in_force(on).filter(organ=organ).order_by("pk")
    rows = list(held.values_list("duty", "section_id", "person_id", "delegated_from__person_id"))
    return {
        turn: [
            frozenset({person, instead_of} - {None})
            for duty, section, person, instead_of in rows
            if duty in turn.stage.duties and (turn.section is None or section in (None, turn.section))
        ]
        for turn in turns
    }


def _sections(turns: Iterable[Turn]) -> list[int]:
    return [turn.section for turn in turns if turn.section is not None]


def _told(turn: Turn, organ: Organ, sections: dict[int, str], *, is_held: bool) -> VacantStage:
    known = [duties()[code] for code in turn.stage.duties]
    names = "或者".join(duty.name for duty in known)
    where = f"{organ}{sections.get(turn.section or 0, '')}"
    if is_held:
        says = f"“{turn.stage.name}”没有人可以办：{where}担任{names}的人，在这一件上已经有别的环节。"
        advice = f"提出、审核、批准须是三个人。请安全管理员另行任命一名{names}。"
    else:
        says = f"“{turn.stage.name}”没有人可以办：{where}没有人担任{names}。"
        can_stand_in = any(duty.stand_in for duty in known)
        advice = "请安全管理员任命；" + (
            "上级主管部门也可以指定代理人。" if can_stand_in else "任命以后再办。"
        )
    return VacantStage(turn.stage.code, turn.stage.name, says, advice)
