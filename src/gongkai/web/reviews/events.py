"""What the ledger says about reviews. Titles, reasons and opinions are kept as hashes."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, naming_of, track

from .models import Review, Step

track(
    "reviews.review",
    fields=(
        "organ",
        "subject_label",
        "subject_id",
        "kind",
        "chain",
        "section",
        "content_hash",
        "attribute",
        "reason_code",
        "proposer",
        "state",
        "stage",
        "opened_at",
        "closed_at",
    ),
    digests=(
        "title",
        "reason",
        "overrides",
        "closed_because",
        "cosigning",
        "authors",
        "lighter_because",
    ),
)
track(
    "reviews.step",
    fields=(
        "review",
        "stage",
        "part",
        "section",
        "person",
        "duty",
        "instead_of",
        "verdict",
        "content_hash",
        "means",
        "scan",
        "signed_on",
        "entered_by",
        "at",
    ),
    digests=("opinion", "checklist"),
)

acts(
    reviews__pass_stage="审签",
    reviews__send_back="退回",
    reviews__withdraw="撤回审签",
    reviews__pass_on_paper="录入纸质审签单",
    reviews__link="开出一次性链接",
    reviews__pass_by_link="用一次性链接审签",
    reviews__void_changed="作废内容已改动的审签",
    reviews__write="绕过办理写入审签",
)
kinds(
    EventKind("reviews.proposed", "提请审签{subject}，公开属性拟为{facts[attribute]}，按{facts[chain]}办理"),
    EventKind("reviews.signed", "签署{subject}，结论为{after[verdict]}"),
    EventKind(
        "reviews.signed_on_paper",
        "{facts[signer]:foundations.user}于{after[signed_on]}{facts[verb]}{subject}（纸面，{by}录入于{at}）",
    ),
    EventKind("reviews.signed_by_link", "{facts[verb]}{subject}（手机链接）"),
    EventKind("reviews.moved_on", "{subject}于{at}通过“{facts[stage]}”，转入“{facts[next]}”"),
    EventKind(
        "reviews.approved",
        "{facts[signer]:foundations.user}批准{subject}，于{at}记入",
    ),
    EventKind(
        "reviews.returned",
        "{facts[signer]:foundations.user}在“{facts[stage]}”环节退回{subject}，于{at}记入",
    ),
    EventKind("reviews.withdrawn", "撤回{subject}的审签"),
    EventKind("reviews.voided", "作废{subject}的审签"),
    EventKind("reviews.ended", "终止对{subject}的批准"),
    EventKind("reviews.forgotten", "销毁审签中写下的文字（{subject}）：保存期限已经届满"),
    EventKind(
        "reviews.link_made",
        "开出{subject}的一次性链接，交{facts[person]:foundations.user}办理，{facts[expires_at]}以前有效",
    ),
)


def _reviews(ids: Collection[int]) -> Mapping[int, str]:
    """A review by what it is about, as that is called: a title that was never public is told to nobody here."""
    about: dict[str, dict[int, int]] = defaultdict(dict)
    for pk, label, subject in Review.objects.filter(pk__in=ids).values_list(
        "pk", "subject_label", "subject_id"
    ):
        about[label][pk] = subject
    named: dict[int, str] = {}
    for label, subjects in about.items():
        naming_ = naming_of(label)
        names = naming_(set(subjects.values())) if naming_ else {}
        named |= {pk: names.get(subject, f"第{pk}号送审材料") for pk, subject in subjects.items()}
    return named


def _steps(ids: Collection[int]) -> Mapping[int, str]:
    """A step by what was signed and at which stage."""
    steps = Step.objects.filter(pk__in=ids).select_related("review")
    names = _reviews({step.review_id for step in steps})
    return {step.pk: f"{names[step.review_id]}（{step.stage_name}）" for step in steps}


naming("reviews.review", _reviews)
naming("reviews.step", _steps)
