"""What the ledger says of applications. Who applied, what is wanted and why something was decided are only hashes there."""

from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .names import accesses, answers, applicants, cases, named, notices, papers

track(
    "applications.application",
    fields=(
        *("organ", "year", "serial", "channel", "submitted_at", "kind", "supply_form", "delivery"),
        *("section", "handler", "filled_by", "parent", "same_as", "earlier"),
        *("confirm_method", "confirmed_by"),
        *(
            "state",
            "received_on",
            "due_on",
            "is_provisional",
            "next_on",
            "next_limit",
            "is_paused",
            "is_extended",
        ),
        *("outcome", "row", "made_on", "concluded_on", "is_counted", "law_version"),
        *("counted_in_on", "counted_out_on"),
        "taken_over_from",
    ),
    digests=("title", "doc_no", "wanted", "needs_help", "old_number"),
)
track(
    "applications.applicant",
    fields=("application", "order", "kind", "has_agent", "purge_on", "purged_on"),
    digests=("sealed", "masked_name", "masked_contact"),
)
track(
    "applications.happening",
    fields=(
        *("application", "kind", "on", "ref", "days", "limit_on", "until_on", "of", "reopener", "outcome"),
        *("person", "at"),
    ),
    digests=("reason",),
)
track(
    "applications.consultation",
    fields=("application", "ref", "of", "organ", "opinion"),
    digests=("sealed", "masked_name", "about", "grounds"),
)
track(
    "applications.feenotice",
    fields=(
        *("application", "method", "quantity", "prior", "amount", "lines", "proposed_by", "approved_by"),
        *("noticed_on", "due_on", "paid_on"),
    ),
    digests=("receipt_no",),
)
track(
    "applications.contribution",
    fields=("application", "section", "asked_on", "due_on", "answered_on", "answered_by"),
    digests=("question", "answer"),
)
track(
    "applications.searchrecord",
    fields=("application", "on", "is_found"),
    digests=("places", "terms", "people", "result"),
)
track(
    "applications.reply",
    fields=(
        *("application", "round", "outcome", "parts", "content_hash", "approval", "number", "service"),
        *("is_electronic", "authors", "signed_on", "made_on", "served_on"),
    ),
    digests=("reason", "basis", "text", "told", "remedy", "wording", "tracking_no", "late_reason"),
)
track(
    "applications.casepaper",
    fields=(
        *("application", "reply", "kind", "kept", "added_on", "added_by"),
        *("is_for_applicant", "destroyed_on"),
    ),
    digests=("name",),
)
track(
    "applications.releasenotice",
    fields=("reply", "consultation", "number", "service", "told_on", "voided_on"),
    digests=("reason", "remedy", "wording", "tracking_no"),
)
track("applications.reviewonline", fields=("organ", "address", "since_on"))
acts(applications__apply="提交申请", applications__confirm="确认收到申请")
naming("applications.application", named)
naming("applications.happening", cases)
kinds(
    *(EventKind(f"applications.{move.code}", move.told) for move in case_lifecycle().moves.values()),
    EventKind("applications.entered", "登记{subject}"),
    EventKind("applications.applicant_entered", "登记申请人信息"),
    EventKind("applications.derived", "随之更新{subject}的状态和期限"),
)
acts(
    **{f"applications__{move.code}": move.name for move in case_lifecycle().moves.values()},
    applications__ask_section="请科室协办",
    applications__answer_section="答复协办",
    applications__propose_fee="提出收费",
    applications__propose_lapse="提请登记逾期",
)
kinds(
    EventKind("applications.section_asked", "请科室协办（{subject}）"),
    EventKind("applications.section_answered", "答复协办（{subject}）"),
    EventKind("applications.search_recorded", "登记检索的地方和结果（{subject}）"),
    EventKind("applications.consulted", "登记征求意见的对象（{subject}）"),
    EventKind("applications.opinion_taken", "登记征求意见的结果（{subject}）：{after[opinion]}"),
    EventKind("applications.fee_proposed", "提出收费（{subject}）"),
    EventKind("applications.fee_noticed", "批准收费（{subject}）"),
    EventKind("applications.fee_paid", "登记缴费（{subject}）"),
    EventKind("applications.lapse_correction_proposed", "因{subject}的补正期限已经届满，提请经办人处理"),
    EventKind("applications.lapse_fee_proposed", "因{subject}的缴费期限已经届满，提请经办人处理"),
)

# The reply and its papers.
naming("applications.reply", answers)
naming("applications.releasenotice", notices)
naming("applications.casepaper", papers)
acts(
    applications__draft="拟写答复",
    applications__submit="将答复送审",
    applications__take_back="撤回签发",
    applications__explain_lateness="说明逾期原因",
    applications__answer_at_once="当场答复",
    applications__reopen="重新办理",
    applications__serve="登记送达",
    applications__prove_service="登记送达凭证",
    applications__conclude="办结申请",
    applications__tell_third_party="告知第三方公开的决定",
    applications__print_letter="打印答复",
    applications__file_paper="将材料入卷",
    applications__discard_paper="撤下随答复提供的文件",
    applications__settle_review_online="确定网上申请行政复议的渠道",
)
kinds(
    EventKind("applications.reply_written", "写{subject}"),
    EventKind("applications.reply_signed", "签发{subject}，文号为{after[number]}"),
    EventKind("applications.lateness_explained", "说明{subject}逾期的原因"),
    EventKind("applications.reply_taken_back", "撤回对{subject}的签发，文号保留"),
    EventKind("applications.reply_served", "送出{subject}，答复日期为{after[made_on]}"),
    EventKind("applications.reply_arrived", "登记{subject}于{after[served_on]}签收"),
    EventKind("applications.letter_printed", "打印写有申请人姓名的{subject}，用于送达"),
    EventKind("applications.earlier_linked", "将{subject}与以前的同一申请相联系"),
    EventKind("applications.release_noticed", "签发{subject}，文号为{after[number]}"),
    EventKind("applications.notice_voided", "因签发撤回，{subject}作废，文号保留"),
    EventKind("applications.third_party_told", "送出{subject}，告知日期为{after[told_on]}"),
    EventKind("applications.paper_added", "将{subject}入卷"),
    EventKind("applications.paper_released", "将{subject}提供给申请人"),
    EventKind("applications.paper_discarded", "撤下{subject}"),
    EventKind(
        "applications.review_online_settled",
        "将“{organ}”网上申请行政复议的渠道定为{after[address]}（自{after[since_on]}起）",
    ),
)

# Who applied, and the code by which he asks.
track(
    "applications.personalaccess",
    fields=("application", "applicant", "kind", "person", "at"),
    digests=("reason", "sealed"),
)
naming("applications.applicant", applicants)
naming("applications.personalaccess", accesses)
acts(
    applications__unmask="查看申请人信息",
    applications__bundle="制作证据包",
    applications__correct_identity="更正申请人信息",
    applications__renew_code="换发查询码",
    applications__recover_code="凭预留电话换发查询码",
    applications__lock_place="暂停从一处查询",
    applications__purge="销毁申请人信息",
    applications__reseal="用新的密钥加密申请人信息",
)
kinds(
    EventKind("applications.unmasked", "查看申请人信息（{subject}）"),
    EventKind(
        "applications.bundled",
        "制作证据包（{subject}），遮蔽个人信息：{facts[is_masked]}，文件的SHA-256为{facts[sha256]}",
    ),
    EventKind("applications.identity_corrected", "更正{subject}的信息"),
    EventKind("applications.correction_explained", "更正申请人信息，写明理由（{subject}）"),
    EventKind("applications.code_renewed", "换发查询码（{subject}），原来的查询码失效"),
    EventKind("applications.code_sent", "按预留的联系方式发出{subject}的新查询码，原来的查询码失效"),
    EventKind("applications.place_locked", "同一来处一小时内多次输错查询码，暂停从那里查询"),
    EventKind("applications.purge_settled", "确定{subject}的信息在{after[purge_on]}销毁"),
    EventKind("applications.purge_put_off", "不再定期销毁{subject}的信息：案件重新办理，或者已经归档"),
    EventKind("applications.purged", "销毁{subject}的信息：保存期限已经届满"),
    EventKind("applications.resealed", "用新的密钥加密{subject}的信息"),
)

# Days counted anew.
acts(applications__reckon_anew="按新的规则重新计算期限")
kinds(
    EventKind(
        "applications.due_moved",
        "因工作日历或者期限的规定有变动，重新计算{subject}的期限："
        "答复期限由{before[due_on]}改为{after[due_on]}",
    ),
    EventKind(
        "applications.due_confirmed",
        "因工作日历或者期限的规定有变动，重新计算{subject}的期限：答复期限的日期不变，是否暂定有变化",
    ),
    EventKind(
        "applications.due_same", "因工作日历或者期限的规定有变动，重新计算{subject}的期限：答复期限没有变化"
    ),
)

# Calendars of colleagues.
track("applications.calendarkey", fields=("person",), digests=("digest",))
acts(applications__renew_calendar_key="更换日历的订阅地址")
kinds(EventKind("applications.calendar_key_renewed", "更换本人期限日历的订阅地址，原来的地址失效"))

# Registers that were kept before.
acts(applications__import="转入已有台账")
kinds(
    EventKind("applications.taken_over", "从已有台账转入{subject}"),
    EventKind("applications.past_entered", "按已有台账补记{subject}的办理经过"),
    EventKind(
        "applications.imported", "转入已有台账中的{facts[applications]}件申请（文件的哈希：{facts[file]}）"
    ),
)
