"""Signatures on paper, entered by somebody other than the proposer, under the duty of the day on which they were given."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Problem, Refused
from gongkai.kernel.review import Verdict
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.verify import verify
from gongkai.web.people import actions as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Means, Step
from tests.web.conftest import NOW

from .conftest import BOTH, propose, viewer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def picture(colour="white") -> bytes:
    """A page that came out of a scanner."""
    scan = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(scan, "PNG")
    return scan.getvalue()


def enter(review, signer, by, *, stage="approve", signed_on=TODAY, scan=None, name="审签单.png", **more):
    """Enter a signed sheet."""
    return actions.pass_on_paper(
        review,
        stage=stage,
        signer=signer,
        signed_on=signed_on,
        scan=picture() if scan is None else scan,
        name=name,
        by=viewer(by),
        at=NOW,
        **more,
    )


def test_a_leader_signs_on_paper_and_a_colleague_enters_it(reviewed, staff, papers):
    done = enter(reviewed, staff["leader"], staff["reviewer"])
    assert done.state == "approved"
    assert papers.told == [("approved", 1, "")]
    last = Step.objects.last()
    assert (last.person, last.entered_by, last.means) == (staff["leader"], staff["reviewer"], Means.PAPER)
    assert files.read(last.scan) == picture()
    assert "批准“关于秋收补贴的通知”" in history(done)[0]
    assert verify() == []


def test_a_review_on_paper_brings_its_checklist(proposed, staff):
    with pytest.raises(Refused, match="没有回答"):
        enter(proposed, staff["reviewer"], staff["leader"], stage="review")
    assert not KeptFile.objects.exists()
    done = enter(proposed, staff["reviewer"], staff["leader"], stage="review", checklist=BOTH)
    assert done.stage == "approve"


def test_a_refusal_on_paper_counts_too(reviewed, staff, papers):
    refusal = {"verdict": Verdict.RETURNED, "opinion": "暂缓。"}
    assert enter(reviewed, staff["leader"], staff["reviewer"], **refusal).state == "returned"
    assert papers.told == [("returned", 1, "暂缓。")]


def test_the_proposer_enters_nothing(reviewed, staff):
    with pytest.raises(NotYourOwn, match="须由另一人录入"):
        enter(reviewed, staff["leader"], staff["clerk"])


def test_who_has_no_part_in_the_organ_enters_nothing(reviewed, staff, person_with, county, organ):
    for stranger in (person_with("clerk", county), person_with("auditor", organ)):
        with pytest.raises(NotYourDuty):
            enter(reviewed, staff["leader"], stranger)


@pytest.mark.parametrize(("who", "problem"), [("reviewer", NotYourDuty), ("clerk", NotYourDuty)])
def test_the_signer_held_the_duty(reviewed, staff, who, problem):
    with pytest.raises(problem):
        enter(reviewed, staff[who], staff["reviewer"])


def test_the_signer_held_it_on_that_day(reviewed, staff, person_with, organ):
    new = person_with(None, organ, name="新任")
    people.appoint(new, "chief_leader", organ=organ, since_on=TODAY + timedelta(days=1), by=SYSTEM, at=NOW)
    with pytest.raises(NotYourDuty):
        enter(reviewed, new, staff["reviewer"])


@pytest.mark.parametrize(
    ("signed_on", "said"),
    [(TODAY + timedelta(days=1), "还没有到"), (date(2026, 2, 2), "早于上一个环节（2026年2月3日）")],
)
def test_the_day_fits(reviewed, staff, signed_on, said):
    with pytest.raises(Refused, match=said):
        enter(reviewed, staff["leader"], staff["reviewer"], signed_on=signed_on)


@pytest.mark.parametrize(
    ("scan", "name"),
    [(b"MZ" + bytes(100), "审签单.pdf"), ("已签".encode(), "审签单.txt"), (b"", "审签单.pdf")],
)
def test_what_is_no_scan_is_refused(reviewed, staff, scan, name):
    with pytest.raises(Problem):
        enter(reviewed, staff["leader"], staff["reviewer"], scan=scan, name=name)
    assert not KeptFile.objects.exists()


def test_an_edit_counts_for_paper_too(reviewed, staff, papers):
    papers.edit()
    with pytest.raises(Refused, match="这次审签作废"):
        enter(reviewed, staff["leader"], staff["reviewer"])
    assert not KeptFile.objects.exists()


def test_the_share_of_paper(reviewed, staff, papers, organ, county):
    enter(reviewed, staff["leader"], staff["reviewer"])
    second = propose(papers.new(organ, pk=2), staff["clerk"])
    second = actions.pass_stage(second, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    actions.pass_stage(second, by=viewer(staff["leader"]), at=NOW)

    def share(organ, first, last):
        found = selectors.paper_share(organ, since_on=first, last_on=last)
        return found.paper, found.total

    assert share(organ, TODAY, TODAY) == (1, 2)
    assert share(organ, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == (0, 0)
    assert share(county, TODAY, TODAY) == (0, 0)
