"""Something under review in an organ, with a link by which its reviewer may sign on his telephone."""

from datetime import date

from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts.models import CodeDevice
from gongkai.web.disclosure import actions as items
from gongkai.web.disclosure.actions import Content, File
from gongkai.web.foundations import files
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW

LINK_PLACES = {"review-link": {}, "review-link-file": {"place": 1}}
ATTACHED = b"%PDF-1.4\n%%EOF\n"


def open_review(organ: Organ, *, title: str) -> tuple[Review, str]:
    """The first step is taken; the token of a link for the second, which is good today."""
    clerk, reviewer, other = (_colleague(organ, duty) for duty in ("clerk", "secrecy_reviewer", "publisher"))
    CodeDevice.objects.create(user=reviewer, name="手机", confirmed=True)
    with act("tests.keep", organ.pk, by=SYSTEM, at=NOW):
        kept = files.keep(ATTACHED, media_type="application/pdf", ending="pdf")
    content = Content(
        title=title,
        summary="公布值班安排。",
        body="<p>每日八时至次日八时。</p>",
        formed_on=date(2026, 2, 2),
        attachments=(File("值班表.pdf", kept),),
    )
    by = viewer_for(clerk.pk, NOW.date())
    item = items.draft(content, organ=organ, kind="information", by=by, at=NOW)
    review = items.submit(item, by=by, at=NOW, chain="small")
    sender = viewer_for(other.pk, NOW.date())
    token = reviews.link(review, stage="review", person=reviewer, by=sender, at=timezone.now())
    return review, token


def _colleague(organ: Organ, duty: str) -> User:
    person = people.enrol(f"review-{duty}", f"审签{duty}", organ=organ, by=SYSTEM, at=NOW)
    people.appoint(person, duty, organ=organ, since_on=date(2020, 1, 1), by=SYSTEM, at=NOW)
    return person
