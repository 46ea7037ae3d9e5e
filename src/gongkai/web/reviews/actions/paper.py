"""审签单 on paper: a leader who does not sign in signs a sheet, and somebody other than the proposer enters it."""

import hashlib
import io
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils.timezone import localdate
from PIL import Image

from gongkai.engine.accept import accept
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourOwn, Refused, Unsupported
from gongkai.kernel.review import Verdict
from gongkai.web.foundations import files
from gongkai.web.foundations.models import User
from gongkai.web.ledger.sentences import day
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import SIGNERS, Means, Review, Step

from .rows import Signature, sign, step

PICTURES = ("jpg", "png")
SCANS = ("pdf", *PICTURES)
# Of 256 shades of grey; a scanner's noise on an empty page is below, the palest pen above.
LEAST_CONTRAST = 16


def pass_on_paper(
    review: Review,
    *,
    stage: str,
    signer: User,
    signed_on: date,
    scan: bytes,
    name: str,
    by: Viewer,
    at: datetime,
    checklist: Mapping[str, str] | None = None,
    opinion: str = "",
    verdict: Verdict = Verdict.PASSED,
) -> Review:
    """录入纸质审签: what `signer` signed at a stage on a day, under the duty that he held on that day. Raises Problem."""
    accepted = accept(scan, name=name)  # takes its time, and holds nobody up
    if accepted.ending not in SCANS:
        raise Unsupported("扫描件须是 pdf、jpg 或者 png。", "请重新扫描或者拍照，保存为其中一种。")
    _must_show_something(scan, accepted.ending)
    with step("reviews.pass_on_paper", review, by=by, at=at) as (pen, stored, reviewed):
        pen.duty = by.must_hold(*SIGNERS, path=reviewed.path)
        must_be_another(stored, by)
        _must_see_to_one_part(stored, stage, by)
        _must_be_new(stored, scan)
        _must_be_in_order(stored, signed_on, at=at)
        signature = Signature(
            signer=viewer_for(signer.pk, signed_on),
            entered_by=by.person,
            signed_on=signed_on,
            means=Means.PAPER,
            verdict=verdict,
            stage=stage,
            checklist=checklist or {},
            opinion=opinion,
            scan=files.keep(scan, media_type=accepted.media_type, ending=accepted.ending),
        )
        sign(pen, stored, reviewed.path, signature)
    return stored


def must_be_another(review: Review, by: Viewer) -> None:
    """Raises NotYourOwn when the proposer would see to it himself that his proposal is signed."""
    if by.person is None or by.person == review.proposer_id:
        raise NotYourOwn("您提出的事项，须由另一人录入纸质审签单或者开出链接。", "请本机关的其他同事办理。")


def _must_see_to_one_part(review: Review, stage: str, by: Viewer) -> None:
    """Raises NotYourOwn when one person would account for two parts of a review: signed by himself, or entered."""
    parts = {one.code: one.part.value for one in selectors.chain_of(review).stages}
    his = Q(person=by.person) | Q(instead_of=by.person) | Q(entered_by=by.person) & ~Q(part=parts.get(stage))
    if review.steps.filter(his).exists():
        raise NotYourOwn(
            "您在这一件上已经签署或者录入过别的环节，这一张须由另一人录入。",
            "审核和批准须由不同的人经手；请本机关没有经手这一件的同事录入。",
        )


def _must_be_new(review: Review, scan: bytes) -> None:
    """One sheet is signed for one review. Raises Refused."""
    known = Step.objects.filter(scan__sha256=hashlib.sha256(scan).hexdigest())
    if known.exclude(review=review).exists():
        raise Refused("这份扫描件已经用于另一件的审签。", "请扫描这一件的审签单；每一件都要单独签署。")


def _must_show_something(scan: bytes, ending: str) -> None:
    """Raises Unsupported for a picture in one colour: nobody signed there. A PDF is looked at by people."""
    if ending not in PICTURES:
        return
    with Image.open(io.BytesIO(scan)) as picture:
        darkest, brightest = picture.convert("L").getextrema()
    if brightest - darkest < LEAST_CONTRAST:
        raise Unsupported("扫描件是空白的。", "请核对选的文件，重新扫描签了名的审签单。")


def _must_be_in_order(review: Review, signed_on: date, *, at: datetime) -> None:
    if signed_on > localdate(at):
        raise Refused("签署日期还没有到。", "请核对审签单上的日期。")
    latest = review.steps.aggregate(latest=Max("signed_on"))["latest"]
    if signed_on < latest:
        raise Refused(
            f"签署日期早于上一个环节（{day(latest)}）。",
            "请核对审签单上的日期。",
        )
