"""When information of applicants may become public for all: the data as they stand, and slips in them."""

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.promotions import promotion_rule


def test_two_applicants_are_several() -> None:
    rule = promotion_rule()
    assert (rule.applicants, rule.is_policy) == (2, True)
    assert rule.given == {"O02", "O03", "O04"}
    assert "第四十四条" in rule.source


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("applicants = 2", "applicants = 1", "applicants"),
        ("alike = 70", "alike = 101", "alike"),
        ("decide = 15", "decide = 0", "decide"),
        ('given = ["O02", "O03", "O04"]', 'given = ["O99"]', "O99"),
        ("compared = 500", "compare = 500", "compare"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said) -> None:
    told = (PACKAGE_LAW / "applications.toml").read_text("utf-8")
    assert old in told
    (tmp_path / "applications.toml").write_text(told.replace(old, new), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        promotion_rule(str(tmp_path))


def test_what_is_chosen_is_no_duty() -> None:
    chosen = catalogue().rows["published_answers"]
    assert (chosen.is_by_choice, chosen.is_statutory) == (True, False)
    for level in ("province", "city", "county", "township"):
        assert chosen not in catalogue().starter(level, "government")
