"""What the ledger says of reports that are compiled here. Texts and reasons are only hashes there; figures are told."""

from collections.abc import Collection, Mapping

from gongkai.web.ledger.registry import EventKind, acts, kinds, naming, track

from .models import Edition


def _editions(ids: Collection[int]) -> Mapping[int, str]:
    """枕溪镇人民政府2025年度报告第2版."""
    found = Edition.objects.filter(pk__in=ids).select_related("compilation__organ").defer("data")
    return {one.pk: str(one) for one in found}


naming("reports.edition", _editions)

track(
    "reports.compilation",
    fields=(
        "organ",
        "year",
        "is_rolled_up",
        "state",
        "begun_at",
        "changed_at",
        "errors",
        "warnings",
        "authors",
    ),
    digests=("correction_note",),
)
track(
    "reports.adjustment",
    fields=("compilation", "cell", "counted", "given", "is_withdrawn", "by", "at"),
    digests=("reason",),
)
track(
    "reports.justification",
    fields=("compilation", "code", "cells", "fingerprint", "is_withdrawn", "by", "at"),
    digests=("message", "reason"),
)
track(
    "reports.prereview",
    fields=(
        *("compilation", "authority", "content_hash", "asked_by", "asked_at", "verdict", "given_by"),
        *("given_at", "taken_back_at"),
    ),
    digests=("text",),
)
track("reports.passage", fields=("compilation", "section", "topic", "special", "order"), digests=("text",))
track(
    "reports.shortcoming",
    fields=("compilation", "order", "due_on", "is_settled", "is_removed", "carried_from"),
    digests=("problem", "measure", "owner", "result"),
)
track(
    "reports.edition",
    fields=(
        *("compilation", "number", "content_hash", "snapshot", "authors", "approval", "approved_hash"),
        *("signed_on", "published_at", "report", "source_sha256"),
    ),
    digests=("data", "note"),
)
track(
    "reports.formerreport",
    fields=(
        *("organ", "year", "number", "source", "media_type", "sha256"),
        *("public_from", "replaced_at", "withdrawn_on"),
    ),
    digests=("title", "source_name", "data", "note", "withdrawn_because"),
    keeps_row=True,
)
track("reports.snapshot", fields=("organ", "first_on", "last_on", "sha256", "frozen_at"), digests=("data",))
track(
    "reports.reportcalendar",
    fields=(
        *("authority", "year", "departments_due_on", "townships_due_on", "areas_due_on"),
        "has_pre_review",
    ),
)
track("reports.specialitem", fields=("authority", "year", "order", "is_dropped"), digests=("title", "what"))
acts(
    reports__begin="开始编制年度报告",
    reports__adjust="手工修改报告的数字",
    reports__withdraw_adjustment="撤销手工修改的数字",
    reports__write="编写报告的正文",
    reports__note_shortcoming="填写问题清单",
    reports__remove_shortcoming="删去问题",
    reports__justify="说明报告中的错误",
    reports__withdraw_justification="撤销对错误的说明",
    reports__ask="报主管部门审阅年度报告",
    reports__take_back="取回报送审阅的年度报告",
    reports__give="反馈对年度报告的意见",
    reports__send_in="年度报告送审",
    reports__publish="公布年度报告",
    reports__correct="更正已公布的年度报告",
    reports__explain="写年度报告的更正说明",
    reports__freeze="固定年末的数字",
    reports__set_calendar="安排年度报告的期限",
    reports__set_special="布置专项内容",
    reports__drop_special="取消专项内容",
)
kinds(
    EventKind("reports.begun", "开始编制{subject}"),
    EventKind(
        "reports.adjusted", "把{facts[year]}年度报告的{facts[cell]}由{facts[counted]}改为{facts[given]}"
    ),
    EventKind("reports.adjustment_withdrawn", "撤销对{facts[year]}年度报告{facts[cell]}的手工修改"),
    EventKind("reports.written", "编写{facts[year]}年度报告的“{facts[topic]}”"),
    EventKind("reports.shortcoming_noted", "填写{facts[year]}年度报告的问题清单"),
    EventKind("reports.shortcoming_carried", "把上年没有解决的问题列入{facts[year]}年度报告"),
    EventKind("reports.shortcoming_removed", "删去{facts[year]}年度报告问题清单的一项"),
    EventKind("reports.justified", "说明{facts[year]}年度报告中“{facts[code]:rule}”一项错误的理由"),
    EventKind(
        "reports.justification_withdrawn", "撤销对{facts[year]}年度报告中“{facts[code]:rule}”一项错误的说明"
    ),
    EventKind("reports.asked", "把{facts[year]}年度报告报主管部门审阅"),
    EventKind("reports.taken_back", "取回报送审阅的{facts[year]}年度报告"),
    EventKind("reports.given", "反馈对{facts[year]}年度报告的意见：{after[verdict]}"),
    EventKind("reports.sent_in", "把{facts[year]}年度报告第{facts[number]}版送审"),
    EventKind("reports.signed", "批准{facts[year]}年度报告第{facts[number]}版"),
    EventKind("reports.unsigned", "改动内容，{facts[year]}年度报告第{facts[number]}版的批准随之失效"),
    EventKind("reports.issued", "公布{facts[year]}年度报告第{facts[number]}版"),
    EventKind("reports.reckoned", "系统于{at}重新核对{subject}"),
    EventKind("reports.moved", "把{subject}转为“{after[state]}”"),
    EventKind("reports.reopened", "开始更正已公布的{facts[year]}年度报告"),
    EventKind("reports.explained", "写明{facts[year]}年度报告的更正说明"),
    EventKind("reports.set_aside", "把{organ}{facts[year]}年度原来公开的报告保留为第{facts[number]}版"),
    EventKind("reports.edition_expunged", "清除{facts[year]}年度报告第{facts[number]}版的内容"),
    EventKind("reports.words_expunged", "清除编制{facts[year]}年度报告时写下的一处文字"),
    EventKind("reports.frozen", "固定{organ}{facts[label]}的数字"),
    EventKind("reports.calendar_set", "安排{facts[year]}年度报告的期限"),
    EventKind("reports.special_set", "布置{facts[year]}年度报告的专项内容"),
    EventKind("reports.special_dropped", "取消{facts[year]}年度报告的一项专项内容"),
)
