"""A signed reply goes out once, after those concerned were told; what went out stays, whatever is decided later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils.timezone import localdate

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.actions.sealing import Stamp, seal
from gongkai.web.applications.actions.serving import conclude, print_letter
from gongkai.web.applications.models import Application, Attempt, Reply
from gongkai.web.applications.replies import reply as replies
from gongkai.web.disclosure.gate import PersonalDetails
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import REACHABLE, TODAY, UNSEALED, Bureau, opened, told_for
from .conftest import PERSON

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=1)
PHONE = "13912345678"
WAY = {"unsealed_because": UNSEALED}


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def test_posted_it_is_made_on_the_day_of_posting(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    with pytest.raises(Refused, match="邮件号"):
        replying.serve(reply, service="post", on=TODAY, **WAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="还没有到"):
        replying.serve(
            reply,
            service="post",
            on=localdate(LATER),
            tracking_no="1" * 13,
            **WAY,
            by=bureau.clerk,
            at=NOW,
        )
    reply = bureau.post(reply)
    assert (reply.made_on, reply.served_on, stored(case).made_on) == (TODAY, None, TODAY)
    replying.prove_service(reply, on=localdate(LATER), by=bureau.clerk, at=LATER)
    reply = Reply.objects.get()
    assert (reply.made_on, reply.served_on) == (TODAY, localdate(LATER))
    assert stored(case).concluded_on == TODAY
    conclude(case, on=localdate(LATER), by=bureau.clerk, at=LATER)
    assert stored(case).state == "closed"


def test_without_a_seal_it_goes_out_only_for_a_reason_that_stays_in_the_file(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    way = {"service": "direct", "on": TODAY, "by": bureau.clerk, "at": NOW}
    for nothing in ("", " "):
        with pytest.raises(Refused, match="没有登记用印"):
            replying.serve(reply, **way, unsealed_because=nothing)
    replying.serve(reply, **way, unsealed_because=UNSEALED)
    assert Attempt.objects.get().unsealed_because == UNSEALED
    assert UNSEALED not in replies.rendered(Reply.objects.get(), "html").decode()
    assert UNSEALED not in str(list(Event.objects.values_list("body", flat=True)))


def test_with_a_seal_nobody_is_asked_why(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    seal(reply, Stamp(seal="official"), on=TODAY, by=bureau.clerk, at=NOW)
    replying.serve(reply, service="direct", on=TODAY, by=bureau.clerk, at=NOW)
    assert Attempt.objects.get().unsealed_because == ""


def test_it_goes_out_once(bureau, case) -> None:
    reply = bureau.draft(case, "O02")
    with pytest.raises(Refused, match="还没有签发"):
        bureau.post(reply)
    reply = bureau.post(bureau.sign(reply))
    with pytest.raises(Refused, match="已经于2026年2月3日送出"):
        replying.serve(reply, service="direct", on=TODAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused):
        bureau.draft(case, "O02", text="改一改。")
    with pytest.raises(Refused, match="不能撤回"):
        replying.take_back(reply, reason="迟了。", by=bureau.leader, at=NOW)


def test_by_hand_it_is_concluded_with_its_receipt(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    replying.serve(reply, service="direct", on=TODAY, **WAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="送达回证"):
        conclude(case, on=TODAY, by=bureau.clerk, at=NOW)
    receipt = {"name": "送达回证.txt", "scan": "签收。".encode()}
    replying.prove_service(reply, on=TODAY, **receipt, by=bureau.clerk, at=NOW)
    assert conclude(case, on=TODAY, by=bureau.clerk, at=NOW).state == "closed"


def test_what_was_not_written_for_it_does_not_go_online(bureau, applied) -> None:
    application = bureau.take_in(applied, wanted=replace(applied.wanted, delivery="post"))
    reply = bureau.sign(bureau.draft(application, "O02"))
    with pytest.raises(Refused, match="网上申请行政复议"):
        replying.serve(reply, service="electronic", on=TODAY, by=bureau.clerk, at=NOW)


def test_a_repeat_is_linked_to_what_was_answered(bureau, applied) -> None:
    first, second = bureau.take_in(applied), bureau.take_in(applied)
    with pytest.raises(Refused, match="原答复的文号"):
        bureau.draft(second, "O18", earlier=first)
    answered = bureau.answer(first, "O02")
    reply = bureau.draft(second, "O18", earlier=first)
    assert stored(second).earlier == first
    text = replies.rendered(reply, "html").decode()
    assert (
        f"曾经申请（登记编号：{first.number}），本机关已经于2026年2月3日答复（文号：{answered.number}）"
        in text
    )


def test_what_did_not_exist_is_no_repeat_once_there_are_new_facts(bureau, applied) -> None:
    """Art. 36 (6) with (4): searched and not found, and now something is known by which it may be found."""
    first, second, third = (bureau.take_in(applied) for _ in range(3))
    bureau.search(first)
    bureau.answer(first, "O13")
    told = told_for(["O18"])
    with pytest.raises(Refused, match=r"以信息不存在答复.*有没有新的事实") as caught:
        bureau.draft(second, "O18", earlier=first, told=told)
    assert "重新检索，另行答复" in caught.value.advice
    assert stored(second).state == "processing"
    checked = "申请人没有提出新的文号、年份或者保存地点。"
    reply = bureau.post(
        bureau.sign(bureau.draft(second, "O18", earlier=first, told=told | {"no_new_facts": checked}))
    )
    assert checked.rstrip("。") in replies.rendered(reply, "html").decode()
    # A repeat of the repeat rests on the same search.
    with pytest.raises(Refused, match="有没有新的事实"):
        bureau.draft(third, "O18", earlier=second, told=told)
    bureau.search(third, is_found=True)
    assert bureau.answer(third, "O02").outcome == "O02"


def test_what_was_given_is_a_repeat_without_more(bureau, applied) -> None:
    first, second = bureau.take_in(applied), bureau.take_in(applied)
    bureau.answer(first, "O02")
    assert "no_new_facts" not in bureau.draft(second, "O18", earlier=first).told


def test_nobody_elses_application_is_a_repeat(bureau, applied) -> None:
    other = replace(REACHABLE, name="吴知秋", id_number="110105194912310046")
    first = bureau.take_in(applied, identities=(other,))
    bureau.answer(first, "O02")
    with pytest.raises(Refused, match="不是同一申请人"):
        bureau.draft(bureau.take_in(applied), "O18", earlier=first)


def test_at_the_counter_it_is_answered_at_once(bureau, applied) -> None:
    wanted = replace(applied.wanted, delivery="in_person")
    application = bureau.take_in(applied, channel="in_person", wanted=wanted)
    drafted = Drafted(outcomes=["O01"], text="请看公告栏。", told=told_for(["O01"]))
    reply = replying.answer_at_once(application, drafted, by=bureau.clerk, at=NOW)
    assert (reply.service, reply.made_on, reply.served_on) == ("spot", TODAY, TODAY)
    assert reply.number == "枕溪政公开答〔2026〕1号"
    assert stored(application).state == "served"
    other = bureau.take_in(applied)
    with pytest.raises(PersonalDetails):
        replying.answer_at_once(other, replace(drafted, text=f"请打{PHONE}。"), by=bureau.clerk, at=NOW)
    assert stored(other).state == "processing"
    assert not list(differences())


# Typed here, not read from the law data: what only says where something is to be had.
TOLD_AT_THE_COUNTER = ["O01", "O12", "O14", "O14a", "O19"]
JUDGED = [
    *("O02", "O03", "O05", "O06", "O07", "O08", "O09", "O10", "O11"),
    *("O13", "O15", "O16", "O17", "O18", "O20", "O21", "O25"),
]


@pytest.mark.parametrize("code", TOLD_AT_THE_COUNTER)
def test_where_something_is_to_be_had_is_told_at_the_counter(bureau, case, code) -> None:
    drafted = Drafted(outcomes=[code], text="请到那里取得。", told=told_for([code]))
    replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW)
    assert (stored(case).state, stored(case).outcome) == ("served", code)


@pytest.mark.parametrize(
    "codes",
    [
        *([one] for one in JUDGED),
        ["O01", "O14"],  # partly given: what is not, and why, is read by others
        ["O14", "O10"],  # the principal one would do, the other does not
    ],
)
def test_what_somebody_must_judge_is_not(bureau, case, codes) -> None:
    principal = codes[0] if len(codes) > 1 else ""
    drafted = Drafted(
        outcomes=codes, principal=principal, reason="主要的一项", text="答复如下。", told=told_for(codes)
    )
    with pytest.raises(Refused, match="不能当场答复"):
        replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW)
    assert stored(case).state == "processing"
    assert not Reply.objects.exists()


def test_what_is_not_for_the_counter_is_told_with_what_is(bureau, case) -> None:
    drafted = Drafted(outcomes=["O02"], text="给您一份。", told=told_for(["O02"]))
    with pytest.raises(
        Refused, match="“予以公开，提供信息”不能当场答复。可以当场答复的是：已经主动公开"
    ) as caught:
        replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW)
    assert "经过审查以后签发" in caught.value.advice


def test_no_file_is_given_at_the_counter_that_nobody_has_read(bureau, case) -> None:
    paper = Supplied("名单.txt", "一份名单。".encode())
    drafted = Drafted(outcomes=["O01"], text="请看。", told=told_for(["O01"]), supplied=[paper])
    with pytest.raises(Refused, match="没有经过审查"):
        replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW)
    assert stored(case).state == "processing"


@pytest.mark.parametrize("reopener", ["review", "court", "self"])
def test_opened_again_it_is_answered_again_and_the_first_result_stays(bureau, case, reopener) -> None:
    bureau.search(case)
    first = bureau.answer(case, "O13")
    with pytest.raises(NotYourDuty):
        replying.reopen(case, reopener=reopener, on=TODAY, reason="重查。", by=bureau.clerk, at=NOW)
    said = {"on": TODAY, "limit_on": TODAY + timedelta(days=30), "reason": "责令重新答复。"}
    reopened = replying.reopen(case, reopener=reopener, **said, by=bureau.office_head, at=NOW)
    assert (reopened.state, reopened.outcome, reopened.row) == ("processing", "O13", "unable_not_held")
    assert reopened.due_on == TODAY + timedelta(days=30)
    second = bureau.answer(case, "O02")
    assert (first.round, second.round) == (1, 2)
    assert second.number == "枕溪政公开答〔2026〕2号"
    assert (stored(case).outcome, stored(case).row) == ("O13", "unable_not_held")
    assert Reply.objects.get(pk=first.pk).outcome == "O13"
    assert not list(differences())


def test_the_letter_bears_the_name_and_the_ledger_says_who_printed_it(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02"))
    assert PERSON.name not in replies.rendered(reply, "html").decode()
    assert PERSON.name in print_letter(reply, ending="html", by=bureau.clerk, at=NOW).decode()
    assert Event.objects.filter(kind="applications.letter_printed", person_id=bureau.clerk.person).exists()
    with pytest.raises(NotYourDuty):
        print_letter(reply, ending="html", by=bureau.reviewer, at=NOW)


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE applications_reply SET signed_on = '2026-02-03', number = 'x'",
        "UPDATE applications_reply SET service = 'post', signed_on = '2026-02-03', number = 'x'",
        "DELETE FROM applications_reply",
    ],
)
def test_the_database_takes_no_unapproved_reply(bureau, case, forged) -> None:
    bureau.draft(case, "O02")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(forged)


def test_the_database_lets_nobody_rewrite_what_went_out(bureau, case) -> None:
    bureau.answer(case, "O02")
    with pytest.raises(IntegrityError):
        Reply.objects.update(text="从来没有这样说过。")
