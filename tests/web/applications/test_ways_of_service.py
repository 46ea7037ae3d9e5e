"""By which ways a letter reaches people, on which days that counts, and what has to lie in the file for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.remedies import remedy_law
from gongkai.lawbook.service import service_law
from gongkai.web.applications import telling
from gongkai.web.applications.actions import announcing, receipts, replying, serving
from gongkai.web.applications.actions.attempting import Sent
from gongkai.web.applications.models import Application, Attempt, CasePaper, Letter, Reply
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.service import served
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, UNSEALED, Bureau, opened, told_for
from .conftest import PERSON
from .on_paper import words_of
from .scans import photo

pytestmark = pytest.mark.django_db(transaction=True)
TRACKED = "1012345678901"
PLACE = "枕溪镇便民服务中心公告栏"


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def reply(bureau, applied) -> Reply:
    """A signed reply that may go out by every way."""
    return told_again(("signed", "ways"), lambda: bureau.sign(bureau.draft(bureau.take_in(applied), "O02")))


WAY = {"unsealed_because": UNSEALED}


def moment(day: int) -> datetime:
    return NOW + timedelta(days=day)


def on(day: int) -> date:
    return localdate(moment(day))


def _sent(service: str, day: int) -> Sent:
    return Sent(service=service, on=on(day), tracking_no=TRACKED if service == "post" else "")


def do(bureau: Bureau, carried, verb: str, day: int) -> None:
    """One step on a day, as the clerk enters it on that day."""
    who = {"by": bureau.clerk, "at": moment(day)}
    scan = {"name": "凭证.jpg", "scan": photo()}
    if verb in ("direct", "post", "electronic"):
        serving.serve(carried, service=verb, on=on(day), tracking_no=TRACKED, **WAY, **who)
    elif verb.startswith("again "):
        announcing.send_again(carried, _sent(verb.removeprefix("again "), day), **who)
    elif verb == "back":
        visited = {"was_brought": served.last_of(carried) is None}
        announcing.bring_back(carried, on=on(day), reason="原址查无此人。", **visited, **scan, **who)
    elif verb == "announce":
        announcing.announce(carried, on=on(day), place=PLACE, **scan, **WAY, **who)
    else:
        replying.prove_service(carried, on=on(day), **(scan if verb == "proof" else {}), **who)


# What is done on which day after the signature; when the reply was made and when it was served, as such days; the last day
# for review, counted from service, and the proof without which the case is not concluded.
JOURNEYS = {
    "by hand": ([("direct", 0)], 0, 0, date(2026, 4, 7), "送达回证"),
    "online": ([("electronic", 0)], 0, 0, date(2026, 4, 7), ""),
    "posted": ([("post", 0), ("arrived", 3)], 0, 3, date(2026, 4, 7), ""),
    "posted, not heard of": ([("post", 0)], 0, None, None, "签收的日期"),
    "came back": ([("post", 0), ("back", 4)], 0, None, None, "退回"),
    "posted twice": (
        [("post", 0), ("back", 4), ("again post", 6), ("arrived", 9)],
        0,
        9,
        date(2026, 4, 13),
        "",
    ),
    "posted, then by hand": (
        [("post", 0), ("back", 4), ("again direct", 6), ("proof", 6)],
        *(0, 6, date(2026, 4, 10), ""),
    ),
    "posted, then by hand without a receipt": (
        [("post", 0), ("back", 4), ("again direct", 6)],
        *(0, 6, date(2026, 4, 10), "送达凭证"),
    ),
    "posted, then announced": (
        [("post", 0), ("back", 4), ("announce", 6), ("arrived", 36)],
        *(0, 36, date(2026, 5, 11), ""),
    ),
    "announced, not over": ([("post", 0), ("back", 4), ("announce", 6)], 0, None, None, "2026年3月11日"),
    "nobody found, then posted": ([("back", 1), ("post", 2), ("arrived", 5)], 2, 5, date(2026, 4, 9), ""),
    "nobody found, announced": (
        [("back", 1), ("announce", 2), ("arrived", 32)],
        *(2, 32, date(2026, 5, 6), ""),
    ),
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_days_of_every_way(bureau, reply, name) -> None:
    steps, made, arrived, review_until, wanted = JOURNEYS[name]
    for verb, day in steps:
        do(bureau, Reply.objects.get(), verb, day)
    stored = Reply.objects.get()
    assert stored.made_on == on(made)
    assert stored.served_on == (None if arrived is None else on(arrived))
    case = Application.objects.get()
    assert (case.made_on, case.concluded_on) == (on(made), on(made))
    if review_until:
        told = replies.remedy_told(replies.decision_of(stored).remedy, case.organ, stored.signed_on)
        known = {"law": remedy_law(), "calendar": calendar()}
        assert telling.ways(told, stored.served_on, on=TODAY, **known)[0].until == review_until
    last = steps[-1][1]
    if wanted:
        with pytest.raises(Refused, match=wanted):
            serving.conclude(case, on=on(last), by=bureau.clerk, at=moment(last))
    elif case.state != "closed":
        serving.conclude(case, on=on(last), by=bureau.clerk, at=moment(last))
    assert (Application.objects.get().state == "closed") == (not wanted)
    assert not list(differences())


def test_nothing_is_announced_before_another_way_failed(bureau, reply) -> None:
    with pytest.raises(Refused, match="没有登记过退回或者找不到人"):
        do(bureau, reply, "announce", 0)
    do(bureau, reply, "post", 0)
    with pytest.raises(Refused, match="没有登记过退回或者找不到人"):
        do(bureau, reply, "announce", 1)
    assert Attempt.objects.count() == 1


def test_an_announcement_counts_on_its_own_day_and_no_other(bureau, reply) -> None:
    do(bureau, reply, "back", 0)
    do(bureau, reply, "announce", 0)
    announced = Attempt.objects.get(way="announcement")
    assert (announced.counts_on, announced.place) == (on(30), PLACE)
    for day in (29, 31):
        with pytest.raises(Refused, match="2026年3月5日视为送达"):
            replying.prove_service(Reply.objects.get(), on=on(day), by=bureau.clerk, at=moment(40))
    replying.prove_service(Reply.objects.get(), on=on(30), by=bureau.clerk, at=moment(40))
    with pytest.raises(Refused, match="没有登记过退回"):
        do(bureau, Reply.objects.get(), "announce", 41)


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"reason": " "}, "为什么没有送到"), ({"on": on(-1)}, "早于"), ({"on": on(2)}, "还没有到")],
)
def test_what_came_back_has_a_reason_and_a_day(bureau, reply, changed, told) -> None:
    do(bureau, reply, "post", 0)
    said = {"on": on(1), "reason": "无人接收。", "name": "退件.jpg", "scan": photo()} | changed
    with pytest.raises(Refused, match=told):
        announcing.bring_back(reply, **said, by=bureau.clerk, at=moment(1))
    assert Attempt.objects.get().is_open


def test_what_arrived_does_not_come_back(bureau, reply) -> None:
    do(bureau, reply, "direct", 0)
    with pytest.raises(Refused, match="没有等候送达结果的邮件"):
        do(bureau, Reply.objects.get(), "back", 1)


def test_what_is_not_signed_is_not_brought_to_anybody(bureau, applied) -> None:
    draft = bureau.draft(bureau.take_in(applied), "O02")
    with pytest.raises(Refused, match="还没有签发"):
        do(bureau, draft, "back", 0)
    assert not Attempt.objects.exists()


def test_an_electronic_letter_tells_when_and_where_to_with_the_address_masked(bureau, reply) -> None:
    earlier = moment(0) - timedelta(minutes=30)
    for wrong in (moment(0) + timedelta(minutes=1), moment(-1)):
        said = {"service": "electronic", "on": TODAY, "sent_at": wrong, **WAY}
        with pytest.raises(Refused, match="发送成功的时间"):
            serving.serve(reply, **said, by=bureau.clerk, at=moment(0))
    address = "someone@office.example"
    said = {"service": "electronic", "on": TODAY, "sent_at": earlier, "address": address, **WAY}
    serving.serve(reply, **said, by=bureau.clerk, at=moment(0))
    attempt = Attempt.objects.get()
    assert (attempt.sent_at, attempt.place) == (earlier, "s***@office.example")
    assert address not in str(list(Event.objects.values()))


def test_without_a_word_it_went_to_the_address_that_the_applicant_gave(bureau, reply) -> None:
    do(bureau, reply, "electronic", 0)
    assert Attempt.objects.get().place == "z***@mail.example"


def test_the_served_version_names_the_applicant_and_is_kept_as_it_was(bureau, reply) -> None:
    do(bureau, reply, "post", 0)
    paper = CasePaper.objects.get(kind="reply")
    assert paper.is_for_applicant
    data = files.read(paper.kept)
    assert f"{PERSON.name}：" in words_of(data, "pdf")
    assert served.version_of(Reply.objects.get()) is None  # nothing was stamped
    assert PERSON.name not in replies.rendered(Reply.objects.get(), "html").decode()


def test_a_notice_to_a_third_party_goes_all_the_ways(bureau, applied) -> None:
    case = bureau.take_in(applied)
    bureau.consult(case, "refuses")
    told = {**told_for(["O02"]), proofs.RELEASE_REASON: "补贴是否按标准发放，关系全村的公共利益。"}
    reply = bureau.sign(bureau.draft(case, "O02", told=told))
    notice = reply.notices.get()
    for verb, day in (("back", 0), ("announce", 1)):
        do(bureau, notice, verb, day)
    notice.refresh_from_db()
    assert (notice.service, notice.told_on) == ("announcement", on(1))
    proof = {"name": "页面.jpg", "scan": photo(9), "by": bureau.clerk}
    with pytest.raises(Refused, match="视为送达"):
        announcing.prove_delivery(notice, on=on(2), **proof, at=moment(2))
    announcing.prove_delivery(notice, on=on(31), **proof, at=moment(31))
    assert [one.arrived_on for one in served.attempts_of(notice)] == [None, on(31)]
    paper = CasePaper.objects.get(kind="letter", reply=reply)
    assert "李望山" in words_of(files.read(paper.kept), "pdf")
    assert not paper.is_for_applicant
    assert not list(differences())


def test_a_void_letter_goes_out_no_more(bureau, applied) -> None:
    case = bureau.take_in(applied)
    with act("applications.write_letter", case.organ_id, by=SYSTEM, at=NOW) as pen:
        paper = add_paper(pen, case, kind="letter", name="补正.txt", data="请补正。".encode())
        letter = Letter(
            application=case, code="T04", number="枕政函〔2026〕9号", signed_on=TODAY, paper=paper
        )
        pen.save(letter, "applications.letter_issued")
    serving.send_letter(letter, replace(_sent("post", 0), **WAY), by=bureau.clerk, at=NOW)
    do(bureau, letter, "back", 1)
    with act("applications.void_letter", case.organ_id, by=SYSTEM, at=moment(2)) as pen:
        letter.voided_on, letter.voided_because = on(2), "写错了。"
        pen.save(letter, "applications.letter_voided")
    for verb in ("again post", "announce"):
        with pytest.raises(Refused, match="已经作废"):
            do(bureau, letter, verb, 3)
    assert letter.attempts.count() == 1


def test_the_receipt_is_filled_in_and_printing_it_is_told(bureau, reply) -> None:
    said = {"way": "直接送达", "place": "便民服务中心三号窗口", "at": NOW}
    text = words_of(receipts.print_receipt(reply, **said, by=bureau.clerk), "pdf")
    for words in (
        PERSON.name,
        reply.number,
        "予以公开告知书",
        "直接送达",
        "便民服务中心三号窗口",
        "送达回证",
    ):
        assert words in text
    assert Event.objects.filter(kind="applications.receipt_printed", person_id=bureau.clerk.person).exists()
    with pytest.raises(NotYourDuty):
        receipts.print_receipt(reply, **said, by=bureau.reviewer)
    with pytest.raises(Refused, match="送达的地点"):
        receipts.print_receipt(reply, **said | {"place": " "}, by=bureau.clerk)


@pytest.mark.parametrize("verb", ["back", "announce", "again post"])
def test_only_who_serves_enters_it(bureau, reply, verb) -> None:
    do(bureau, reply, "post", 0)
    if verb != "back":
        do(bureau, reply, "back", 1)
    reviewer = Bureau(bureau.organ, bureau.reviewer, bureau.office_head, bureau.reviewer, bureau.leader)
    with pytest.raises(NotYourDuty):
        do(reviewer, Reply.objects.get(), verb, 2)


def test_a_proof_is_a_sheet(bureau, reply) -> None:
    do(bureau, reply, "post", 0)
    said = {"on": on(1), "reason": "退回。", "name": "退件.jpg", "scan": b"\x7fELF" + b"\0" * 60}
    with pytest.raises(Problem):
        announcing.bring_back(reply, **said, by=bureau.clerk, at=moment(1))
    assert Attempt.objects.get().is_open


def test_the_last_days_of_each_way() -> None:
    told = service_law().last_days(date(2026, 3, 5))
    assert told == (
        "邮寄的，最迟2026年3月5日（星期四）交邮；直接送达的，最迟同日签收；电子送达的，最迟同日发送成功"
    )
