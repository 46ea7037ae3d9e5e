"""The sheet of a review: where it stands, what it is about word for word, and what was said so far."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.kernel.duties import Part, Viewer
from gongkai.kernel.review import State
from gongkai.lawbook.chains import review_law
from gongkai.web.office import reviewed
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Means, Review, Step
from gongkai.web.reviews.sheet import ANSWERS, grouped
from gongkai.web.reviews.turns import waits_for


def about(review: Review, viewer: Viewer, *, today: date) -> dict[str, Any]:
    """What the template shows."""
    signed = list(selectors.steps(review))
    return {
        "lead": _lead(review) + waits_for(review, today, viewer=viewer),
        "vacant": selectors.vacant_stages(review, today),
        "organ_address": reverse("organs:sheet", args=[review.organ_id]),
        "facts": _facts(review),
        "draft": reviewed.draft_of(review),
        "draft_address": reviewed.address_of(review),
        "tables": [
            ("各环节", _stages(review, signed), ""),
            *((f"{title}核对结果", table, "") for title, table in _checklists(review, signed)),
            *([("筛查提示，予以保留", _overrides(review), "")] if review.overrides else []),
        ],
    }


def _lead(review: Review) -> str:
    if review.state != State.OPEN:
        because = f"：{review.closed_because}" if review.closed_because else ""
        return f"这次审签{review.get_state_display()}（{day(localdate(review.closed_at))}）{because}。"
    return f"现在的环节是“{review.stage_name}”。"


def _facts(review: Review) -> list[tuple[str, object]]:
    law = review_law()
    reason = law.reasons.get(review.reason_code)
    papers = [
        link(reverse("reviews:paper", args=[review.pk, ending]), words)
        for ending, words in (("pdf", "PDF"), ("docx", "Word"))
    ]
    return [
        ("机关", review.organ),
        ("材料类别", law.kind(review.kind).name),
        ("公开属性", review.attribute_name),
        *([("理由", f"{reason.name}：{review.reason}")] if reason else []),
        ("提出人", review.proposer),
        ("提出时间", day(localdate(review.opened_at))),
        ("审签方式", selectors.chain_of(review).name),
        *([("选用较简流程的理由", review.lighter_because)] if review.lighter_because else []),
        ("内容校验码", code(grouped(review.content_hash))),
        ("打印审签单", format_html("{}　{}", *papers)),
    ]


def _stages(review: Review, signed: Iterable[Step]) -> Rows:
    """Every signature, those that are there and those that are still to come."""
    heads = ("环节", "办理人", "结论", "意见", "方式", "日期")
    lines: list[tuple[object, ...]] = [
        (
            f"{step.stage_name}（{step.section.name}）" if step.section else step.stage_name,
            f"{step.person}（代{step.instead_of}）" if step.instead_of else step.person,
            "提出" if step.part == Part.PROPOSE else step.get_verdict_display(),
            step.opinion,
            _means(review, step),
            day(step.signed_on),
        )
        for step in signed
    ]
    ahead = selectors.standing(review).ahead if review.state == State.OPEN else ()
    names = {section.pk: section.name for section in review.organ.sections.all()}
    lines += [(f"{turn.stage.name}{_where(names, turn.section)}", "", "待办", "", "", "") for turn in ahead]
    return rows(heads, lines)


def _where(names: dict[int, str], section: int | None) -> str:
    return f"（{names[section]}）" if section in names else ""


def _means(review: Review, step: Step) -> str | SafeString:
    """How it was signed; a signed sheet can be looked at."""
    if step.means != Means.PAPER:
        return step.get_means_display()
    address = reverse("reviews:scan", args=[review.pk, step.pk])
    return format_html("{}，由{}录入", link(address, step.get_means_display()), step.entered_by)


def _checklists(review: Review, signed: Iterable[Step]) -> Iterator[tuple[str, Rows]]:
    chain = selectors.chain_of(review)
    for step in signed:
        for checklist in chain.stage(step.stage).checklists if step.checklist else ():
            lines = [
                (question.ask, ANSWERS.get(step.checklist.get(question.code), "没有回答"))
                for question in checklist.questions
            ]
            yield checklist.name, rows(("核对事项", "结果"), lines)


def _overrides(review: Review) -> Rows:
    return rows(
        ("提示", "保留的理由"), [(code(mark[:12]), why) for mark, why in sorted(review.overrides.items())]
    )
