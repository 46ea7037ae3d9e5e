"""Entering what was counted: what is taken, what is refused, what the ledger tells; zero is not the same as nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.decisions.actions import enter, needs_reason
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.decisions.values import plain, shown, value_of
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.ledger.verify import verify
from tests.web.conftest import NOW
from tests.web.organs.planting import organ_below

from .conftest import JANUARY, said

KINDS = decision_kinds()


# A cell, of which kind, and its value; "" is nothing.
READ = [
    ("licences", "22", 22),
    ("licences", " ２２ 件", 22),
    ("licences", "1,234", 1234),
    ("licences", "12.0", 12),
    ("penalties", "0", 0),
    ("compulsion", "", None),
    ("compulsion", "　", None),
    ("admin_fees", "12,345.6元", Decimal("12345.6")),
    ("admin_fees", "0", 0),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_cell_is_read_as_people_write_it(kind, text, value) -> None:
    found = value_of(text, KINDS[kind])
    assert found == value
    assert (found is None) is (value is None)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("licences", "-1", "不能是负数"),
        ("licences", "2.5", "应是整数"),
        ("licences", "无", "没有发生的填 0"),
        ("licences", "-", "没有登记的留空"),
        ("licences", "约20", "不是以件为单位"),
        ("licences", "9999999999", "过大"),
        ("admin_fees", "-0.01", "不能是负数"),
        ("admin_fees", "1.005", "最多两位小数"),
        ("admin_fees", "29.74万元", "以元为单位"),
        ("admin_fees", "1000000000000", "过大"),
    ],
)
def test_what_a_kind_cannot_come_to_is_refused_with_its_name(kind, text, why) -> None:
    with pytest.raises(Refused, match=why) as refused:
        value_of(text, KINDS[kind])
    assert KINDS[kind].name in str(refused.value)


@given(some.integers(0, 2_147_483_647))
def test_a_count_is_read_back_as_it_is_shown(number) -> None:
    assert value_of(plain(number), KINDS["licences"]) == number
    assert value_of(shown(number), KINDS["licences"]) == number


@given(some.decimals(0, "999999999999.99", places=2))
def test_an_amount_is_read_back_as_it_is_shown(amount) -> None:
    assert value_of(plain(amount), KINDS["admin_fees"]) == amount
    assert value_of(shown(amount), KINDS["admin_fees"]) == amount


@pytest.mark.django_db
def test_what_is_entered_stands_with_its_source_and_its_person(organ, clerk) -> None:
    fees = said("admin_fees", value=Decimal("1234.50"))
    enter(organ, [said(value=0), fees], by=clerk, at=NOW)
    rows = {row.kind: row for row in MonthlyCount.objects.all()}
    assert (rows["licences"].value, rows["licences"].number, rows["licences"].amount) == (0, 0, None)
    assert (rows["admin_fees"].value, rows["admin_fees"].number) == (Decimal("1234.50"), None)
    assert rows["licences"].source == "行政审批系统"
    events = Event.objects.filter(kind__startswith="decisions.").order_by("position")
    assert [told_of(event).partition("登记")[2] for event in events] == [
        "2026年1月行政许可0件。",
        "2026年1月行政事业性收费1234.50元。",
    ]
    assert {event.person_id for event in events} == {clerk.person}
    assert "审批系统" not in "".join(event.body for event in events)
    assert not list(verify())
    assert not list(differences())


@pytest.mark.django_db
def test_what_stands_already_is_no_event(organ, clerk) -> None:
    enter(organ, [said()], by=clerk, at=NOW)
    assert enter(organ, [said(was=5)], by=clerk, at=NOW) == []
    assert Event.objects.filter(kind__startswith="decisions.").count() == 1


@pytest.mark.django_db
def test_a_value_is_put_right_and_taken_back_and_zero_is_not_nothing(organ, clerk) -> None:
    enter(organ, [said()], by=clerk, at=NOW)
    enter(organ, [said(value=0, was=5)], by=clerk, at=NOW)
    assert MonthlyCount.objects.kept().get().value == 0
    enter(organ, [said(value=None, was=0)], by=clerk, at=NOW)
    assert not MonthlyCount.objects.kept().exists()
    enter(organ, [said(value=7)], by=clerk, at=NOW)
    assert MonthlyCount.objects.get().value == 7
    told = [
        told_of(event) for event in Event.objects.filter(kind__startswith="decisions.").order_by("position")
    ]
    assert "将2026年1月行政许可由5件更正为0件" in told[1]
    assert "撤回2026年1月行政许可的登记数" in told[2]
    assert not list(differences())


REFUSED = [
    (said(month=date(2026, 2, 1)), "2026年2月还没有过完"),
    (said(month=date(2026, 1, 15)), "还没有过完"),
    (said(month=date(2019, 12, 1)), "2019年12月没有“新区局”这个机关"),
    (said(value=-1), "不能是负数"),
    (said(value=Decimal("2.5")), "应是整数"),
    (said("admin_fees", value=Decimal("0.001")), "最多两位小数"),
    (said(source=" "), "没有写明数据来源"),
    (said(source="长" * 101), "数据来源超过100个字"),
    (said(note="长" * 201), "说明超过200个字"),
    (said(was=3), "已经由别人登记为没有登记"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("entry", "why"), REFUSED)
def test_one_bad_entry_and_nothing_is_entered(county, entry, why) -> None:
    young = organ_below(county, "young", "新区局", since_on=date(2020, 1, 1))
    with pytest.raises(Refused, match=why):
        enter(young, [said("penalties", value=1), entry], by=SYSTEM, at=NOW)
    assert not MonthlyCount.objects.exists()


@pytest.mark.django_db
def test_what_somebody_else_has_entered_meanwhile_is_not_written_over(organ, clerk) -> None:
    enter(organ, [said(value=6)], by=clerk, at=NOW)
    with pytest.raises(Refused, match="已经由别人登记为6件"):
        enter(organ, [said(value=8)], by=clerk, at=NOW)
    assert MonthlyCount.objects.get().value == 6


@pytest.mark.parametrize(("on", "needed"), [(date(2026, 1, 14), False), (date(2026, 1, 15), True)])
def test_from_the_day_on_which_a_year_is_frozen_a_change_gives_its_reason(on, needed) -> None:
    assert needs_reason(date(2025, 12, 1), on=on) is needed


@pytest.mark.django_db
def test_a_frozen_year_is_put_right_with_a_reason(organ, clerk) -> None:
    december = date(2025, 12, 1)
    enter(organ, [said(month=december)], by=clerk, at=NOW)
    with pytest.raises(Refused, match="请在说明中写明更正的原因"):
        enter(organ, [said(month=december, value=6, was=5)], by=clerk, at=NOW)
    enter(organ, [said(month=december, value=6, was=5, note="漏计一件")], by=clerk, at=NOW)
    assert (MonthlyCount.objects.get().value, MonthlyCount.objects.get().note) == (6, "漏计一件")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("duty", "may"),
    [
        ("clerk", True),
        ("office_head", True),
        ("section_head", False),
        ("chief_leader", False),
        ("authority", False),
    ],
)
def test_who_enters(organ, county, viewer_of, duty, may) -> None:
    by = viewer_of(duty, county if duty == "authority" else organ)
    if may:
        assert enter(organ, [said()], by=by, at=NOW)
        return
    with pytest.raises(NotYourDuty):
        enter(organ, [said()], by=by, at=NOW)


@pytest.mark.django_db
def test_a_neighbour_enters_and_sees_nothing_and_the_authority_sees_all_below(
    organ, county, viewer_of
) -> None:
    enter(organ, [said(month=JANUARY)], by=viewer_of("clerk", organ), at=NOW)
    with pytest.raises(NotYourDuty):
        enter(organ, [said("penalties")], by=viewer_of("clerk", county), at=NOW)
    seen = {
        duty: MonthlyCount.objects.visible_to(viewer_of(duty, county)).count()
        for duty in ("clerk", "authority")
    }
    assert seen == {"clerk": 0, "authority": 1}
