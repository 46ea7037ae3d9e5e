"""What the ledger says about reviews. Titles, reasons and opinions are kept as hashes."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

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
    digests=("title", "reason", "overrides", "closed_because", "cosigning"),
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
    EventKind(
        "reviews.proposed", "提请审签“{subject}”，公开属性拟为{facts[attribute]}，按{facts[chain]}办理"
    ),
    EventKind("reviews.signed", "签署“{subject}”，结论为{after[verdict]}"),
    EventKind(
        "reviews.signed_on_paper",
        "录入{after[person]}在纸质审签单上的签署：“{subject}”，{after[signed_on]}签署，结论为{after[verdict]}",
    ),
    EventKind("reviews.signed_by_link", "用一次性链接签署“{subject}”，结论为{after[verdict]}"),
    EventKind("reviews.moved_on", "审签“{subject}”：{facts[stage]}通过，接下来是{facts[next]}"),
    EventKind("reviews.approved", "批准“{subject}”：{facts[stage]}通过"),
    EventKind("reviews.returned", "退回“{subject}”，在{facts[stage]}环节"),
    EventKind("reviews.withdrawn", "撤回“{subject}”的审签"),
    EventKind("reviews.voided", "“{subject}”的审签作废"),
    EventKind("reviews.ended", "“{subject}”的批准不再有效"),
    EventKind(
        "reviews.link_made",
        "开出“{subject}”的一次性链接，交{facts[person]:foundations.user}办理，{facts[expires_at]}以前有效",
    ),
)
