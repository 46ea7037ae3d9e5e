"""Clocks of cases that were over and are open again: nobody is asked for an opinion as before."""

import pytest

from tests.kernel.clock_cases import clock_of


@pytest.mark.parametrize("of", ["third_party", "organ"])
def test_what_others_were_asked_ends_with_the_case(of: str) -> None:
    asked = f"2026-01-30 received; 2026-02-05 consultation_sent id=c of={of}; 2026-02-06 withdrawn"
    found = clock_of(f"{asked}; 2026-02-09 reopened by=court")
    plain = clock_of("2026-01-30 received; 2026-02-06 withdrawn; 2026-02-09 reopened by=court")
    assert (found.due_on, found.limits, found.tolled) == (plain.due_on, plain.limits, 0)
    again = clock_of(f"{asked}; 2026-02-09 reopened by=court; 2026-02-10 consultation_sent id=d of={of}")
    assert [limit.id for limit in again.limits if limit.id] == ["d"]


def test_a_correction_that_came_late_asks_nobody_else() -> None:
    found = clock_of(
        """2026-01-30 received; 2026-02-02 consultation_sent id=c of=organ
        2026-02-03 correction_asked limit_on=2026-02-06; 2026-02-09 correction_lapsed; 2026-02-10 corrected reason=病"""
    )
    assert found.is_closed is False
    assert [limit.code for limit in found.limits if limit.id] == []
