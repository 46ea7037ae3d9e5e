"""What of a case is public, and from which case something public came: told in the office alone, both ways."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models import Application, Promotion
from gongkai.web.disclosure.models import Item
from gongkai.web.office.rows import Rows, day, link, rows


def tables(application: Application, viewer: Viewer) -> Iterator[tuple[str, Rows]]:
    """The items that were made of a case, and the suggestions at which it stands."""
    items = (
        Item.objects.filter(published_answer__reply__application=application),
        Item.objects.filter(promotion__application=application),
        Item.objects.filter(promotion__alike__application=application),
    )
    kinds = ("公开的答复", "转为主动公开", "转为主动公开（同一信息）")
    lines = (
        (kind, _item(item, viewer), item.get_status_display(), day(item.published_on))
        for kind, found in zip(kinds, items, strict=True)
        for item in found.select_related("latest", "live_version").order_by("pk")
    )
    yield "公开情况", rows(("形式", "信息", "状态", "发布日期"), lines)
    yield (
        "转为主动公开的建议",
        rows(
            ("提出", "申请人数", "同一信息的其他申请", "决定的期限", "决定"),
            (
                (*_suggested(one, application), day(one.due_on), _decided(one))
                for one in _promotions(application)
            ),
        ),
    )


def origin(item: Item, viewer: Viewer) -> SafeString:
    """The case from which an item was made, for whoever may see it; empty for others and for most items."""
    cases = Application.objects.visible_to(viewer)
    found = cases.filter(replies__published__item=item) | cases.filter(promotions__item=item)
    return _cases(found.distinct().order_by("pk"))


def _item(item: Item, viewer: Viewer) -> str | SafeString:
    """Its name; a link for whoever may read drafts."""
    if not Item.objects.seen_inside_by(viewer).filter(pk=item.pk).exists():
        return item.title
    return link(reverse("items:sheet", args=[item.pk]), item.title)


def _promotions(application: Application) -> Iterable[Promotion]:
    own = Promotion.objects.filter(application=application)
    joined = Promotion.objects.filter(alike__application=application)
    return (own | joined).distinct().select_related("decided_by").order_by("pk")


def _suggested(one: Promotion, here: Application) -> tuple[str, int, SafeString]:
    cases = Application.objects.filter(Q(alike_in__promotion=one) | Q(promotions=one))
    others = cases.exclude(pk=here.pk).distinct().order_by("pk")
    return f"{one.get_suggested_by_display()}，{day(one.suggested_on)}", one.applicants, _cases(others)


def _decided(one: Promotion) -> str:
    if not one.result:
        return "等候决定"
    because = f"：{one.reason}" if one.reason else ""
    return f"{one.get_result_display()}{because}（{one.decided_by or '系统'}，{day(one.decided_on)}）"


def _cases(found: Iterable[Application]) -> SafeString:
    links = ((link(reverse("applications:sheet", args=[one.pk]), one),) for one in found)
    return format_html_join("、", "{}", links)
