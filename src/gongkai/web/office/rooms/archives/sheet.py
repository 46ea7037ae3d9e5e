"""归档检查 on a case: what its volume must hold, what is missing and where that is added; and the clocks of a volume."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.archive.check import Checked, Closing, closing_of
from gongkai.web.applications.archive.days import Days, days_of
from gongkai.web.applications.models import Application, Volume
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.office.rooms.applications.moves import offers_now
from gongkai.web.office.rows import Rows, day, link, rows

_HEADS = ("材料", "状态", "依据")
_POLICY, _HABIT = "（默认要求）", "默认"


def tables(application: Application, viewer: Viewer) -> Iterator[tuple[str, Rows, str]]:
    """The closing check, once the reply has gone out and while it may still be archived."""
    if application.state == CaseStateCode.SERVED or offers_now(application)["archive"].is_lawful:
        yield "归档检查", checks(application, closing_of(application), viewer), "这件申请没有须核对的材料。"


def checks(application: Application, closing: Closing, viewer: Viewer) -> Rows:
    """Line by line, what is missing first."""
    may = viewer.holds(*HANDLERS, path=application.organ.path) is not None
    ordered = sorted(closing.papers, key=lambda one: (not one.is_missing, one.is_there))
    lines = ((one.piece.name, _state(one, application if may else None), _source(one)) for one in ordered)
    return rows(_HEADS, lines)


def volume_link(application: Application) -> SafeString:
    """The number of its volume, leading to it; empty while it has none."""
    volume = Volume.objects.filter(application=application).first()
    return link(reverse("archives:sheet", args=[volume.pk]), volume) if volume else SafeString()


def clocks(volume: Volume) -> Iterator[tuple[str, str]]:
    """Which day is which."""
    days = days_of(volume)
    period = archive_law().periods[volume.period]
    until = f"，到{day(days.keep_until_on)}（从办结的次年起算）" if days.keep_until_on else ""
    yield "案卷保管期限", f"{period.name}{until}"
    yield "申请人信息", _personal(days)
    yield "移交国家档案馆", f"形成满{days.handing_years}年：{day(days.handing_on)}起"


def _personal(days: Days) -> str:
    """Until when it is known who applied."""
    if days.forgotten_on is None:
        return "随案卷保存，移交或者批准销毁以前不销毁"
    said = "已经销毁" if days.is_forgotten else "销毁（案卷已经移交）"
    return f"{day(days.forgotten_on)}{said}"


def warning(volume: Volume) -> str:
    """What is gone of a volume that is still here; empty where nothing is."""
    days = days_of(volume)
    if volume.destroyed_on or volume.handed_on or not days.is_forgotten:
        return ""
    return (
        f"申请人信息和写明申请人的材料已经在{day(days.forgotten_on)}销毁（个人信息保护法第四十七条）；"
        "编号、日期、处理结果和材料清单仍然保留。"
    )


def _state(one: Checked, application: Application | None) -> SafeString | str:
    if one.is_there:
        return "齐备"
    said = "缺，只提示" if one.is_advised else "缺"
    address = _where(one, application) if application else ""
    return format_html('{}：<a href="{}">补入</a>', said, address) if address else said


def _where(one: Checked, application: Application) -> str:
    """The form by which it is added, begun with its kind."""
    try:
        address = reverse(f"applications:{one.piece.add}", args=[application.pk])
    except NoReverseMatch:  # an office's own data may name an act that is none
        return ""
    begun = {"kind": one.piece.kind, "name": one.piece.name[:60]} if one.piece.kind else {}
    return f"{address}?{urlencode(begun)}" if begun else address


def _source(one: Checked) -> str:
    is_said = not one.piece.is_policy or _HABIT in one.piece.source
    return f"{one.piece.source}{'' if is_said else _POLICY}"
