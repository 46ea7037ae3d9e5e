"""Two reports side by side: figures, what carries over, copied passages with their places, forms that differ."""

import json

import pytest

from gongkai.engine import intake
from gongkai.engine.compare import Comparability, Comparison, compare
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.engine.taken import Taken, take
from gongkai.kernel.rules import Result
from tests.law.test_rules import HOLDS
from tests.law.test_years import LAST

OUT = "四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0"
COPIED = "全年通过县政府门户网站"


def taken(text: str, name: str = "one.txt") -> Taken:
    return take(intake.take_bytes(text.encode(), name))


def compared(this: str = HOLDS, last: str = LAST) -> Comparison:
    return compare(taken(this), taken(last, "other.txt"))


def test_two_years_that_fit_whichever_is_given_first() -> None:
    for found in (compared(), compare(taken(LAST), taken(HOLDS))):
        assert (found.left.year, found.right.year) == (2024, 2023)
        assert found.why_not == ""
        assert set(found.ties.values()) == {Result.HOLDS}
        assert found.findings == ()


def test_only_the_figures_that_changed_are_told() -> None:
    found = compared()
    changed = {pair.cells: (pair.left, pair.right) for pair in found.changed}
    assert changed == {
        ("table2.normative_docs.issued",): (1, 2),
        ("table2.normative_docs.repealed",): (0, 1),
        ("table2.normative_docs.in_force",): (6, 5),
    }
    assert len(found.pairs) == 200


def test_what_was_not_carried_over_is_an_error() -> None:
    found = compared(last=LAST.replace(OUT, OUT.replace("\t0", "\t2", 1)[:-1] + "2"))
    assert found.ties["T3_CARRY"] is Result.BROKEN
    assert {cell for finding in found.findings for cell in finding.cells} == {
        "table3.carried_in.natural_person",
        "table3.carried_in.total",
    }


def test_a_blank_cell_leaves_open_what_carries_over() -> None:
    blank = OUT[:-2] + "\t"
    assert LAST.count(OUT) == 1
    assert compared(last=LAST.replace(OUT, blank)).ties["T3_CARRY"] is Result.UNKNOWN


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (LAST.replace("雁回镇", "柳湾镇"), "两个机关"),
        (LAST.replace("2023年", "2022年"), "不是相邻"),
        (HOLDS, "不是相邻"),
    ],
)
def test_where_nothing_has_to_carry_over(last: str, why: str) -> None:
    found = compared(last=last)
    assert why in found.why_not
    assert found.ties == {}


def test_planted_copies_are_quoted_with_their_places_in_both() -> None:
    lines = LAST.splitlines()
    place = next(number for number, line in enumerate(lines) if "镇政府依托" in line)
    planted = "镇里为六十岁以上的老人开设了查询窗口，由两名志愿者帮助填写政府信息公开申请表。"
    this = HOLDS.replace(COPIED, f"{planted}\n{COPIED}", 1)
    lines.insert(place, planted)
    found = compared(this, "\n".join(lines)).copied
    [passage] = [one for one in found.passages if "志愿者" in one.here.text]
    assert passage.there.place.line == place + 1
    assert planted.rstrip("。") in this.splitlines()[passage.here.place.line - 1]
    assert compared().copied.share < found.share < 1
    assert compared(last=HOLDS.replace("2024年", "2023年")).copied.share == 1


def test_what_everybody_is_proposed_is_nobody_s_copy() -> None:
    """Two reports whose section one is our own draft, whatever its figures, have nothing in common but what people wrote."""
    drafted = "2024年，本机关新增和变更主动公开政府信息12条，其中法定主动公开内容9条，其他信息3条。全年没有收到网站报错和意见。"
    own = "镇里为六十岁以上的老人开设了查询窗口，由两名志愿者帮助填写政府信息公开申请表。"

    def shared(mine: str, theirs: str) -> list[str]:
        this, last = (HOLDS.replace(COPIED, f"{said}\n{COPIED}", 1) for said in (mine, theirs))
        found = compared(this, last.replace("2024年", "2023年").replace("雁回镇", "柳湾镇")).copied
        return [one.here.text for one in found.passages]

    assert not any("变更主动公开" in text for text in shared(drafted, drafted.replace("12条", "5条")))
    with_own = shared(drafted + own, drafted + own)
    assert [text for text in with_own if "志愿者" in text] == [own]
    assert not any("变更主动公开" in text for text in with_own)


def test_our_own_json_is_compared_like_the_file_it_was_read_from() -> None:
    def stored(text: str, name: str) -> Taken:
        data = as_json(examine(intake.take_bytes(text.encode(), name)))
        return take(intake.take_bytes(json.dumps(data).encode(), f"{name}.json"))

    found = compare(stored(HOLDS, "this"), stored(LAST, "last"))
    assert found.pairs == compared().pairs
    assert found.ties == compared().ties
    assert round(found.copied.share, 2) == round(compared().copied.share, 2)


def test_the_trial_form_is_compared_where_it_means_the_same() -> None:
    """（六）其他处理 is one row there; of table two only the decisions mean the same."""
    this = HOLDS.replace("2024年", "2021年")
    last = LAST.replace("2023年", "2020年").replace(
        "本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量"
    )
    found = compared(this, last)
    assert found.right.form.id == "2019"
    how = {pair.cells or pair.others: pair.how for pair in found.pairs}
    assert how["table2.licences.decisions",] is Comparability.SAME
    assert how["table2.rules.issued",] is Comparability.INCOMPARABLE
    assert how["table2.rules.newly_made",] is Comparability.INCOMPARABLE
    summed = [pair for pair in found.pairs if pair.how is Comparability.SUMMED]
    assert len(summed) == 7
    assert {len(pair.cells) for pair in summed} == {3}
    assert {pair.others[0].split(".")[1] for pair in summed} == {"other"}
    assert found.ties["T2_STOCK"] is Result.UNKNOWN
    assert not [pair for pair in found.changed if pair.how is Comparability.INCOMPARABLE]
