"""Keeping the catalogue: adopted once, added, changed, given to somebody, ended; by those whose duty it is."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.catalogue import catalogue
from gongkai.web.catalogue import actions, selectors
from gongkai.web.catalogue.models import Cycle, Row, Status
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.organs.actions import Passing, add_section, close_section, dissolve, found
from gongkai.web.organs.models import Organ, Section
from tests.web.conftest import NOW

TODAY = NOW.date()


def own(organ, **fields) -> Row:
    """A row as somebody fills it in."""
    given = {
        "level1": "养老服务",
        "name": "高龄津贴发放",
        "basis": "墨鹭县基层政务公开标准目录",
        "cycle": "quarterly",
        "channels": ["website", "notice_board"],
    }
    return Row(organ=organ, **given | fields)


@pytest.fixture
def section(organ):
    return add_section(Section(organ=organ, name="社会事务办公室"), by=SYSTEM, at=NOW)


def test_a_township_takes_over_the_rows_of_the_law(rows):
    assert set(rows) == {row.code for row in catalogue().starter("township", "government")}
    budget = rows["town_budget"]
    assert (budget.limit, budget.cycle, budget.is_statutory) == ("budget", "yearly", True)
    assert budget.basis == "条例第二十条第（七）项"
    assert budget.since_on == TODAY


def test_adopting_again_adds_nothing_and_changes_nothing(organ, rows, keeper):
    leaders = rows["town_leaders"]
    leaders.audience = "本镇居民"
    actions.change_row(leaders, by=keeper, at=NOW)
    actions.end_row(rows["town_levies"], on=TODAY, by=keeper, at=NOW)
    before = Event.objects.count()
    assert actions.adopt_starter(organ, by=keeper, at=NOW) == 0
    assert Event.objects.count() == before
    assert organ.catalogue_rows.get(code="town_leaders").audience == "本镇居民"
    assert organ.catalogue_rows.get(code="town_levies").status == Status.ENDED


def test_a_county_has_other_rows_than_a_township(county, viewer_of):
    actions.adopt_starter(county, by=viewer_of("authority", county), at=NOW)
    codes = set(county.catalogue_rows.values_list("code", flat=True))
    assert {"art20_01", "art21_county_07", "report_area"} <= codes
    assert not [code for code in codes if code.startswith("town_")]


def test_a_school_has_no_rows_of_the_law(organ):
    school = Organ(
        slug="school",
        name="枕溪镇中心小学",
        short_name="中心小学",
        level="township",
        kind="institution",
        parent=organ,
    )
    found(school, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="第五十五条"):
        actions.adopt_starter(school, by=SYSTEM, at=NOW)


def test_rows_of_its_own_are_numbered(organ, rows, keeper):
    first = actions.add_row(own(organ), by=keeper, at=NOW)
    second = actions.add_row(own(organ, name="养老机构名录"), by=keeper, at=NOW)
    assert (first.code, second.code) == ("own_001", "own_002")
    assert first.is_own
    assert not rows["guide"].is_own
    assert [row.name for row in selectors.rows_of(organ, viewer=PUBLIC)][-2:] == [
        "高龄津贴发放",
        "养老机构名录",
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channels": ["pigeon"]}, "公开渠道"),
        ({"channels": []}, "公开渠道"),
        ({"limit": "someday"}, "公开时限"),
        ({"cycle": "weekly"}, "更新周期"),
        ({"name": ""}, "公开事项"),
        ({"basis": ""}, "公开依据"),
    ],
)
def test_a_row_must_be_whole(organ, keeper, fields, said):
    with pytest.raises(Refused, match=said):
        actions.add_row(own(organ, **fields), by=keeper, at=NOW)
    assert not Row.objects.exists()


def test_what_the_law_says_of_its_rows_stays(rows, keeper):
    row = rows["town_assistance"]
    row.name, row.is_statutory, row.article = "别的", False, ""
    row.cycle, row.channels = Cycle.MONTHLY, ["website", "notice_board"]
    changed = actions.change_row(row, by=keeper, at=NOW)
    assert (changed.name, changed.is_statutory, changed.article) == ("社会救助", True, "art21_town_08")
    assert (changed.cycle, changed.channels) == ("monthly", ["website", "notice_board"])


def test_a_row_of_its_own_changes_altogether(organ, keeper):
    row = actions.add_row(own(organ), by=keeper, at=NOW)
    row.name, row.is_statutory, row.code = "高龄补贴", True, "own_999"
    changed = actions.change_row(row, by=keeper, at=NOW)
    assert (changed.name, changed.is_statutory, changed.code) == ("高龄补贴", True, "own_001")


def test_somebody_answers_for_a_row(organ, rows, keeper, section, person_with):
    row, clerk = rows["town_assistance"], person_with("clerk", organ)
    assert row in selectors.unassigned(organ)
    actions.assign(row, section=section, person=clerk, by=keeper, at=NOW)
    row.refresh_from_db()
    assert (row.section, row.person) == (section, clerk)
    assert row not in selectors.unassigned(organ)


def test_only_the_organs_own_sections_and_people_answer(county, organ, rows, keeper, section, person_with):
    row = rows["town_assistance"]
    with pytest.raises(Refused, match="在职的人员"):
        actions.assign(row, section=None, person=person_with("clerk", county), by=keeper, at=NOW)
    close_section(section, on=TODAY, by=SYSTEM, at=NOW)
    section.refresh_from_db()
    with pytest.raises(Refused, match="内设机构"):
        actions.assign(row, section=section, person=None, by=keeper, at=NOW)
    with pytest.raises(Refused, match="内设机构"):
        actions.add_row(own(organ, section=section), by=keeper, at=NOW)


def test_a_row_ends_and_stays_to_be_seen_by_those_inside(organ, rows, keeper, viewer_of, county):
    row = actions.end_row(rows["town_levies"], on=TODAY, by=keeper, at=NOW)
    assert (row.status, row.until_on) == ("ended", TODAY)
    assert row not in Row.objects.visible_to(PUBLIC)
    assert row in Row.objects.visible_to(viewer_of("clerk", organ))
    assert row in Row.objects.visible_to(viewer_of("authority", county))
    assert row not in Row.objects.visible_to(viewer_of("clerk", county))
    for again in (
        lambda: actions.end_row(row, on=TODAY, by=keeper, at=NOW),
        lambda: actions.change_row(row, by=keeper, at=NOW),
        lambda: actions.assign(row, section=None, person=None, by=keeper, at=NOW),
    ):
        with pytest.raises(Refused, match="已于2026年2月3日停用"):
            again()


@pytest.mark.parametrize(("days", "said"), [(1, "还没有到"), (-1, "不能在此以前停用")])
def test_a_row_ends_on_a_day_of_its_life(rows, keeper, days, said):
    with pytest.raises(Refused, match=said):
        actions.end_row(rows["town_levies"], on=TODAY + timedelta(days=days), by=keeper, at=NOW)


def test_the_authority_pushes_rows_down_and_others_do_not(county, organ, viewer_of):
    for duty in ("clerk", "section_head", "publisher", "deputy_leader", "admin"):
        with pytest.raises(NotYourDuty):
            actions.adopt_starter(organ, by=viewer_of(duty, organ), at=NOW)
    with pytest.raises(NotYourDuty):
        actions.add_row(own(organ), by=viewer_of("office_head", county), at=NOW)
    assert actions.add_row(own(organ), by=viewer_of("authority", county), at=NOW).pk
    assert Row.objects.changeable_by(viewer_of("authority", county)).count() == 1
    assert not Row.objects.changeable_by(viewer_of("clerk", organ)).exists()


def test_an_organ_that_is_no_more_gets_no_rows(county, organ, keeper):
    dissolve(organ, [Passing(county)], on=TODAY, document="机构改革方案", by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已撤销"):
        actions.adopt_starter(organ, by=SYSTEM, at=NOW)


def test_a_published_statement_says_that_nothing_is_there(organ, rows, keeper):
    row = rows["town_houses"]
    with act("disclosure.release", organ.pk, by=keeper, at=NOW) as pen:
        declared = actions.declare_not_involved(pen, row, 17)
    assert (declared.is_not_involved, declared.state_name) == (True, "未涉及")
    with act("disclosure.withdraw", organ.pk, by=keeper, at=NOW) as pen:
        assert not actions.take_back(pen, row).is_not_involved
    before = Event.objects.count()
    with act("disclosure.withdraw", organ.pk, by=keeper, at=NOW) as pen:
        actions.take_back(pen, row)
    assert Event.objects.count() == before


def test_with_the_row_its_statement_ends(organ, rows, keeper):
    row = rows["town_houses"]
    with act("disclosure.release", organ.pk, by=keeper, at=NOW) as pen:
        actions.declare_not_involved(pen, row, 17)
    ended = actions.end_row(row, on=TODAY, by=keeper, at=NOW)
    assert ended.statement_item is None
    with pytest.raises(Refused), act("disclosure.release", organ.pk, by=keeper, at=NOW) as pen:
        actions.declare_not_involved(pen, row, 18)


def test_the_database_knows_no_row_that_ended_on_no_day(rows):
    half_ended = Row.objects.filter(pk=rows["guide"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        half_ended.update(status=Status.ENDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        half_ended.update(status=Status.ENDED, until_on=TODAY, statement_item=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        half_ended.update(code="regimes")


def test_the_tree_has_the_first_level_in_order(organ, rows):
    tree = selectors.tree(selectors.rows_of(organ, viewer=PUBLIC))
    assert list(tree)[:3] == ["政府信息公开", "机构职能", "领导及分工"]
    assert [row.code for row in tree["政策文件"]] == [
        "town_normative",
        "town_documents",
        "town_interpretations",
    ]
    assert sum(map(len, tree.values())) == len(rows)


def test_the_period_of_a_row(rows):
    period = selectors.periods(rows["town_assistance"], date(2026, 5, 1))
    assert (period.first_on, period.due_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert selectors.periods(rows["report_township"], date(2026, 5, 1)).due_on == date(2026, 1, 31)
    assert selectors.periods(rows["town_notices"], date(2026, 5, 1)) is None


def test_the_ledger_tells_it_in_sentences(organ, rows, keeper, section, person_with):
    row = rows["town_assistance"]
    actions.assign(row, section=section, person=person_with("clerk", organ, name="沈听雨"), by=keeper, at=NOW)
    actions.end_row(row, on=TODAY, by=keeper, at=NOW)
    sentences = told(list(Event.objects.filter(kind__startswith="catalogue.").order_by("pk")))
    assert "将“政府信息公开指南”列入公开目录，依据条例第十二条" in sentences[0]
    assert f"采用基础目录，列入{len(rows)}项公开事项" in sentences[len(rows)]
    for change in ("责任科室由“（空）”改为“社会事务办公室”", "责任人由“（空）”改为“沈听雨”"):
        assert change in sentences[-2]
    assert "停用公开事项“社会救助”（自2026年2月3日起）" in sentences[-1]
