"""Every application that a jurist wrote by hand, through the database: the outcome, the row and the remedy as typed there."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.outcomes import row_of, unanswered
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.archiving import Filing, archive
from gongkai.web.applications.actions.serving import conclude
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.archive.check import closing_of
from gongkai.web.applications.models import Application, Reply
from gongkai.web.applications.replies import reply as replies
from gongkai.web.ledger.caches import differences
from tests.kernel.test_outcomes import CASES, REMEDIES, label
from tests.web.conftest import NOW

from .bureau import TODAY, UNSEALED, Bureau, opened

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=90)
REPLIED = [case for case in CASES if case[2][:3] <= "O21" or case[2] == "O25"]
ENDED = {"O22", "O23", "O24", "O26", "O27"}
# 20 working days on by hand, over New Year with the Sunday that is worked (4 January), and in an ordinary month.
DUE = {"O28": date(2026, 1, 22), "O29": date(2025, 12, 1)}
OPEN = [case for case in CASES if case[2].startswith("年末")]


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


def printed(text: str) -> str:
    """Which way a printed paragraph opens."""
    first, either = (
        "应当自收到本答复之日起60日内先向墨鹭县人民政府" in text,
        "6个月内向墨鹭县人民法院" in text,
    )
    return {(1, 0): "RF", (0, 1): "RS", (1, 1): "RF+RS", (0, 0): "N"}[first, either]


def test_each_is_driven_in_one_way() -> None:
    assert len(REPLIED) + len(ENDED) + len(OPEN) == len(CASES)


@pytest.mark.parametrize(
    ("asked", "found", "codes", "code", "row", "letter", "remedy"), REPLIED, ids=[case[3] for case in REPLIED]
)
def test_a_reply(bureau, applied, asked, found, codes, code, row, letter, remedy) -> None:
    application = bureau.take_in(applied, wanted=replace(applied.wanted, title=asked, delivery="post"))
    bureau.prepare(application, codes.split())
    earlier = _earlier(bureau, applied, application) if "O18" in codes else {}
    reply = bureau.answer(earlier.pop("to", application), *codes.split(), text=found, **earlier)
    stored = Application.objects.get(pk=reply.application_id)
    assert (stored.outcome, stored.state, stored.made_on) == (code, "served", TODAY)
    assert label(stored.row, year=2025) == row
    assert outcome_law().letters[letter] == replies.letter_of(reply)
    assert printed(reply.remedy) == REMEDIES[remedy]
    bureau.arrived(reply)
    conclude(stored, on=TODAY, by=bureau.clerk, at=NOW)
    assert Application.objects.get(pk=stored.pk).state == "closed"
    assert not list(differences())


def _earlier(bureau: Bureau, applied, first: Application) -> dict:
    """The same person's first application is answered; he asks again."""
    bureau.answer(first, "O02")
    return {"to": bureau.take_in(applied), "earlier": Application.objects.get(pk=first.pk)}


@pytest.mark.parametrize(
    ("asked", "found", "codes", "code", "row", "letter", "remedy"),
    [case for case in CASES if case[2] in ENDED],
    ids=sorted(ENDED),
)
def test_an_end_without_a_reply(bureau, applied, asked, found, codes, code, row, letter, remedy) -> None:
    application = bureau.take_in(applied, wanted=replace(applied.wanted, title=asked))
    _END[codes](bureau, application)
    stored = Application.objects.get(pk=application.pk)
    assert (stored.outcome, stored.concluded_on is not None) == (code, True)
    assert label(stored.row or None, year=2025) == row
    told = replies.remedy_told(outcome_law().outcomes[code].remedy, bureau.organ, stored.concluded_on)
    assert printed(told.text) == REMEDIES[remedy]
    assert not Reply.objects.exists()
    assert not list(differences())


def _not_corrected(bureau: Bureau, application: Application) -> None:
    asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=TODAY, limit_on=TODAY + timedelta(days=21))
    step(application, asked, by=bureau.clerk, at=NOW)
    _lapse(bureau, application, Happened.CORRECTION_LAPSED, "O22")


def _not_paid(bureau: Bureau, application: Application) -> None:
    bureau.let(application, CaseEvent(kind=Happened.FEE_NOTICED, on=TODAY))
    _lapse(bureau, application, Happened.FEE_LAPSED, "O23")


def _lapse(bureau: Bureau, application: Application, kind: Happened, outcome: str) -> None:
    lapsed = CaseEvent(kind=kind, on=localdate(LATER), outcome=outcome)
    step(Application.objects.get(pk=application.pk), lapsed, by=bureau.clerk, at=LATER)


def _withdrawn(_bureau: Bureau, application: Application) -> None:
    step(application, CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome="O24"), by=PUBLIC, at=NOW)


def _gone(bureau: Bureau, application: Application) -> None:
    gone = CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome="O26", reason="公司已经注销。")
    step(application, gone, by=bureau.office_head, at=NOW)


def _double(bureau: Bureau, application: Application) -> None:
    bureau.let(application, CaseEvent(kind=Happened.VOIDED, on=TODAY, outcome="O27", reason="同一申请。"))


_END = {"O22": _not_corrected, "O23": _not_paid, "O24": _withdrawn, "O26": _gone, "O27": _double}


@pytest.mark.parametrize(
    ("asked", "found", "codes", "code", "row", "letter", "remedy"), OPEN, ids=[case[3] for case in OPEN]
)
def test_one_that_is_open_at_the_end_of_the_year(
    bureau, applied, asked, found, codes, code, row, letter, remedy
) -> None:
    month, day = (int(part) for part in asked.split("日")[0].split("月"))
    received = datetime(2025, month, day, 9, tzinfo=NOW.tzinfo)
    application = bureau.take_in(applied, at=received)
    assert application.due_on == DUE[code]
    standing = unanswered(application.due_on, on=date(2025, 12, 31), law=outcome_law())
    assert (standing.code, application.outcome, application.row) == (code, "", "")
    assert label(row_of(standing, year=2025, law=outcome_law()), year=2025) == row
    told = replies.remedy_told(standing.remedy, bureau.organ, application.due_on)
    assert told.code == REMEDIES[remedy]
    assert (standing.remedy is RemedyCode.SILENCE) == ("逾期不答复" in told.text)


# How it comes, how the reply is wanted, and how it goes out.
CHANNELS = [
    ("in_person", "in_person", "direct"),
    ("oral", "in_person", "direct"),
    ("mail_signed", "post", "post"),
    ("mail_plain", "post", "post"),
    ("internet", "online", "electronic"),
    ("email", "email", "electronic"),
    ("fax", "fax", "post"),
]


@pytest.mark.parametrize(("channel", "delivery", "service"), CHANNELS)
def test_a_walk_for_each_channel(bureau, applied, channel, delivery, service) -> None:
    wanted = replace(applied.wanted, delivery=delivery)
    application = bureau.take_in(applied, channel=channel, wanted=wanted)
    assert application.number == f"〔{NOW.year}〕1号"
    reply = bureau.sign(bureau.draft(application, "O02"))
    way = {"service": service, "unsealed_because": UNSEALED}
    way |= {"tracking_no": "EA 123456789 CN"} if service == "post" else {}
    reply = replying.serve(reply, **way, on=TODAY, by=bureau.clerk, at=NOW)
    if service == "direct":
        scan = {"name": "送达回证.txt", "scan": "申请人于当日签收。".encode()}
        replying.prove_service(reply, on=TODAY, **scan, by=bureau.clerk, at=NOW)
    if service == "post":
        bureau.arrived(reply)
    if service != "electronic":
        conclude(reply.application, on=TODAY, by=bureau.clerk, at=NOW)
    closed = Application.objects.get()
    assert (closed.state, closed.outcome, closed.row, closed.made_on) == ("closed", "O02", "granted", TODAY)
    assert ("https://fuyi.example/" in reply.remedy) == (service == "electronic")
    # What was handed in on paper lies nowhere yet, nobody was asked here whether it came, and the seal is away; nothing
    # else is missing.
    missing = {one.piece.code for one in closing_of(closed).missing} - {"receipt", "sealed"}
    assert missing == (set() if channel in ("internet", "oral") else {"application"})
    archive(closed, Filing(lacking_because="原件待扫描"), on=TODAY, by=bureau.clerk, at=NOW)
    assert Application.objects.get().state == "archived"
    assert not list(differences())
