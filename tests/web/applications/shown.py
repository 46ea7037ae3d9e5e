"""Cases that were answered with what was wanted, and items that went through the chain."""

from dataclasses import replace
from datetime import timedelta

from gongkai.web.applications.actions.replying import Supplied
from gongkai.web.applications.models import Reply
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers

from .conftest import PERSON

LATER = NOW + timedelta(days=1)
LIST = Supplied("补贴发放明细.txt", "村组,面积\n三组,12亩\n".encode())
OTHER = replace(
    PERSON, name="沈未央", id_number="110105194912310118", phone="13700005678", email="shen@example.org"
)
THIRD = replace(OTHER, name="陆知秋", id_number="110105194912310134", phone="13600001111")
FOURTH = replace(OTHER, name="何未名", id_number="110105194912310150", phone="13600002222")


def served(
    bureau, applied, *, at=NOW, supplied=(LIST,), text="经审查，予以公开，见附件。", **changed
) -> Reply:
    """An application that was answered with what was wanted."""
    case = bureau.take_in(applied, at=at, **changed)
    return bureau.answer(case, "O02", at=at, text=text, supplied=supplied)


def released(bureau, publisher, item, *, at=NOW):
    """Through the small chain, and public."""
    review = disclosure.submit(item, by=bureau.clerk, at=at, chain="small")
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=at)
    reviews.pass_stage(Review.objects.get(pk=review.pk), by=bureau.leader, at=at)
    return disclosure.publish(item, by=publisher, at=at)
