"""What the ledger says of 区分处理: how much was withheld on which grounds, and the hashes of both files; never where or what."""

from gongkai.web.applications.names import redactions
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

track(
    "applications.redaction",
    fields=("application", "source", "result", "state", "version", "source_hash", "result_hash"),
    digests=("suggestions", "marks", "withheld", "kept_because"),
)
naming("applications.redaction", redactions)
acts(
    applications__take_source="取得需要区分处理的原件",
    applications__mark_redaction="标记不予公开的内容",
    applications__undo_redaction="撤销对标记的改动",
    applications__make_redaction="生成遮盖后的文件",
    applications__order_redaction="在后台生成遮盖后的文件",
    applications__renew_redaction="用同一份原件另做一份",
    applications__drop_redaction="撤下需要区分处理的原件",
)
kinds(
    EventKind("applications.redaction_begun", "开始{subject}，原件共{facts[pages]}页"),
    EventKind(
        "applications.redaction_marked",
        "标记{subject}中不予公开的内容，现有{facts[marks]}处",
    ),
    EventKind("applications.redaction_ordered", "将{subject}交后台生成"),
    EventKind(
        "applications.redaction_stopped",
        "没有生成{subject}后的文件：{facts[code]:problem}，另有{facts[places]}处同样的内容",
    ),
    EventKind(
        "applications.redaction_made",
        "生成{subject}后的文件，遮盖{facts[marks]}处，检验没有读出标出的内容",
    ),
    EventKind("applications.redaction_dropped", "撤下{subject}的原件"),
)
