"""A draft before the public: long enough, every opinion answered, the result told."""

from dataclasses import asdict

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.documents import actions, selectors
from gongkai.web.documents.models import Consultation
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW

from .conftest import DAY, TITLE, TODAY, is_sound

pytestmark = pytest.mark.django_db
WEEK = 7 * DAY


def opened(town, document=None, **said):
    values = {"since_on": TODAY, "until_on": TODAY + WEEK, "channels": "电子邮箱、来信、来人"} | said
    consultation = Consultation(document=document or town.register(), **values)
    return actions.open_consultation(consultation, by=town.clerk, at=NOW)


def public(town, consultation, *, at=NOW):
    """The draft of a consultation, approved and put before the public."""
    item = actions.publish_draft(consultation, body="<p>第一条。</p>", by=town.clerk, at=at)
    town.approve(item, at=at)
    disclosure.publish(item, by=town.publisher, at=at)
    return item


def received(town, consultation, text="建议写明采砂的时间。", **said):
    values = {"sender": "citizen", "received_on": TODAY, "by": town.clerk, "at": NOW} | said
    return actions.receive(consultation, text, **values)


@pytest.mark.parametrize(
    ("said", "is_too_short"),
    [
        ({}, False),
        ({"until_on": TODAY + WEEK - DAY}, True),
        ({"is_major": True, "until_on": TODAY + 29 * DAY}, True),
        ({"is_major": True, "until_on": TODAY + 30 * DAY}, False),
        ({"is_major": True, "until_on": TODAY + DAY, "shortened_because": "防汛紧急。"}, False),
    ],
)
def test_how_long(town, said, is_too_short):
    if is_too_short:
        with pytest.raises(Refused, match="一般不少于"):
            opened(town, **said)
    else:
        assert opened(town, **said).status == "open"


def test_once_at_a_time(town):
    consultation = opened(town)
    with pytest.raises(Refused, match="正在公开征求意见"):
        opened(town, consultation.document)


def test_the_draft_goes_public_like_any_notice(town):
    consultation = opened(town, shortened_because="防汛紧急。")
    item = actions.publish_draft(consultation, body="<p>第一条。</p>", by=town.clerk, at=NOW)
    assert (item.kind, item.latest.notice_until_on) == ("notice", TODAY + WEEK)
    assert item.latest.title == f"关于《{TITLE}》公开征求意见的公告"
    assert item.latest.summary == (
        "自2026年2月3日至2026年2月10日公开征求意见。可以通过以下途径提出意见：电子邮箱、来信、来人。期限缩短的原因：防汛紧急。"
    )


def test_from_opinions_to_what_was_adopted(town):
    consultation = opened(town)
    public(town, consultation)
    first, second = received(town, consultation), received(town, consultation, sender="enterprise")
    assert (first.number, second.number) == (1, 2)
    actions.answer(first, "adopted", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="没有写不采纳"):
        actions.answer(second, "declined", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="期限还没有满"):
        actions.close(consultation, by=town.clerk, at=NOW)
    later = NOW + 8 * DAY
    assert [alert.kind for alert in selectors.alerts(town.clerk, later.date())] == ["consultation"]
    actions.close(consultation, by=town.clerk, at=later)
    with pytest.raises(Refused, match="还有1条意见没有处理"):
        actions.summarise(consultation, "采纳一条。", by=town.clerk, at=later)
    actions.answer(second, "declined", reason="与上位法不一致。", by=town.clerk, at=later)
    told = selectors.answers(consultation)
    assert asdict(told) == {"received": 2, "adopted": 1, "partly": 0, "declined": 1}
    item = actions.summarise(consultation, told.sentence(), by=town.clerk, at=later)
    assert item.latest.summary == "共收到意见2条，采纳1条，部分采纳0条，未采纳1条。"
    assert selectors.alerts(town.clerk, later.date()) == []
    assert is_sound()


def test_the_ledger_keeps_no_word_of_an_opinion(town):
    received(town, opened(town), text="张三说村口的桥不安全。")
    assert not Event.objects.filter(body__contains="桥").exists()


def test_no_opinion_is_an_answer_too(town):
    consultation = opened(town)
    public(town, consultation)
    later = NOW + 8 * DAY
    actions.close(consultation, by=town.clerk, at=later)
    assert selectors.answers(consultation).sentence() == "没有收到意见。"
    actions.summarise(consultation, "没有收到意见。", by=town.clerk, at=later)
    consultation.refresh_from_db()
    assert consultation.status == "answered"


def test_nobody_was_asked_before_it_was_begun(town):
    with pytest.raises(Refused, match="开始日期已经过去"):
        opened(town, since_on=TODAY - DAY)


def test_what_nobody_could_read_was_no_consultation(town):
    consultation, later = opened(town), NOW + 30 * DAY
    with pytest.raises(Refused, match="没有公布过，不算公开征求意见"):
        actions.close(consultation, by=town.clerk, at=later)
    actions.publish_draft(consultation, body="<p>第一条。</p>", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="没有公布过，不算公开征求意见"):
        actions.close(consultation, by=town.clerk, at=later)


@pytest.mark.parametrize(("published", "withdrawn", "days"), [(3, None, 5), (0, 4, 3)])
def test_the_days_count_from_its_publication(town, published, withdrawn, days):
    """Until it was taken down; the day on which it went public is not counted."""
    consultation, later = opened(town), NOW + 9 * DAY
    item = public(town, consultation, at=NOW + published * DAY)
    if withdrawn:
        disclosure.withdraw(item, reason="误发", by=town.clerk, at=NOW + withdrawn * DAY)
    with pytest.raises(Refused, match=f"只公布了{days}日，应当不少于7日"):
        actions.close(consultation, by=town.clerk, at=later)


def test_a_shorter_period_that_was_announced_is_enough(town):
    consultation = opened(town, until_on=TODAY + 2 * DAY, shortened_because="防汛紧急。")
    public(town, consultation)
    assert actions.close(consultation, by=town.clerk, at=NOW + 3 * DAY).status == "closed"


def test_another_channel_counts_with_its_proof(town):
    consultation, later = opened(town), NOW + 8 * DAY
    for half in ({"elsewhere": "县人民政府门户网站"}, {"proof": "https://molu.example.cn/1.html"}):
        with pytest.raises(Refused, match="没有写全"):
            actions.close(consultation, **half, by=town.clerk, at=later)
    proof = "3月1日贴在各村公开栏，联系人13912345678"
    closed = actions.close(consultation, elsewhere="各村公开栏", proof=proof, by=town.clerk, at=later)
    assert (closed.status, closed.elsewhere_proof) == ("closed", proof)
    assert not Event.objects.filter(body__contains="13912345678").exists()
    assert is_sound()


def test_the_next_step_looks_at_it_again(town):
    """A consultation that was ended in some other way leads no normative document on."""
    normative = town.normative()
    town.step(normative, "consult")
    consultation = opened(town, normative.document)
    Consultation.objects.filter(pk=consultation.pk).update(status="answered", closed_on=TODAY + 8 * DAY)
    with pytest.raises(Refused, match="没有公布过，或者公布的天数不够"):
        town.step(normative, "assess")


def test_the_ledger_keeps_no_free_text(town):
    number = "13912345678"
    opened(town, channels=f"致电王某某{number}")
    normative = town.normative("另一办法")
    town.step(normative, "skip_consultation", reason="内容简单。")
    town.step(normative, "send_to_review")
    town.step(normative, "pass_review", reference=f"联系人李某{number}")
    other = town.registered("又一办法")
    town.publish(other.document)
    town.step(other, "file", party=f"县司法局{number}")
    town.step(other, "acknowledge", reference=f"回执{number}")
    assert not Event.objects.filter(body__contains=number).exists()


@pytest.mark.parametrize("on", [TODAY - DAY, TODAY + DAY])
def test_an_opinion_comes_on_a_day_of_its_own(town, on):
    with pytest.raises(Refused, match="收到日期"):
        received(town, opened(town), received_on=on)


def test_a_stranger_answers_nothing(town, viewer_of, county):
    opinion = received(town, opened(town))
    with pytest.raises(NotYourDuty):
        actions.answer(opinion, "adopted", by=viewer_of("clerk", county), at=NOW)


def test_a_normative_document_waits_for_the_answer(town):
    normative = town.normative()
    town.step(normative, "consult")
    with pytest.raises(Refused, match="征求意见还没有结束"):
        town.step(normative, "assess")
    consultation = opened(town, normative.document)
    public(town, consultation)
    later = NOW + 8 * DAY
    actions.close(consultation, by=town.clerk, at=later)
    with pytest.raises(Refused, match="还没有公布采纳情况"):
        town.step(normative, "assess")
    actions.summarise(consultation, "没有收到意见。", by=town.clerk, at=later)
    assert town.step(normative, "assess").state == "assessing"


@pytest.mark.parametrize(("is_major", "article"), [(False, ""), (True, "重大行政决策程序暂行条例第十五条")])
def test_the_regulation_of_major_decisions_is_cited_for_these_alone(town, is_major, article):
    opened(town, is_major=is_major, until_on=TODAY + 30 * DAY)
    assert Event.objects.filter(kind__endswith="consultation_opened").get().article == article
