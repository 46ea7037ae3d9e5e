"""Passages as notices, lists and letters have them, with what is planted in each; nothing here asks a detector."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.engine.screening.labelled import numbers


@dataclass(frozen=True, slots=True)
class Planted:
    """What stands in a passage from `start` to `stop`, written in some way, and of which kind it is."""

    kind: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage and all that is personal in it."""

    text: str
    planted: Sequence[Planted]


_Way = Callable[[str, random.Random], str]


def _full_width(value: str, _: random.Random) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() else one for one in value)


def _grouped(value: str, chance: random.Random) -> str:
    sizes = {18: (6, 8, 4), 11: (3, 4, 4)}.get(len(value), (4,) * 5)
    parts, at = [], 0
    for size in sizes:
        parts.append(value[at : at + size])
        at += size
    return chance.choice(" -").join(filter(None, parts))


def _over_lines(value: str, chance: random.Random) -> str:
    at = chance.randint(2, len(value) - 2)
    return f"{value[:at]}\n{value[at:]}"


def _with_unseen(value: str, chance: random.Random) -> str:
    at = chance.randint(1, len(value) - 1)
    return value[:at] + chance.choice("\u200b\u200d\u00ad\ufeff") + value[at:]


def _spaced(value: str, _: random.Random) -> str:
    return " ".join(value)


def _as_it_is(value: str, _: random.Random) -> str:
    return value


_WAYS: Sequence[_Way] = (_as_it_is,) * 5 + (_full_width, _grouped, _over_lines, _with_unseen)
_NAMES = ("墨小禾", "枕小溪", "林听雨", "乔木生", "夏知秋", "石见川")
_LINES = ("经村民代表会议评议，", "现将有关情况公示如下：", "根据本人申请和入户核查，")

PERSONAL = {
    "id18": (
        numbers.identity,
        (*_WAYS, _spaced),
        ("身份证号码：{}", "{name}（{}）", "{name}，证件号{}，", "公民身份号码{}", "{name} {} 300元", "{}"),
    ),
    "bank_card": (
        numbers.card,
        _WAYS,
        ("卡号：{}", "{name}的补贴发放到{}", "开户行墨鹭农商行，账号{}", "一卡通 {}", "{name} {} 1200元"),
    ),
    "foreign_card": (numbers.foreign_card, (_as_it_is, _grouped), ("银行卡号：{}", "收款账户 {}（{name}）")),
    "mobile": (
        numbers.mobile,
        _WAYS,
        ("联系电话：{}", "{name}：{}", "手机{}", "请与{name}（{}）联系", "{name} {} 柳湾村"),
    ),
    "address": (
        numbers.address,
        (_as_it_is,) * 4 + (_full_width, _over_lines),
        (
            "家庭住址：{}",
            "{name}，现住{}",
            "户籍地址：{}",
            "{name}家住{}",
            "住址 {} {name}",
            "居住在{}的{name}",
        ),
    ),
}

TRAPS: Sequence[Callable[[random.Random], str]] = (
    lambda c: f"咨询电话：0635-8{numbers.digits(c, 6)}",
    lambda c: f"监督电话（0635）8{numbers.digits(c, 6)}转80{c.randint(10, 99)}",
    lambda c: f"服务热线400-{numbers.digits(c, 3)}-{numbers.digits(c, 4)}",
    lambda c: f"统一社会信用代码：{numbers.credit_code(c)}",
    lambda c: f"枕溪镇种植专业合作社（{numbers.credit_code(c)}）",
    lambda c: f"墨政发〔{c.randint(2008, 2026)}〕{c.randint(1, 200)}号",
    lambda c: f"订单号：{numbers.digits(c, 18)}",
    lambda c: f"快递单号 {numbers.digits(c, 15)}",
    lambda c: f"合同编号{c.choice(('110105', '371521'))}{c.randint(1950, 2000)}0115{numbers.digits(c, 4)}",
    lambda c: f"采购编号{c.randint(2015, 2026)}{c.randint(13, 99)}{numbers.digits(c, 12)}",
    lambda c: f"流水号{numbers.luhn('62' + numbers.digits(c, 16))}",
    lambda c: (
        f"样品{c.choice(('10', '72', '85'))}{numbers.digits(c, 4)}{c.randint(1950, 1999)}{c.randint(13, 19)}{numbers.digits(c, 6)}"
    ),
    lambda _: "执行《统一社会信用代码编码规则》（GB 32100-2015）和GB/T 9704-2012",
    lambda c: f"{c.randint(2008, 2026)}年{c.randint(1, 12)}月{c.randint(1, 28)}日",
    lambda c: f"自{c.randint(2008, 2026)}0101至{c.randint(2027, 2030)}1231",
    lambda c: f"索引号：11371521{numbers.digits(c, 9)}/{c.randint(2010, 2026)}-{numbers.digits(c, 8)}",
    lambda c: f"总投资{numbers.digits(c, 11).lstrip('0')}元",
    lambda c: f"发票号码 {numbers.digits(c, 20)}",
    lambda c: f"不动产单元号{numbers.digits(c, 12)}GB{numbers.digits(c, 5)}F{numbers.digits(c, 8)}",
    lambda c: f"项目代码：{c.randint(2017, 2026)}-371521-{numbers.digits(c, 2)}-01-{numbers.digits(c, 6)}",
    lambda c: f"https://www.example.gov.cn/art/{c.randint(2015, 2026)}/5/6/art_1{numbers.digits(c, 10)}.html",
    lambda c: " ".join(str(c.randint(0, 3000)) for _ in range(9)),
    lambda c: f"ISBN 978-7-{numbers.digits(c, 4)}-{numbers.digits(c, 4)}-{c.randint(0, 9)}",
    lambda c: f"邮政编码{numbers.digits(c, 6)}，传真0635-8{numbers.digits(c, 6)}",
    lambda c: f"办公地址：枕溪镇文化路{c.randint(1, 200)}号",
    lambda c: f"枕溪镇便民服务中心（中山东路{c.randint(1, 200)}号）受理",
    lambda c: f"柳湾村{c.randint(1, 9)}组道路硬化工程",
    lambda c: f"走访柳湾村{c.randint(2, 90)}户、{c.randint(20, 300)}人",
    lambda c: f"开标地点：县公共资源交易中心{c.randint(1, 9)}楼{c.randint(1, 9)}号开标室",
    lambda c: f"校验值 {c.randbytes(16).hex()}",
)


_KINDS = {"foreign_card": "bank_card"}


def labelled(chance: random.Random) -> Labelled:
    """A passage of one to five parts, about half of them personal."""
    text, planted = chance.choice(("", *_LINES)), []
    for _ in range(chance.randint(1, 5)):
        if chance.random() < 0.55:
            kind = chance.choice(list(PERSONAL))
            part, start, stop = _personal(kind, chance)
            planted.append(Planted(_KINDS.get(kind, kind), len(text) + start, len(text) + stop))
            text += part
        else:
            text += chance.choice(TRAPS)(chance)
        text += chance.choice(("。", "；", "。\n", "\n\n"))
    return Labelled(text, tuple(planted))


def _personal(kind: str, chance: random.Random) -> tuple[str, int, int]:
    """A part that tells something of a person, and where in it."""
    make, ways, frames = PERSONAL[kind]
    written = chance.choice(ways)(make(chance), chance)
    before, _, behind = chance.choice(frames).replace("{name}", chance.choice(_NAMES)).partition("{}")
    if "\n" in written:
        before = f"{chance.choice(_LINES)}{before}"  # only long lines are broken
    return before + written + behind, len(before), len(before) + len(written)
