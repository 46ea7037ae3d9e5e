"""申请表 to be filled in by hand, and the receipt as a file: both in the one document model."""

from collections.abc import Sequence

from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, QrMark, Role
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications.models import ApplicantKind, Delivery, SupplyForm
from gongkai.web.organs.checks import NOT_OPEN
from gongkai.web.organs.models import Organ

from .apply_receipt import ALWAYS, Receipt

_SHARES = (4, 5, 4, 5)  # widths: a head and its field, twice
_WIDE = 3
_FOR_A_HAND = 2  # rows' height
_FOR_A_TEXT = 5
_NOTES = (
    "1. 只需写明申请人、所需信息和获取方式，不用说明用途。",
    "2. 请附身份证明的复印件；由代理人提出的，另附授权委托书和代理人的身份证明。几个人一起申请的，可以另附名单。",
    "3. 书写有困难的，可以到受理机关口头提出，由工作人员代填并请您确认。",
)


def receipt_paper(receipt: Receipt) -> Paper:
    """The receipt with number and code. The mark leads to the page where both are typed: it holds neither."""
    application = receipt.application
    title = "政府信息公开申请回执"
    rows = [("受理机关", application.organ.name), ("回执号", application.receipt), ("查询码", receipt.code)]
    rows += [("登记编号", application.number)] if application.number else []
    rows += [("所需信息", application.title)]
    rows += [("收到日期", receipt.received)] if receipt.received else [("状态", receipt.state)]
    rows += (
        [("答复期限", receipt.due + ("（暂定）" if receipt.is_provisional else ""))] if receipt.due else []
    )
    rows += [("咨询电话", application.organ.phone)] if application.organ.phone else []
    blocks: list[Block] = [
        Passage(title, Role.TITLE),
        _lines("回执", rows),
        QrMark(
            receipt.query_address,
            "查询办理情况、下载答复\n扫描左边的二维码，或者打开下面的网页，填写回执号和查询码：\n"
            + receipt.query_address
            + "\n有查询码的人都可以查看这件申请，请不要交给别人。",
        ),
        *_told("接下来", [f"{one.when}：{one.what}" for one in receipt.nexts if one.when != ALWAYS]),
        *_told("为什么是这一天", receipt.reasons),
    ]
    return Paper(f"{title}（{application.receipt}）", application.organ.name, tuple(blocks))


def blank_paper(organ: Organ) -> Paper:
    """The form to be printed, filled in by hand, and handed in or sent by post."""
    title = "政府信息公开申请表"
    blocks: list[Block] = [
        Passage(title, Role.TITLE),
        _form(organ),
        Passage("填写说明", Role.HEADING_1),
        *(Passage(note, Role.NOTE) for note in (*_NOTES, f"4. {_where(organ)}", f"5. {_how_long()}")),
    ]
    return Paper(title, organ.name, tuple(blocks))


def _told(heading: str, lines: Sequence[str]) -> list[Block]:
    return [Passage(heading, Role.HEADING_1), *map(Passage, lines)] if lines else []


def _head(text: str) -> PaperCell:
    return PaperCell(text, "row")


def _lines(caption: str, rows: Sequence[tuple[str, str]]) -> PaperTable:
    return PaperTable(
        caption, tuple((_head(label), PaperCell(value)) for label, value in rows), (4, 14), is_form=True
    )


def _form(organ: Organ) -> PaperTable:
    """To whom, who applies, what is wanted, and how: on one side, above the signature."""
    pairs = (
        ("姓名或者名称", "证件类型"),
        ("证件号码", "电话"),
        ("电子邮箱", "联系人"),
        ("代理人姓名、电话", "代理人证件号码"),
    )
    rows = (
        (_head("受理机关"), PaperCell(organ.name, colspan=_WIDE)),
        _chosen("申请人类别", ApplicantKind.labels),
        *(_two(*pair) for pair in pairs),
        _wide("通信地址、邮政编码"),
        _wide("所需信息的名称"),
        _wide("文号"),
        _wide("内容描述（年份、地点、事项等便于查找的特征）", room=_FOR_A_TEXT),
        _chosen("希望得到的形式", SupplyForm.labels),
        _chosen("怎样交给您", Delivery.labels),
        _wide("阅读、视听有困难的，需要什么帮助"),
        _two("签名或者盖章", "日期"),
    )
    return PaperTable("申请表", rows, _SHARES, is_form=True)


def _two(one: str, other: str) -> tuple[PaperCell, ...]:
    return _head(one), PaperCell("", room=_FOR_A_HAND), _head(other), PaperCell("")


def _chosen(label: str, labels: Sequence[str]) -> tuple[PaperCell, ...]:
    return _head(label), PaperCell("　".join(f"□ {one}" for one in labels), colspan=_WIDE)


def _wide(label: str, *, room: int = _FOR_A_HAND) -> tuple[PaperCell, ...]:
    return _head(label), PaperCell("", colspan=_WIDE, room=room)


def _where(organ: Organ) -> str:
    """How the filled form reaches the organ."""
    ways = [
        f"当面提交或者邮寄：{organ.address or '见受理机关的公开指南'}"
        + (f"（邮政编码 {organ.postcode}）" * bool(organ.postcode))
    ]
    ways += [
        f"{label}：{value}"
        for label, value in (("传真", organ.fax), ("电子邮箱", organ.email))
        if value not in {"", NOT_OPEN}
    ]
    ways += [f"询问电话：{organ.phone}"] if organ.phone else []
    return "提交的办法：" + "；".join(ways) + "。信封上请写明“政府信息公开申请”。"


def _how_long() -> str:
    reply = clock_law().deadlines.reply_due
    return f"受理机关收到申请后{reply.workdays}个工作日内答复（{reply.article}）；申请的内容不清楚的，会告诉您补正什么。"
