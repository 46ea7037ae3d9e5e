"""A whole city at once: three thousand organs, sound and with one slip."""

import time

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import move
from gongkai.web.organs.importing import Verdict, carry_out
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

from .lists import HEADINGS, csv_file, judged, xlsx_file
from .planting import credit_code, is_sound

COUNTIES, TOWNS, STATIONS = 10, 13, 22  # below each other: 10 + 130 + 2,860 = 3,000
SECONDS = 60  # on the slowest machine; three on ours


def city() -> list[list[str]]:
    """Rows with the lowest first, so that every parent comes after its children."""
    rows = []
    for county in range(COUNTIES):
        rows.append([f"雁{county}县人民政府", f"c{county}", "县级", "人民政府", "", "", "1"])
        for town in range(TOWNS):
            name = f"雁{county}县{town}镇人民政府"
            rows.append([name, f"c{county}-t{town}", "乡级", "人民政府", f"雁{county}县人民政府", "", "1"])
            for station in range(STATIONS):
                slug = f"c{county}-t{town}-s{station}"
                rows.append([f"雁{county}县{town}镇{station}站", slug, "乡级", "派出机构", name, "", "1"])
    for number, row in enumerate(rows):
        row[5] = credit_code(number)
    return rows[::-1]


# Which cell says what instead, how many rows are told, and what.
SLIPS = {
    "cycle": ((-1, 4, "雁0县0镇0站"), 3, "绕成了一圈"),
    "duplicate code": ((7, 5, credit_code(2999)), 1, "与第2行重复"),
    "missing parent": ((5, 4, "无此镇人民政府"), 1, "没有找到上级机关"),
}


@pytest.mark.django_db
def test_three_thousand_organs_are_judged_and_taken_in():
    rows = city()
    source = xlsx_file(*rows)
    started = time.perf_counter()
    planned = judged(source)
    judging = time.perf_counter() - started
    carry_out(planned, seal=planned.seal, by=SYSTEM, at=NOW)
    carrying = time.perf_counter() - started - judging
    print(f"3,000 organs: judged in {judging:.1f} s, taken in in {carrying:.1f} s")
    assert planned.count(Verdict.NEW) == len(rows) == Organ.objects.count() == 3000
    assert judging + carrying < SECONDS
    assert is_sound()
    assert judged(source).count(Verdict.UNCHANGED) == 3000


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.django_db
def test_one_slip_among_three_thousand_is_the_only_thing_told(slip):
    rows = city()
    (at, column, text), expected, reason = SLIPS[slip]
    rows[at][column] = text
    planned = judged(csv_file(*rows, headings=HEADINGS))
    refused = [row for row in planned.rows if row.verdict is Verdict.REFUSED]
    assert len(refused) == expected
    assert all(reason in str(row.faults[0]) for row in refused)
    assert not Organ.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_large_subtree_moves_within_seconds():
    planned = judged(csv_file(*city()))
    carry_out(planned, seal=planned.seal, by=SYSTEM, at=NOW)
    first, last = Organ.objects.get(slug="c0"), Organ.objects.get(slug="c1")
    started = time.perf_counter()
    move(first, last, by=SYSTEM, at=NOW)
    print(f"{Organ.objects.within(first).count()} organs moved in {time.perf_counter() - started:.1f} s")
    assert Event.objects.filter(kind="organs.followed").count() == TOWNS * (STATIONS + 1)
    assert is_sound()
