"""Beside a case: its day and the reason for it, which step is mostly next, what others have to do, what comes only later."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.kernel.application import Offer
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.clock import Clock, OpenLimit
from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.duties import duties
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.service import service_law
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.models import Application
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.reviewing import LABEL
from gongkai.web.applications.selectors import asked_of
from gongkai.web.office.rows import day
from gongkai.web.reviews import selectors as reviews
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.turns import waits_for

from . import acts as application_acts
from . import fee_forms as application_fee_forms
from .due import due_of
from .moves import offers_now

# While the clock stands still, the day that the applicant has.
_WAITED_FOR = {"correction_due": "申请人补正的期限", "payment_due": "申请人缴费的期限"}
# Days besides the one for the reply, as somebody must keep them.
_BESIDES = {
    "correction_notice_due": "内容不明确的，须在{}以前告知补正",
    "third_party_due": "第三方提出意见的期限到{}",
    "organ_due": "其他机关提出意见的期限到{}",
    "co_maker_due": "共同制作机关提出意见的期限到{}",
}
_MAY_MOVE = "按意见等到期限届满推算；意见提前收到的，这一天相应提前。"


def clock_box(application: Application, today: date) -> dict[str, Any]:
    """The big day, the small reason, the other days to keep, and every step with its article."""
    told = clock_of(application)
    waited = _waited_for(told)
    shown = told.due_on or (waited.on if waited else None)
    reason = next((step.sentence for step in reversed(told.steps) if step.on == shown), "")
    return {
        "day": full_day(shown) if shown else "",
        "label": _WAITED_FOR[waited.code] if waited else "答复期限",
        "due": due_of(application, today),
        "reason": _MAY_MOVE if application.is_paused and told.due_on else reason,
        "is_provisional": told.is_provisional,
        "steps": [(day(step.on), step.sentence, step.article) for step in told.steps],
        "limits": [*_besides(application, told), *_last_days(application, told)],
    }


def _waited_for(told: Clock) -> OpenLimit | None:
    """What the applicant has to do before the clock runs again."""
    if not told.is_stopped:
        return None
    return next((limit for limit in told.limits if limit.code in _WAITED_FOR), None)


def _besides(application: Application, told: Clock) -> Iterator[str]:
    for limit in told.limits:
        is_past = (
            limit.code == "correction_notice_due" and not offers_now(application)["ask_correction"].is_lawful
        )
        if limit.code in _BESIDES and not is_past:
            yield _BESIDES[limit.code].format(full_day(limit.on))


def _last_days(application: Application, told: Clock) -> Iterator[str]:
    """By which step the reply, and whatever the applicant must be told before it, is in time, for each way."""
    if told.due_on is not None and told.made_on is None and not told.is_closed:
        yield f"答复以及延期、收费的告知，{service_law().last_days(told.due_on)}"
    notice_on = told.limit("correction_notice_due")
    if notice_on is not None and offers_now(application)["ask_correction"].is_lawful:
        yield f"补正告知，{service_law().last_days(notice_on)}"


def likely(application: Application, viewer: Viewer) -> tuple[str, ...]:
    """The acts that are mostly next: what somebody waits for from this very person comes first."""
    return (*_waited_from(application, viewer), *application_acts.LIKELY.get(application.state, ()))


def _waited_from(application: Application, viewer: Viewer) -> Iterator[str]:
    if asked_of(viewer).filter(application=application).exists():
        yield "answer-section"
    if application_fee_forms.is_proposed_by_another(application, viewer):
        yield "notice-fee"


def review_box(application: Application, viewer: Viewer, today: date) -> dict[str, Any] | None:
    """Who has the reply now, and the way to its review; None where none is under way."""
    reply = replies.latest(application) if application.state == CaseStateCode.UNDER_REVIEW else None
    review: Review | None = reviews.of(LABEL, reply.pk, viewer=viewer).first() if reply else None
    if review is None:
        return None
    return {
        "address": reverse("reviews:sheet", args=[review.pk]),
        "stage": review.stage_name,
        "waits_for": waits_for(review, today, viewer=viewer),
        "is_mine": reviews.can_take(review, viewer),
    }


def of_others(application: Application, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Moves that are lawful now, and whose duty they are when it is not the viewer's."""
    path, known = application.organ.path, duties()
    for one in _shown(application):
        if one.is_lawful and viewer.holds(*one.move.duties, path=path) is None:
            yield one.move.name, "、".join(known[code].name for code in one.move.duties if code in known)


def barred(application: Application) -> list[tuple[str, str]]:
    """What a day or the file stands against, each with its reason; then what can be done only later, place by place."""
    now, later = [], {}
    states = list(case_lifecycle().states)
    ahead = states[states.index(application.state) + 1 :]
    for one in _shown(application):
        if one.refusal is None:
            continue
        if application.state in one.move.steps:
            now.append((one.move.name, str(one.refusal)))
        elif place := next((state for state in ahead if state in one.move.steps), ""):
            later.setdefault(place, []).append(one.move.name)
    names = case_lifecycle().states
    return now + [
        (f"到“{names[place].name}”时", "、".join(later[place])) for place in ahead if place in later
    ]


def _shown(application: Application) -> Iterator[Offer]:
    """Moves that somebody takes by a button."""
    return (
        one for one in offers_now(application).values() if one.move.code not in application_acts.BY_THEMSELVES
    )
