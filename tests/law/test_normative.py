"""The table of a normative document's life and the form of document numbers, as the law data have them."""

import shutil

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.normative import normative_law


def test_the_states_are_those_of_the_design():
    assert [state.name for state in normative_law().lifecycle.states.values()] == [
        "起草",
        "征求意见",
        "评估论证",
        "合法性审核",
        "集体审议",
        "签发",
        "统一登记",
        "统一公布",
        "备案",
        "已修改",
        "废止",
        "失效",
        "不再制定",
    ]


def test_only_publication_and_expiry_are_left_to_the_system():
    moves = normative_law().lifecycle.moves.values()
    assert [move.code for move in moves if not move.duties] == ["publish", "expire"]
    assert all("{subject}" in move.told for move in moves)


@pytest.mark.parametrize("doc_no", ["枕政发〔2026〕3号", "墨鹭政办〔2019〕120号", "枕府〔1998〕1号"])
def test_a_document_number(doc_no):
    found = normative_law().doc_no.fullmatch(doc_no)
    assert found["year"] in doc_no
    assert found["n"] in doc_no


@pytest.mark.parametrize(
    "doc_no",
    [
        "枕政发〔2026〕第3号",
        "枕政发〔2026〕03号",
        "枕政发[2026]3号",
        "枕政发〔26〕3号",
        "枕政发〔2026〕3",
        "〔2026〕3号",
        "枕政发2026-3号",
        "枕 政发〔2026〕3号",
    ],
)
def test_what_is_no_document_number(doc_no):
    assert normative_law().doc_no.fullmatch(doc_no) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phase = "over"', 'phase = "gone"', "phase"),
        ('steps = { drafting = "consulting" }', 'steps = { drafting = "asking" }', "asking"),
        ('duties = ["legality_reviewer"]', 'duties = ["judge"]', "judge"),
        ('needs = ["party"]', 'needs = ["parcel"]', "parcel"),
        ('requires = ["attribute_agreed"]', 'requires = ["luck"]', "luck"),
        ('after = ["file"]', 'after = ["fly"]', "fly"),
        ('code = "amend"', 'code = "repeal"', "同名"),
        ("filing_days = 15", "filing_days = 0", "filing_days"),
        ("alert_months = 6\n", "", "alert_months"),
        ("(?P<n>", "(?P<m>", "year、n"),
        ("枕政发〔2026〕3号", "枕政发〔2026〕第3号", "example"),
        ('refusal = "公开', 'refused = "公开', "refused"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said):
    shutil.copy(PACKAGE_LAW / "normative.toml", tmp_path)
    file = tmp_path / "normative.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        normative_law(str(tmp_path))


def test_an_office_may_not_count_what_ran_out_as_repealed(tmp_path):
    text = (PACKAGE_LAW / "normative.toml").read_text("utf-8")
    (tmp_path / "normative.toml").write_text(
        text.replace("expired_counts_as_repealed = true", "expired_counts_as_repealed = false"), "utf-8"
    )
    assert normative_law().counts_expired
    assert not normative_law(str(tmp_path)).counts_expired
