"""What the ledger says about the register of documents. Titles, reasons and opinions it keeps only as hashes."""

from gongkai.lawbook.normative import normative_law
from gongkai.web.ledger.registry import EventKind, acts, kinds, track

track(
    "documents.document",
    fields=(
        "organ",
        "doc_no",
        "doc_type",
        "section",
        "drafter",
        "drafted_on",
        "formed_on",
        "status",
        "attribute",
        "reason_code",
        "active_since_on",
        "reassess_on",
        "forwarded_from",
        "opinion_verdict",
        "opinion_on",
        "opinion_by",
        "item",
        "origin",
        "external_id",
    ),
    digests=("title", "reason", "opinion", "voided_because"),
)
track(
    "documents.normativedocument",
    fields=(
        "document",
        "state",
        "is_trial",
        "is_major",
        "is_lead",
        "effective_on",
        "valid_until_on",
        "published_on",
        "filing_due_on",
        "filed_on",
        "cleanup_due_on",
        "ended_on",
        "counted_in_on",
        "counted_out_on",
        "changed_by",
    ),
    digests=("filed_with", "filing_receipt"),
)
track(
    "documents.normativestep",
    fields=("normative", "number", "move", "on", "person"),
    digests=("reference", "reason"),
)
track(
    "documents.consultation",
    fields=(
        "document",
        "item",
        "summary_item",
        "is_major",
        "since_on",
        "until_on",
        "status",
        "closed_on",
    ),
    digests=("channels", "shortened_because", "elsewhere", "elsewhere_proof"),
)
track(
    "documents.opinion",
    fields=("consultation", "number", "received_on", "sender", "verdict"),
    digests=("text", "reason"),
)
track(
    "documents.reconciliation",
    fields=("organ", "month_on", "on", "at", "person", "hash"),
    digests=("counts", "findings"),
)
_ACTS = {
    "register": "登记文件",
    "change": "修改文件的登记",
    "change_attribute": "更改公开属性",
    "give_opinion": "对公开属性提出意见",
    "issue": "登记印发",
    "void": "作废文件",
    "draft_item": "起草公开的信息",
    "link": "对应已有的信息",
    "reassess": "评估是否可以公开",
    "import": "导入发文台账",
    "reconcile": "按月对账",
}
acts(**{f"documents__{code}": words for code, words in _ACTS.items()})
acts(
    **{f"register__{code}": words for code, words in _ACTS.items()}
)  # where the office stops somebody at the door
acts(
    reconciliations__reconcile="按月对账",
    consultations__open="公开征求意见",
    consultations__publish="起草征求意见稿的公告",
    consultations__receive="登记意见",
    consultations__answer="处理意见",
    consultations__close="结束征求意见",
    consultations__summarise="反馈采纳情况",
    normative__particulars="修改规范性文件的基本情况",
)
acts(**{f"normative__{move.code}": move.name for move in normative_law().lifecycle.moves.values()})
kinds(
    EventKind("documents.registered", "登记文件{subject}，公开属性定为“{facts[attribute]}”"),
    EventKind("documents.imported_one", "从其他系统导入文件{subject}，公开属性为“{facts[attribute]}”"),
    EventKind("documents.changed"),
    EventKind("documents.attribute_changed", "将{subject}的公开属性改为“{facts[attribute]}”"),
    EventKind("documents.opinion_given", "对{subject}的公开属性提出意见：{after[opinion_verdict]}"),
    EventKind("documents.opinion_lapsed", "{subject}的公开属性已经更改，工作机构的意见须重新提出"),
    EventKind("documents.issued", "登记{subject}于{after[formed_on]}印发"),
    EventKind("documents.voided", "作废文件{subject}"),
    EventKind("documents.item_drafted", "将{subject}起草为公开的信息"),
    EventKind("documents.linked", "将{subject}与已有的信息对应起来"),
    EventKind("documents.reassessed", "评估{subject}是否可以公开：{facts[outcome]}"),
    EventKind("documents.imported", "导入发文台账：新增{facts[new]}份，更改{facts[changed]}份"),
    EventKind("documents.reconciled", "对账{facts[month]}的发文，查出{facts[found]}处"),
    EventKind("documents.normative_begun", "将{subject}列为行政规范性文件"),
    EventKind("documents.normative_step", "记录{subject}"),
    EventKind("documents.normative_particulars"),
    EventKind("documents.consultation_opened", "对{subject}公开征求意见，到{after[until_on]}为止"),
    EventKind(
        "documents.major_consultation_opened", "就重大行政决策{subject}公开征求意见，到{after[until_on]}为止"
    ),
    EventKind("documents.consultation_published", "将{subject}的征求意见稿起草为公开的信息"),
    EventKind("documents.consultation_closed", "结束对{subject}的征求意见，共收到{facts[received]}条"),
    EventKind("documents.consultation_summarised", "起草{subject}的意见采纳情况，准备公布"),
    EventKind("documents.major_consultation_summarised", "起草重大行政决策{subject}的意见采纳情况，准备公布"),
    EventKind("documents.opinion_received", "登记{subject}"),
    EventKind("documents.opinion_answered", "处理{subject}：{after[verdict]}"),
)
kinds(
    *(
        EventKind(f"documents.normative_{move.code}", move.told)
        for move in normative_law().lifecycle.moves.values()
    )
)
