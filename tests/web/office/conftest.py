"""Browsers of colleagues with one duty each, and something under review."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.disclosure import actions as items
from gongkai.web.disclosure.actions import Content, File
from gongkai.web.foundations import clock, files
from gongkai.web.ledger.actions import act
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews.models import Review
from tests.web.channels.conftest import notice, place, town  # noqa: F401 - fixtures of the channels, used here too
from tests.web.conftest import NOW, sign_in

from . import writing
from .cases import case, head, in_hand, section  # noqa: F401 - fixtures of applications
from .reviewing import PDF, TITLE, answers, sheet


@pytest.fixture
def browser_of(person_with) -> Callable[..., Client]:
    """`browser_of("clerk", organ)`: the browser of a colleague who has signed in and holds the duty."""

    def opened(duty, organ, **fields) -> Client:
        return sign_in(Client(), person_with(duty, organ, **fields))

    return opened


@pytest.fixture
def staff(person_with, organ):
    """Who proposes, who reviews, who approves, and somebody who carries papers."""
    duties = {
        "clerk": ("clerk", "沈听雨"),
        "reviewer": ("secrecy_reviewer", "顾知秋"),
        "leader": ("chief_leader", "陆怀远"),
        "other": ("publisher", "白石"),
    }
    return {name: person_with(duty, organ, name=called) for name, (duty, called) in duties.items()}


@pytest.fixture
def browsers(staff):
    return {name: sign_in(Client(), person) for name, person in staff.items()}


@pytest.fixture
def review(organ, staff) -> Review:
    """What the clerk has sent into the chain of three, with an attachment."""
    with act("tests.keep", organ.pk, by=SYSTEM, at=NOW):
        kept = files.keep(PDF, media_type="application/pdf", ending="pdf")
    content = Content(
        title=TITLE,
        summary="公布全镇防汛值班的时间和电话。",
        body="<p>值班时间为每日八时至次日八时。</p>",
        formed_on=date(2026, 2, 2),
        attachments=(File("值班表.pdf", kept),),
    )
    clerk = viewer_for(staff["clerk"].pk, NOW.date())
    item = items.draft(content, organ=organ, kind="information", by=clerk, at=NOW)
    return items.submit(item, by=clerk, at=NOW, chain="small")


@pytest.fixture
def reviewed(review, browsers) -> Review:
    """The same, reviewed."""
    browsers["reviewer"].post(f"{sheet(review)}pass/", answers(review))
    review.refresh_from_db()
    assert review.stage == "approve"
    return review


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ, name="沈听雨")


@pytest.fixture
def colleague(browser_of, organ):
    return browser_of("clerk", organ, name="白石")


@pytest.fixture
def publisher(browser_of, organ):
    return browser_of("publisher", organ)


@pytest.fixture
def reviewers(browser_of, organ):
    """Who takes the small chain, in its order."""
    return [browser_of("secrecy_reviewer", organ), browser_of("chief_leader", organ)]


@pytest.fixture
def reported(kept):
    """The annual report that the organ owes of last year is public."""
    kept.year = clock.today().year - 1
    with act("reports.keep", kept.organ_id, by=SYSTEM, at=NOW) as pen:
        pen.save(kept, "reports.replaced", facts={"year": kept.year})
    return kept


@pytest.fixture
def row(organ):
    """A duty of the catalogue of the organ."""
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    return organ.catalogue_rows.filter(is_statutory=True).first()


@pytest.fixture
def live(clerk, publisher, reviewers, organ):
    """Drafted, approved and published through the screens."""
    item = writing.approved(
        clerk, writing.drafted(clerk, organ, files=writing.upload("值班表.pdf")), reviewers
    )
    assert publisher.post(f"{writing.sheet(item)}publish/").status_code == 302
    item.refresh_from_db()
    return item
