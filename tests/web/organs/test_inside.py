"""Sections, and for whom an organ answers: respondent, issuing office, authority, review organ and court."""

from datetime import date

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.organs.actions import (
    add_section,
    change_particulars,
    change_section,
    close_section,
    settle_remedy,
)
from gongkai.web.organs.models import Remedy, RemedyBody, Section
from gongkai.web.organs.selectors import (
    authority_of,
    by_level,
    disclosure_office_of,
    heading,
    issuing_office_of,
    remedy_body_on,
    respondent_of,
)
from tests.web.conftest import NOW

from .planting import is_sound, kinds_of, last_sentence, organ_below

TODAY = NOW.date()


@pytest.fixture
def section(organ) -> Section:
    return add_section(Section(organ=organ, name="办公室", is_disclosure_office=True), by=SYSTEM, at=NOW)


def test_a_section_is_added_changed_and_closed(section, organ, person_with):
    assert disclosure_office_of(organ) == section
    assert last_sentence().endswith("在“枕溪镇人民政府”设立内设机构“办公室”，依据条例第四条。")
    section.name, section.head = "党政综合办公室", person_with(None, organ, name="沈听雨")
    change_section(section, by=SYSTEM, at=NOW)
    assert "负责人由“（空）”改为“沈听雨”" in last_sentence()
    change_section(section, by=SYSTEM, at=NOW)
    close_section(section, on=TODAY, by=SYSTEM, at=NOW)
    assert kinds_of(section) == ["organs.section_added", "organs.section_changed", "organs.section_closed"]
    assert section.until_on == TODAY
    assert disclosure_office_of(organ) is None
    assert is_sound()


def test_a_closed_section_stays_closed_and_its_name_is_free(section, organ):
    close_section(section, on=TODAY, by=SYSTEM, at=NOW)
    for act in (
        lambda: change_section(section, by=SYSTEM, at=NOW),
        lambda: close_section(section, on=TODAY, by=SYSTEM, at=NOW),
    ):
        with pytest.raises(Refused, match="已于2026年2月3日撤销"):
            act()
    add_section(Section(organ=organ, name="办公室", is_disclosure_office=True), by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "办公室"}, "^本机关已有内设机构“办公室”"),
        ({"name": "法制办", "is_disclosure_office": True}, "另有政府信息公开工作机构"),
    ],
)
def test_one_name_and_one_disclosure_office_an_organ(section, organ, fields, reason):
    with pytest.raises(Refused, match=reason):
        add_section(Section(organ=organ, **fields), by=SYSTEM, at=NOW)


def test_sections_are_the_admins(section, organ, viewer_of):
    with pytest.raises(NotYourDuty):
        change_section(section, by=viewer_of("clerk", organ), at=NOW)
    assert list(Section.objects.visible_to(PUBLIC)) == [section]
    assert not Section.objects.changeable_by(PUBLIC).exists()
    assert list(Section.objects.all().within(organ.parent)) == [section]
    assert list(Section.objects.changeable_by(viewer_of("admin", organ.parent))) == [section]


def test_a_township_is_supervised_by_the_county(organ, county):
    assert authority_of(organ) == county
    assert authority_of(county) is None


def test_a_station_below_a_township_is_supervised_by_the_county_too(organ, county):
    assert authority_of(organ_below(organ, "station", kind="dispatched_unit")) == county


def test_an_authority_that_is_set_counts(organ, county):
    office = organ_below(county, "office", "墨鹭县人民政府办公室")
    change_particulars(organ, authority=office, by=SYSTEM, at=NOW)
    assert authority_of(organ) == office


def test_a_vertical_system_is_supervised_by_its_own_organ_above(county):
    city_tax = organ_below(None, "city-tax", vertical="税务", level="city")
    tax = organ_below(city_tax, "tax", vertical="税务")
    assert authority_of(tax) == city_tax
    assert authority_of(organ_below(county, "tax-2", vertical="税务")) is None


def test_respondent_and_issuing_office_are_two_things(organ, county):
    assert (respondent_of(county), issuing_office_of(county)) == (county, "墨鹭县人民政府")
    change_particulars(county, issuing_office="墨鹭县人民政府办公室", by=SYSTEM, at=NOW)
    assert (respondent_of(county), issuing_office_of(county)) == (county, "墨鹭县人民政府办公室")
    station = organ_below(organ, "station", kind="dispatched_unit")
    assert (respondent_of(station), issuing_office_of(station)) == (organ, "枕溪镇人民政府")
    change_particulars(station, respondent=station, by=SYSTEM, at=NOW)
    assert respondent_of(station) == station


def test_the_review_organ_of_the_day_counts_and_is_never_guessed(organ, county):
    assert remedy_body_on(organ, TODAY, remedy=Remedy.REVIEW) is None
    days = (date(2024, 1, 1), date(2025, 6, 1))
    first = RemedyBody(organ=organ, remedy="review", name="澄汀市人民政府", since_on=days[0])
    second = RemedyBody(organ=organ, remedy="review", body=county, since_on=days[1])
    for body in (first, second):
        settle_remedy(body, by=SYSTEM, at=NOW)
    assert "行政复议机关定为“墨鹭县人民政府”（自2025年6月1日起）" in last_sentence()
    told = [
        remedy_body_on(organ, day, remedy=Remedy.REVIEW)
        for day in (date(2023, 1, 1), date(2025, 5, 31), days[1])
    ]
    assert told == [None, first, second]
    assert is_sound()


def test_a_review_organ_is_settled_once_a_day(organ, county):
    for name, refused in (("澄汀市人民政府", False), ("别市人民政府", True)):
        body = RemedyBody(organ=organ, remedy="review", name=name, since_on=TODAY)
        if refused:
            with pytest.raises(Refused, match="自2026年2月3日起的已经定过"):
                settle_remedy(body, by=SYSTEM, at=NOW)
        else:
            settle_remedy(body, by=SYSTEM, at=NOW)


@pytest.mark.parametrize("fields", [{}, {"name": "某法院", "is_inside": True}])
def test_a_review_organ_is_named_once(organ, county, fields):
    fields = dict(fields)
    body = county if fields.pop("is_inside", False) else None
    with pytest.raises(Refused, match="填一项"):
        settle_remedy(
            RemedyBody(organ=organ, remedy="court", since_on=TODAY, body=body, **fields), by=SYSTEM, at=NOW
        )


def test_each_kind_has_its_heading(county):
    zone = organ_below(county, "zone", kind="development_zone")
    school = organ_below(county, "school", kind="institution")
    assert [title for title, _ in by_level([school, zone, county])] == [
        "县级人民政府",
        "县级开发区管理机构",
        "县级公共企事业单位",
    ]
    assert heading(zone) == "县级开发区管理机构"
