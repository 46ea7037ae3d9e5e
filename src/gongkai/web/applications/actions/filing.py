"""Papers into the file by hand, files that go out with a reply, and where an organ lets people file for review online."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    PaperKind,
    Reply,
    ReviewOnline,
)
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.papers import CORRECTION, add_paper
from gongkai.web.applications.replies import reviewing
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ

from .answering import keep_words
from .forgetting import forget_file
from .moving import held, move_of
from .steps import take


def file_paper(
    application: Application,
    *,
    kind: str,
    name: str,
    data: bytes | None = None,
    on: date | None = None,
    reply: Reply | None = None,
    by: Viewer,
    at: datetime,
) -> CasePaper:
    """材料入卷: put a paper into the file. What is supplied goes out with a reply that is not signed yet. Raises Problem."""
    with act("applications.file_paper", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        if kind == PaperKind.SUPPLIED:
            reopened_to_change(pen, reply)
        return add_paper(pen, stored, kind=kind, name=name, data=data, on=on, reply=reply)


def take_correction(
    application: Application, *, text: str, on: date, reason: str = "", by: Viewer, at: datetime
) -> Application:
    """登记补正: an officer enters what the applicant corrected; late, `reason` is why it is taken all the same. Raises Problem."""
    event = CaseEvent(kind=Happened.CORRECTED, on=on, reason=reason)
    move = move_of(application, event)
    with act(f"applications.{move.code}", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        take(pen, stored, event)
        keep_words(pen, stored, name=CORRECTION, text=text)
    return stored


def discard_paper(paper: CasePaper, *, by: Viewer, at: datetime) -> CasePaper:
    """撤下文件: a file that was to go out with a reply does not. What went out stays. Raises Refused."""
    with act("applications.discard_paper", paper.application.organ_id, by=by, at=at, subject=paper) as pen:
        application = held(paper.application)
        pen.duty = by.must_hold(*HANDLERS, path=application.organ.path)
        stored = CasePaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if stored.kind != PaperKind.SUPPLIED or stored.is_for_applicant or stored.destroyed_on:
            raise Refused("只能撤下还没有送出的、随答复提供的文件。", "已经入卷的其他材料不能撤下。")
        reopened_to_change(pen, stored.reply)
        forget_file(pen, stored)
        stored.destroyed_on, stored.kept = localdate(at), None
        pen.save(stored, "applications.paper_discarded")
    return stored


def settle_review_online(row: ReviewOnline, *, by: Viewer, at: datetime) -> ReviewOnline:
    """Settle where one files online for review of an organ's replies, from a day on. Raises Refused."""
    with act("applications.settle_review_online", row.organ_id, by=by, at=at, subject=row.organ) as pen:
        organ = Organ.objects.select_for_update().get(pk=row.organ_id)
        pen.duty = by.must_hold("admin", path=organ.path)
        must_exist(organ)
        checked(row)
        pen.save(row, "applications.review_online_settled")
    return row


def reopened_to_change(pen: Pen, reply: Reply | None) -> None:
    """A reply whose files change is no longer what was read. Raises Refused once it is signed."""
    if reply is None or reply.signed_on is not None:
        raise Refused("没有可以附文件的答复稿。", "请先拟写答复；已经签发的，请先撤回签发。")
    stored = reviewing.held_reply(reply)
    if stored.application.state == CaseStateCode.UNDER_REVIEW:
        reviewing.unreviewed(pen, stored)
