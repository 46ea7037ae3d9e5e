"""表四: in which line and column a case stands on 31 December, whether it is counted at all, and what may not be entered."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.lawbook.challenges import challenge_results
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.remedies.actions import Ruled, amend, appeal, correct, decide, register, withdraw
from gongkai.web.remedies.models import Challenge
from gongkai.web.remedies.selectors import behind, counted

from .conftest import LODGED
from .stories import AT, told

pytestmark = pytest.mark.django_db(transaction=True)
BOTH, NEW = "accepted_or_carried", "accepted_only"
# What happened; the line; the column in the tables of 2025 and of 2026, empty where the case is not counted in that year.
STORIES = [
    ("review 2025-03-03", "review", "pending", "pending"),
    ("review 2025-03-03; review_upheld 2025-04-02", "review", "upheld", ""),
    ("review 2025-03-03; review_claim_dismissed 2025-04-02", "review", "upheld", ""),
    ("review 2025-12-31; review_revoked 2025-12-31", "review", "corrected", ""),
    ("review 2025-12-31; review_revoked 2026-01-01", "review", "pending", "corrected"),
    ("review 2026-01-01; review_mediated 2026-02-10", "review", "", "other"),
    ("review 2025-03-03; review_terminated 2025-03-05; void", "review", "", ""),
    ("suit 2025-06-02; suit_dismissed 2025-09-01", "suit_direct", "upheld", ""),
    ("suit 2025-06-02; suit_withdrawn 2026-09-01", "suit_direct", "pending", "other"),
    # Under appeal on the last day: pending, until the last instance has decided; its result counts.
    ("suit 2025-06-02; suit_dismissed 2025-09-01; appeal 2025-12-31", "suit_direct", "pending", "pending"),
    (
        "suit 2025-06-02; suit_dismissed 2025-09-01; appeal 2025-09-10; suit_unlawful 2025-12-30",
        "suit_direct",
        "corrected",
        "",
    ),
    (
        "suit 2025-06-02; suit_revoked 2025-09-01; appeal 2025-09-10; suit_dismissed 2026-02-02",
        "suit_direct",
        "pending",
        "upheld",
    ),
    # Decided on the last day, appealed against after it: 2025 has the first instance, 2026 the last.
    (
        "suit 2025-06-02; suit_dismissed 2025-12-20; appeal 2026-01-04; suit_revoked 2026-05-06",
        "suit_direct",
        "upheld",
        "corrected",
    ),
    # A suit after a review is a case of its own beside that review.
    (
        "review 2025-03-03; review_upheld 2025-04-02; suit 2025-04-20; suit_performed 2026-04-20",
        "suit_after_review",
        "pending",
        "corrected",
    ),
    (
        "review 2025-03-03; suit 2025-08-20; suit_rejected 2025-10-20",
        "suit_after_review",
        "other",
        "",
    ),
]


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def cell_of(row: Challenge, number: int, population: str = BOTH) -> tuple[str, str] | None:
    """Line and column of one case in the table of a year; None where it is not counted."""
    organ = row.application.organ
    cells = {
        (one.row, one.column) for one in counted([organ.pk], *year(number), population=population) if one.n
    }
    found = [cell for cell in cells if row in behind(organ, *year(number), *cell, population=population)]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(("story", "line", "in_2025", "in_2026"), STORIES)
def test_where_a_case_stands(case, story, line, in_2025, in_2026) -> None:
    row = told(case, story)
    assert row.row == line
    assert cell_of(row, 2025) == ((line, in_2025) if in_2025 else None)
    assert cell_of(row, 2026) == ((line, in_2026) if in_2026 else None)
    # The other way of counting has each case in the year in which it came, and in no other.
    came_in = {2025: in_2025, 2026: in_2026}
    for number in came_in:
        is_counted = row.received_on.year == number and came_in[number]
        assert cell_of(row, number, NEW) == ((line, came_in[number]) if is_counted else None)


def test_every_result_counts_in_the_column_that_the_law_data_say(case, django_assert_num_queries) -> None:
    results = challenge_results().values()
    for one in results:
        told(case, f"{one.way} 2025-03-03; {one.code} 2025-05-06")
    with django_assert_num_queries(1):
        cells = counted([case.organ_id], *year(2025), population=BOTH)
    lines = {"review": "review", "suit": "suit_direct"}
    wanted = Counter((case.organ_id, lines[one.way], one.column) for one in results)
    assert {one[:3]: one.n for one in cells} == wanted


def test_a_month_has_what_stood_on_its_last_day(case) -> None:
    row = told(case, "review 2025-03-03; review_upheld 2025-05-06")
    standing = {}
    for month in range(2, 7):
        first = date(2025, month, 1)
        last = date(2025, month + 1, 1) - timedelta(days=1)
        standing[month] = [one.column for one in counted([case.organ_id], first, last, population=BOTH)]
    assert standing == {2: [], 3: ["pending"], 4: ["pending"], 5: ["upheld"], 6: []}
    assert row.decided.result_name == "维持决定"


def test_what_was_ended_before_results_were_kept_ended_otherwise(case) -> None:
    row = told(case, "review 2025-03-03")
    with act("remedies.correct", case.organ_id, by=SYSTEM, at=AT) as pen:
        row.ended_on, row.ended_because = date(2026, 1, 5), "申请人撤回复议申请"
        row.counted_out_on = row.ended_on
        pen.save(row, "remedies.ended")
    assert (cell_of(row, 2025), cell_of(row, 2026), cell_of(row, 2027)) == (
        ("review", "pending"),
        ("review", "other"),
        None,
    )


def test_a_wrong_result_is_put_right_for_a_reason_and_the_ledger_keeps_both(case) -> None:
    row = told(case, "review 2025-03-03; review_upheld 2025-04-02")
    right = Ruled(
        result="review_revoked",
        decided_on=date(2025, 4, 2),
        received_on=date(2025, 4, 7),
        gist="撤销答复，责令30日内重新答复。",
        orders_reply=True,
        limit_on=date(2025, 5, 7),
    )
    with pytest.raises(Refused, match="没有写明更正的原因"):
        amend(row.latest, right, reason=" ", by=SYSTEM, at=AT)
    amend(row.latest, right, reason="结果看错", by=SYSTEM, at=AT)
    assert cell_of(row, 2025) == ("review", "corrected")
    event = Event.objects.get(kind="remedies.amended")
    assert (event.told()["before"]["result"], event.told()["after"]["result"]) == (
        "review_upheld",
        "review_revoked",
    )
    assert told_of(event).endswith("更正申请〔2026〕1号的行政复议的决定的登记，结果为撤销或者部分撤销。")
    assert "重新答复。" not in event.body
    assert not list(differences())


def test_a_ruling_of_another_case_is_taken_back_from_the_last_one(case) -> None:
    row = told(case, "suit 2025-06-02; suit_dismissed 2025-09-01; appeal 2025-09-10; suit_revoked 2025-12-30")
    first, second = row.rulings.all()
    with pytest.raises(Refused, match="在它以后还有"):
        withdraw(first, reason="登记有误", by=SYSTEM, at=AT)
    withdraw(second, reason="登记有误", by=SYSTEM, at=AT)
    assert cell_of(row, 2025) == ("suit_direct", "pending")
    with pytest.raises(Refused, match="已经撤销"):
        amend(second, _dismissed("2025-12-30"), reason="改", by=SYSTEM, at=AT)
    # The appeal, too, was entered by mistake.
    amend(first, _dismissed("2025-09-01"), reason="没有上诉", by=SYSTEM, at=AT)
    assert cell_of(row, 2025) == ("suit_direct", "upheld")


def _dismissed(day: str, **changed) -> Ruled:
    on = date.fromisoformat(day)
    said = Ruled(result="suit_dismissed", decided_on=on, received_on=on, instance="first")
    return replace(said, **changed)


WRONG = [
    ({"result": "review_upheld"}, "没有这种结果"),
    ({"result": "no_such"}, "没有这种结果"),
    ({"instance": "review"}, "审级"),
    ({"received_on": date(2025, 8, 31)}, "早于作出"),
    ({"decided_on": date(2025, 5, 1), "received_on": date(2025, 5, 1)}, "早于收到案件"),
    ({"decided_on": date(2031, 1, 1), "received_on": date(2031, 1, 1)}, "还没有到"),
    ({"orders_reply": True}, "不会责令"),
    ({"limit_on": date(2025, 10, 1)}, "没有选责令"),
    (
        {"result": "suit_revoked", "orders_reply": True, "limit_on": date(2025, 8, 1)},
        "限定的日期早于",
    ),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_no_court_says_is_refused(case, changed, said) -> None:
    row = told(case, "suit 2025-06-02")
    with pytest.raises(Refused, match=said):
        decide(row, _dismissed("2025-09-01", **changed), by=SYSTEM, at=AT)
    assert row.rulings.count() == 0


def test_one_ruling_counts_at_a_time(case) -> None:
    row = told(case, "suit 2025-06-02; suit_dismissed 2025-09-01")
    with pytest.raises(Refused, match="已经有了结果：判决驳回诉讼请求"):
        decide(row, _dismissed("2025-12-01"), by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="早于裁判作出"):
        appeal(row, on=date(2025, 8, 31), by=SYSTEM, at=AT)
    appeal(row, on=date(2025, 9, 10), by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="没有可以上诉"):
        appeal(row, on=date(2025, 9, 11), by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="没有在这以前上诉"):
        decide(row, _dismissed("2025-09-05", instance="second"), by=SYSTEM, at=AT)
    decide(row, _dismissed("2025-12-05", instance="second"), by=SYSTEM, at=AT)
    first = row.rulings.first()
    with pytest.raises(Refused, match="没有在这以前上诉"):
        amend(first, _dismissed("2025-09-01"), reason="没有上诉", by=SYSTEM, at=AT)
    review = told(case, "review 2025-03-03; review_upheld 2025-04-02")
    with pytest.raises(Refused, match="登记再起诉"):
        appeal(review, on=date(2025, 5, 1), by=SYSTEM, at=AT)


def test_a_suit_names_a_review_of_the_same_application_before_it(case) -> None:
    review = told(case, "review 2025-03-03")
    suit = told(case, "suit 2025-06-02")
    lodged = replace(LODGED, kind="suit", case_no="某号", received_on=date(2025, 6, 2), review=review)
    for changed, said in (
        ({"review": suit}, "不是这件申请的行政复议"),
        ({"kind": "review"}, "行政复议没有先行的复议"),
        ({"received_on": date(2025, 3, 2)}, "早于先行的复议"),
    ):
        with pytest.raises(Refused, match=said):
            register(case, replace(lodged, **changed), by=SYSTEM, at=AT)
    assert register(case, lodged, by=SYSTEM, at=AT).row == "suit_after_review"
    as_suit = replace(LODGED, kind="suit", case_no=review.case_no, received_on=review.received_on)
    with pytest.raises(Refused, match="有一件诉讼写明"):
        correct(review, as_suit, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="晚于已经登记的"):
        correct(review, replace(as_suit, kind="review", received_on=date(2025, 6, 3)), by=SYSTEM, at=AT)
