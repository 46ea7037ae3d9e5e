"""The sheet of a review or a suit: what it is about, by when it is answered, with which evidence, and how it was decided."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join

from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.applications.models import Application, CasePaper
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import moment
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.remedies import selectors
from gongkai.web.remedies.labels import column_labels, row_labels
from gongkai.web.remedies.limits import limit_of
from gongkai.web.remedies.models import Challenge, ChallengeKind, Instance, Ruling


def about(row: Challenge, viewer: Viewer) -> dict[str, Any]:
    """What it is about, how it stands, with which evidence."""
    told = history(row, *row.rulings.all()) if viewer.has_part_in(row.application.organ.path) else None
    return {
        "lead": _lead(row),
        "facts": list(_facts(row, viewer)),
        "tables": [
            ("结果", _rulings(row, viewer), "还没有登记结果。"),
            ("证据包", _bundles(row.application), "还没有为这件申请制作证据包。"),
        ],
        "sentences": told,
    }


def challenges_of(application: Application) -> Rows:
    """The reviews and suits about an application, for its own sheet."""
    return rows(
        ("案号", "类型", "复议机关或者法院", "答复期限", "答复", "结果"),
        (
            (
                _case(one),
                row_labels()[one.row],
                one.body,
                day(one.due_on),
                answer_of(one),
                result_of(one),
            )
            for one in selectors.of_application(application)
        ),
    )


def answer_of(row: Challenge) -> str:
    """Where the organ's answer stands."""
    if row.answered_on:
        return f"{day(row.answered_on)}答复{'，超期' if row.is_late(clock.today()) else ''}"
    if row.ended_on or row.latest:
        return "不需要答复"
    return "已经逾期" if row.is_late(clock.today()) else "等候答复"


def result_of(row: Challenge) -> str:
    """How it was decided: 撤销或者部分撤销（2026年3月5日，责令重新答复）."""
    if row.is_void:
        return "作废，不计"
    ruling = row.latest
    if ruling is None:
        return f"{day(row.ended_on)}终止" if row.ended_on else column_labels()["pending"]
    if ruling.appealed_on:
        return f"{day(ruling.appealed_on)}上诉，{column_labels()['pending']}"
    more = "，责令重新答复" if ruling.orders_reply else ""
    return f"{ruling.result_name}（{day(ruling.decided_on)}{more}）"


def _case(row: Challenge) -> Any:
    """A link to another one."""
    return link(reverse("challenges:sheet", args=[row.pk]), row.case_no)


def _lead(row: Challenge) -> str:
    if row.is_void:
        return f"已于{day(row.ended_on)}作废，不计入年度报告：{row.ended_because}"
    if row.ended_on and row.latest is None:
        return f"已于{day(row.ended_on)}终止：{row.ended_because}"
    if row.decided:
        return f"{_made(row.decided)}：{result_of(row)}。{_next(row.decided)}"
    if row.latest:
        return (
            f"{day(row.latest.appealed_on)}上诉，等候下一次裁判；年度报告计为{column_labels()['pending']}。"
        )
    return _answered(row) if row.answered_on else _to_answer(row)


def _next(ruling: Ruling) -> str:
    """What is still to be done after it."""
    if not ruling.orders_reply:
        return ""
    if selectors.is_followed(ruling):
        return "申请已经重新办理。"
    within = f"，限{day(ruling.limit_on)}以前" if ruling.limit_on else ""
    return f"责令重新答复{within}：请工作机构负责人办理“按决定重新办理”。"


def _answered(row: Challenge) -> str:
    late = "，超过了期限" if row.is_late(clock.today()) else ""
    return f"已于{day(row.answered_on)}答复{late}。期限是{day(row.due_on)}：{_since(row)}。"


def _to_answer(row: Challenge) -> str:
    provisional = "（暂定）" if row.is_due_provisional else ""
    return f"应在{full_day(row.due_on)}{provisional}以前提交答复和证据：{_since(row)}。{_left(row.due_on)}"


def _since(row: Challenge) -> str:
    limit = limit_of(row.kind, row.procedure)
    return f"{day(row.received_on)}收到，次日起{limit.length}（{limit.article}）"


def _left(due_on: date) -> str:
    """还有3个工作日."""
    today = clock.today()
    if today > due_on:
        return "已经逾期，请马上答复并说明原因。"
    workdays = workdays_between(today, due_on, calendar=calendar())
    return f"还有{workdays}个工作日。" if workdays else "今天是最后的工作日。"


def _facts(row: Challenge, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    case = row.application
    # A court's procedure changes nothing for the answer, and is mostly not known when the papers come.
    procedure = f"，{row.get_procedure_display()}" if row.kind == ChallengeKind.REVIEW else ""
    yield "类型", f"{row_labels()[row.row]}{procedure}"
    yield "复议机关或者法院", row.body
    yield "案号", row.case_no
    yield from _related(row)
    yield "申请", link(reverse("applications:sheet", args=[case.pk]), f"{case} {case.title}")
    yield "机关", case.organ
    yield "收到日期", day(row.received_on)
    yield "答复期限", full_day(row.due_on)
    yield "承办人", row.owner or "没有指定"
    if row.answered_on:
        yield "提交的证据包", code(row.bundle_sha256) if row.bundle_sha256 else "没有用证据包"
    elif row.is_open and viewer.holds(*HANDLERS, path=case.organ.path):
        yield "证据", link(reverse("applications:bundle", args=[case.pk]), "制作证据包")


def _related(row: Challenge) -> Iterator[tuple[str, Any]]:
    """The review before a suit, and the suits after a review."""
    if row.review:
        yield "先行的复议", _case(row.review)
    if suits := row.suits.filter(is_void=False):
        yield "复议以后起诉", format_html_join("、", "{}", ((_case(one),) for one in suits))


def _rulings(row: Challenge, viewer: Viewer) -> Rows:
    """Every ruling with its sheet; whoever handles cases is led to the form that puts it right."""
    may_open = viewer.holds(*HANDLERS, path=row.application.organ.path) is not None
    may_change = may_open and not row.is_void
    return rows(
        ("裁决", "结果", "作出日期", "收到日期", "主文", "责令重新答复", "上诉", "文书", ""),
        (
            (
                _made(one),
                one.result_name,
                day(one.decided_on),
                day(one.received_on),
                one.gist,
                _ordered(one),
                day(one.appealed_on),
                _paper(row.application, one.paper, may_open=may_open),
                _change(row, one) if may_change and not one.is_void else "",
            )
            for one in row.rulings.select_related("paper")
        ),
    )


def _made(ruling: Ruling) -> str:
    """复议决定; 一审裁判; what was entered by mistake says so."""
    made = "复议决定" if ruling.instance == Instance.REVIEW else f"{ruling.get_instance_display()}裁判"
    return f"{made}（登记有误，已撤销：{ruling.changed_because}）" if ruling.is_void else made


def _ordered(ruling: Ruling) -> str:
    if not ruling.orders_reply:
        return ""
    return f"限{day(ruling.limit_on)}以前" if ruling.limit_on else "没有限定日期"


def _paper(application: Application, paper: CasePaper | None, *, may_open: bool) -> Any:
    """It names the parties: whoever handles the case opens it where a reason is asked for."""
    if paper is None or paper.kept_id is None:
        return "没有入卷"
    if not may_open:
        return paper.name
    return link(
        reverse("applications:unmask", args=[application.pk]), f"{paper.name}（有个人信息，写明理由后打开）"
    )


def _change(row: Challenge, ruling: Ruling) -> Any:
    return link(f"{reverse('challenges:amend', args=[row.pk])}?ruling={ruling.pk}", "更正")


def _bundles(application: Application) -> Rows:
    return rows(
        ("制作时间", "版本", "SHA-256"),
        (
            (moment(one.at), "遮蔽本" if one.is_masked else "全本", code(one.sha256))
            for one in selectors.bundles_of(application)
        ),
    )
