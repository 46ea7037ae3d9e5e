"""How charts group what they show, in the law data; and that every cell of the report can be explained."""

from pathlib import Path

import pytest

from gongkai import lawbook
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.looking import LookingLaw, looking_law


@pytest.mark.parametrize(
    ("workdays", "code"),
    [
        (0, "upto_5"),
        (5, "upto_5"),
        (6, "upto_10"),
        (10, "upto_10"),
        (11, "upto_20"),
        (20, "upto_20"),
        (21, "longer"),
    ],
)
def test_an_answer_stands_in_one_group(workdays: int, code: str) -> None:
    assert looking_law().answer_time(workdays, is_extended=False).code == code
    assert looking_law().answer_time(workdays, is_extended=True).code == "longer"


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_of_every_cell_it_is_said_how_it_is_counted(form: str) -> None:
    law = looking_law()
    for cell in lawbook.load().form(form).cells:
        assert law.how(cell).said.endswith("。")


def test_what_is_said_most_closely_counts() -> None:
    law = looking_law()
    assert "年末没有办结" in law.how("table3.carried_out.total").said
    assert law.how("table3.granted.total") == law.how("table3.refused_repeat.other_org")
    with pytest.raises(KeyError):
        law.how("table5.granted.total")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("upto = 10", "upto = 5", "一项比一项大"),
        ("upto = 20\n", "", "一项比一项大"),
        ("most = 8", "most = 0", "“most”应是大于 0"),
        ("most = 15", "least = 15", "least"),
        ("[years]", "[year]", "不认识“year”"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LawInvalid, match=said):
        _with(tmp_path, old, new)


def _with(tmp_path: Path, old: str, new: str) -> LookingLaw:
    text = (PACKAGE_LAW / "looking.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "looking.toml").write_text(text.replace(old, new, 1), "utf-8")
    return looking_law(str(tmp_path))
