"""没有送到: a letter comes back or nobody is found; it goes out again, and where nothing else is left it is announced."""

from datetime import date, datetime

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.models import Application, Attempt, Letter, ReleaseNotice, Reply, Service
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import must_have_come

from .attempting import Sent, arrive, begin, come_back, last_known, prove
from .moving import held
from .serving import go_out, must_suit, reached, tell, to_be_filed
from .steps import take

_AGAIN = (Service.DIRECT, Service.POST, Service.ELECTRONIC)


def bring_back(
    carried: Carried,
    *,
    on: date,
    reason: str,
    was_brought: bool = False,
    name: str,
    scan: bytes,
    by: Viewer,
    at: datetime,
) -> Attempt:
    """登记没有送到: what was posted came back, or (`was_brought`) nobody was found where it was brought by hand; with the
    envelope or a note of it. Raises Refused."""
    organ = served.application_of(carried).organ_id
    with act("applications.bring_back", organ, by=by, at=at, subject=carried) as pen:
        stored = _held(pen, carried, on=on)
        attempt = last_known(stored)
        if attempt is None or attempt.failed_on is not None:
            if not was_brought:
                raise Refused(
                    "这份文书没有等候结果的邮件。",
                    "寄出的，请先登记送出；上门没有找到人的，请注明是上门送达。",
                )
            _must_be_signed(stored, on=on)
            attempt = begin(pen, stored, Sent(service=Service.DIRECT, on=on))
            attempt.arrived_on = None
        elif not attempt.is_open or attempt.way != Service.POST:
            raise Refused(
                "没有等候送达结果的邮件。", "已经送到的，不能登记退回；记错了的，请核对是哪一份文书。"
            )
        come_back(pen, attempt, on=on, reason=reason)
        prove(pen, attempt, stored, name=name, scan=scan)
    return attempt


def send_again(carried: Carried, sent: Sent, *, by: Viewer, at: datetime) -> Attempt:
    """再次送达: what came back goes out again; the day of the reply stays the first one. Raises Refused."""
    organ = served.application_of(carried).organ_id
    with act("applications.send_again", organ, by=by, at=at, subject=carried) as pen:
        stored = _held(pen, carried, on=sent.on)
        if sent.service not in _AGAIN:
            raise Refused("没有这种送达方式。", "可以直接送达、邮寄送达或者电子送达；公告的另行办理。")
        _must_have_failed(stored, on=sent.on)
        if not has_gone_out(stored):
            raise Refused("这份文书还没有送出过。", "请登记送达。")
        if isinstance(stored, Reply):
            must_suit(stored, sent.service)
        attempt = begin(pen, stored, sent)
        if isinstance(stored, Reply) and sent.served_on is not None:
            reached(pen, stored, on=sent.served_on)
    return attempt


def announce(
    carried: Carried,
    *,
    on: date,
    place: str,
    name: str,
    scan: bytes,
    unsealed_because: str = "",
    by: Viewer,
    at: datetime,
) -> Attempt:
    """公告送达: only after another way failed. It counts as served some days later, by the law data. Raises Refused."""
    organ, rendition = served.application_of(carried).organ_id, to_be_filed(carried)
    with act("applications.announce", organ, by=by, at=at, subject=carried) as pen:
        stored = _held(pen, carried, on=on)
        served.must_be_unchanged(carried, stored)
        if not place.strip():
            raise Refused("没有写明在哪里公告。", "请写明网址，或者张贴的处所。")
        _must_have_failed(stored, on=on)
        sent = Sent(service=Service.ANNOUNCEMENT, on=on, unsealed_because=unsealed_because)
        if has_gone_out(stored):
            begin(pen, stored, sent, place=place)
            if isinstance(stored, Reply):
                event = CaseEvent(kind=Happened.ANNOUNCED, on=on, outcome=stored.outcome)
                take(pen, stored.application, event)
        elif isinstance(stored, Reply):
            go_out(pen, stored, sent, place=place, rendition=rendition)
        elif isinstance(stored, ReleaseNotice):
            tell(pen, stored, sent, place=place, rendition=rendition)
        else:
            begin(pen, stored, sent, place=place)
        attempt = served.last_of(stored)
        prove(pen, attempt, stored, name=name, scan=scan)
    return attempt


def prove_delivery(
    carried: ReleaseNotice | Letter, *, on: date, name: str, scan: bytes, by: Viewer, at: datetime
) -> Attempt:
    """登记送达凭证: what shows that a notice or another letter arrived, and when. Raises Refused."""
    organ = served.application_of(carried).organ_id
    with act("applications.prove_service", organ, by=by, at=at, subject=carried) as pen:
        stored = _held(pen, carried, on=on)
        attempt = last_known(stored)
        if attempt is None:
            raise Refused("这份文书还没有登记送出。", "请先登记送达，再登记凭证。")
        if attempt.is_open:
            arrive(pen, attempt, on=on)
        prove(pen, attempt, stored, name=name, scan=scan)
    return attempt


def has_gone_out(carried: Carried) -> bool:
    """Whether it has been sent by any way, whatever became of it."""
    if isinstance(carried, Reply):
        return carried.made_on is not None
    if isinstance(carried, ReleaseNotice):
        return carried.told_on is not None
    return served.last_of(carried) is not None


def _held(pen: Pen, carried: Carried, *, on: date) -> Carried:
    """A letter as stored, its case held. Raises NotYourDuty, and Refused for a day to come."""
    application = held(Application(pk=served.application_of(carried).pk))
    pen.duty = pen.by.must_hold(*duties_of("serve"), path=application.organ.path)
    must_have_come(on, pen.at)
    stored = type(carried).objects.select_for_update(of=("self",)).get(pk=carried.pk)
    if isinstance(stored, ReleaseNotice):
        stored.reply.application = application
    else:
        stored.application = application
    return stored


def _must_be_signed(carried: Carried, *, on: date) -> None:
    signed_on = (served.reply_of(carried) or carried).signed_on
    if signed_on is None or on < signed_on:
        raise Refused("文书还没有签发，或者日期早于签发的日期。", "请核对日期；没有签发的，不能送达。")
    _must_count(carried)


def _must_count(carried: Carried) -> None:
    if isinstance(carried, Letter | ReleaseNotice) and carried.voided_on is not None:
        raise Refused("这份文书已经作废。", "请核对是哪一份文书。")


def _must_have_failed(carried: Carried, *, on: date) -> None:
    _must_count(carried)
    last = served.last_of(carried)
    if last is None or last.failed_on is None:
        raise Refused(
            "没有登记过退回或者找不到人。",
            "别的方式送不到的，请先登记没有送到的情况和凭证，再次送达或者公告。",
        )
    if on < last.failed_on:
        raise Refused("日期早于上一次没有送到的日期。", "请核对日期。")
