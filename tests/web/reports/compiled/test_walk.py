"""A report on a way at random: whatever is tried in whatever order, it stands where the table says, and nothing public is unsigned."""

import random

import pytest

from gongkai.kernel.problems import Problem
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.ledger.verify import verify
from gongkai.web.reports.actions import pre_reviewing, publishing
from gongkai.web.reports.models import Edition, Report, State
from gongkai.web.reviews.actions import send_back
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW

from .desk import fresh

pytestmark = pytest.mark.django_db
STEPS = 24


def tries(desk, compilation, number):
    """What people may try, by the move of the table that it is."""

    def judged(way):
        review = Review.objects.open().filter(subject_label="reports.edition").first()
        if review is not None:
            way(review)

    return {
        "change": lambda: desk.write(compilation, 1, "platform", f"本镇设有政府信息查阅点，第{number}稿。"),
        "ask": lambda: desk.ask(compilation),
        "take_back": lambda: pre_reviewing.take_back(compilation, by=desk.viewer("clerk"), at=NOW),
        "agreed": lambda: desk.give(compilation, "agreed"),
        "remarks": lambda: desk.give(compilation, "remarks", "请核对。"),
        "returned": lambda: desk.give(compilation, "returned", "请重写。"),
        "send_in": lambda: desk.send_in(compilation),
        "sent_back": lambda: judged(
            lambda review: send_back(review, reason="请核对。", by=desk.viewer("secrecy_reviewer"), at=NOW)
        ),
        "sign": lambda: judged(lambda review: (desk.review(review), desk.approve(review))),
        "publish": lambda: desk.publish(compilation),
        "correct": lambda: publishing.correct(compilation, note="更正。", by=desk.viewer("clerk"), at=NOW),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_at_random(desk, seed):
    chance, compilation = random.Random(seed), desk.written()
    moves = reporting_law().lifecycle.moves
    seen = set()
    for number in range(STEPS):
        before = fresh(compilation).state
        # Half of what is tried leads on from here, the rest does not.
        likely = [code for code, move in moves.items() if before in move.steps and code != "change"]
        code = chance.choice(likely if likely and chance.random() < 0.7 else sorted(moves))
        try:
            tries(desk, compilation, number)[code]()
        except Problem:
            assert fresh(compilation).state == before
            continue
        after = fresh(compilation).state
        seen.add(after)
        assert after in (moves[code].steps.get(before), before)
        approved = Edition.objects.filter(approval__isnull=False)
        assert approved.filter(published_at=None).exists() == (after == State.SIGNED)
        assert Review.objects.open().exists() == (after == State.UNDER_REVIEW)
        assert Report.objects.exists() == Edition.objects.published().exists()
    assert len(seen) > 3
    assert not list(verify())
