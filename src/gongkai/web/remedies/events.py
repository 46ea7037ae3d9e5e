"""What the ledger says of reviews and suits."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .names import challenges, rulings

track(
    "remedies.challenge",
    fields=(
        *("application", "kind", "procedure", "received_on", "due_on", "is_due_provisional", "owner"),
        *("answered_on", "bundle_sha256", "review", "ended_on", "is_void"),
        *("counted_in_on", "counted_out_on"),
    ),
    digests=("body", "case_no", "ended_because"),
)
track(
    "remedies.ruling",
    fields=(
        *("challenge", "instance", "result", "decided_on", "received_on", "orders_reply", "limit_on"),
        *("appealed_on", "is_void", "paper", "counted_on", "appeal_counted_on"),
    ),
    digests=("gist", "changed_because"),
)
naming("remedies.challenge", challenges)
naming("remedies.ruling", rulings)
acts(
    remedies__register="登记复议诉讼",
    remedies__correct="更正复议诉讼的登记",
    remedies__answer="登记对复议诉讼的答复",
    remedies__void="作废复议诉讼的登记",
    remedies__decide="登记复议诉讼的结果",
    remedies__appeal="登记上诉",
    remedies__amend="更正复议诉讼的结果",
    remedies__withdraw="撤销复议诉讼结果的登记",
)
kinds(
    EventKind(
        "remedies.registered",
        "登记{subject}（{after[procedure]}），{after[received_on]}收到，应在{after[due_on]}以前答复",
    ),
    EventKind("remedies.sued", "登记{subject}，{after[received_on]}收到，应在{after[due_on]}以前答辩"),
    EventKind("remedies.corrected", "更正{subject}的登记"),
    EventKind("remedies.answered", "登记对{subject}的答复，{after[answered_on]}提交"),
    EventKind("remedies.forgotten", "销毁{subject}的案号、主文和原因：保存期限已经届满"),
    # Of cases that were ended before results were kept.
    EventKind("remedies.ended", "登记{subject}终止，不再需要答复"),
    EventKind("remedies.voided", "作废{subject}的登记：登记有误，不计入年度报告"),
    EventKind(
        "remedies.decided",
        "登记{subject}：{facts[result]}，{after[decided_on]}作出，{after[received_on]}收到",
    ),
    EventKind("remedies.appealed", "登记对{subject}的上诉，{after[appealed_on]}提起，等候下一次裁判"),
    EventKind("remedies.amended", "更正{subject}的登记，结果为{facts[result]}"),
    EventKind("remedies.withdrawn", "撤销{subject}的登记：没有这份裁决"),
)
