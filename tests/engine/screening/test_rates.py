"""How many numbers of persons are caught, and how often something else is taken for one: a seeded set of texts whose
truth is known, and the published kind of report, which holds none."""

import random
from collections.abc import Callable

from gongkai.engine.intake import take_file
from gongkai.engine.screening import screen_file, screen_text
from tests.engine.screening import made
from tests.specimens.specimens import specimens

TEXTS = 300
LEAST_CAUGHT = 0.98
MOST_FALSE = 0.01  # of the innocent numbers

PERSONAL: dict[str, tuple[Callable[[random.Random], str], tuple[str, ...]]] = {
    "id18": (made.id18, ("身份证号码：{}", "墨小禾（{}）", "证件号 {}，", "低保户名单 {} 枕溪村", "{}")),
    "mobile": (made.mobile, ("联系电话{}", "墨小禾：{}", "（手机 {}）", "请致电{}咨询", "tel:{} ")),
    "bank_card": (
        made.card,
        ("卡号：{}", "补贴发放账户 {} ", "{}（墨鹭农商行）", "开户行墨鹭农商行，账号{}。"),
    ),
}


def _number(chance: random.Random, length: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(length))


OPENINGS = (
    "",
    "公示，",
    "枕溪镇便民服务中心公示，",
)  # a number broken at the end of a short line is hard to tell
INNOCENT: tuple[Callable[[random.Random], str], ...] = (
    lambda c: f"墨政发〔{c.randint(2000, 2026)}〕{c.randint(1, 300)}号",
    lambda c: f"{c.randint(2000, 2026)}年{c.randint(1, 12)}月{c.randint(1, 28)}日",
    lambda c: f"索引号：{_number(c, 9)}-{c.randint(2000, 2026)}-{_number(c, 11)}",
    lambda c: f"投资{_number(c, 11)}元",
    lambda c: f"合计1{_number(c, 10)}.{_number(c, 2)}",
    lambda c: f"咨询电话：0531-8{_number(c, 7)}",
    lambda c: f"传真0{_number(c, 3)}8{_number(c, 7)}",
    lambda c: f"统一社会信用代码：{made.credit_code(c)}",
    lambda c: f"墨鹭县某合作社（{made.credit_code(c)}）",
    lambda c: (
        f"项目代码：{c.randint(2000, 2026)}-{_number(c, 6)}-{_number(c, 2)}-{_number(c, 2)}-{_number(c, 6)}"
    ),
    lambda c: (
        f"http://www.example.gov.cn/art/{c.randint(2000, 2026)}/{_number(c, 2)}/art_1{_number(c, 10)}.html"
    ),
    lambda c: f"采购编号{_number(c, 18)}",
    lambda c: f"批次 {_number(c, 16)}",
    lambda c: " ".join(str(c.randint(0, 3000)) for _ in range(12)),
    lambda c: "\n".join(str(c.randint(0, 20000)) for _ in range(8)),
    lambda c: f"宗地编号 {_number(c, 12)}GB{_number(c, 5)}",
    lambda c: f"{c.randint(2000, 2026)}{c.randint(1, 12):02}{c.randint(1, 28):02}{_number(c, 6)}",
    lambda c: f"散列 {c.randbytes(16).hex()}",
)


def test_of_300_texts_with_known_truth() -> None:
    chance = random.Random(20_080_501)
    caught = planted = taken = innocent = 0
    for _ in range(TEXTS):
        parts, truth = [], set()
        for _ in range(chance.randint(1, 6)):
            if chance.random() < 0.4:
                code = chance.choice(list(PERSONAL))
                make, frames = PERSONAL[code]
                number = make(chance)
                truth.add((code, number[-3:]))
                disguised = chance.choice(made.DISGUISES)(number, chance)
                parts.append(chance.choice(OPENINGS) + chance.choice(frames).format(disguised))
            else:
                parts.append(chance.choice(INNOCENT)(chance))
                innocent += 1
        marks = screen_text("；\n".join(parts), key=made.KEY).marks
        found = {(mark.code, mark.found[-3:]) for mark in marks if mark.level != "info"}
        planted += len(truth)
        caught += len(truth & found)
        taken += len(found - truth)
    print(f"caught {caught} of {planted}; {taken} false among {innocent} innocent numbers")
    assert caught >= LEAST_CAUGHT * planted
    assert taken <= MOST_FALSE * innocent


def test_reports_hold_no_number_of_a_person() -> None:
    """Tables with hundreds of figures each, in every kind of file; only the text of what is read is looked at."""
    files = [specimen.source for specimen in specimens()][::4]
    wrong = []
    for file in files:
        source = take_file(file)
        screening = screen_file(source.data, name=file.name, key=made.KEY)
        wrong += [f"{file.name}: {mark.code} {mark.place} {mark.context}" for mark in screening.marks]
    print(f"{len(wrong)} marks in {len(files)} reports")
    assert files
    assert not wrong
