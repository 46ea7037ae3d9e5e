"""The clock of an application: every worked example, what stops it, what starts it afresh, what it says."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from gongkai.kernel.clock import clock, due
from gongkai.kernel.problems import NotLawful
from gongkai.lawbook.deadlines import clock_law
from tests.kernel.clock_cases import clock_of, day, told

TOLLING_A = """
2025-09-19 received
2025-09-24 consultation_sent id=c1 of=third_party
2025-09-26 consultation_received id=c1
"""
TOLLING_B = """
2026-01-30 received
2026-02-05 consultation_sent id=c1 of=third_party
2026-02-09 consultation_received id=c1
2026-02-27 consultation_closed id=c1
"""
CORRECTION = "2026-02-11 received; 2026-02-25 correction_asked"
FEE = "2025-01-15 received; 2025-01-24 fee_noticed"

# What happened, and the last day for the reply.
WORKED = [
    ("2025-09-19 received", "2025-10-23"),
    (TOLLING_A + "2025-10-13 consultation_closed id=c1", "2025-11-05"),
    (TOLLING_A + "2025-10-13 consultation_closed id=c1\n2025-10-20 extended days=20", "2025-12-03"),
    (TOLLING_A, "2025-11-17"),
    (TOLLING_B, "2026-03-20"),
    (TOLLING_B + "2026-03-20 extended days=20", "2026-04-20"),
    (CORRECTION + "; 2026-03-09 corrected", "2026-04-07"),
    (FEE + "; 2025-02-13 fee_paid", "2025-03-13"),
    ("2025-01-15 received; 2025-02-18 extended days=20", "2025-03-18"),
    ("2026-01-30 received; 2026-03-05 extended days=1", "2026-03-06"),
    ("2026-01-30 received; 2026-02-10 reasons_asked", "2026-03-05"),
    ("2026-01-30 received; 2026-03-05 delayed until=2026-06-30", "2026-06-30"),
    # Payment starts afresh, but a day that was set farther off stays.
    (
        "2026-01-30 received; 2026-03-02 delayed until=2026-06-30; 2026-03-03 fee_noticed; 2026-03-05 fee_paid",
        "2026-06-30",
    ),
    (
        "2026-01-30 received; 2026-03-02 delayed until=2026-03-10; 2026-03-03 fee_noticed; 2026-03-05 fee_paid",
        "2026-04-02",
    ),
    # Asked on the last day: nothing of the twenty is left, but the time of asking is not counted.
    (
        "2026-01-30 received; 2026-03-05 consultation_sent id=c of=organ; 2026-03-09 consultation_closed id=c",
        "2026-03-09",
    ),
    # Two at once are counted once: 2026-02-06 to 02-14 and 02-10 to 02-25 are nine working days, with the Spring Festival.
    (
        """2026-01-30 received
        2026-02-05 consultation_sent id=a of=third_party
        2026-02-09 consultation_sent id=b of=co_maker
        2026-02-14 consultation_closed id=a
        2026-02-25 consultation_closed id=b""",
        "2026-03-18",
    ),
    # A letter that is served to nobody ends fifteen working days after it was sent.
    ("2025-09-19 received; 2025-09-24 consultation_sent id=c of=third_party", "2025-11-13"),
    # An opinion after its limit takes no more days out.
    (TOLLING_A + "2025-10-28 consultation_closed id=c1", "2025-11-17"),
    # One that is sent when the reply is overdue takes none out.
    (
        "2026-01-30 received; 2026-03-06 consultation_sent id=c of=organ; 2026-03-20 consultation_closed id=c",
        "2026-03-05",
    ),
    # What was consulted before the correction counts only from the fresh start on.
    (
        """2026-02-11 received; 2026-02-12 consultation_sent id=c of=organ
        2026-02-25 correction_asked; 2026-03-09 corrected; 2026-03-11 consultation_closed id=c""",
        "2026-04-09",
    ),
    # A late notice neither stops nor restarts.
    (
        "2026-01-30 received; 2026-02-11 correction_asked reason=材料遗失; 2026-02-25 corrected",
        "2026-03-05",
    ),
    # A late correction with a good reason opens the case again.
    (
        CORRECTION + "; 2026-03-18 correction_lapsed; 2026-03-20 corrected reason=住院",
        "2026-04-20",
    ),
    # Reopened: twenty working days from the decision, or what it orders.
    ("2026-01-30 received; 2026-02-27 replied; 2026-05-08 reopened by=review", "2026-06-04"),
    (
        "2026-01-30 received; 2026-02-27 replied; 2026-05-08 reopened by=court limit_on=2026-05-22",
        "2026-05-22",
    ),
    ("2026-01-30 received; 2026-02-27 replied; 2026-05-08 reopened by=self", "2026-06-04"),
    # The extension of the first handling does not use up that of the second.
    (
        """2026-01-30 received; 2026-03-05 extended days=20; 2026-03-30 replied
        2026-05-08 reopened by=review; 2026-06-04 extended days=5""",
        "2026-06-11",
    ),
]


@pytest.mark.parametrize(("written", "end"), WORKED)
def test_worked_examples(written: str, end: str) -> None:
    assert clock_of(written).due_on == day(end)
    counted = due(told(written), law=clock_law())
    assert counted is not None
    assert counted.day == day(end)


def test_a_correction_has_its_own_limits() -> None:
    assert clock_of("2026-02-11 received").limit("correction_notice_due") == day("2026-02-27")
    waiting = clock_of(CORRECTION)
    assert (waiting.due_on, waiting.is_stopped) == (None, True)
    assert waiting.limit("correction_due") == day("2026-03-17")
    own = clock_of("2026-02-11 received; 2026-02-25 correction_asked limit_on=2026-03-02")
    assert own.limit("correction_due") == day("2026-03-02")
    assert clock_of(CORRECTION + "; 2026-03-09 corrected").limit("correction_due") is None


def test_a_fee_has_its_own_limit() -> None:
    waiting = clock_of(FEE)
    assert (waiting.due_on, waiting.is_stopped) == (None, True)
    assert waiting.limit("payment_due") == day("2025-02-27")
    assert waiting.limit("fee_notice_due") is None
    assert clock_of("2025-01-15 received").limit("fee_notice_due") == day("2025-02-18")


@pytest.mark.parametrize(
    ("of", "code"),
    [("third_party", "third_party_due"), ("organ", "organ_due"), ("co_maker", "co_maker_due")],
)
def test_whoever_is_consulted_has_a_limit_from_receipt(of: str, code: str) -> None:
    sent = f"2025-09-19 received; 2025-09-24 consultation_sent id=c of={of}"
    assert clock_of(sent).limit(code) == day("2025-10-21")
    served = sent + "; 2025-09-26 consultation_received id=c"
    assert clock_of(served).limit(code) == day("2025-10-23")
    assert clock_of(served + "; 2025-10-13 consultation_closed id=c").limit(code) is None


def test_of_several_open_limits_the_first_is_told() -> None:
    found = clock_of(
        """2025-09-19 received
        2025-09-22 consultation_sent id=a of=organ
        2025-09-24 consultation_sent id=b of=organ"""
    )
    assert found.limit("organ_due") == day("2025-10-17")
    assert [limit.id for limit in found.limits if limit.code == "organ_due"] == ["a", "b"]


def test_a_pause_is_told_day_by_day() -> None:
    found = clock_of(TOLLING_A + "2025-10-13 consultation_closed id=c1")
    assert found.tolled == 9
    paused = [on for on in range(19, 31) if found.is_paused(date(2025, 9, on))]
    assert paused == list(range(25, 31))
    assert found.is_paused(day("2025-10-13"))
    assert not found.is_paused(day("2025-10-14"))


@pytest.mark.parametrize(
    ("written", "on_time"),
    [
        ("2026-03-05 replied", True),
        ("2026-03-06 replied", False),
        ("2026-03-05 posted; 2026-03-09 served", True),  # posting makes the reply
        ("2026-03-06 served", False),  # and handing over, where nothing was posted
    ],
)
def test_whether_the_reply_was_in_time(written: str, *, on_time: bool) -> None:
    found = clock_of("2026-01-30 received; " + written)
    assert found.is_closed
    assert found.is_on_time is on_time


def test_a_closed_case_keeps_its_due_day() -> None:
    replied = TOLLING_A + "2025-10-14 replied"
    later = replied + "\n2025-10-15 consultation_closed id=c1"
    assert clock_of(replied).due_on == clock_of(later).due_on == day("2025-11-17")


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-30 received; 2026-02-05 withdrawn",
        CORRECTION + "; 2026-03-18 correction_lapsed",
        FEE + "; 2025-02-28 fee_lapsed",
        "2026-02-05 withdrawn",
    ],
)
def test_other_ends(written: str) -> None:
    found = clock_of(written)
    assert found.is_closed
    assert (found.is_on_time, found.limits) == (None, ())


def test_late_notice_is_marked() -> None:
    assert clock_of("2026-01-30 received; 2026-02-11 correction_asked reason=遗失").is_late_notice
    assert not clock_of("2026-01-30 received; 2026-02-10 correction_asked").is_late_notice


def test_before_receipt_nothing_runs() -> None:
    found = clock_of("2026-01-30 arrived; 2026-01-30 assigned")
    assert (found.received_on, found.due_on, found.limits, found.steps) == (None, None, (), ())


def test_a_year_without_a_notice_makes_it_provisional() -> None:
    assert clock_of("2026-12-18 received").is_provisional
    assert clock_of("2026-12-18 received; 2026-12-21 fee_noticed").is_provisional
    assert not clock_of("2026-11-18 received").is_provisional


def test_every_step_in_words() -> None:
    found = clock_of(TOLLING_A + "2025-10-13 consultation_closed id=c1\n2025-10-20 extended days=20")
    assert [f"{step.on} {step.sentence}（{step.article}）" for step in found.steps] == [
        "2025-09-19 收到申请。当日不计，答复期限自次日起计算。（条例第三十一条）",
        "2025-09-24 向第三方征求意见，自次日起暂停计算，最迟到2025年10月21日。（条例第三十二条）",
        "2025-09-24 征求意见，到2025年10月13日为止，9个工作日不计入期限。（条例第三十三条）",
        "2025-09-26 第三方收到征求意见书，应在2025年10月23日以前提出意见。（条例第三十二条）",
        "2025-09-28 国庆节、中秋节调休，星期日上班，计入期限。（国办发明电〔2024〕12号）",
        "2025-10-01 国庆节、中秋节放假，到2025年10月8日为止，不计入期限。（国办发明电〔2024〕12号）",
        "2025-10-11 国庆节、中秋节调休，星期六上班，计入期限。（国办发明电〔2024〕12号）",
        "2025-10-13 收到第三方的意见，自次日起恢复计算。（条例第三十二条）",
        "2025-10-20 延长答复期限20个工作日，到2025年12月3日。（条例第三十三条）",
        "2025-12-03 答复期限的最后一天。（条例第三十三条）",
    ]


@pytest.mark.parametrize(
    ("written", "effects"),
    [
        ("2026-03-09 received", ["day 0", "last day"]),
        ("2026-03-09 received; 2026-03-10 correction_asked limit_on=2026-03-20",
         ["day 0", "clock stops, correction due 2026-03-20", "last day"]),
        ("2026-03-09 received; 2026-03-10 fee_noticed", ["day 0", "clock stops, payment due 2026-04-08", "last day"]),
        ("2026-03-09 received; 2026-03-10 replied; 2026-03-11 served", ["day 0", "closed, on time", "recorded", "last day"]),
        # That the office is done with a posted reply is not a second reply.
        ("2026-03-09 received; 2026-03-10 posted; 2026-03-11 replied", ["day 0", "closed, on time", "last day"]),
        ("2026-12-18 received; 2027-01-18 replied",
         ["day 0", "last day, provisional", "closed, 1 workdays late"]),
    ],
)  # fmt: skip
def test_effects_for_programs(written: str, effects: list[str]) -> None:
    steps = [step for step in clock_of(written).steps if step.what not in ("holiday", "makeup_workday")]
    assert [step.effect for step in steps] == effects


def test_a_reopened_case_still_explains_its_first_reply() -> None:
    found = clock_of("2026-01-30 received; 2026-02-27 replied; 2026-05-08 reopened by=court")
    assert [step.on for step in found.steps if step.what == "due"] == [day("2026-03-05"), day("2026-06-04")]
    assert "收到人民法院的裁判" in next(s.sentence for s in found.steps if s.what == "reopened")


def test_order_of_entry_does_not_matter() -> None:
    events = told(TOLLING_B + "2026-03-20 extended days=20")
    law = clock_law()
    assert clock(events[::-1], law=law) == clock(events, law=law)


def test_a_parent_that_was_split_has_no_clock_of_its_own() -> None:
    split = clock(told("2026-01-05 received; 2026-01-06 split"), law=clock_law())
    assert split.closed_on == date(2026, 1, 6)
    assert not split.limits


@pytest.mark.parametrize(
    ("one_day", "due"),
    [
        ("2025-01-24 fee_noticed; 2025-01-24 fee_paid", date(2025, 2, 27)),
        ("2025-01-20 correction_asked limit_on=2025-02-10; 2025-01-20 corrected", date(2025, 2, 21)),
        (
            "2025-01-20 consultation_sent id=c1 of=organ; 2025-01-20 consultation_received id=c1;2025-01-20 consultation_closed id=c1",
            date(2025, 2, 18),
        ),
    ],
)
def test_what_answers_something_comes_after_it_on_one_day(one_day, due) -> None:
    """Whether somebody wrote down the order or not, and in whichever order it is told."""
    events = [*told("2025-01-15 received"), *told(one_day)]
    entered = [replace(event, entry=place) for place, event in enumerate(events, 1)]
    assert clock(entered, law=clock_law()).due_on == due
    for order in permutations(events):
        assert clock(order, law=clock_law()).due_on == due


def test_on_one_day_the_order_of_the_contract_holds_for_the_rest() -> None:
    """A payment of an earlier notice comes before everything else of its day; nobody pays before any notice."""
    way = told(
        "2025-01-15 received; 2025-01-20 fee_noticed; 2025-01-24 extended days=5 reason=x; 2025-01-24 fee_paid"
    )
    assert clock(way, law=clock_law()).due_on == clock(way[::-1], law=clock_law()).due_on
    with pytest.raises(NotLawful):
        clock(told("2025-01-15 received; 2025-01-23 fee_paid; 2025-01-24 fee_noticed"), law=clock_law())
