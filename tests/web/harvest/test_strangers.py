"""What comes from elsewhere is somebody else's: what does not fit is left where it is, told, and the rest goes on."""

import json
from datetime import timedelta

import pytest

from gongkai.kernel.problems import Problem, Refused
from gongkai.web.channels.fetching import Unreachable
from gongkai.web.harvest import client
from gongkai.web.harvest.actions import collect, collecting
from gongkai.web.harvest.client import NotAFeed
from gongkai.web.harvest.models import Collected, Gap, Instance
from tests.web.conftest import NOW
from tests.web.harvest.conftest import OTHER, TOWN, add, item, report
from tests.web.harvest.test_collecting import shown, told

pytestmark = pytest.mark.django_db(transaction=True)
DEEP = {"schema": "gongkai.annual-report/1", "sections": [[[[[[[[[[[["深"]]]]]]]]]]]]}


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch):
    monkeypatch.setattr(client, "_PAUSE", 0)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"record": item(body=None)}, "body：应为文字"),
        ({"record": item("x" * 10_000_000)}, "title：太长，最多 300 个字"),
        ({"record": item("")}, "title：不能是空的"),
        ({"record": item("含\0的名称")}, "title：含有不能保存的控制字符"),
        ({"record": item("半个\ud800字")}, "title：含有不能保存的控制字符"),
        ({"record": item(published_on="9999-12-31")}, "published_on：不在 1900 年到 2199 年之间"),
        ({"record": item(published_on="2026-02-05")}, "published_on：晚于今天"),
        ({"record": item(formed_on="2026-02-30")}, "formed_on：不是日历上有的日期"),
        ({"record": item(formed_on=0)}, "formed_on：不是写成 2026-03-05 这样的日期"),
        ({"record": item(href="javascript:alert(1)")}, "href：不是以 http:// 或 https:// 开头的完整网址"),
        ({"record": item(validity="forever")}, "validity：不认得"),
        ({"record": item(attribute="withheld")}, "公开属性不是主动公开"),
        ({"record": item(attachments=[{"name": "a.pdf"}])}, "attachments[0].size：缺少这一项"),
        ({"record": None}, "应为对象"),
        ({"record": report(data=DEEP)}, "data：层次太多"),
        (
            {"kind": "annual_report", "record": report(data={"schema": "other"})},
            "data：不是 gongkai.annual-report/1",
        ),
        ({"kind": "gossip"}, "kind：不认得"),
        ({"verb": "replace"}, "verb：不认得"),
        ({"at": "2026-02-01T09:30:00"}, "at：没有写明时区"),
        ({"at": "9999-01-01T00:00:00Z"}, "at：不在 1900 年到 2199 年之间"),
        ({"organ": {"name": "枕溪镇", "level": "village"}}, "organ.level：不认得"),
        ({"uid": "1"}, "uid：写法不对"),
        ({"uid": f"{TOWN}/disclosure.item/１"}, "uid：写法不对"),
    ],
    ids=lambda said: said if isinstance(said, str) else "",
)
def test_an_entry_that_does_not_fit_is_told_and_the_rest_goes_on(source, feed, wrong, why):
    feed.put(1, **wrong)
    good = feed.put(2, item("合格的一条"))
    assert told(source) == (1, 0, 1, 0)
    assert list(shown()) == [good]
    assert why in Gap.objects.get().why
    assert (source.problem, source.cursor) == ("", 2)


def test_a_gap_closes_when_the_entry_is_put_right(source, feed):
    feed.put(1, item(published_on="9999-12-31"))
    told(source)
    feed.put(1)
    assert told(source) == (1, 0, 0, 0)
    assert not Gap.objects.exists()


def test_what_no_longer_fits_is_not_shown_as_it_was(source, feed):
    feed.put(1)
    told(source)
    feed.put(1, item("", body="<p>变坏了</p>"))
    assert told(source) == (0, 1, 1, 0)
    assert shown() == {}


def test_scripts_do_not_come_in(source, feed):
    body = '<p onclick="x()">好<script>alert(1)</script><a href="javascript:x()">点</a></p><iframe src="//x"></iframe>'
    uid = feed.put(1, item(body=body))
    told(source)
    row = Collected.objects.get(uid=uid)
    assert "script" not in row.body + json.dumps(row.record)
    assert "onclick" not in row.body
    assert "iframe" not in row.body


def test_numbers_of_persons_are_kept_back(source, feed):
    feed.put(1, item(body="<p>申请人身份证号码：11010519491231002X。</p>"))
    feed.put(2, item(body="<p>联系手机：13812345678。</p>"))
    assert told(source) == (1, 0, 1, 0)
    gap = Gap.objects.get()
    assert gap.code == "personal_details"
    assert "居民身份证号码" in gap.why
    assert "11010519491231002X" not in gap.why


def _broken(after, **wrong):
    said = {"instance": {"id": TOWN, "name": "枕溪镇", "address": "https://zhenxi.example.cn"}}
    return said | {"after": after, "next": after, "more": False, "entries": []} | wrong


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("<!doctype html>", "不是完整的 JSON"),
        ('{"instance": ', "不是完整的 JSON"),
        ("[" * 100_000, "不是完整的 JSON"),
        ('{"after": NaN}', "不是完整的 JSON"),
        (b"\xff\xfe\x00", "不是完整的 JSON"),
        ("{}", "instance：缺少这一项"),
        ("[]", "应为对象"),
        (_broken(5), "问的是编号 0 之后"),
        (_broken(0, next=9), "应为本页最后一条的编号 0"),
        (_broken(0, more=True), "一条也没有列出"),
        (_broken(0, entries=[1], next=1), "entries[0].number"),
        (_broken(0, entries=[{"number": 2}, {"number": 2}], next=2), "entries[1].number"),
        (_broken(0, entries=[{"number": 2**64}], next=2**64), "不能大于"),
        (_broken(0, entries=[{"number": n} for n in range(1, 300)], next=299), "最多 200 项"),
        ((301, {"Location": "https://elsewhere.example.cn/"}, b""), "引到别处（elsewhere.example.cn）"),
        ((404, {}, b""), "没有变更接口（回答 404）"),
        ((401, {}, b""), "没有接受本站的密钥"),
    ],
    ids=range(17),
)
def test_an_answer_that_is_no_feed_changes_nothing(source, feed, answer, why):
    uid = feed.put(1)
    told(source)
    feed.answer = lambda _feed, after, _limit: (
        answer if isinstance(answer, tuple) else (200, {}, _written(answer, after))
    )
    with pytest.raises(NotAFeed) as refused:
        collect(source, at=NOW, anew=True)
    source.refresh_from_db()
    assert why in str(refused.value)
    assert why in source.problem
    assert list(shown()) == [uid]
    feed.answer = None
    told(source)
    assert (source.problem, list(shown())) == ("", [uid])


def _written(answer, after):
    if isinstance(answer, dict):
        return json.dumps(answer).encode()
    return answer if isinstance(answer, bytes) else answer.encode()


def test_too_much_at_once_is_asked_for_in_smaller_parts(source, feed, settings):
    settings.UPLOAD_LIMIT = 40_000
    for pk in range(1, 61):
        feed.put(pk, item(summary="长" * 300))
    assert told(source) == (60, 0, 0, 0)
    assert {limit for _after, limit in feed.asked} == {200, 50, 10}


def test_an_entry_that_is_more_than_we_take_is_passed_over(source, feed, settings):
    settings.UPLOAD_LIMIT = 20_000
    feed.put(1)
    feed.number = 100
    feed.put(2, item(summary="长" * 19_000))
    feed.put(3)
    assert told(source) == (2, 0, 1, 0)
    assert "到 101 的内容太大" in Gap.objects.get().why
    feed.put(2)
    assert told(source) == (1, 0, 0, 0)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_who_is_busy_is_asked_again(source, feed, status):
    uid, answers = feed.put(1), [(status, {"Retry-After": "0"}, b"")]
    feed.answer = lambda made, after, limit: answers.pop() if answers else made.page(after, limit)
    assert told(source) == (1, 0, 0, 0)
    assert list(shown()) == [uid]


def test_who_does_not_answer_is_given_up(source, feed, county):
    silent = add(county, "http://127.0.0.1:9", name="没有人的网址")
    with pytest.raises(Unreachable, match="连接不上"):
        collect(silent, at=NOW)
    silent.refresh_from_db()
    assert "连接不上" in silent.problem


def test_an_answer_that_breaks_off_is_no_answer(source, feed):
    feed.put(1)
    feed.answer = lambda made, after, limit: (
        200,
        {"Content-Length": "9999"},
        json.dumps(made.page(after, limit)).encode(),
    )
    with pytest.raises(Problem):
        collect(source, at=NOW)
    assert shown() == {}


def test_an_address_inside_our_walls_is_not_asked(county, feed, settings):
    source = add(county, feed.address)
    settings.PRIVATE_HOSTS = []
    with pytest.raises(Refused, match="指向内部网络"):
        collect(source, at=NOW)
    source.refresh_from_db()
    assert "GONGKAI_PRIVATE_HOSTS" in source.problem
    assert feed.asked == []


def test_our_own_address_is_no_source(source, feed):
    feed.instance = str(Instance.own())
    feed.put(1)
    with pytest.raises(NotAFeed, match="就是本站"):
        collect(source, at=NOW)


def test_one_installation_is_no_two_sources(source, feed, county):
    feed.put(1)
    told(source)
    again = add(county, f"{feed.address}/again", name="又一个")
    with pytest.raises(NotAFeed, match="与来源“枕溪镇”是同一个网站"):
        collect(again, at=NOW)


def test_a_name_that_changes_all_the_time_is_no_name(source, feed):
    feed.put(1)
    told(source)
    names = iter([OTHER, TOWN] * 100)

    def changing(made, after, limit):
        made.instance = next(names)
        return made.page(after, limit)

    feed.answer = changing
    with pytest.raises(NotAFeed, match="变了又变"):
        collect(source, at=NOW + timedelta(days=31))


def test_a_source_of_nothing_but_faults_is_left(source, feed, monkeypatch):
    monkeypatch.setattr(collecting, "MOST_GAPS", 200)
    for pk in range(1, 402):
        feed.put(pk, item(""))
    with pytest.raises(NotAFeed, match="没有收的已有 200 条"):
        collect(source, at=NOW)
    source.refresh_from_db()
    assert (source.cursor, Gap.objects.count()) == (200, 200)


def test_what_is_not_ours_to_take_down_stays(source, feed, county):
    """A source that lies about what another one has published first hand changes nothing."""
    uid = feed.put(1)
    told(source)
    liar = add(county, f"{feed.address}/liar", name="另一个")
    feed.instance = OTHER
    feed.entries[uid]["number"] = feed.number = 2
    feed.remove(uid)
    assert told(liar) == (0, 0, 0, 1)
    assert list(shown()) == [uid]
