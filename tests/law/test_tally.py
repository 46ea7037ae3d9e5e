"""Where the figures come from: every cell has one register or none, and a slip in the data is named."""

from datetime import date

import pytest

from gongkai import lawbook
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook import PACKAGE_LAW
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.tally import tally_law


def test_every_cell_of_the_form_has_a_register_and_none_has_two():
    law = tally_law()
    for cell in lawbook.load().form("2021").cells:
        assert len([register for register in law.registers if register.has(cell)]) == 1, cell
    without = law.cells_by_register(lawbook.load().form("2019"))[""]
    assert "table2.licences.last_year_items" in without
    assert not any(cell.startswith(("table3", "table4")) for cell in without)


def test_every_row_of_table_3_is_one_in_which_a_case_can_end():
    leaves = {row.id for row in lawbook.load().form("2021").table("table3").leaves}
    rows = {one.row for one in outcome_law().outcomes.values() if one.closes and one.row}
    assert rows | {"other_misc"} == leaves
    assert outcome_law().late in leaves


def test_the_books_close_once_the_first_days_of_the_new_year_are_entered():
    assert tally_law().freezes_on(2025) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("after_days = 14", "after_days = -1", "不小于 0"),
        ('population = "accepted_or_carried"', 'population = "all"', "accepted_only"),
        ('code = "rules"', 'code = "normative"', "“code”相同"),
        ('cells = ["table3"]', 'cells = ["table5"]', "table5"),
        ("with_processing_fees = true", "with_fees = true", "with_fees"),
    ],
)
def test_a_slip_is_named(tmp_path, good, bad, said):
    text = (PACKAGE_LAW / "tally.toml").read_text("utf-8")
    assert text.count(good) == 1
    (tmp_path / "tally.toml").write_text(text.replace(good, bad), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        tally_law(str(tmp_path))
