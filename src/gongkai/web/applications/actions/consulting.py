"""征求意见: asking those whom a disclosure would affect, and other organs; what they answer, by letter or by a link."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.days import in_words
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications.identity import Identity, masked_name
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, Consultation, Opinion
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.links import digest_of, new_token

from .lettering import Letters, send
from .moving import clock_of, held, move_of, standing_of
from .steps import take

# Of a third party who does not agree these need grounds (Art. 32); what stands there when he gave none.
NEED_GROUNDS = frozenset({Opinion.REFUSES, Opinion.PARTLY})
NO_GROUNDS = "没有说明理由"
# What somebody who was asked can answer; the rest is what became of the letter.
ANSWERS = frozenset({Opinion.AGREES, Opinion.REFUSES, Opinion.PARTLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked about what: an organ of ours, or somebody else by his identity, a person or not."""

    of: Consulted
    about: str
    organ: Organ | None = None
    identity: Identity | None = None
    is_person: bool = True


def consult(
    application: Application,
    asked: Asked,
    *,
    on: date,
    by: Viewer,
    at: datetime,
    letters: Letters | None = None,
) -> tuple[Consultation, str]:
    """发出征求意见书, with the letters to whom is asked and to the applicant. The token of the one-time link is told this
    once."""
    name = f"applications.consult_{asked.of.value}"
    with act(name, application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        _must_be_one(asked, stored)
        ref, token = f"c{stored.consultations.count() + 1}", new_token()
        event = CaseEvent(kind=Happened.CONSULTATION_SENT, on=on, id=ref, of=asked.of)
        move = move_of(stored, event)
        take(pen, stored, event)
        consultation = to_consult(stored, asked)
        consultation.ref, consultation.token_digest = ref, digest_of(token)
        consultation.token_until_at = _longest(asked.of, on)
        checked(consultation)
        pen.save(consultation, "applications.consulted")
        around = Around(on=localdate(at), event=event, consultation=consultation)
        send(pen, stored, move.letters, letters, around=around)
    return consultation, token


def to_consult(application: Application, asked: Asked) -> Consultation:
    """Who would be asked about what; not saved."""
    return Consultation(
        application=application,
        of=asked.of.value,
        organ=asked.organ,
        sealed=asked.identity.sealed() if asked.identity else "",
        masked_name=_masked(asked),
        about=asked.about.strip(),
    )


def deliver(consultation: Consultation, *, on: date, by: Viewer, at: datetime) -> Consultation:
    """登记送达: from then on the legal time for the opinion counts."""
    application = consultation.application
    name = "applications.deliver_consultation"
    with act(name, application.organ_id, by=by, at=at, subject=consultation) as pen:
        event = CaseEvent(kind=Happened.CONSULTATION_RECEIVED, on=on, id=consultation.ref)
        take(pen, held(application), event)
    return consultation


def take_opinion(
    consultation: Consultation, *, opinion: str, grounds: str, on: date, by: Viewer, at: datetime
) -> Consultation:
    """结束征求意见: the opinion as it came by letter, or that none will come."""
    application = consultation.application
    name = "applications.close_consultation"
    with act(name, application.organ_id, by=by, at=at, subject=consultation) as pen:
        case = held(application)
        stored = _held(consultation)
        _must_be_possible(stored, case, opinion=opinion, on=on)
        _must_have_grounds(stored, opinion=opinion, grounds=grounds)
        close(pen, stored, case, opinion=opinion, grounds=grounds, on=on)
    return stored


def close(
    pen: Pen, consultation: Consultation, case: Application, *, opinion: str, grounds: str = "", on: date
) -> None:
    """End a consultation of a held case inside an act, with what came of it."""
    take(pen, case, closed(consultation, on=on))
    keep_opinion(pen, consultation, opinion=opinion, grounds=grounds)


def closed(consultation: Consultation, *, on: date) -> CaseEvent:
    """That a consultation has ended."""
    return CaseEvent(kind=Happened.CONSULTATION_CLOSED, on=on, id=consultation.ref)


def keep_opinion(pen: Pen, consultation: Consultation, *, opinion: str, grounds: str) -> None:
    """What came of a consultation, inside the act that ends it."""
    consultation.opinion, consultation.grounds = opinion, grounds.strip()
    checked(consultation)
    pen.save(consultation, "applications.opinion_taken")


def opened_with(token: str, at: datetime) -> Consultation | None:
    """The consultation that a link opens: not answered yet, its case open, its time not over; None otherwise."""
    known = Consultation.objects.filter(token_digest=digest_of(token), token_until_at__gt=at, opinion="")
    consultation = known.select_related("application__organ").first() if token else None
    return consultation if consultation and _is_open(consultation, on=localdate(at)) else None


def limit_of(consultation: Consultation) -> date | None:
    """The last day for the opinion; None when it is not waited for any more."""
    limits = clock_of(consultation.application).limits
    return next((limit.on for limit in limits if limit.id == consultation.ref), None)


def _held(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def _is_open(consultation: Consultation, *, on: date) -> bool:
    if consultation.ref not in standing_of(consultation.application).asked:
        return False
    limit = limit_of(consultation)
    return limit is not None and on <= limit


def _must_be_one(asked: Asked, application: Application) -> None:
    """Either an organ or somebody by name; the organ itself needs not be asked."""
    is_named = asked.identity is not None and bool(asked.identity.name.strip())
    if is_named == (asked.organ is not None):
        raise Refused("没有写明向谁征求意见。", "请选择一个机关，或者写明对方的名称和联系方式，二者填一项。")
    if asked.organ is not None and asked.of is Consulted.THIRD_PARTY:
        raise Refused("第三方不是行政机关。", "向行政机关征求意见的，请选择其他机关或者共同制作的机关。")
    if asked.organ is not None and asked.organ.pk == application.organ_id:
        raise Refused("不能向本机关征求意见。", "需要本机关的科室提供意见的，请办理协办，期限照常计算。")


def _must_be_possible(consultation: Consultation, case: Application, *, opinion: str, on: date) -> None:
    """Silence is known when the time is over, and a letter that was delivered did not come back. Raises Refused."""
    if consultation.opinion:
        said = consultation.get_opinion_display()
        raise Refused(f"这次征求意见已经结束，结果为“{said}”。", "再次征求意见的，请重新发出征求意见书。")
    if opinion not in Opinion.values:
        raise Refused("没有写明意见。", "请选择对方的意见，或者未能送达、逾期未答复。")
    limit = limit_of(consultation)
    if opinion == Opinion.SILENT and limit is not None and on <= limit:
        raise Refused(
            f"提出意见的期限到{in_words(limit)}才届满。",
            "请等候意见，期限过后再办。",
        )
    if opinion == Opinion.RETURNED and standing_of(case).asked.get(consultation.ref):
        raise Refused("征求意见书已经登记送达，不能再记为未能送达。", "请登记对方的意见，或者等候期限届满。")


def _must_have_grounds(consultation: Consultation, *, opinion: str, grounds: str) -> None:
    """Whether a refusal is reasonable, only its grounds tell; that there were none is told, too. Raises Refused."""
    is_third_party = consultation.of == Consulted.THIRD_PARTY.value
    if is_third_party and opinion in NEED_GROUNDS and not grounds.strip():
        raise Refused(
            "第三方不同意公开，没有写明他的理由。",
            f"请照第三方所写填写理由；第三方没有说明的，写明“{NO_GROUNDS}”（条例第三十二条）。",
        )


def _masked(asked: Asked) -> str:
    if asked.organ is not None:
        return asked.organ.name
    name = asked.identity.name.strip() if asked.identity else ""
    is_person = asked.of is Consulted.THIRD_PARTY and asked.is_person
    return masked_name(name) if is_person else name


def _longest(of: Consulted, on: date) -> datetime:
    """The end of the last day on which an opinion may be waited for: delivered at the latest, answered at the latest.

    Whether it is waited for is the clock's to say; this keeps an old link from being looked up at all.
    """
    law = clock_law()
    length = getattr(law.deadlines, f"{of.value}_due")
    delivered = add_workdays(on, law.deadlines.unserved_due.workdays, calendar=law.calendar).day
    last = add_workdays(delivered, length.workdays, calendar=law.calendar).day
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=get_current_timezone())
