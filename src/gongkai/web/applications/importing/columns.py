"""The columns of a register of applications: how offices head them, and how their cells are read."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.engine.intake import Source
from gongkai.lawbook.old_registers import bare, old_words
from gongkai.web.applications.models import ApplicantKind, Channel, Delivery, SupplyForm
from gongkai.web.organs.importing import taking
from gongkai.web.organs.importing.columns import Column, Unreadable, choice, closed, day
from gongkai.web.organs.importing.sheet import Layout

ADVICE = "登记册应是 XLSX 或 CSV 文件：请下载空白登记册填写，或者用 Excel、WPS 打开后另存为其中一种。"
CHECKED = "已核对"
# What an office writes into a cell that holds nothing.
NOTHING = frozenset({"/", "／", "-", "—", "——", "无", "\\"})
_ASIDE = re.compile(r"[（(].*|[*＊\s：:]")
_WRITTEN_AS_ONE = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_YEARED = re.compile(r"(20\d\d)\D{0,4}?0*(\d{1,5})\s*号?")
_PLAIN = re.compile(r"(?:第|No\.?)?\s*0*(\d{1,5})\s*号?")
_WORKDAYS = re.compile(r"(\d{1,2})\s*个?\s*(?:工作日|天|日)")
_YES = frozenset({"是", "有", "延期", "已延期", "延长", "√", "✓", "Y"})
_NO = frozenset({"否", "未延期", "不延期", "没有", "×", "N"})
_WORDS = ("所需信息的名称", "申请事项", "所需信息", "信息名称", "标题", "申请公开事项", "事项")


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an application as the old register has it; year and serial are None where it tells none."""

    words: str
    year: int | None = None
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """Whether the limit was extended, and by how many working days where the cell tells."""

    is_extended: bool
    days: int | None = None


def take_register(data: bytes, *, name: str) -> Source:
    """The register as it was sent. Raises a Problem."""
    return taking.take_list(data, name=name, advice=ADVICE)


def numbered(text: str) -> Number:
    """A number as offices write it: 2020-12, 第12号, or with the organ's mark before the year."""
    words = " ".join(text.split())
    if found := _YEARED.search(words):
        is_whole = found.end() == len(words) and not words[: found.start()][-1:].isdigit()
        if is_whole and int(found[2]):
            return Number(words, int(found[1]), int(found[2]))
    if (found := _PLAIN.fullmatch(words)) and int(found[1]):
        return Number(words, None, int(found[1]))
    return Number(words)


def _day(text: str) -> date:
    if found := _WRITTEN_AS_ONE.fullmatch(text.strip()):
        return day("-".join(found.groups()))
    return day(text)


def _extension(text: str) -> Extension:
    if found := _WORKDAYS.search(text):
        return Extension(is_extended=True, days=int(found[1]))
    if closed(text).upper() in _YES | _NO:
        return Extension(is_extended=closed(text).upper() in _YES)
    raise Unreadable(f"“{text}”看不出是否延期，请填“是”或“否”。")


def _kind(text: str) -> str:
    return choice(dict(zip(ApplicantKind.labels, ApplicantKind.values, strict=True)))(
        _label(text, old_words().kinds.get(bare(text)), ApplicantKind)
    )


def _channel(text: str) -> str:
    return choice(dict(zip(Channel.labels, Channel.values, strict=True)))(
        _label(text, old_words().channels.get(bare(text)), Channel)
    )


def _label(text: str, value: str | None, known: type[ApplicantKind] | type[Channel]) -> str:
    """The label that our own register has for what an old one calls it; the text itself where nobody knows it."""
    return str(known(value).label) if value else text


def _labelled(known: type[SupplyForm] | type[Delivery]) -> dict[str, str]:
    return {str(label): str(value) for value, label in known.choices}


@cache
def columns() -> tuple[Column, ...]:
    """All of them, in the order of the empty register."""
    return (
        Column("number", "登记编号", "2020-12", ("登记号", "编号", "申请编号", "受理编号", "登记序号"), numbered),
        Column("order", "序号", "", ("顺序号",), numbered),
        Column("organ", "受理机关", "", ("机关", "受理单位", "答复机关"), closed),
        Column("received_on", "收到日期", "2020-03-02", ("收到时间", "收件日期", "收件时间", "收文日期", "接收日期", "收到申请日期"), _day),
        Column("accepted_on", "受理日期", "", ("受理时间", "登记日期", "登记时间"), _day),
        Column("submitted_on", "申请日期", "", ("申请时间", "提交日期", "提交时间", "来件日期"), _day),
        Column("applicant", "申请人", "周明远", ("姓名", "申请人姓名", "申请人名称", "申请人姓名或名称", "申请者")),
        Column("kind", "申请人类别", "自然人", ("申请人类型", "申请人性质", "申请人身份", "类别"), _kind),
        Column("id_number", "证件号码", "", ("身份证号", "身份证号码", "证件号", "统一社会信用代码"), closed),
        Column("phone", "联系电话", "", ("电话", "手机", "手机号码", "联系方式")),
        Column("email", "电子邮箱", "", ("邮箱", "邮箱地址"), closed),
        Column("address", "通信地址", "", ("地址", "联系地址", "通讯地址", "邮寄地址")),
        Column("title", _WORDS[0], "2019年耕地地力保护补贴发放明细", _WORDS[1:]),
        Column("wanted", "申请内容", "", ("内容描述", "所需信息的内容描述", "申请公开内容", "所需政府信息内容", "内容")),
        Column("doc_no", "文号", "", ("所需信息文号",), closed),
        Column("channel", "提交方式", "邮寄", ("申请方式", "渠道", "申请渠道", "来件方式", "受理方式", "接收方式", "收件方式"), _channel),
        Column("supply_form", "提供形式", "", ("提供方式", "载体形式"), choice(_labelled(SupplyForm))),
        Column("delivery", "获取方式", "", ("获取信息的方式",), choice(_labelled(Delivery))),
        Column("section", "承办科室", "", ("承办单位", "承办机构", "责任科室", "承办部门"), closed),
        Column("extension", "是否延期", "否", ("延期", "是否延期答复", "延期情况", "延期答复", "是否延长"), _extension),
        Column("extended_on", "延期日期", "", ("延期时间", "延期告知日期"), _day),
        Column("due_on", "答复期限", "2020-03-30", ("应答复日期", "答复截止日期", "办理期限", "到期日期", "期限"), _day),
        Column("outcome", "处理结果", "予以公开", ("答复结果", "办理结果", "处理决定", "答复类型", "答复情况", "处理情况", "结果")),
        Column("made_on", "答复日期", "2020-03-20", ("答复时间", "回复日期", "回复时间", "答复书日期"), _day),
        Column("concluded_on", "办结日期", "", ("办结时间", "办理完成日期", "结案日期"), _day),
        Column("state", "状态", "", ("办理状态", "办理情况", "办理进度")),
        Column("old_number", "原登记号", ""),
        Column("checked", "核对", "", ("核对情况",), closed),
    )  # fmt: skip


@cache
def _by_heading() -> dict[str, Column]:
    return {name: column for column in columns() for name in (column.heading, *column.aliases)}


def column_of(heading: str) -> Column | None:
    """The column that a heading means; marks and remarks beside it are left out."""
    return _by_heading().get(_ASIDE.sub("", heading))


def heading_of(field: str) -> str:
    """What a column is called."""
    return next(column.heading for column in columns() if column.field == field)


LAYOUT = Layout("登记册", column_of, "applicant", "申请人")
