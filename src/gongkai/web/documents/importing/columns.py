"""The columns of a list of documents: how offices head them, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from gongkai.lawbook.chains import review_law
from gongkai.lawbook.normative import normative_law
from gongkai.web.documents.models import DocumentType
from gongkai.web.organs.importing.columns import Column, Unreadable, first_of_each
from gongkai.web.organs.importing.sheet import Layout

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")
_ASIDE = re.compile(r"[（(].*|[*＊\s：:]")


def _closed(text: str) -> str:
    return "".join(text.split())


def _choice(labels: Callable[[], Mapping[str, str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        known = labels()
        if found := known.get(_closed(text)):
            return found
        raise Unreadable(f"没有“{text}”这一种，可以填：{'、'.join(first_of_each(known))}。")

    return read


def day_of(text: str) -> date:
    """A day as offices write it. Raises Unreadable."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(f"“{text}”不是日期，请写成 2025-03-01 这样。") from None


def types() -> dict[str, str]:
    """Kinds of documents by what offices call them."""
    return {str(label): str(value) for value, label in DocumentType.choices} | {
        "规范性文件": "normative",
        "政策文件": "policy",
        "公文": "ordinary",
        "公告": "notice",
        "通告": "notice",
        "纪要": "minutes",
        "请示": "report",
        "报告": "report",
    }


def attributes() -> dict[str, str]:
    """Attributes by what offices call them."""
    named = {attribute.name: code for code, attribute in review_law().attributes.items()}
    printed = {attribute.sentence: code for code, attribute in review_law().attributes.items()}
    return named | printed | {"公开": "active", "不公开": "withheld", "申请公开": "on_request"}


def reasons() -> dict[str, str]:
    """Reasons by their names."""
    return {_closed(reason.name): code for code, reason in review_law().reasons.items()}


@cache
def columns() -> tuple[Column, ...]:
    """All of them, in the order of the empty list; the example of a number is the law data's."""
    return (
        Column(
            "title", "标题", "关于做好春季护林防火工作的通知", ("文件标题", "文件名称", "题名"), str.strip
        ),
        Column("doc_no", "文号", normative_law().example, ("发文字号", "文件编号", "公文字号"), _closed),
        Column("doc_type", "类型", "一般公文", ("文件类型", "公文种类", "文种"), _choice(types)),
        Column("section", "起草科室", "党政办公室", ("拟稿部门", "起草部门", "拟稿科室"), _closed),
        Column("drafted_on", "起草日期", "2026-01-12", ("拟稿日期", "拟稿时间"), day_of),
        Column("formed_on", "成文日期", "2026-01-20", ("签发日期", "印发日期", "发文日期"), day_of),
        Column(
            "attribute", "公开属性", "主动公开", ("公开类型", "是否公开", "信息公开属性"), _choice(attributes)
        ),
        Column("reason_code", "理由", "", ("不公开理由", "不予公开理由"), _choice(reasons)),
        Column("reason", "理由说明", "", ("理由的说明", "不公开理由说明"), str.strip),
        Column("external_id", "原系统编号", "OA-2026-0012", ("公文编号", "流水号", "系统编号"), _closed),
    )


def column_of(heading: str) -> Column | None:
    """The column that a heading means; marks and remarks beside it are left out."""
    bare = _ASIDE.sub("", heading)
    return next((column for column in columns() if bare and bare in (column.heading, *column.aliases)), None)


LAYOUT = Layout("发文清单", column_of, "title", "标题")


def heading_of(field: str) -> str:
    """What a column is called."""
    return next(column.heading for column in columns() if column.field == field)
