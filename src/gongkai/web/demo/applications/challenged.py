"""What comes of a reply that somebody does not accept: a review or a suit is lodged, answered by the organ, and decided."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.demo.county import Toml
from gongkai.web.remedies.actions import registering, ruling
from gongkai.web.remedies.actions.registering import Lodged
from gongkai.web.remedies.actions.ruling import Ruled
from gongkai.web.remedies.models import Challenge, ChallengeKind, Instance

from .case import Case


def lodge(case: Case, at: datetime) -> None:
    """The papers of the next one come; a suit follows the review before it."""
    before = _latest(case)
    told = _told(case, case.stored.challenges.count())
    words = {name: told[name] for name in ("kind", "body", "case_no")}
    review = before if told["kind"] == ChallengeKind.SUIT else None
    procedure = told.get("procedure", "")  # a suit has none
    lodged = Lodged(received_on=localdate(at), review=review, procedure=procedure, **words)
    registering.register(case.stored, lodged, by=case.by(*HANDLERS, at=at), at=at)


def answer(case: Case, at: datetime) -> None:
    """The organ hands in its answer and its evidence."""
    registering.answer(_latest(case), on=localdate(at), by=case.by(*HANDLERS, at=at), at=at)


def rule(case: Case, at: datetime) -> None:
    """It is decided, and the decision served on the same day."""
    challenge, on = _latest(case), localdate(at)
    told = _told(case, case.stored.challenges.count() - 1)
    is_review = told["kind"] == ChallengeKind.REVIEW
    ruled = Ruled(
        result=told["result"],
        decided_on=on,
        received_on=on,
        instance=Instance.REVIEW if is_review else Instance.FIRST,
        gist=told["gist"],
        orders_reply=told.get("orders_reply", False),
    )
    ruling.decide(challenge, ruled, by=case.by(*HANDLERS, at=at), at=at)


def _latest(case: Case) -> Challenge | None:
    return case.stored.challenges.order_by("pk").last()


def _told(case: Case, place: int) -> Toml:
    return case.raw["challenges"][place]
