"""The columns of a list of old items: how offices head them, and how their cells are read."""

import re
from functools import cache

from gongkai.lawbook.chains import review_law
from gongkai.lawbook.normative import normative_law
from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.importing.columns import Column, choice, closed, day
from gongkai.web.organs.importing.sheet import Layout

NEEDED = ("title", "kind", "attribute")
# Between the names of files; a comma may stand in a name.
SEPARATOR = "；"
_ASIDE = re.compile(r"[（(].*|[*＊\s：:]")


def kinds() -> dict[str, str]:
    """Kinds of items by what offices call them."""
    return {str(label): str(value) for value, label in ItemKind.choices} | {
        "信息": "information",
        "规范性文件": "normative",
        "解读": "interpretation",
        "公示": "notice",
        "公告": "notice",
        "动态": "news",
        "新闻": "news",
    }


def attributes() -> dict[str, str]:
    """Attributes by their names, and as they are printed at the end of papers."""
    known = review_law().attributes.values()
    return {one.name: one.code for one in known} | {closed(one.sentence): one.code for one in known}


def validities() -> dict[str, str]:
    """Whether a document is in force, by what offices call it."""
    return {str(label): str(value) for value, label in Validity.choices} | {
        "现行有效": "valid",
        "已废止": "repealed",
        "已失效": "expired",
    }


@cache
def columns() -> tuple[Column, ...]:
    """All of them, in the order of the empty list."""
    reasons = {closed(one.name): one.code for one in review_law().reasons.values()}
    return (
        Column("organ", "机关", "枕溪镇人民政府", ("机关网址名或全称", "发布机构", "机关全称"), closed),
        Column("kind", "类型", str(ItemKind.POLICY.label), ("信息类型", "栏目"), choice(kinds())),
        Column("row", "目录事项编码", "", ("事项编码", "目录编码", "目录事项"), closed),
        Column("title", "名称", "关于做好春季护林防火工作的通知", ("标题", "信息名称", "题名")),
        Column("summary", "内容概述", "部署全镇春季护林防火。", ("概述", "摘要")),
        Column("doc_no", "文号", normative_law().example, ("发文字号", "文件编号"), closed),
        Column("formed_on", "成文日期", "2019-03-01", ("生成日期", "签发日期"), day),
        Column("published_on", "原发布日期", "2019-03-05", ("发布日期", "发布时间"), day),
        Column("index_no", "索引号", "", ("原索引号",), closed),
        Column("validity", "有效性", str(Validity.VALID.label), ("时效", "效力"), choice(validities())),
        Column("attribute", "公开属性", "主动公开", ("公开类型",), choice(attributes())),
        Column("reason_code", "理由", "", ("不公开理由",), choice(reasons)),
        Column("reason", "理由说明", "", ("理由的说明",)),
        Column("body", "正文", "2019/护林防火通知.docx", ("内容", "正文文件")),
        Column("files", "附件", f"2019/值班表.pdf{SEPARATOR}2019/责任区图.jpg", ("附件文件",)),
        Column("address", "原网址", "https://old.example/2019/17.html", ("网址", "链接"), closed),
    )


def column_of(heading: str) -> Column | None:
    """The column that a heading means; marks and remarks beside it are left out."""
    bare = _ASIDE.sub("", heading)
    return next((column for column in columns() if bare in (column.heading, *column.aliases)), None)


def heading_of(field: str) -> str:
    """What a column is called."""
    return next(column.heading for column in columns() if column.field == field)


LAYOUT = Layout("信息清单", column_of, "title", "名称")
