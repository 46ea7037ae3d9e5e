"""The case of one application: the matter and its file, the clock step by step, and what may be done, and what not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.kernel.case import Happened
from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.likeness import alike
from gongkai.web.applications.models import (
    ApplicantKind,
    Application,
    CasePaper,
    Consultation,
    SearchRecord,
)
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.applications.papers import catalogue
from gongkai.web.applications.service import served
from gongkai.web.office.application_views import PERSONAL
from gongkai.web.office.rooms.archives.sheet import tables as archive_tables
from gongkai.web.office.rooms.archives.sheet import volume_link
from gongkai.web.office.rooms.challenge_sheet import challenges_of
from gongkai.web.office.rows import Rows, day, link, rows

from . import aside, published, service_tables
from .letter_acts import letters_table
from .moves import offers_now
from .publish_forms import suggestion
from .timeline import timeline

# What happens to a consultation, as its line tells it.
_CONSULTED = {
    Happened.CONSULTATION_SENT.value: "发出",
    Happened.CONSULTATION_RECEIVED.value: "送达",
    Happened.CONSULTATION_CLOSED.value: "结束",
}


def about(application: Application, viewer: Viewer, *, today: date) -> dict[str, Any]:
    """What the template shows."""
    state = case_lifecycle().states[application.state]
    return {
        "lead": service_tables.came_back(application) or state.officer,
        "facts": list(_facts(application)),
        "wanted": application.wanted,
        "alike": _alike(application),
        "suggestion": suggestion(application),
        "tables": list(_tables(application, viewer)),
        "clock": aside.clock_box(application, today),
        "review": aside.review_box(application, viewer, today),
        "barred": aside.barred(application),
        "others": list(aside.of_others(application, viewer)),
        "events": timeline(application) if viewer.has_part_in(application.organ.path) else None,
        "likely": aside.likely(application, viewer),
    }


def _alike(application: Application) -> list[tuple[str, str]]:
    """Others that may be the same one, while that can still be decided."""
    if not offers_now(application)["void"].is_lawful:
        return []
    return [
        (f"{one} {one.title}", reverse("applications:sheet", args=[one.pk])) for one in alike(application)
    ]


def _facts(application: Application) -> Iterator[tuple[str, Any]]:
    """Label and value, the most asked for first; what most have not, only where there is something."""
    yield "状态", case_lifecycle().states[application.state].name
    yield "登记编号", application.number or "确认收到后编定"
    yield "回执号", application.receipt
    yield "受理机关", application.organ
    for one in application.applicants.order_by("order"):
        contact = f"（{one.masked_contact}）" if one.masked_contact else ""
        agent = "，有代理人" if one.has_agent else ""
        yield "申请人", f"{one.masked_name}{contact}{agent}"
    yield "申请人类别", dict(ApplicantKind.choices).get(application.kind, "")
    yield "提交方式", application.get_channel_display()
    yield "收到日期", _received(application)
    yield "承办", _handled(application)
    yield "提供形式", application.get_supply_form_display()
    yield "获取方式", application.get_delivery_display()
    yield from ((label, value) for label, value in _seldom(application) if value)


def _seldom(application: Application) -> Iterator[tuple[str, Any]]:
    yield "来历", "已有台账转入" if application.taken_over_from else ""
    yield "原登记号", application.old_number
    yield "文号", application.doc_no
    yield "需要的帮助", application.needs_help
    yield "处理结果", _result(application)
    yield "拆分自", _case(application.parent)
    parts = [(_case(part),) for part in application.parts.order_by("pk")]
    yield "拆分为", format_html_join("、", "{}", parts)
    yield "并入", _case(application.same_as)
    yield "以前的同一申请", _case(application.earlier)
    yield "案卷", volume_link(application)


def _case(application: Application | None) -> SafeString:
    """A link to another case."""
    if application is None:
        return SafeString()
    return link(reverse("applications:sheet", args=[application.pk]), application)


def _received(application: Application) -> str:
    if application.received_on is None:
        return "还没有确认收到"
    said = application.get_confirm_method_display()
    return f"{full_day(application.received_on)}{f'（{said}）' if said else ''}"


def _handled(application: Application) -> str:
    named = [str(one) for one in (application.section, application.handler) if one]
    return " ".join(named) or "还没有分办"


def _result(application: Application) -> str:
    outcome = outcome_law().outcomes.get(application.outcome)
    on = f"（{day(application.concluded_on)}）" if application.concluded_on else ""
    return f"{outcome.name}{on}" if outcome else ""


def _tables(application: Application, viewer: Viewer) -> Iterator[tuple[str, Rows, str]]:
    """The parts of the file; those that most cases do not have, only where there is something."""
    yield from archive_tables(application, viewer)
    yield "卷内材料", _papers(application, viewer), "还没有材料入卷。"
    told = (
        ("答复", _replies(application, viewer)),
        ("文书", letters_table(application, viewer)),
        ("协办", _contributions(application)),
        ("检索记录", _searches(application)),
        ("征求意见", _consultations(application)),
        ("收费", _fee(application)),
        ("用印", service_tables.sealings(application)),
        ("送达经过", service_tables.attempts(application)),
        ("复议诉讼", challenges_of(application)),
        *published.tables(application, viewer),
    )
    yield from ((title, table, "") for title, table in told if table)


def _papers(application: Application, viewer: Viewer) -> Rows:
    """卷内目录. Whoever handles or signs may take a paper away; those that show who applied need a reason first."""
    may = viewer.holds(*HANDLERS, *SIGNERS, path=application.organ.path) is not None
    lines = (
        (
            line.place,
            line.number,
            line.author,
            _opened(application, line.paper) if may and line.paper.kept_id else line.paper.name,
            f"{line.paper.get_kind_display()}{'，提供给申请人' if line.paper.is_for_applicant else ''}",
            day(line.paper.added_on),
        )
        for line in catalogue(application)
    )
    return rows(("顺序号", "文号", "责任者", "名称", "类别", "日期"), lines)


def _opened(application: Application, paper: CasePaper) -> Any:
    if paper.kind in PERSONAL:
        return f"{paper.name}（有个人信息，在“查看申请人信息”中打开）"
    return link(reverse("applications:paper", args=[application.pk, paper.pk]), paper.name)


def _replies(application: Application, viewer: Viewer) -> Rows:
    law = outcome_law()
    may = viewer.holds(*HANDLERS, *SIGNERS, path=application.organ.path) is not None
    ways = (("letter", "文书与核对"), ("preview-reply", "预览（PDF）")) if may else ()
    links = [link(reverse(f"applications:{name}", args=[application.pk]), words) for name, words in ways]
    read = format_html_join(" ", "{}", ((one,) for one in links))
    return rows(
        ("文号", "处理结果", "签发", "答复日期", "送达方式", "内容"),
        (
            (
                format_html("{} {}", one.number or "签发时编定", "" if one.made_on else read),
                law.outcomes[one.outcome].name,
                day(one.signed_on),
                day(one.made_on),
                served.way_told(one),
                one.text,
            )
            for one in application.replies.order_by("round")
        ),
    )


def _contributions(application: Application) -> Rows:
    return rows(
        ("科室", "需要什么", "内部期限", "意见", "答复"),
        (
            (
                one.section,
                one.question,
                day(one.due_on),
                one.answer or "等候答复",
                f"{one.answered_by or ''} {day(one.answered_on)}",
            )
            for one in application.contributions.select_related("section", "answered_by")
        ),
    )


def _searches(application: Application) -> Rows:
    return rows(
        ("日期", "地方和系统", "检索词", "检索人", "结果"),
        ((day(one.on), one.places, one.terms, one.people, _found(one)) for one in application.searches.all()),
    )


def _found(record: SearchRecord) -> str:
    return f"{'找到' if record.is_found else '没有找到'}：{record.result}"


def _consultations(application: Application) -> Rows:
    days = _days_of_consultations(application)
    return rows(
        ("征求谁的意见", "名称", "涉及的内容", "日期", "意见"),
        (
            (
                one.get_of_display(),
                one.masked_name,
                one.about,
                format_html_join("；", "{}", ((told,) for told in days.get(one.ref, ()))),
                _opinion(one),
            )
            for one in application.consultations.all()
        ),
    )


def _opinion(one: Consultation) -> str:
    said = one.get_opinion_display() or "等候意见"
    return f"{said}：{one.grounds}" if one.grounds else said


def _days_of_consultations(application: Application) -> dict[str, list[str]]:
    """2026年3月2日发出；2026年3月4日送达；2026年3月25日以前提出意见, by the consultation's mark."""
    days: dict[str, list[str]] = {}
    for one in application.happenings.filter(kind__in=_CONSULTED).order_by("on", "pk"):
        days.setdefault(one.ref, []).append(f"{day(one.on)}{_CONSULTED[one.kind]}")
    for limit in clock_of(application).limits:
        if limit.id:
            days.setdefault(limit.id, []).append(f"{day(limit.on)}以前提出意见")
    return days


def _fee(application: Application) -> Rows:
    fee = getattr(application, "fee", None)
    lines = []
    if fee is not None:
        paid = f"{day(fee.paid_on)}，票据号{fee.receipt_no}" if fee.paid_on else ""
        noticed = f"{day(fee.noticed_on)}送达，{day(fee.due_on)}前缴纳" if fee.noticed_on else "还没有批准"
        lines = [(f"{fee.amount}元", fee.get_method_display(), fee.proposed_by, noticed, paid)]
    return rows(("金额", "计收方式", "提出人", "收费通知", "缴费"), lines)
