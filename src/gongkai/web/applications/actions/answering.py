"""What people do by themselves with a case, without signing in: the applicant corrects, explains, withdraws; whoever was
asked for an opinion gives it by his link."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.engine.intake import MEDIA_TYPES
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Refused
from gongkai.web.applications.application_form import Enclosed
from gongkai.web.applications.models import Application, Consultation, PaperKind
from gongkai.web.applications.papers import CORRECTION, REASONS, add_paper
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen, act

from .consulting import ANSWERS, closed, keep_opinion, opened_with
from .moving import follow, held
from .steps import take


def correct(
    application: Application, *, text: str, papers: Sequence[Enclosed] = (), at: datetime
) -> Application:
    """补正: the applicant says what was not clear; his words and papers lie in the file. Raises Problem."""
    return _said(application, Happened.CORRECTED, text=text, name=CORRECTION, papers=papers, at=at)


def give_reasons(
    application: Application, *, text: str, papers: Sequence[Enclosed] = (), at: datetime
) -> Application:
    """说明理由: the applicant says why he asks for so much (Art. 35). Raises Problem."""
    return _said(application, Happened.REASONS_GIVEN, text=text, name=REASONS, papers=papers, at=at)


def withdraw(application: Application, *, at: datetime) -> Application:
    """撤回: the applicant does not want it any more. Raises NotLawful."""
    with act("applications.withdraw", application.organ_id, by=PUBLIC, at=at, subject=application) as pen:
        stored = held(application)
        take(pen, stored, CaseEvent(kind=Happened.WITHDRAWN, on=localdate(at), outcome=OutcomeCode.WITHDRAWN))
    return stored


def give_opinion(
    token: str, *, opinion: str, grounds: str, papers: Sequence[Enclosed] = (), at: datetime
) -> Consultation:
    """提出意见: by whoever has the link, once, while there is time; then the link opens nothing any more. Raises Problem."""
    asked = _open(token, at)
    application = asked.application
    name = "applications.close_consultation"
    with act(name, application.organ_id, by=PUBLIC, at=at, subject=asked) as pen:
        case = held(application)
        stored = _open(token, at)  # nobody was quicker
        if opinion not in ANSWERS:
            raise Refused("没有选择意见。", "请选择同意公开、不同意公开或者同意公开一部分。")
        # Who has the link may do this one thing, and holds no duty.
        follow(pen, case, closed(stored, on=localdate(at)))
        keep_opinion(pen, stored, opinion=opinion, grounds=grounds)
        for paper in papers:
            add_paper(pen, case, kind=PaperKind.CONSULTATION, name=paper.name, data=paper.data)
    return stored


def _open(token: str, at: datetime) -> Consultation:
    asked = opened_with(token, at)
    if asked is None:
        raise Refused("这次征求意见已经结束。", "还要说明意见的，请与发出征求意见书的机关联系。")
    return asked


def _said(
    application: Application,
    kind: Happened,
    *,
    text: str,
    name: str,
    papers: Sequence[Enclosed],
    at: datetime,
) -> Application:
    """Enter it, and put words and papers into the file: what happened is kept for ever, but who somebody is is not."""
    move = {Happened.CORRECTED: "correct", Happened.REASONS_GIVEN: "give_reasons"}[kind]
    with act(f"applications.{move}", application.organ_id, by=PUBLIC, at=at, subject=application) as pen:
        stored = held(application)
        take(pen, stored, CaseEvent(kind=kind, on=localdate(at)))
        keep_words(pen, stored, name=name, text=text)
        for paper in papers:
            add_paper(pen, stored, kind=PaperKind.CORRECTION, name=paper.name, data=paper.data)
    return stored


def keep_words(pen: Pen, application: Application, *, name: str, text: str) -> None:
    """What the applicant said, as a paper of the file."""
    if text.strip():
        kept = files.keep(text.strip().encode(), media_type=MEDIA_TYPES["text"], ending="txt")
        add_paper(pen, application, kind=PaperKind.CORRECTION, name=name, kept=kept)
