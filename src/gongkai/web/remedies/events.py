"""What the ledger says of reviews and suits."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .names import challenges

track(
    "remedies.challenge",
    fields=(
        *("application", "kind", "procedure", "received_on", "due_on", "is_due_provisional", "owner"),
        *("answered_on", "bundle_sha256", "ended_on"),
    ),
    digests=("body", "case_no", "ended_because"),
)
naming("remedies.challenge", challenges)
acts(
    remedies__register="登记复议诉讼",
    remedies__correct="更正复议诉讼的登记",
    remedies__answer="登记对复议诉讼的答复",
    remedies__end="终止复议诉讼",
)
kinds(
    EventKind(
        "remedies.registered",
        "登记{subject}（{after[procedure]}），{after[received_on]}收到，应在{after[due_on]}以前答复",
    ),
    EventKind("remedies.corrected", "更正{subject}的登记"),
    EventKind("remedies.answered", "登记对{subject}的答复，{after[answered_on]}提交"),
    EventKind("remedies.forgotten", "销毁{subject}的案号和终止的原因：保存期限已经届满"),
    EventKind("remedies.ended", "登记{subject}终止，不再需要答复"),
)
