"""What is counted month by month for table 2: four kinds, each with its cell and the rows of its results."""

from decimal import Decimal

import pytest

from gongkai import lawbook
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.files import PACKAGE_LAW


def test_each_kind_has_its_cell_of_the_form() -> None:
    cells = set(lawbook.load().form("2021").cells)
    assert [kind.cell for kind in decision_kinds().values()] == [
        "table2.licences.decisions",
        "table2.penalties.decisions",
        "table2.compulsion.decisions",
        "table2.admin_fees.amount_wan",
    ]
    assert {kind.cell for kind in decision_kinds().values()} <= cells


def test_words_and_articles_are_those_of_form_and_catalogue() -> None:
    rows = {row.id: row.label for row in lawbook.load().form("2021").table("table2").rows}
    for kind in decision_kinds().values():
        assert kind.name == rows[kind.code]
        assert kind.article == catalogue().articles[kind.item].article
        assert kind.source


def test_results_are_published_under_rows_of_the_same_item() -> None:
    rows = catalogue().rows
    found = {code: [rows[one].article for one in kind.results] for code, kind in decision_kinds().items()}
    assert found == {
        "licences": ["art20_05"] * 2,
        "penalties": ["art20_06"] * 2,
        "compulsion": ["art20_06"] * 2,
        "admin_fees": [],
    }


@pytest.mark.parametrize(
    ("yuan", "wan"),
    [
        ("0", 0),
        ("10000", 1),
        ("2974000.00", Decimal("297.4")),
        ("0.01", Decimal("0.000001")),
        ("1234567.89", Decimal("123.456789")),
    ],
)
def test_yuan_become_ten_thousands_exactly(yuan, wan) -> None:
    assert decision_kinds()["admin_fees"].figure(Decimal(yuan)) == wan


def test_counts_stay_as_they_are() -> None:
    assert decision_kinds()["licences"].figure(402) == 402


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "compulsion"', 'code = "coercion"', "依次是"),
        ('item = "art20_08"', 'item = "art20_80"', "art20_80"),
        ('"town_coercion"', '"town_force"', "town_force"),
        ("decimals = 2", "decimals = 3", "decimals"),
        ("scale = 10000", "scale = 0", "scale"),
    ],
)
def test_broken_data_is_refused(tmp_path, old, new, said) -> None:
    text = (PACKAGE_LAW / "decisions.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "decisions.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        decision_kinds(str(tmp_path))
