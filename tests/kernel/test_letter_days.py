"""Why a limit ends on its day, as letters tell it: what changed it, and nothing where nothing did."""

from datetime import date

import pytest

from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.kernel.clock import clock
from gongkai.kernel.letter_days import reckoned
from gongkai.lawbook.deadlines import clock_law


def on(month: int, day: int) -> date:
    return date(2026, month, day)


RECEIVED = CaseEvent(kind=Happened.RECEIVED, on=on(3, 2))
ASKED = CaseEvent(kind=Happened.CORRECTION_ASKED, on=on(3, 4), limit_on=on(3, 20))
CORRECTED = CaseEvent(kind=Happened.CORRECTED, on=on(3, 10))
EXTENDED = CaseEvent(kind=Happened.EXTENDED, on=on(3, 12), days=10, reason="分散")


def said(*events: CaseEvent) -> str:
    return reckoned(clock([RECEIVED, *events], law=clock_law()), you="您")


def test_twenty_days_need_no_word() -> None:
    assert said() == ""


def test_while_the_applicant_has_to_act_nothing_is_reckoned() -> None:
    assert said(ASKED) == ""


def test_a_correction_and_an_extension_are_told_in_their_order() -> None:
    assert said(ASKED, CORRECTED, EXTENDED) == (
        "答复期限的计算：您于2026年3月10日补正，自次日起计算；于2026年3月12日延长10个工作日。"
        "期限到2026年4月22日（含当日）为止。"
    )


def test_a_consultation_is_told_with_the_days_that_it_took_out() -> None:
    asked = CaseEvent(kind=Happened.CONSULTATION_SENT, on=on(3, 4), id="1", of=Consulted.ORGAN)
    back = CaseEvent(kind=Happened.CONSULTATION_CLOSED, on=on(3, 11), id="1", of=Consulted.ORGAN)
    assert said(asked, back) == (
        "答复期限的计算：征求意见的5个工作日不计算在内。期限到2026年4月7日（含当日）为止。"
    )


def test_a_late_request_for_correction_starts_nothing_anew() -> None:
    late = CaseEvent(kind=Happened.CORRECTION_ASKED, on=on(3, 13), limit_on=on(3, 27), reason="积压")
    words = said(late, CaseEvent(kind=Happened.CORRECTED, on=on(3, 20)))
    assert "不因补正重新计算" in words
    assert "自次日起" not in words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [
                CaseEvent(kind=Happened.FEE_NOTICED, on=on(3, 5)),
                CaseEvent(kind=Happened.FEE_PAID, on=on(3, 12)),
            ],
            "您于2026年3月12日缴纳信息处理费，自次日起重新计算",
        ),
        (
            [CaseEvent(kind=Happened.DELAYED, on=on(3, 12), until=on(6, 30), reason="件数多")],
            "于2026年3月12日确定延迟答复。期限到2026年6月30日（含当日）为止",
        ),
    ],
)
def test_payment_and_delay(events: list[CaseEvent], words: str) -> None:
    assert words in said(*events)


def test_what_was_before_a_case_began_again_counts_no_more() -> None:
    again = CaseEvent(kind=Happened.REOPENED, on=on(5, 6), by=Reopener.REVIEW)
    words = said(ASKED, CORRECTED, EXTENDED, CaseEvent(kind=Happened.REPLIED, on=on(4, 1)), again)
    assert words.startswith("答复期限的计算：本机关于2026年5月6日重新办理，自次日起计算。期限到")
