"""期满销毁: what people wrote into reviews goes when the time of what was reviewed is over; who signed what, and when, stays."""

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import Pen
from gongkai.web.reviews.models import Review

_WORDS = ("title", "reason", "lighter_because", "closed_because")


def forget(pen: Pen, label: str, pk: int) -> None:
    """Strike out, inside an act of the subject's app, the words of all its reviews. The database lets nobody do so before."""
    rows = Review.objects.select_for_update(of=("self",)).filter(subject_label=label, subject_id=pk)
    for review in rows.order_by("pk"):
        for name in _WORDS:
            setattr(review, name, FORGOTTEN if getattr(review, name) else "")
        review.overrides = {}
        pen.save(review, "reviews.forgotten")
        for step in review.steps.exclude(opinion="").order_by("pk"):
            step.opinion = FORGOTTEN
            pen.save(step, "reviews.forgotten")
