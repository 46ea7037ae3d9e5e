"""How an invented application is answered, or ends without an answer, each step by whose duty it is."""

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import Happened, Reopener
from gongkai.kernel.case_codes import CaseStateCode, OutcomeCode
from gongkai.kernel.checklist import Answer
from gongkai.kernel.review import State
from gongkai.web.applications.actions import answering, archiving, replying, sealing, serving, splitting
from gongkai.web.applications.actions.archiving import Filing
from gongkai.web.applications.actions.sealing import Stamp
from gongkai.web.applications.archive.check import closing_of
from gongkai.web.applications.models import Seal
from gongkai.web.applications.replies.reviewing import LABEL
from gongkai.web.applications.replies.signing import is_late
from gongkai.web.applications.service.served import Carried
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review

from .case import Case
from .content import drafted_of, sheet, wanted_of

_SERVED_BY = {"post": "post", "in_person": "direct", "fax": "direct"}  # whatever else is wanted goes online
_SIMPLE = {"O01", "O02", "O03"}
_RECEIPT = "送达回证.docx"


def draft(case: Case, at: datetime) -> None:
    """What is answered first, or after it was opened again."""
    stored = case.stored
    raw = case.raw | case.raw["again"] if case.is_again else case.raw
    late = is_late(stored, on=localdate(at))
    drafted = drafted_of(raw, earlier=case.another("earlier"), is_late=late)
    case.reply_pk = replying.draft(stored, drafted, by=case.by("clerk", at=at), at=at).pk


def at_once(case: Case, at: datetime) -> None:
    drafted, clerk = drafted_of(case.raw, earlier=None), case.by("clerk", at=at)
    case.reply_pk = replying.answer_at_once(case.stored, drafted, by=clerk, at=at).pk


def submit(case: Case, at: datetime) -> None:
    """What is given whole needs less reading, says the head of the section."""
    is_simple = set(case.raw["outcomes"]) <= _SIMPLE and case.scene.organ.level == "county"
    if is_simple:
        said = {"chain": "small", "lighter_because": "内容已经公开或者可以全部提供，情况简单。"}
        by = case.by("section_head", at=at)
    else:
        said, by = {}, case.by("clerk", at=at)
    replying.submit(case.reply, by=by, at=at, **said)


def pass_one(case: Case, at: datetime) -> None:
    _pass(case, _review(case), at)


def approve(case: Case, at: datetime) -> None:
    """Every signature that is still wanted."""
    review = _review(case)
    while review.state == State.OPEN:
        review = _pass(case, review, at)


def _pass(case: Case, review: Review, at: datetime) -> Review:
    stage = selectors.standing(review).stage
    passing = {one.code: min(one.passes, key=_is_moot).value for one in stage.questions}
    return reviews.pass_stage(review, checklist=passing, by=case.by(*stage.duties, at=at), at=at)


def _is_moot(answer: Answer) -> bool:
    return answer is Answer.NA


def send_back(case: Case, at: datetime) -> None:
    review = _review(case)
    by = case.by(*selectors.standing(review).stage.duties, at=at)
    reviews.send_back(review, reason="请补充检索的范围，并核对所引的条款。", by=by, at=at)


def serve(case: Case, at: datetime) -> None:
    reply, by = case.reply, case.by("clerk", at=at)
    service = _SERVED_BY.get(reply.application.delivery, "electronic")
    tracking_no = f"10{reply.pk:011d}" if service == "post" else ""
    _sealed(reply, case, at)
    replying.serve(reply, service=service, on=localdate(at), tracking_no=tracking_no, by=by, at=at)


def _sealed(carried: Carried, case: Case, at: datetime) -> None:
    """Under the seal for disclosure; the stamped sheet itself lies in the cabinet."""
    stamp = Stamp(seal=Seal.DISCLOSURE)
    sealing.seal(carried, stamp, on=localdate(at), by=case.by("clerk", at=at), at=at)


def prove(case: Case, at: datetime) -> None:
    """A receipt on paper for what was handed over; of what was posted the post tells the day."""
    reply, by = case.reply, case.by("clerk", at=at)
    scan = sheet(_RECEIPT, "申请人已经签收。") if reply.service == "direct" else None
    replying.prove_service(reply, on=localdate(at), name=_RECEIPT, scan=scan, by=by, at=at)


def conclude(case: Case, at: datetime) -> None:
    """What went out electronically has ended with that; what was posted has arrived by then."""
    stored = case.stored
    if stored.state == CaseStateCode.SERVED:
        if case.reply.service == "post" and case.reply.served_on is None:
            prove(case, at)
        serving.conclude(stored, on=localdate(at), by=case.by("clerk", at=at), at=at)


def tell_third_party(case: Case, at: datetime) -> None:
    way = {"service": "post", "tracking_no": f"20{case.reply.pk:011d}"}
    for notice in case.reply.notices.in_force().select_related("reply__application__organ", "consultation"):
        _sealed(notice, case, at)
        serving.tell_third_party(notice, **way, on=localdate(at), by=case.by("clerk", at=at), at=at)


def archive(case: Case, at: datetime) -> None:
    """What the scene has no paper for is said; nobody scans invented sheets."""
    stored = case.stored
    missing = closing_of(stored).missing
    filing = Filing(lacking_because="纸质原件另存本机关档案柜。" if missing else "")
    archiving.archive(stored, filing, on=localdate(at), by=case.by("clerk", at=at), at=at)


def withdraw(case: Case, at: datetime) -> None:
    answering.withdraw(case.stored, at=at)


def discontinue(case: Case, at: datetime) -> None:
    said = {"outcome": OutcomeCode.APPLICANT_GONE, "reason": case.raw["discontinued_because"]}
    case.happened(Happened.WITHDRAWN, **said, by=case.by("office_head", at=at), at=at)


def void(case: Case, at: datetime) -> None:
    other = case.another("same_as")
    splitting.void_duplicate(case.stored, same_as=other, by=case.by("clerk", at=at), at=at)


def split(case: Case, at: datetime) -> None:
    wanted = wanted_of(case.raw)
    parts = [replace(wanted, title=title, wanted=title) for title in case.raw["parts"]]
    reason = "申请包含几项互不相关的内容，须由不同的科室分别办理。"
    splitting.split(case.stored, parts, reason=reason, by=case.by("clerk", at=at), at=at)


def report_up(case: Case, at: datetime) -> None:
    case.happened(Happened.REPORTED_UP, by=case.by("clerk", at=at), at=at)


def reopen(case: Case, at: datetime) -> None:
    told = {"reopener": Reopener(case.raw["reopened_by"]), "reason": case.raw["reopened_because"]}
    replying.reopen(case.stored, **told, on=localdate(at), by=case.by("office_head", at=at), at=at)
    case.is_again = True


def _review(case: Case) -> Review:
    return Review.objects.filter(subject_label=LABEL, subject_id=case.reply_pk).latest("pk")
