"""A finding as it is told: whoever gives a reason says what suits the rule."""

import pytest

from gongkai import lawbook
from gongkai.web.office.rooms.reporting.findings import told
from gongkai.web.reports.compiling.found import found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CELL_BLANK", "确实不能掌握，说明理由"),
        ("NEGATIVE_CLAIM", "情况确实如此，说明理由"),
        ("ROLLUP", "情况确实如此，说明理由"),
        ("T3_BALANCE", "确实不能更正，说明理由"),
        ("T3_CARRY", "数字确实如此，说明理由"),
    ],
)
def test_a_reason_is_offered_in_the_words_of_its_rule(code, words):
    shown = told(
        found(code, "不符合。", is_final=False), {"justify": "/j/"}, form=lawbook.load().form_for(2025)
    )
    assert shown["because"] == words
    assert shown["justify"].startswith("/j/?fingerprint=")
