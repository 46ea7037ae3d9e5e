"""The law data: complete, sourced, without contradictions."""

from decimal import Decimal

import pytest

from gongkai import lawbook
from gongkai.kernel.rules import Need

CONTRACT_CODES = """
T3_BALANCE T3_LEAF_SUM T3_ROW_TOTAL T3_CARRY T4_TOTAL CELL_BLANK CELL_NOT_A_NUMBER T2_RULE_POWER T2_STOCK
T2_REPEAL_BOUND T4_STOCK T4_REVIEW_FIRST FEE_CONSISTENT LEDGER_MATCH CLAIM_MISMATCH BREAKDOWN_SUM SECTION_MISSING
TOPIC_MISSING HEADING_NUMBER HEADING_WORDING PERIOD ORGAN YEAR_MIX RESULTS_MISSING ROLLUP DEADLINE SECRET_REVIEW
YOY_SWING TEXT_LOST LABEL_NONSTANDARD OTHER_PLACE COPY_LAST_YEAR COPY_SIBLING ACTS_UNPUBLISHED COUNT_MISSING
PROBLEM_UNANSWERED TEXT_ARTEFACT
""".split()


def test_form_2021_has_10_175_and_15_cells() -> None:
    form = lawbook.load().form("2021")
    assert [len(table.cells) for table in form.tables] == [10, 175, 15]
    assert len(form.cells) == 200
    assert len(form.table("table3").leaves) == 21


def test_form_2019_has_23_rows_and_19_leaves() -> None:
    table = lawbook.load().form("2019").table("table3")
    assert (len(table.rows), len(table.leaves)) == (23, 19)
    assert "other" in {row.id for row in table.rows}


@pytest.mark.parametrize(("form_id", "count"), [("2021", 7 + 7 + 25 + 3), ("2019", 7 + 7 + 23 + 3)])
def test_identities_per_column_row_and_group(form_id: str, count: int) -> None:
    book = lawbook.load()
    assert len(book.identities(book.form(form_id))) == count


@pytest.mark.parametrize(
    ("year", "form_id"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021"), (None, "2021")]
)
def test_the_year_decides_the_form(year: int | None, form_id: str) -> None:
    assert lawbook.load().form_for(year).id == form_id


def test_every_code_of_the_contract_exists() -> None:
    assert set(CONTRACT_CODES) <= {rule.code for rule in lawbook.load().rules}


def test_every_rule_names_its_source_and_what_to_do() -> None:
    for rule in lawbook.load().rules:
        assert rule.source, rule.code
        assert rule.advice.endswith("。"), rule.code
        assert rule.sentence.endswith("。"), rule.code
        assert rule.first_year >= 2019
        assert isinstance(rule.needs, Need)


def test_every_label_is_found_by_its_own_anchors() -> None:
    from gongkai.engine.fill.labels import labels
    from gongkai.engine.marks import compact, settle

    for form_id in ("2019", "2021"):
        for table_id in ("table2", "table3"):
            known = labels(lawbook.load().form(form_id), table_id)
            for row in known.table.rows:
                for label in (row.label, *row.aliases):
                    found = known.row_of(compact(settle(label)))
                    special = row.id == "result_total" and "七" not in label  # known by its place only
                    assert special or found is row, (form_id, label, found)


def test_thresholds_are_parameters_of_their_rules() -> None:
    book = lawbook.load()
    assert book.rule("YOY_SWING").parameters == {"factor": 3, "at_least": 10}
    assert book.rule("COPY_LAST_YEAR").parameters == {"share": Decimal("0.5"), "shortest_passage": 18}


def test_every_reading_of_a_claim_is_a_cell_of_its_form() -> None:
    book = lawbook.load()
    for form in book.forms.values():
        for pattern in book.claims[form.id].patterns:
            assert {cell for cells in pattern.readings for cell in cells} <= set(form.cells), pattern.example


def test_a_group_of_results_is_the_sum_of_its_leaves() -> None:
    denied = [p for p in lawbook.load().claims["2021"].patterns if p.word == "不予公开"]
    assert [[len(cells) for cells in pattern.readings] for pattern in denied] == [[8]]
