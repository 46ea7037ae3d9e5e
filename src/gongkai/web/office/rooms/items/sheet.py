"""The sheet of an item: what it says, where it stands, by when, and how it came there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.disclosure.actions import LABEL
from gongkai.web.disclosure.limits import unknown_year
from gongkai.web.disclosure.models import Item, ItemStatus, Version
from gongkai.web.disclosure.words import words_of
from gongkai.web.ledger.sentences import moment
from gongkai.web.office.rooms.applications.published import origin
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.reviews import selectors as reviews
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.sheet import grouped
from gongkai.web.reviews.turns import waits_for

OLD = "随清单导入的旧信息，在本平台首次公开不计期限"


def about(item: Item, viewer: Viewer, *, today: date) -> dict[str, Any]:
    """What the template shows."""
    version = item.latest
    return {
        "facts": list(_facts(item, version, viewer)),
        "content": _content(version),
        "tables": [
            ("审核", _reviews(item, viewer), "还没有送审。"),
            ("各稿", _versions(item), ""),
            ("公开记录", _releases(item), "还没有公开过。"),
        ],
        "lead": _lead(item, today) + _awaited(item, viewer, today) + _doubled(item),
    }


def _awaited(item: Item, viewer: Viewer, today: date) -> str:
    """Who is to act now; empty where nothing is under review."""
    review = reviews.of(LABEL, item.pk, viewer=viewer).open().select_related("organ").first()
    return waits_for(review, today, viewer=viewer) if review else ""


def _doubled(item: Item) -> str:
    """Which other item of the organ has the same document number; empty when none has, and for what is given up."""
    number = item.latest.doc_no
    if not number or item.status == ItemStatus.DISCARDED:
        return ""
    others = Item.objects.filter(organ=item.organ_id, latest__doc_no=number).exclude(pk=item.pk)
    other = others.exclude(status=ItemStatus.DISCARDED).select_related("latest", "live_version").first()
    return f"文号“{number}”还用在“{other.title}”（{other.get_status_display()}）上，请核对。" if other else ""


def due_words(item: Item) -> str:
    """The limit, for the list: nothing once it is public."""
    return day(item.due_on) if item.due_on and item.published_on is None else ""


def has_unreviewed_changes(item: Item) -> bool:
    """A draft waits behind what is public, and nobody has begun to review it."""
    if not item.has_changes or has_approved_changes(item):
        return False
    return not Review.objects.open().filter(subject_label=LABEL, subject_id=item.pk).exists()


def has_approved_changes(item: Item) -> bool:
    """A draft behind what is public has been approved."""
    found = (
        reviews.approval(LABEL, item.pk, content_hash=item.latest.content_hash) if item.has_changes else None
    )
    return found is not None


def _lead(item: Item, today: date) -> str:
    """Where it stands, in a sentence."""
    if item.has_changes:
        return f"公开的是第{item.live_version.number}稿；第{item.latest.number}稿还没有公开。"
    if item.status in {ItemStatus.DRAFT, ItemStatus.IN_REVIEW, ItemStatus.APPROVED} and item.due_on:
        return _due(item.due_on, today) + _provisional(item)
    if item.status in {ItemStatus.WITHDRAWN, ItemStatus.EXPIRED}:
        return f"{day(item.ended_on)}起不再公开：{item.ended_because}。"
    return ""


def _due(due_on: date, today: date) -> str:
    left = workdays_between(today, due_on, calendar=calendar())
    if due_on < today:
        return f"应当在{day(due_on)}以前公开，已经超过期限。请尽快办理（条例第二十六条）。"
    return f"应当在{day(due_on)}以前公开，还有 {left} 个工作日（条例第二十六条）。"


def _provisional(item: Item) -> str:
    """Which notice of holidays may still move the limit; empty when none can."""
    year = unknown_year(item) if item.is_due_provisional else None
    return f"（暂定：{year}年的放假安排还没有公布）" if year else ""


def _facts(item: Item, version: Version, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    """Label and value, the most asked for first; what most items do not have, only where there is something."""
    yield "状态", item.get_status_display()
    yield "机关", item.organ
    yield "类型", item.get_kind_display()
    is_old = item.index_no and item.published_on is None  # it came with a list, and nobody has approved it
    yield "原索引号" if is_old else "索引号", item.index_no or "首次公开时编定"
    yield "目录事项", item.row or "未归入目录"
    yield "责任科室", item.section or "未指定"
    yield "起草人", item.drafter or "系统"
    yield "公开属性", _attribute(version)
    yield "成文日期", day(version.formed_on)
    seldom = (
        ("发布日期", day(item.published_on)),
        ("公开期限", item.is_old and item.published_on is None and OLD),
        ("定时发布", item.go_live_at and moment(item.go_live_at)),
        ("有效性", item.get_validity_display()),
        (
            "解读的文件",
            item.interprets and link(reverse("items:sheet", args=[item.interprets_id]), item.interprets),
        ),
        ("下次评估", day(item.reassess_on)),
        ("来自申请", origin(item, viewer)),
        (
            "公开页面",
            item.is_live
            and link(reverse("portal:item", args=[item.organ.slug, item.pk]), "在公开网站上查看"),
        ),
    )
    yield from ((label, value) for label, value in seldom if value)
    yield "内容校验码", code(grouped(version.content_hash))


def _attribute(version: Version) -> str:
    name = version.get_attribute_display()
    return f"{name}（{version.reason}）" if version.reason else name


def _content(version: Version) -> SafeString:
    """What it says, as it would stand on its page."""
    return render_to_string("office/_item_content.html", {"version": version, "words": words_of(version)})


def _reviews(item: Item, viewer: Viewer) -> Rows:
    found = reviews.of(LABEL, item.pk, viewer=viewer)
    return rows(
        ("送审", "状态", "公开属性", "校验码"),
        (
            (
                link(reverse("reviews:sheet", args=[one.pk]), day(localdate(one.opened_at))),
                one.get_state_display(),
                one.attribute_name,
                code(grouped(one.content_hash[:16])),
            )
            for one in found
        ),
    )


def _versions(item: Item) -> Rows:
    versions = item.versions.select_related("drafted_by").defer("body")
    return rows(
        ("稿次", "名称", "修改人", "修改时间", "与上一稿比较"),
        (
            (
                f"第{one.number}稿",
                one.title,
                one.drafted_by or "系统",
                moment(one.drafted_at),
                link(reverse("item-compare", args=[item.pk, one.number - 1, one.number]), "比较")
                if one.number > 1
                else "",
            )
            for one in versions
        ),
    )


def _releases(item: Item) -> Rows:
    return rows(
        ("公开日期", "稿次", "新增或者变更", "到"),
        (
            (
                day(one.on),
                f"第{one.version.number}稿",
                "变更" if one.is_change else "新增",
                day(localdate(one.ended_at)) if one.ended_at else "现在",
            )
            for one in item.releases.select_related("version")
        ),
    )
