"""Steps of whoever has signed in: pass, send back, and the proposer's withdrawal."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourOwn
from gongkai.kernel.review import State, Verdict
from gongkai.web.reviews.models import SIGNERS, Review
from gongkai.web.reviews.registry import subject_of

from .rows import Signature, close, sign, step


def pass_stage(
    review: Review,
    *,
    by: Viewer,
    at: datetime,
    checklist: Mapping[str, str] | None = None,
    opinion: str = "",
    stage: str = "",
) -> Review:
    """通过: sign the next step; `stage` says which one the signer has read of, and must be the next. Raises Refused."""
    with step("reviews.pass_stage", review, by=by, at=at) as (pen, stored, reviewed):
        signature = Signature(
            by, by.person, localdate(at), stage=stage, checklist=checklist or {}, opinion=opinion
        )
        sign(pen, stored, reviewed.path, signature)
    return stored


def send_back(review: Review, *, reason: str, by: Viewer, at: datetime, stage: str = "") -> Review:
    """退回: the proposer has to change something; the reason says what. Raises Refused."""
    with step("reviews.send_back", review, by=by, at=at) as (pen, stored, reviewed):
        signature = Signature(
            by, by.person, localdate(at), verdict=Verdict.RETURNED, stage=stage, opinion=reason
        )
        sign(pen, stored, reviewed.path, signature)
    return stored


def withdraw(review: Review, *, by: Viewer, at: datetime) -> Review:
    """撤回: the proposer takes it back before it is decided."""
    with step("reviews.withdraw", review, by=by, at=at) as (pen, stored, reviewed):
        pen.duty = by.must_hold(*SIGNERS, path=reviewed.path)
        if by.person is None or by.person != stored.proposer_id:
            raise NotYourOwn("只有提出人可以撤回。", "审核、批准的人认为不妥的，请退回。")
        close(pen, stored, State.VOID, "reviews.withdrawn", because="提出人撤回")
        subject_of(stored.subject_label).returned(pen, stored, "提出人撤回")
    return stored
