"""The columns of a list of organs: how offices head them, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.web.organs.models import Kind, Level, Organ

PARENT = "parent"  # the one column that names another organ


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it fills, its heading and other headings in use, an example for the template."""

    field: str
    heading: str
    example: str
    aliases: tuple[str, ...] = ()
    read: Callable[[str], Any] = str.strip


class Unreadable(ValueError):
    """A cell that does not say what its column asks for; the message is a sentence for people."""


def closed(text: str) -> str:
    """Names of organs are written without spaces, also where a sheet spaces them out."""
    return "".join(text.split())


def choice(labels: Mapping[str, str]) -> Callable[[str], str]:
    """Reads one of several values by what people call it."""

    def read(text: str) -> str:
        if found := labels.get(closed(text)):
            return found
        raise Unreadable(f"没有“{text}”这一种，可以填：{'、'.join(dict.fromkeys(first_of_each(labels)))}。")

    return read


def first_of_each(labels: Mapping[str, str]) -> list[str]:
    """The label that people see of each value: the first one given for it."""
    first: dict[str, str] = {}
    for label, value in labels.items():
        first.setdefault(value, label)
    return list(first.values())


_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")
_YES = {"是": True, "有": True, "否": False, "无": False}


def day(text: str) -> date:
    """A day as offices write it. Raises Unreadable."""
    try:
        return date(*map(int, _DAY.fullmatch(text.strip()).groups()))
    except (AttributeError, ValueError):
        raise Unreadable(f"“{text}”不是日期，请写成 2025-03-01 这样。") from None


def _whether(text: str) -> bool:
    if (found := _YES.get(text.strip())) is None:
        raise Unreadable(f"“{text}”看不出是或否，请填“是”或“否”。")
    return found


_LEVELS = {label: str(value) for value, label in Level.choices} | {
    "县": "county",
    "乡": "township",
    "乡镇级": "township",
    "市": "city",
    "省": "province",
}
_KINDS = {label: str(value) for value, label in Kind.choices} | {
    "政府": "government",
    "街道": "subdistrict",
    "开发区": "development_zone",
    "工作部门": "department",
}
COLUMNS = (
    Column("name", "全称", "听泉镇人民政府", ("机关名称", "单位名称", "机关全称", "单位全称"), closed),
    Column("short_name", "简称", "听泉镇", ("机关简称", "单位简称"), closed),
    Column("slug", "网址名", "tingquan", ("网址", "拼音")),
    Column("level", "级别", "乡级", ("层级",), choice(_LEVELS)),
    Column("kind", "类别", "人民政府", ("类型", "机关类别", "单位性质"), choice(_KINDS)),
    Column(PARENT, "上级机关", "墨鹭县人民政府", ("上级单位", "上级"), closed),
    Column(
        "code",
        "统一社会信用代码",
        "11990000MB0000019F",
        ("信用代码", "机构代码"),
        lambda text: closed(text).upper(),
    ),
    Column("since_on", "设立日期", "2001-03-01", ("成立日期",), day),
    Column("has_rule_making_power", "规范性文件制定权", "是", ("制定权",), _whether),
    Column("address", "办公地址", "听泉镇泉边路6号", ("地址", "通信地址")),
    Column("postcode", "邮政编码", "000019", ("邮编",)),
    Column("phone", "联系电话", "000-5550219", ("电话", "办公电话")),
    Column("fax", "传真", "未开通", ("传真号码",)),
    Column("email", "电子邮箱", "未开通", ("邮箱", "电子邮件")),
    Column("online_channel", "在线申请网址", "未开通", ("网上申请地址", "在线申请")),
    Column("office_hours", "办公时间", "工作日 8:30–12:00，14:00–17:30", ("工作时间",)),
    Column("vertical", "垂直领导系统", "", ("垂直管理系统",)),
    Column("issuing_office", "出具单位", "", ("答复书出具单位",)),
)
BY_FIELD = {column.field: column for column in COLUMNS}
_BESIDE = re.compile(r"[（(].*|[*＊\s：:]")
_BY_HEADING = {name: column for column in COLUMNS for name in (column.heading, *column.aliases)}


def column_of(heading: str) -> Column | None:
    """The column that a heading means; marks and remarks beside it are left out."""
    return _BY_HEADING.get(_BESIDE.sub("", heading))


def told(field: str, value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, ""):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Organ):
        return value.name
    return str(dict(Organ._meta.get_field(field).flatchoices).get(value, value))
