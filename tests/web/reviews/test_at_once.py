"""Two who sign at the same moment: one step is taken, and the other is told that it was."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from gongkai.kernel.problems import Refused
from gongkai.web.ledger.verify import verify
from gongkai.web.reviews import actions
from gongkai.web.reviews.models import Review, Step
from tests.web.conftest import NOW

from .conftest import viewer

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts):
    """What was said to each; empty where it was done."""

    def carry_out(act):
        try:
            act()
        except Refused as problem:
            return problem.message
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(carry_out, acts))


def test_two_leaders_approve_once(reviewed, person_with, organ, papers):
    leaders = [viewer(person_with(duty, organ)) for duty in ("deputy_leader", "chief_leader")]
    said = _at_once(*(lambda who=who: actions.pass_stage(reviewed, by=who, at=NOW) for who in leaders))
    assert said == ["", "这一件已批准。"]
    assert Step.objects.filter(part="approve").count() == 1
    assert papers.told == [("approved", 1, "")]
    assert verify() == []


def test_an_approval_and_a_withdrawal_are_not_both_done(reviewed, staff):
    said = _at_once(
        lambda: actions.pass_stage(reviewed, by=viewer(staff["leader"]), at=NOW),
        lambda: actions.withdraw(reviewed, by=viewer(staff["clerk"]), at=NOW),
    )
    assert said[0] == ""
    assert said[1] in ("这一件已批准。", "这一件已作废。")
    assert Review.objects.get().state in ("approved", "void")
    assert verify() == []
