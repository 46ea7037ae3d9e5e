"""Members whose report is public: nobody duns them, and one act takes them all in."""

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.outbox.models import Errand
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.collecting import standing
from gongkai.web.reports.models import Filing
from tests.web.conftest import NOW

from .conftest import ROOM, asked, below, publish, text

pytestmark = pytest.mark.django_db


def test_what_is_public_waits_to_be_taken_in_and_is_not_dunned(chief, county, organ, dengxia):
    publish(organ)
    states = {one.organ: one.state_name for one in standing(county, 2024)}
    assert states == {organ: "已公开，待收入", dengxia: "等候报送"}
    page = chief.get(f"{ROOM}board/", asked(county)).text
    assert "已公开，待收入1个" in page
    assert "收入已公开的1份" in page
    reminder = page.partition("催报文字")[2]
    assert dengxia.name in reminder
    assert organ.name not in reminder


def test_one_act_takes_in_all_that_is_public(chief, county, organ, dengxia):
    publish(organ)
    publish(dengxia)
    answer = chief.post(f"{ROOM}receive/", asked(county), follow=True)
    assert "已收入2个机关公开的2024年度报告" in answer.text
    assert {one.organ for one in Filing.objects.select_related("organ")} == {organ, dengxia}
    assert "没有已经公开、还没有收入的2024年度报告" in chief.post(f"{ROOM}receive/", asked(county)).text


def test_one_that_is_refused_stops_nobody_and_is_told(chief, county, organ, dengxia, monkeypatch):
    publish(organ)
    publish(dengxia)
    real = acts._own

    def own(stored, year):
        if stored == organ:
            raise Refused("这份报告读不出来。", "请重新收入文件。")
        return real(stored, year)

    monkeypatch.setattr(acts, "_own", own)
    told = chief.post(f"{ROOM}receive/", asked(county), follow=True).text
    assert "已收入1个机关公开的2024年度报告" in told
    assert f"还有1个没有收入。{organ.name}的没有收入：这份报告读不出来。请重新收入文件。" in told
    assert Filing.objects.get().organ == dengxia
    assert "这份报告读不出来" in chief.post(f"{ROOM}receive/", asked(county)).text


def test_what_was_sent_back_is_not_taken_in_as_it_was(county, organ, authority):
    publish(organ)
    acts.receive(county, 2024, by=authority, at=NOW)
    acts.send_back(Filing.objects.get(), reason="请更正。", by=authority, at=NOW)
    assert [one.is_awaited for one in standing(county, 2024) if one.organ == organ] == [True]
    with pytest.raises(Refused, match="没有已经公开"):
        acts.receive(county, 2024, by=authority, at=NOW)
    publish(organ, licences="行政许可\t19")
    assert acts.receive(county, 2024, by=authority, at=NOW).done == 1


def test_only_the_authority_takes_in(county, organ, viewer_of):
    publish(organ)
    with pytest.raises(NotYourDuty):
        acts.receive(county, 2024, by=viewer_of("clerk", organ), at=NOW)


def test_only_governments_that_collect_are_offered(chief, county, organ):
    for act in ("remind", "receive"):
        page = chief.get(f"{ROOM}{act}/").text
        assert "汇总单位" in page
        assert f'<option value="{county.pk}"' in page
        assert f'<option value="{organ.pk}"' not in page


def test_a_member_is_nobody_to_collect_from(organ, viewer_of, county):
    with pytest.raises(Refused, match="不汇总下级机关的报告"):
        acts.remind(organ, 2024, by=viewer_of("authority", county), at=NOW)


def test_nobody_is_dunned_and_it_is_said_why(county, organ, authority):
    publish(organ)
    with pytest.raises(Refused, match="2024年度的报告都已经公开"):
        acts.remind(county, 2024, by=authority, at=NOW)
    acts.receive(county, 2024, by=authority, at=NOW)
    with pytest.raises(Refused, match="1个下级机关，2024年度的报告都已经报送"):
        acts.remind(county, 2024, by=authority, at=NOW)
    assert not Errand.objects.filter(topic="reports.remind_filing").exists()


def test_a_government_without_members_is_told_so(county, authority):
    lower = below(county, "lower", "下县人民政府", level="county")
    with pytest.raises(Refused, match="没有要报送报告的下级机关"):
        acts.remind(lower, 2024, by=authority, at=NOW)


def test_a_file_that_was_sent_back_gives_way_to_what_is_public(county, dengxia, filed, authority):
    acts.send_back(filed, reason="请更正。", by=authority, at=NOW)
    publish(dengxia)
    assert acts.receive(county, 2024, by=authority, at=NOW).done == 1
    assert Filing.objects.get().sha256 == text(dengxia).sha256
