"""The life of one invented item: drafted, signed stage by stage, published, changed, taken back, each by whose duty it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai.kernel.checklist import Answer, Question
from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.kernel.review import Stage, State
from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.models import Item, ItemKind, Validity
from gongkai.web.documents import sweeps as documents
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review

from . import papers
from .county import Toml
from .scene import Deed, Scene
from .wording import content_of


@dataclass
class Story:
    """One entry of the data with what has become of it; over as soon as something people did stands in the way."""

    raw: Toml
    scene: Scene
    item: Item | None = None
    is_over: bool = False

    def tell(self, step: str, at: datetime) -> None:
        """One step, unless the story is over."""
        if self.is_over:
            return
        try:
            _STEPS[step](self, at)
        except Problem:
            self.is_over = True

    @property
    def review(self) -> Review:
        """The latest review of the item."""
        return Review.objects.filter(subject_label=disclosure.LABEL, subject_id=self.item.pk).latest("pk")

    def refresh(self) -> Item:
        """The item as it is stored now."""
        self.item = Item.objects.select_related("organ", "latest", "live_version").get(pk=self.item.pk)
        return self.item


def deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """What is done with an item, unless the organ has it already or nobody is there to draft it."""
    kind = raw.get("kind", ItemKind.INFORMATION)
    is_guide = kind == ItemKind.GUIDE
    is_there = scene.organ.items.filter(kind=kind).exists() if is_guide else scene.item(raw["title"])
    if is_there or not scene.has("clerk"):
        return
    story = Story(raw, scene)
    for number, told in enumerate(raw["steps"]):
        step, ago = told.split()
        yield scene.moment(int(ago), place, number), _telling(story, step)


def _telling(story: Story, step: str) -> Callable[[datetime], None]:
    return lambda at: story.tell(step, at)


def _draft(story: Story, at: datetime) -> None:
    raw, scene = story.raw, story.scene
    content, row, section = (
        content_of(raw, scene),
        scene.row(raw.get("row")),
        scene.section(raw.get("section")),
    )
    if "register" in raw:
        story.item = papers.drafted(scene, raw, content, at=at)
        return
    story.item = disclosure.draft(
        content,
        organ=scene.organ,
        kind=raw.get("kind", ItemKind.INFORMATION),
        row=row,
        section=section,
        interprets=scene.item(raw.get("interprets")),
        interpretation_form=raw.get("interpretation_form", ""),
        by=scene.viewer("clerk", at=at),
        at=at,
    )


def _submit(story: Story, at: datetime) -> None:
    cosigning = [
        section.pk for name in story.raw.get("cosigning", ()) if (section := story.scene.section(name))
    ]
    chain = story.raw.get("chain", "")
    disclosure.submit(
        story.item, cosigning=cosigning, chain=chain, by=story.scene.viewer("clerk", at=at), at=at
    )


def _pass(story: Story, at: datetime) -> None:
    review = story.review
    stage = _stage(review)
    reason = selectors.reason_of(review)
    kept_for = reason.question if reason and not _is_published(review) else ""
    checklist = {one.code: _answer(one, is_so=one.code == kept_for) for one in stage.questions}
    reviews.pass_stage(review, checklist=checklist, by=_signer(story, stage, at=at), at=at)


def _approve(story: Story, at: datetime) -> None:
    while story.review.state == State.OPEN:
        _pass(story, at)


def _return(story: Story, at: datetime) -> None:
    review = story.review
    signer = _signer(story, _stage(review), at=at)
    reviews.send_back(review, reason=story.raw["returned_because"], by=signer, at=at)


def _publish(story: Story, at: datetime) -> None:
    disclosure.publish(story.refresh(), by=story.scene.viewer("publisher", at=at), at=at)


def _schedule(story: Story, at: datetime) -> None:
    scene = story.scene
    go_live_at = scene.moment(-story.raw["ahead"], 0)
    disclosure.schedule(story.refresh(), go_live_at=go_live_at, by=scene.viewer("publisher", at=at), at=at)


def _edit(story: Story, at: datetime) -> None:
    item = story.refresh()
    old, new = story.raw["later"]
    content = disclosure.content_of(item.latest)
    _rewrite(story, item, replace(content, body=content.body.replace(old, new)), at)


def _disclose(story: Story, at: datetime) -> None:
    """What was kept back may be public after all."""
    item = story.refresh()
    content = replace(disclosure.content_of(item.latest), attribute="active", reason_code="", reason="")
    _rewrite(story, item, content, at)


def _rewrite(story: Story, item: Item, content: Content, at: datetime) -> None:
    clerk = story.scene.viewer("clerk", at=at)
    disclosure.edit(item, content, based_on=item.latest.number, by=clerk, at=at)


def _withdraw(story: Story, at: datetime) -> None:
    reason = story.raw["ended_because"]
    disclosure.withdraw(story.refresh(), reason=reason, by=story.scene.viewer("clerk", at=at), at=at)


def _expire(_story: Story, at: datetime) -> None:
    """As every day: what has ended comes down by itself."""
    disclosure.sweep(at=at)


def _reassess(story: Story, at: datetime) -> None:
    outcome = story.raw["reassessed"]
    disclosure.reassess(
        story.refresh(),
        outcome=outcome,
        reason=_REASSESSED[outcome],
        on=at.date(),
        by=story.scene.viewer("office_head", at=at),
        at=at,
    )


def _repeal(story: Story, at: datetime) -> None:
    """A document is over: a normative one in its register, any other by its mark."""
    item, office_head = story.refresh(), story.scene.viewer("office_head", at=at)
    if item.kind == ItemKind.NORMATIVE:
        papers.repealed(item, by=office_head, at=at)
    else:
        instead = story.scene.item(story.raw.get("repealed_by"))
        disclosure.change_validity(
            item, Validity.REPEALED, on=at.date(), by_item=instead, by=office_head, at=at
        )


def _lapse(_story: Story, at: datetime) -> None:
    """As every day: what binds no longer is marked by itself."""
    documents.expire(on=at.date(), at=at)


def _signer(story: Story, stage: Stage, *, at: datetime) -> Viewer:
    """Whoever signs next; where nobody is there, it waits."""
    signer = story.scene.viewer(*stage.duties, at=at)
    if signer is PUBLIC:
        raise Refused("这个环节没有人办理。", "请指定代理人。")
    return signer


def _stage(review: Review) -> Stage:
    """The stage that comes next; an office's own chains may have fewer than ours."""
    if stage := selectors.standing(review).stage:
        return stage
    raise Refused("这一件的审签已经办结。", "不必再办。")


def _is_published(review: Review) -> bool:
    return review_law().attributes[review.attribute].is_published


def _answer(question: Question, *, is_so: bool) -> str:
    """What passes; where the item is kept back for this very reason, the contrary."""
    passes = [one for one in question.answers if (one in question.passes) is not is_so]
    return min(passes, key=lambda one: one is Answer.NA).value


_REASSESSED = {
    "keep": "情况没有变化，公开仍会影响后续办理，维持原来的属性。",
    "release": "方案已经确定并实施，不再属于过程性信息，可以公开。",
}
_STEPS: dict[str, Callable[[Story, datetime], None]] = {
    "draft": _draft,
    "submit": _submit,
    "pass": _pass,
    "approve": _approve,
    "return": _return,
    "publish": _publish,
    "schedule": _schedule,
    "edit": _edit,
    "withdraw": _withdraw,
    "expire": _expire,
    "disclose": _disclose,
    "reassess": _reassess,
    "repeal": _repeal,
    "lapse": _lapse,
}
