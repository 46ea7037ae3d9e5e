"""办理记录: what a volume holds besides its papers, printed from the case: registration, what happened, who signed, where was
searched, whom we asked. It shows who applied, so it lies in the whole volume alone."""

from collections.abc import Iterator

from gongkai.kernel.application import state
from gongkai.kernel.case import in_order
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions.moving import events_of
from gongkai.web.applications.identity import Identity, identity_of
from gongkai.web.applications.models import ApplicantKind, Application
from gongkai.web.applications.replies.reviewing import LABEL
from gongkai.web.applications.service import served
from gongkai.web.ledger.sentences import day
from gongkai.web.reviews.models import Review, Step

from .papers import table

_Lines = list[tuple[str, ...]]


def record(application: Application) -> Paper:
    """The whole of it."""
    title = "政府信息公开申请登记和办理记录"
    blocks: list[Block] = [
        Passage(f"{application.organ.name}\n{title}", Role.TITLE),
        _registered(application),
    ]
    for caption, heads, shares, lines in _parts(application):
        if lines:
            blocks += [Passage(caption, Role.HEADING_1), table(caption, heads, lines, shares)]
    return Paper(f"{title}（{application}）", application.organ.name, tuple(blocks))


def _parts(case: Application) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...], _Lines]]:
    yield "办理经过", ("日期", "事项", "办理人", "理由"), (5, 6, 4, 7), list(_happened(case))
    yield "审签", ("日期", "环节", "签署人", "结论", "意见"), (5, 4, 4, 3, 8), list(_signed(case))
    yield "检索", ("日期", "地方和系统", "检索词", "检索人", "结果"), (5, 6, 4, 4, 5), list(_searched(case))
    yield "征求意见", ("对象", "名称", "涉及的内容", "意见", "理由"), (3, 4, 7, 4, 6), list(_asked(case))
    yield "协办", ("科室", "需要什么", "意见", "答复日期"), (4, 7, 8, 4), list(_contributed(case))
    yield "送达经过", ("送出", "什么", "方式", "结果"), (5, 7, 5, 7), list(_sent(case))
    yield "答复", ("文号", "处理结果", "签发日期", "答复日期", "送达"), (7, 7, 4, 4, 6), list(_replied(case))


def _registered(case: Application) -> PaperTable:
    facts = [
        ("登记编号", case.number),
        ("提交方式", case.get_channel_display()),
        ("收到日期", day(case.received_on) if case.received_on else ""),
        ("答复期限", day(case.due_on) if case.due_on else ""),
        ("申请人类别", dict(ApplicantKind.choices).get(case.kind, "")),
        *_applicants(case),
        ("所需信息的名称", case.title),
        ("文号", case.doc_no),
        ("内容描述", case.wanted),
        ("提供形式", case.get_supply_form_display()),
        ("获取方式", case.get_delivery_display()),
        ("承办", " ".join(str(one) for one in (case.section, case.handler) if one)),
        *_fee(case),
    ]
    rows = tuple((PaperCell(label, "row"), PaperCell(said)) for label, said in facts if said)
    return PaperTable("登记", rows, (5, 13), is_form=True)


def _applicants(case: Application) -> Iterator[tuple[str, str]]:
    for one in case.applicants.order_by("order"):
        yield "申请人", one.masked_name if one.purged_on else _known(identity_of(one))


def _known(identity: Identity) -> str:
    """Whoever opens the volume may know him, but copies of his numbers lie in his own papers."""
    return "，".join(filter(None, (identity.name, identity.phone, identity.address)))


def _fee(case: Application) -> Iterator[tuple[str, str]]:
    fee = getattr(case, "fee", None)
    if fee is not None and fee.noticed_on:
        paid = f"{day(fee.paid_on)}缴纳，票据号{fee.receipt_no}" if fee.paid_on else "没有缴纳"
        yield "信息处理费", f"{fee.amount}元，{day(fee.noticed_on)}通知，{paid}"


def _happened(case: Application) -> Iterator[tuple[str, ...]]:
    """Each move by its name, in the order in which things count."""
    lifecycle, events = case_lifecycle(), in_order(events_of(case))
    people = {one.pk: one.person for one in case.happenings.select_related("person")}
    for place, event in enumerate(events):
        before = state(events[:place], lifecycle=lifecycle).state.code
        person = people.get(event.entry)
        name = lifecycle.move_of(event, state=before).name
        yield day(event.on), name, person.name if person else "", event.reason


def _signed(case: Application) -> Iterator[tuple[str, ...]]:
    replies = list(case.replies.values_list("pk", flat=True))
    reviews = Review.objects.filter(subject_label=LABEL, subject_id__in=replies).values("pk")
    for step in Step.objects.filter(review__in=reviews).select_related("person", "review").order_by("pk"):
        yield (
            day(step.signed_on),
            step.get_part_display(),
            step.person.name,
            step.get_verdict_display(),
            step.opinion,
        )


def _searched(case: Application) -> Iterator[tuple[str, ...]]:
    for one in case.searches.all():
        found = "找到" if one.is_found else "没有找到"
        yield day(one.on), one.places, one.terms, one.people, f"{found}：{one.result}"


def _asked(case: Application) -> Iterator[tuple[str, ...]]:
    for one in case.consultations.all():
        said = one.get_opinion_display() or "没有结果"
        yield one.get_of_display(), one.masked_name, one.about, said, one.grounds


def _contributed(case: Application) -> Iterator[tuple[str, ...]]:
    for one in case.contributions.select_related("section"):
        yield str(one.section), one.question, one.answer, day(one.answered_on) if one.answered_on else ""


def _sent(case: Application) -> Iterator[tuple[str, ...]]:
    for one in case.attempts.select_related("reply", "notice", "letter"):
        came = f"{day(one.arrived_on)}送达" if one.arrived_on else "没有登记结果"
        came = f"{day(one.failed_on)}退回：{one.failed_because}" if one.failed_on else came
        unsealed = f"；没有用印：{one.unsealed_because}" if one.unsealed_because else ""
        yield day(one.on), str(one.carried), f"{one.get_way_display()}{one.tracking_no}", f"{came}{unsealed}"


def _replied(case: Application) -> Iterator[tuple[str, ...]]:
    outcomes = outcome_law().outcomes
    for one in case.replies.order_by("round"):
        attempt = served.telling_of(one)
        way = f"{served.way_told(one)}{attempt.tracking_no if attempt else ''}"
        arrived = f"，{day(one.served_on)}送达" if one.served_on else ""
        days = [day(on) if on else "" for on in (one.signed_on, one.made_on)]
        yield one.number, outcomes[one.outcome].name, *days, f"{way}{arrived}"
