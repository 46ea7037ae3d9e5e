"""The beginning of a review, and its end from outside; inside the acts of the app whose row is reviewed."""

from collections.abc import Collection

from django.utils.timezone import localdate

from gongkai.kernel.checklist import must_be_reasoned
from gongkai.kernel.duties import Step as Taken
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import Approval, Chain, State, Verdict, begun, seat, take
from gongkai.lawbook.chains import review_law
from gongkai.web.ledger.actions import Pen
from gongkai.web.organs.models import Organ, Section
from gongkai.web.reviews.models import Means, Review, Step
from gongkai.web.reviews.registry import Proposal, Reviewed, subject_of

from .rows import close

# Who may choose a chain that asks for less than the usual one.
LIGHTENERS = ("section_head", "office_head")


def submit(pen: Pen, reviewed: Reviewed, *, proposal: Proposal, chain: str = "") -> Review:
    """提请审签: begin a review of what a subject says now; without a `chain`, the usual one. Raises Refused."""
    organ = Organ.objects.get(pk=reviewed.organ)
    chosen = _chosen(reviewed, organ, chain)
    _must_be_sound(proposal, organ)
    lighter_because = _lighter_because(pen, reviewed, chosen, organ, proposal)
    if Review.objects.open().filter(subject_label=reviewed.label, subject_id=reviewed.pk).exists():
        raise Refused("这一件正在审签。", "请等审签办结，或者先由提出人撤回。")
    start = begun(
        chosen,
        content_hash=reviewed.content_hash,
        section=reviewed.section,
        cosigning=proposal.cosigning,
    )
    turn, duty = seat(start, pen.by, path=reviewed.path)
    taken = Taken(turn.stage.part, pen.by.person, duty.instead_of)
    after = take(start, Approval(turn.stage.code, taken, reviewed.content_hash))
    pen.duty = pen.duty or duty
    review = _opened(pen, reviewed, chosen, proposal)
    review.lighter_because = lighter_because
    review.stage = after.stage.code if after.stage else ""
    attribute = review_law().attributes[proposal.attribute]
    pen.save(review, "reviews.proposed", facts={"attribute": attribute.name, "chain": chosen.name})
    first = Step(
        review=review,
        stage=turn.stage.code,
        part=turn.stage.part.value,
        person_id=pen.by.person,
        duty=duty.duty.code,
        instead_of_id=duty.instead_of,
        verdict=Verdict.PASSED.value,
        content_hash=review.content_hash,
        means=Means.OFFICE,
        signed_on=localdate(pen.at),
        entered_by_id=pen.by.person,
        at=pen.at,
    )
    pen.save(first, "reviews.signed")
    return review


def void(pen: Pen, label: str, pk: int, *, because: str) -> int:
    """作废: what a subject says has changed; how many reviews end by that.

    The open one does, and every approval on which nothing public rests, where the subject's app can tell.
    """
    in_use = subject_of(label).in_use
    states = [State.OPEN] if in_use is None else [State.OPEN, State.APPROVED]
    rows = Review.objects.select_for_update(of=("self",)).filter(subject_label=label, subject_id=pk)
    ending = rows.filter(state__in=states).exclude(pk=(in_use(pk) if in_use else None) or 0)
    reviews = list(ending.order_by("pk"))
    for review in reviews:
        close(pen, review, State.VOID, "reviews.voided", because=because)
    return len(reviews)


def end(pen: Pen, review: Review, *, because: str) -> None:
    """What was approved is no longer public: its approval counts no more; what comes after needs another one."""
    stored = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if stored.state != State.APPROVED:
        raise Refused(f"这一件{stored.get_state_display()}，没有批准可以终止。", "不必再办。")
    close(pen, stored, State.VOID, "reviews.ended", because=because)


def _chosen(reviewed: Reviewed, organ: Organ, code: str) -> Chain:
    law = review_law()
    chain = law.chains.get(code) if code else law.usual(reviewed.kind, level=organ.level)
    if chain is None:
        raise Refused(
            "没有这种审签方式。", f"可以选择：{'、'.join(one.name for one in law.chains.values())}。"
        )
    if not law.is_enough(chain.code, kind=reviewed.kind):
        paper = law.kind(reviewed.kind)
        raise Refused(
            f"{paper.name}不能按“{chain.name}”办理。", f"请改按“{law.chains[paper.least].name}”办理。"
        )
    return chain


def _lighter_because(pen: Pen, reviewed: Reviewed, chain: Chain, organ: Organ, proposal: Proposal) -> str:
    """Why less than the usual chain will do: the choice of somebody who leads. Empty for the usual one. Raises Refused."""
    if not review_law().is_lighter(chain.code, kind=reviewed.kind, level=organ.level):
        return ""
    if pen.by.holds(*LIGHTENERS, path=reviewed.path) is None:
        raise Refused(
            f"“{chain.name}”比本机关对这类材料通常的审签简单，只有科室负责人或者工作机构负责人可以选用。",
            "请按通常的流程送审，或者请他们送审。",
        )
    if not (because := proposal.lighter_because.strip()):
        raise Refused(f"没有写选用“{chain.name}”的理由。", "请写明为什么可以用较简的流程，签署的人会看到。")
    return because


def _must_be_sound(proposal: Proposal, organ: Organ) -> None:
    law = review_law()
    attribute = law.attributes.get(proposal.attribute)
    if attribute is None:
        raise Refused(
            "还没有认定公开属性。", f"请选择：{'、'.join(one.name for one in law.attributes.values())}。"
        )
    if proposal.reason_code and proposal.reason_code not in law.reasons:
        raise Refused("没有这一类理由。", "请从理由类别中选择。")
    must_be_reasoned(attribute, law.reasons.get(proposal.reason_code), words=proposal.reason)
    _must_be_sections(proposal.cosigning, organ)


def _must_be_sections(wanted: Collection[int], organ: Organ) -> None:
    there = set(Section.objects.filter(organ=organ, until_on=None).values_list("pk", flat=True))
    if set(wanted) - there:
        raise Refused(f"会签的科室不都是{organ}现有的科室。", "请重新选择会签科室。")


def _opened(pen: Pen, reviewed: Reviewed, chain: Chain, proposal: Proposal) -> Review:
    needs_reason = review_law().attributes[proposal.attribute].needs_reason
    return Review(
        organ_id=reviewed.organ,
        subject_label=reviewed.label,
        subject_id=reviewed.pk,
        kind=reviewed.kind,
        chain=chain.code,
        section_id=reviewed.section,
        cosigning=list(dict.fromkeys(proposal.cosigning)),
        title=reviewed.title[:300],
        content_hash=reviewed.content_hash,
        attribute=proposal.attribute,
        reason_code=proposal.reason_code,
        reason=proposal.reason.strip() if needs_reason else "",
        overrides=dict(proposal.overrides),
        authors=sorted(proposal.authors),
        proposer_id=pen.by.person,
        opened_at=pen.at,
    )
