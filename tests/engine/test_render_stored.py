"""What is wrong in a JSON is told with its place, in words, and with what to do."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.engine.render.json import render_json
from gongkai.engine.render.stored import parsed, stored
from gongkai.kernel.problems import NotAReport, Problem, Unreadable

HOLDS = Path(__file__).parents[1] / "law" / "holds.txt"
GOOD: dict[str, Any] = json.loads(json.dumps(as_json(examine(intake.take_file(HOLDS)))))
Spoil = Callable[[dict[str, Any]], object]


def spoilt(spoil: Spoil) -> dict[str, Any]:
    data = copy.deepcopy(GOOD)
    spoil(data)
    return data


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda d: d.update(schema="other/1"), "schema：应是“gongkai.annual-report/1”，现在是 \"other/1\""),
        (lambda d: d.pop("schema"), "schema：没有这一项"),
        (lambda d: d.pop("table3"), "table3：没有这一项"),
        (lambda d: d.update(form="1999"), "form：应是 2019、2021 之一"),
        (lambda d: d.update(title=7), "title：应是文字，现在是 7"),
        (lambda d: d.update(sections={}), "sections：应是一个列表"),
        (lambda d: d["sections"].append("六"), "sections[6]：应是一个对象"),
        (lambda d: d["sections"][0].pop("text"), "sections[0].text：没有这一项"),
        (lambda d: d["sections"][2].update(number=0), "sections[2].number：应是 1 以上的整数，现在是 0"),
        (lambda d: d["sections"][2].update(number=True), "sections[2].number：应是 1 以上的整数"),
        (lambda d: d["sections"][0]["topics"][1].update(text=None), "sections[0].topics[1].text：应是文字"),
        (lambda d: d["table3"].pop("granted"), "table3.granted：没有这一项"),
        (lambda d: d["table3"].update(grantd=[0] * 7), "table3：格式里没有“grantd”"),
        (lambda d: d["table3"].update(granted=[0] * 6), "table3.granted：应有 7 个数，现在有 6 个"),
        (lambda d: d["table3"].update(granted=3), "table3.granted：应是一个列表 […]，现在是 3"),
        (lambda d: d["table3"]["granted"].__setitem__(2, "3"), "table3.granted[2]：应是数字或 null，现在是 \"3\""),
        (lambda d: d["table3"]["granted"].__setitem__(2, True), "table3.granted[2]：应是数字或 null"),
        (lambda d: d["table3"]["granted"].__setitem__(2, -1), "table3.granted[2]：不应是负数，现在是 -1"),
        (lambda d: d["table3"]["granted"].__setitem__(2, 1.5), "table3.granted[2]：应是整数，现在是 1.5"),
        (lambda d: d["table3"]["granted"].__setitem__(2, 10**18), "table3.granted[2]：数字过长"),
        (lambda d: d["table3"]["granted"].__setitem__(2, float("inf")), "table3.granted[2]：应是数字或 null"),
        (lambda d: d["table4"].update(review=[0] * 9), "table4.review：应有 5 个数，现在有 9 个"),
        (lambda d: d["table2"]["rules"].update(made=1), "table2.rules：格式里没有“made”"),
        (lambda d: d["table2"].update(rules=[0, 0, 0]), "table2.rules：应是一个对象"),
        (lambda d: d["table2"]["admin_fees"].update(amount_wan=0.1234567), "小数不应超过 6 位"),
    ],
)  # fmt: skip
def test_the_place_of_what_is_wrong(spoil: Spoil, told: str) -> None:
    with pytest.raises(NotAReport) as problem:
        stored(spoilt(spoil))
    assert told in problem.value.message
    assert problem.value.advice.endswith("。")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是完整的 JSON（第 1 行第 2 个字符）"),
        ("这不是 JSON", "不是完整的 JSON"),
        ('{"a": NaN}', "写着 NaN，它不是数"),
        ('{"a": -Infinity}', "写着 -Infinity，它不是数"),
        ('{"a": 1, "a": 2}', "有两个“a”"),
        ('{"a": ' + "9" * 5000 + "}", "过长的数字"),
        ("[" * 100_000, "层数太多"),
        ('{"a":' * 100_000, "层数太多"),
        ("{}\n{}", "不止一份报告（第 2 行起"),
        ("[]", "最外层应是一个对象"),
    ],
)
def test_what_is_no_json(text: str, told: str) -> None:
    with pytest.raises((Unreadable, NotAReport)) as problem:
        parsed(text)
    assert told in problem.value.message


@pytest.mark.parametrize("number", ["1e999999999", "-1e-999999999", "1E400", "0.1e-30"])
def test_huge_numbers_take_no_time_and_no_memory(number: str) -> None:
    text = json.dumps(GOOD).replace('"decisions": ', f'"decisions": {number}, "was": ', 1)
    with pytest.raises(Problem):
        stored(parsed(text))


def test_json_is_written_in_one_way() -> None:
    """Whatever the order of keys and the shape of numbers that came in."""
    shuffled = {key: GOOD[key] for key in sorted(GOOD)}
    shuffled["table3"] = {key: [float(v) for v in GOOD["table3"][key]] for key in sorted(GOOD["table3"])}
    assert render_json(shuffled) == render_json(GOOD)
    assert json.loads(render_json(GOOD)) == GOOD
    assert render_json(parsed(render_json(GOOD).decode())) == render_json(GOOD)


def test_unknown_keys_are_kept() -> None:
    assert json.loads(render_json({**GOOD, "office": {"seal": 1}}))["office"] == {"seal": 1}


def test_topics_that_stand_beside_the_text_are_not_lost() -> None:
    from gongkai.engine.render.annual import annual_paper

    data = spoilt(lambda d: d["sections"][0].update(text="只有一句。"))
    texts = [block.text for block in annual_paper(stored(data)).blocks if hasattr(block, "text")]
    for topic in data["sections"][0]["topics"]:
        assert f"（{topic['number']}）{topic['heading']}" in texts


def test_a_missing_section_is_not_invented_but_its_figures_are_printed() -> None:
    from gongkai.engine.render.annual import annual_paper

    data = spoilt(lambda d: d["sections"].pop(2))
    blocks = annual_paper(stored(data)).blocks
    assert not any("收到和处理" in getattr(block, "text", "") for block in blocks)
    assert sum(hasattr(block, "rows") for block in blocks) == 3
