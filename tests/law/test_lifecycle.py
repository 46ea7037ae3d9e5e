"""The table of an application's life, as the law data have it, and that a slip in it is named."""

import re
import shutil

import pytest

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.lifecycle import case_lifecycle

MOVES = case_lifecycle().moves

# Which letter goes out with which move, by its number in the list of letters; a reply's letter is its result's.
LETTERS = {
    "receive": ("T03",),
    "ask_correction": ("T04",),
    "ask_reasons": ("T05",),
    "extend": ("T06",),
    "consult_third_party": ("T07", "T08"),
    "consult_organ": ("T07", "T08"),
    "consult_co_maker": ("T09", "T08"),
    "notice_fee": ("T12",),
    "delay": ("T13",),
    "lapse_correction": ("T34",),
    "lapse_fee": ("T35",),
    "withdraw": ("T36",),
}

# With which results a case may end, and by which move.
ENDS = {
    "lapse_correction": ("O22",),
    "lapse_fee": ("O23",),
    "withdraw": ("O24",),
    "discontinue": ("O26",),
    "void": ("O27",),
    "draft_on_silence": ("O20",),
}


def test_the_states():
    assert [state.name for state in case_lifecycle().states.values()] == [
        "待确认收到",
        "已收到",
        "待补正",
        "办理中",
        "征求意见",
        "待说明理由",
        "待缴费",
        "已拟稿",
        "审签中",
        "已签发",
        "已答复",
        "已办结",
        "已归档",
        "已撤回",
        "逾期未补正",
        "逾期未缴费",
        "重复登记作废",
        "已拆分",
    ]


def test_the_letters():
    assert {code: move.letters for code, move in MOVES.items() if move.letters} == LETTERS


@pytest.mark.parametrize("code", CaseStateCode)
def test_no_state_is_renamed_of_which_the_program_speaks(tmp_path, code):
    lines = (PACKAGE_LAW / "lifecycle.toml").read_text("utf-8").splitlines()
    named = re.compile(rf'(?<=^code = "){code}(?=")|\b{code}\b(?=.*}})')
    (tmp_path / "lifecycle.toml").write_text("\n".join(named.sub("else", line) for line in lines), "utf-8")
    with pytest.raises(LawInvalid, match=f"“state”中缺少“{code}”"):
        case_lifecycle(str(tmp_path))


@pytest.mark.parametrize(("code", "outcomes"), ENDS.items())
def test_the_results(code, outcomes):
    assert MOVES[code].outcomes == outcomes


def test_a_reply_may_have_any_result_that_is_told_in_a_letter():
    replies = MOVES["draft"].outcomes
    assert replies == MOVES["serve_on_the_spot"].outcomes == MOVES["draft_uncorrected"].outcomes
    assert not {"O22", "O23", "O24", "O26", "O27", "O28", "O29"} & {*replies}
    assert len(replies) == 23


def test_everything_is_done_by_somebody():
    """The system writes lapses in the name of those who may."""
    assert all(move.duties for move in MOVES.values())
    assert all("{subject}" in move.told for move in MOVES.values())


@pytest.mark.parametrize("code", ["extend", "ask_reasons", "delay", "notice_fee", "correct_late"])
def test_what_the_head_of_the_office_decides(code):
    assert MOVES[code].duties == ("office_head",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phase = "open"', 'phase = "half"', "phase"),
        ('event = "assigned"', 'event = "thrown"', "event"),
        ('event = "arrived"', 'event = "received"', "arrived"),
        ('of = "organ"', 'of = "oracle"', "of"),
        ('of = "organ"', 'of = "co_maker"', "不能区分"),
        ('by = "review"', 'by = "mayor"', "by"),
        ('steps = { unconfirmed = "received" }', 'steps = { unconfirmed = "gone" }', "gone"),
        ('needs = ["limit_on"]', 'needs = ["luck"]', "luck"),
        ('unless = ["extend"]', 'unless = ["stretch"]', "stretch"),
        ('excused_by = "reason"', 'excused_by = "charm"', "excused_by"),
        ('code = "payment_overdue"', 'code = "payment_late"', "payment_overdue"),
        ('needs = ["outcome"]\noutcomes = ["O24"]', 'outcomes = ["O24"]', "outcome"),
        ('outcomes = ["O26"]', 'outcomes = ["O24"]', "不能区分"),
        ('confirm = "拆分', 'confirmed = "拆分', "confirmed"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said):
    shutil.copy(PACKAGE_LAW / "lifecycle.toml", tmp_path)
    file = tmp_path / "lifecycle.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        case_lifecycle(str(tmp_path))
