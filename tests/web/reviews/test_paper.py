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
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import told_of
from gongkai.web.ledger.verify import verify
from gongkai.web.office.waiting import groups
from gongkai.web.people import actions as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Means, Step
from tests.web.conftest import NOW

from .conftest import BOTH, propose, viewer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def picture(stroke=5, *, ending="PNG") -> bytes:
    """A page that came out of a scanner, with a stroke of a pen; without one for 0."""
    scan, page = io.BytesIO(), Image.new("RGB", (40, 60), "white")
    page.paste((40, 40, 90), (5, 5, 5 + stroke, 7 if stroke else 5))
    page.save(scan, ending)
    return scan.getvalue()


@pytest.fixture
def colleague(organ, person_with):
    """Somebody of the organ who has no part in the review."""
    return person_with("clerk", organ, name="同事乙")


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


def test_a_leader_signs_on_paper_and_a_colleague_enters_it(reviewed, staff, papers, colleague):
    done = enter(reviewed, staff["leader"], colleague)
    assert done.state == "approved"
    assert papers.told == [("approved", 1, "")]
    last = Step.objects.last()
    assert (last.person, last.entered_by, last.means) == (staff["leader"], colleague, Means.PAPER)
    assert files.read(last.scan) == picture()
    assert history(done)[0].startswith("leader甲批准")
    assert verify() == []


def test_the_ledger_names_who_signed_and_who_entered_it(reviewed, staff, colleague):
    enter(reviewed, staff["leader"], colleague)
    closing, signing = history(reviewed)[0], told_of(Event.objects.get(kind="reviews.signed_on_paper"))
    assert closing.startswith("leader甲批准")
    assert colleague.name not in closing
    assert signing.startswith("leader甲于2026年2月3日批准")
    assert f"（纸面，{colleague.name}录入于2026年2月3日09:30）" in signing


def test_a_review_on_paper_brings_its_checklist(proposed, staff):
    with pytest.raises(Refused, match="没有回答"):
        enter(proposed, staff["reviewer"], staff["leader"], stage="review")
    assert not KeptFile.objects.exists()
    done = enter(proposed, staff["reviewer"], staff["leader"], stage="review", checklist=BOTH)
    assert done.stage == "approve"


def test_a_refusal_on_paper_counts_too(reviewed, staff, papers, colleague):
    refusal = {"verdict": Verdict.RETURNED, "opinion": "暂缓。"}
    assert enter(reviewed, staff["leader"], colleague, **refusal).state == "returned"
    assert papers.told == [("returned", 1, "暂缓。")]


def test_the_proposer_enters_nothing(reviewed, staff):
    with pytest.raises(NotYourOwn, match="须由另一人录入"):
        enter(reviewed, staff["leader"], staff["clerk"])


def test_who_has_no_part_in_the_organ_enters_nothing(reviewed, staff, person_with, county, organ):
    for stranger in (person_with("clerk", county), person_with("auditor", organ)):
        with pytest.raises(NotYourDuty):
            enter(reviewed, staff["leader"], stranger)


@pytest.mark.parametrize(("who", "problem"), [("reviewer", NotYourDuty), ("clerk", NotYourDuty)])
def test_the_signer_held_the_duty(reviewed, staff, who, problem, colleague):
    with pytest.raises(problem):
        enter(reviewed, staff[who], colleague)


def test_the_signer_held_it_on_that_day(reviewed, staff, person_with, organ, colleague):
    new = person_with(None, organ, name="新任")
    people.appoint(new, "chief_leader", organ=organ, since_on=TODAY + timedelta(days=1), by=SYSTEM, at=NOW)
    with pytest.raises(NotYourDuty):
        enter(reviewed, new, colleague)


@pytest.mark.parametrize(
    ("signed_on", "said"),
    [(TODAY + timedelta(days=1), "还没有到"), (date(2026, 2, 2), "早于上一个环节（2026年2月3日）")],
)
def test_the_day_fits(reviewed, staff, signed_on, said, colleague):
    with pytest.raises(Refused, match=said):
        enter(reviewed, staff["leader"], colleague, signed_on=signed_on)


@pytest.mark.parametrize(
    ("scan", "name"),
    [(b"MZ" + bytes(100), "审签单.pdf"), ("已签".encode(), "审签单.txt"), (b"", "审签单.pdf")],
)
def test_what_is_no_scan_is_refused(reviewed, staff, scan, name, colleague):
    with pytest.raises(Problem):
        enter(reviewed, staff["leader"], colleague, scan=scan, name=name)
    assert not KeptFile.objects.exists()


def test_an_edit_counts_for_paper_too(reviewed, staff, papers, colleague):
    papers.edit()
    with pytest.raises(Refused, match="这次审签作废"):
        enter(reviewed, staff["leader"], colleague)
    assert not KeptFile.objects.exists()


def test_the_share_of_paper(reviewed, staff, papers, organ, county, colleague):
    enter(reviewed, staff["leader"], colleague)
    second = propose(papers.new(organ, pk=2), staff["clerk"])
    second = actions.pass_stage(second, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    actions.pass_stage(second, by=viewer(staff["leader"]), at=NOW)

    def share(organ, first, last):
        found = selectors.paper_share(organ, since_on=first, last_on=last)
        return found.paper, found.total

    assert share(organ, TODAY, TODAY) == (1, 2)
    assert share(organ, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == (0, 0)
    assert share(county, TODAY, TODAY) == (0, 0)


def test_who_signed_himself_enters_nothing_beside_it(reviewed, staff):
    with pytest.raises(NotYourOwn, match="须由另一人录入"):
        enter(reviewed, staff["leader"], staff["reviewer"])


def test_one_person_does_not_enter_review_and_approval(proposed, staff, colleague, person_with, organ):
    enter(proposed, staff["reviewer"], colleague, stage="review", checklist=BOTH)
    with pytest.raises(NotYourOwn, match="须由另一人录入"):
        enter(proposed, staff["leader"], colleague)
    another = person_with("clerk", organ, name="同事丙")
    assert enter(proposed, staff["leader"], another).state == "approved"


def test_one_sheet_is_for_one_review(reviewed, staff, papers, organ, colleague):
    enter(reviewed, staff["leader"], colleague)
    second = propose(papers.new(organ, pk=2), staff["clerk"])
    second = actions.pass_stage(second, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    with pytest.raises(Refused, match="已经用于另一件的审签"):
        enter(second, staff["leader"], colleague)
    assert enter(second, staff["leader"], colleague, scan=picture(9)).state == "approved"


@pytest.mark.parametrize(("ending", "name"), [("PNG", "审签单.png"), ("JPEG", "审签单.jpg")])
def test_an_empty_page_is_no_signature(reviewed, staff, colleague, ending, name):
    with pytest.raises(Problem, match="扫描件是空白的"):
        enter(reviewed, staff["leader"], colleague, scan=picture(0, ending=ending), name=name)
    assert not KeptFile.objects.exists()


def test_the_signer_is_told_what_was_entered_in_his_name(reviewed, staff, colleague):
    enter(reviewed, staff["leader"], colleague)
    leader, clerk = viewer(staff["leader"]), viewer(staff["clerk"])
    found = selectors.entered_for(leader, since_on=TODAY)
    assert [(one.review, one.entered_by) for one in found] == [(reviewed, colleague)]
    assert not selectors.entered_for(leader, since_on=TODAY + timedelta(days=1)).exists()
    assert not selectors.entered_for(clerk, since_on=TODAY).exists()
    shown = {group.title: group.items for group in groups(leader, TODAY + timedelta(days=30))}
    (told,) = shown["以我的名义录入的纸面审签"]
    assert told.title == "关于秋收补贴的通知（批准，通过，2026年2月3日签署，同事乙录入）"
    assert told.address == f"/office/reviews/{reviewed.pk}/"
    later = {group.title: group.items for group in groups(leader, TODAY + timedelta(days=31))}
    assert later["以我的名义录入的纸面审签"] == ()
