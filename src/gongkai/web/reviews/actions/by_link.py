"""一次性链接: a leader signs one step on his telephone and shows by the code of his own device that it is he."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import Verdict, seat
from gongkai.lawbook.chains import review_law
from gongkai.web.accounts.actions import Shown, show_code
from gongkai.web.accounts.selectors import has_device
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import note_refused
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews import selectors
from gongkai.web.reviews.links import digest_of, new_token
from gongkai.web.reviews.models import SIGNERS, Means, Review, ReviewLink

from .paper import must_be_another
from .rows import Signature, sign, step

_DIGITS = 6


def link(review: Review, *, stage: str, person: User, by: Viewer, at: datetime) -> str:
    """Open the next step to one person for some hours. The token, told once: only its hash is kept. Raises Refused."""
    token = new_token()
    with step("reviews.link", review, by=by, at=at) as (pen, stored, reviewed):
        pen.duty = by.must_hold(*SIGNERS, path=reviewed.path)
        must_be_another(stored, by)
        _must_be_no_secret(stored)
        signer = viewer_for(person.pk, localdate(at))
        turn, _duty = seat(selectors.standing(stored), signer, path=reviewed.path, stage=stage)
        if not has_device(person):
            raise Refused(
                f"{person}还没有设置第二道登录验证，不能用链接办理。",
                "请本人先登录设置，或者改用纸质审签单。",
            )
        expires_at = at + review_law().link_lasts
        # The one given before no longer counts, or wrong codes could be tried on each.
        stored.links.filter(stage=turn.stage.code, person=person, used_at=None, expires_at__gt=at).update(
            expires_at=at
        )
        ReviewLink.objects.create(
            review=stored,
            stage=turn.stage.code,
            person=person,
            made_by_id=by.person,
            digest=digest_of(token),
            made_at=at,
            expires_at=expires_at,
        )
        told = {"person": person.pk, "stage": turn.stage.code, "expires_at": expires_at.isoformat()}
        pen.note("reviews.link_made", subject=stored, facts=told)
    return token


def pass_by_link(
    token: str,
    code: str,
    *,
    at: datetime,
    checklist: Mapping[str, str] | None = None,
    opinion: str = "",
    verdict: Verdict = Verdict.PASSED,
) -> Review:
    """Sign the step that a link opens, with the six figures that the signer's own device shows now. Raises Refused."""
    opened = selectors.link_of(token, at=at)
    _must_be_himself(opened, code, at=at)
    signer = viewer_for(opened.person_id, localdate(at))
    with step("reviews.pass_by_link", opened.review, by=signer, at=at) as (pen, stored, reviewed):
        # One statement: of two that come at once, one signs.
        if not ReviewLink.objects.usable_at(at).filter(pk=opened.pk).update(used_at=at):
            selectors.link_of(token, at=at)
        signature = Signature(
            signer=signer,
            entered_by=opened.person_id,
            signed_on=localdate(at),
            means=Means.LINK,
            verdict=verdict,
            stage=opened.stage,
            checklist=checklist or {},
            opinion=opinion,
        )
        sign(pen, stored, reviewed.path, signature)
    return stored


def _must_be_no_secret(review: Review) -> None:
    """What is kept back as a secret is read inside the office alone. Raises Refused."""
    reason = selectors.reason_of(review)
    if reason is not None and reason.is_secret:
        raise Refused(f"这一件的理由是“{reason.name}”，不能用手机链接办理。", "请用纸面审签单。")


def _must_be_himself(opened: ReviewLink, code: str, *, at: datetime) -> None:
    """Raises Refused unless the code is that of the signer's device; every try is counted before it is looked at."""
    links = ReviewLink.objects.filter(pk=opened.pk)
    if not ReviewLink.objects.usable_at(at).filter(pk=opened.pk).update(failures=F("failures") + 1):
        raise Refused(
            "这个链接不能用：可能已经用过、过期或者作废。", "请联系经办人重新开出链接，或者登录办理。"
        )
    typed = "".join(code.split())
    is_a_code = (
        len(typed) == _DIGITS and typed.isdecimal()
    )  # a recovery code lets somebody in, but signs nothing
    if is_a_code and show_code(opened.person, typed, at=at) is Shown.DEVICE:
        links.update(failures=F("failures") - 1)
        return
    review = opened.review
    note_refused("reviews.pass_by_link", review.organ_id, by=PUBLIC, at=at, code=Refused.code, subject=review)
    left = review_law().link_failures - opened.failures - 1
    raise Refused(
        f"验证码不正确，{f'还可以试{left}次' if left > 0 else '这个链接已经作废'}。",
        "请稍等几秒，核对手机的时间，再输入现在显示的六位数字。"
        if left > 0
        else "请联系经办人重新开出链接，或者登录办理。",
    )
