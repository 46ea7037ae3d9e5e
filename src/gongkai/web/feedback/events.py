"""What the ledger says of feedback. What was said and answered stays out of it: there are only hashes."""

from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "feedback.feedback",
    fields=(
        "organ",
        "section",
        "item",
        "topic",
        "received_at",
        "due_on",
        "status",
        "outcome",
        "answered_on",
        "answered_by",
    ),
    digests=("page", "text", "answer"),
)
acts(
    feedback__receive="收下报错和意见", feedback__pass_on="转办报错和意见", feedback__answer="答复报错和意见"
)
kinds(
    EventKind("feedback.received", "网站收到{subject}"),
    EventKind("feedback.passed_on", "转办{subject}"),
    EventKind("feedback.answered", "答复{subject}：{after[outcome]}"),
)
