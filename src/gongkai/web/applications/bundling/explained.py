"""The days and the ledger of a case in words, for people who do not run the program."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.kernel.days import full_day, in_words
from gongkai.kernel.paper import Block, Paper, Passage
from gongkai.web.applications.models import Application
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told

from .forms import heading, lines, sheet, table

_RECKON = (
    "怎样自己算一遍：从起算日的次日开始，逐日数工作日；星期一至星期五是工作日，下面“工作日历”列出的放假日除外、调休上班日计入；"
    "征求第三方和其他机关意见的日子不计算；到期限规定的天数，就是最后一天。同一文件夹中的“期限.json”载有计算所需的全部数据，"
    "“核验.py”据此独立重算。"
)
_LINKED = (
    "台账每一条都带有上一条的哈希（SHA-256），改动任何一条，以后各条就接不上。这里摘录与本件有关的各条，连同链头；"
    "“台账摘录.json”载有每条的原文，“核验.py”逐条重算哈希。与机关保存的整本台账是否一致、有没有遗漏，"
    "由机关运行 gongkai verify --extract 台账摘录.json 对照。个人信息和长的文字在台账里只有带密钥的哈希。"
)


def days(application: Application, told_: Mapping[str, Any]) -> Paper:
    """期限说明: how each last day came about, the lengths with their source, the calendar with its notices."""
    steps = [(_day(one["on"]), one["sentence"], one["article"]) for one in told_["steps"]]
    lengths = [
        (one["name"], f"{one['workdays']}个工作日", one["start"], one["source"]) for one in told_["lengths"]
    ]
    calendar = [
        (_day(one["on"]), "上班" if one["is_worked"] else "放假", one["name"], one["notice"])
        for one in told_["calendar"]["days"]
    ]
    blocks: list[Block] = [
        lines("结果", [(f"第{place}轮", _result(one)) for place, one in enumerate(told_["rounds"], 1)]),
        *(
            [Passage("所经年份的放假安排还没有全部公布，最后一天是暂定的。")]
            if told_["is_provisional"]
            else []
        ),
        heading("逐步的由来"),
        table("由来", ("日期", "事项", "依据"), steps, shares=(4, 10, 5)),
        heading("用到的期限"),
        table("期限", ("名称", "长度", "起算", "依据"), lengths, shares=(4, 4, 5, 9)),
        heading("用到的工作日历"),
        table("工作日历", ("日期", "安排", "节日", "依据的通知"), calendar, shares=(8, 3, 3, 7)),
        Passage(_RECKON),
    ]
    return sheet("期限的说明", application.organ.name, blocks)


def entries(application: Application, events: list[Event]) -> Paper:
    """台账摘录 as sentences, each with its place in the chain and the beginning of its hash."""
    rows = [
        (one.position, sentence, f"{one.hash[:16]}…")
        for one, sentence in zip(events, told(events), strict=True)
    ]
    listed = table("台账", ("序号", "内容", "哈希"), rows, shares=(2, 12, 5))
    return sheet("台账摘录", application.organ.name, [Passage(_LINKED), listed])


def _result(one: Mapping[str, Any]) -> str:
    due = f"应在{_day(one['due_on'])}以前答复" if one["due_on"] else "没有在计算答复期限"
    if not one["made_on"]:
        return f"{due}，没有答复。"
    late = "" if one["is_on_time"] else "，超过了期限"
    return f"{due}，{in_words(date.fromisoformat(one['made_on']))}答复{late}。"


def _day(on: str) -> str:
    return full_day(date.fromisoformat(on))
