"""The ways to end in the law data: all that the report counts and nothing else, complete, and slips are named."""

import shutil
from pathlib import Path

import pytest

from gongkai import lawbook
from gongkai.kernel.outcomes import OutcomeGroup, row_of
from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.outcomes import outcome_law

LAW = outcome_law()
COUNTED = [outcome for outcome in LAW.outcomes.values() if outcome.row is not None]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_every_row_of_results_is_reached_and_no_other_row_is(year: int) -> None:
    table = lawbook.load().form_for(year).table("table3")
    results = {row_of(one, year=year, law=LAW) for one in COUNTED if one.closes}
    assert results == {row.id for row in table.leaves}
    assert {row_of(one, year=year, law=LAW) for one in COUNTED if not one.closes} == {"carried_out"}
    assert "carried_out" in {row.id for row in table.rows}


def test_only_a_number_that_was_given_twice_is_not_counted() -> None:
    uncounted = [one.code for one in LAW.outcomes.values() if one.row is None]
    assert uncounted == ["O27"]
    assert LAW.outcomes["O27"].group is OutcomeGroup.UNCOUNTED


def test_a_group_is_that_of_its_row_in_the_form() -> None:
    table = lawbook.load().form("2021").table("table3")
    alone = {"granted": "granted", "partially_granted": "partially", "carried_out": "pending"}
    for one in COUNTED:
        group = table.row(one.row).group
        assert one.group == alone.get(one.row, group), one.code


def test_review_comes_first_for_what_rests_on_articles_14_to_16_and_nothing_else() -> None:
    grounds = {"条例第十四条", "条例第十五条", "条例第十六条第一款", "条例第十六条第二款"}
    for one in LAW.outcomes.values():
        assert (one.remedy is RemedyCode.REVIEW_FIRST) == bool(grounds & set(one.basis)), one.code


def test_whoever_applied_is_told_in_a_plain_sentence() -> None:
    for one in LAW.outcomes.values():
        assert one.told.endswith("。"), one.code
        assert one.told.count("。") == 1, one.code
        assert "！" not in one.told + one.name, one.code
        assert one.word.replace("_", "").isalpha(), one.code


def test_every_reply_has_a_letter_a_basis_and_proofs() -> None:
    for one in LAW.outcomes.values():
        if one.is_part:
            assert one.letter.startswith("T"), one.code
            assert one.basis, one.code
        assert bool(one.proofs) == one.closes, one.code


def test_every_proof_and_letter_is_asked_for() -> None:
    wanted = {code for one in LAW.outcomes.values() for code in (*one.proofs, *one.after.values())}
    assert wanted == set(LAW.proofs)
    assert {one.letter for one in LAW.outcomes.values() if one.letter} == set(LAW.letters)


def test_what_has_no_official_text_is_marked_and_explained() -> None:
    marked = [one.code for one in LAW.outcomes.values() if one.is_policy]
    assert marked == ["O04", "O14", "O14a", "O17", "O24", "O25", "O26"]
    assert [one.code for one in LAW.outcomes.values() if one.is_unverified] == ["O12", "O21"]
    assert all(one.note for one in LAW.outcomes.values() if one.is_policy or one.is_unverified)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "O02"', 'code = "O01"', "两项都叫“O01”"),
        ('code = "O29"', 'code = "O30"', "缺少编码为“O29”"),
        ('word = "provided"', 'word = "already_public"', "“word”相同"),
        ('group = "denied"', 'group = "refuted"', "group"),
        ('remedy = "RF"', 'remedy = "RV"', "remedy"),
        ('letter = "T20"', 'letter = "T19"', "文书“T19”"),
        ("after = { O13", "after = { O99", "“O99”不是办理结果"),
        ('O13 = "no_new_facts"', 'O13 = "luck"', "材料“luck”"),
        ('outcomes = ["O01", "O12"', 'outcomes = ["O01", "O99"', "“O99”不是办理结果"),
        ('proofs = ["public_place"]', 'proofs = ["luck"]', "材料“luck”"),
        ("is_open = true", "is_open = false", "is_open"),
        ("is_part = true", 'is_part = "yes"', "is_part"),
        ('note = "由', 'notes = "由', "notes"),
        ("years = [2019, 2020]", "years = [2020, 2019]", "起始年"),
        ('rows = ["other_', 'row_s = ["other_', "row_s"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PACKAGE_LAW / "outcomes.toml", tmp_path)
    file = tmp_path / "outcomes.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        outcome_law(str(tmp_path))


def test_an_office_may_count_what_has_no_official_text_elsewhere(tmp_path: Path) -> None:
    text = (PACKAGE_LAW / "outcomes.toml").read_text("utf-8")
    before, after = text.split('code = "O14a"')
    after = after.replace('row = "unable_not_held"', 'row = "other_misc"', 1)
    (tmp_path / "outcomes.toml").write_text(f'{before}code = "O14a"{after}', "utf-8")
    assert outcome_law(str(tmp_path)).outcomes["O14a"].row == "other_misc"
    assert LAW.outcomes["O14a"].row == "unable_not_held"
