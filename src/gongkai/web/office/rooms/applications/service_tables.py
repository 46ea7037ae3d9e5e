"""What the sheet of a case tells of seals and of the ways by which its letters went out."""

from django.urls import reverse

from gongkai.web.applications.models import Application, Attempt
from gongkai.web.applications.service import served
from gongkai.web.office.rooms.sealings import standing_of
from gongkai.web.office.rows import Rows, day, link, rows


def attempts(application: Application) -> Rows:
    """送达经过: every letter that was sent, and what became of it."""
    found = application.attempts.select_related("reply", "notice__reply", "letter").order_by("pk")
    return rows(
        ("文书", "送达方式", "送出", "邮件号、地址或者处所", "结果", "凭证"),
        (
            (
                served.title_of(one.carried),
                one.get_way_display(),
                one.sent_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.sent_at else day(one.on),
                one.tracking_no or one.place,
                _result(one),
                "已入卷" if one.proof_id or one.sent_at else "没有",
            )
            for one in found
        ),
    )


def came_back(application: Application) -> str:
    """That the reply went out and did not reach the applicant; empty otherwise."""
    attempt = served.returned_of(application)
    if attempt is None:
        return ""
    told = f"答复没有送到申请人（{attempt.get_way_display()}，{day(attempt.failed_on)}退回）。"
    return f"{told}请再次送达；别的方式都送不到的，可以公告。"


def _result(one: Attempt) -> str:
    unsealed = f"；没有用印：{one.unsealed_because}" if one.unsealed_because else ""
    return f"{_came(one)}{unsealed}"


def _came(one: Attempt) -> str:
    if one.failed_on is not None:
        return f"{day(one.failed_on)}没有送到：{one.failed_because}"
    if one.arrived_on is not None:
        return f"{day(one.arrived_on)}送到" if one.counts_on is None else f"{day(one.arrived_on)}视为送达"
    return f"公告，{day(one.counts_on)}视为送达" if one.counts_on else "等候回执"


def sealings(application: Application) -> Rows:
    """用印: which letters bear a seal."""
    found = application.sealings.select_related("approved_by", "reply", "notice__reply", "letter")
    return rows(
        ("文书", "印章", "份数", "用印日期", "签发人", "情况"),
        (
            (
                link(reverse("sealings:sheet", args=[one.pk]), one.name),
                one.get_seal_display(),
                one.copies,
                day(one.sealed_on),
                one.approved_by or "",
                standing_of(one),
            )
            for one in found.order_by("pk")
        ),
    )
