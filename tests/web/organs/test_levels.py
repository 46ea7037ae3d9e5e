"""Organs stand below organs of their own level or a higher one, and are no judges of themselves."""

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.organs.actions import amend, change_contacts, change_particulars, move, settle_remedy
from gongkai.web.organs.models import Organ, RemedyBody
from tests.web.conftest import NOW

from .lists import csv_file, judged, reasons, taken_in
from .planting import is_sound, organ_below

HIGHER = "级别不能高于"
STATION = ("谷场站", "", "县级", "部门", "枕溪镇人民政府", "", "")


def test_nobody_is_founded_above_the_level_of_his_parent(organ):
    with pytest.raises(Refused, match="“谷场站”是县级，高于上级机关“枕溪镇人民政府”的乡级"):
        organ_below(organ, "station", "谷场站", level="county")
    assert organ_below(organ, "station", "谷场站", level="township").pk


def test_nobody_moves_below_an_organ_of_a_lower_level(organ, county):
    bureau = organ_below(county, "bureau")
    with pytest.raises(Refused, match=HIGHER):
        move(bureau, organ, by=SYSTEM, at=NOW)
    bureau.refresh_from_db()
    assert bureau.parent == county


def test_a_level_fits_what_stands_above_and_below(organ, county):
    for changed, level in ((organ, "city"), (county, "township")):
        if changed == county:
            organ_below(county, "bureau", "县局", level="county")
        with pytest.raises(Refused, match=HIGHER):
            change_particulars(changed, level=level, by=SYSTEM, at=NOW)


def test_level_and_parent_may_change_together(organ, county):
    bureau = organ_below(county, "bureau")
    bureau.level, bureau.parent = "township", organ
    assert amend(bureau, by=SYSTEM, at=NOW).path == "county/zhenxi/bureau/"
    assert is_sound()


def test_what_stood_out_of_order_before_can_still_be_changed(organ, county):
    Organ.objects.filter(pk=organ.pk).update(level="province")
    assert change_contacts(organ, phone="1", by=SYSTEM, at=NOW).phone == "1"


def test_a_list_keeps_the_levels(organ, county):
    told = reasons(judged(csv_file(STATION, ("墨鹭县人民政府", "", "乡级", "", "", "", ""))))
    assert "“谷场站”是县级，高于上级机关“枕溪镇人民政府”的乡级" in told[2]
    assert set(told) == {2}
    planned = judged(csv_file(("枕溪镇人民政府", "", "市级", "", "", "", "")))
    assert HIGHER in reasons(planned)[2]


def test_a_list_is_judged_as_the_organs_will_stand(organ, county):
    bureau = organ_below(county, "bureau", "县局")
    told = reasons(judged(csv_file(("墨鹭县人民政府", "", "乡级", "", "", "", ""))))
    assert "“县局”是县级，高于上级机关“墨鹭县人民政府”的乡级" in told[2]
    rows = [("墨鹭县人民政府", "", "乡级", "", "", "", ""), ("县局", "", "乡级", "", "", "", "")]
    taken_in(csv_file(*rows))
    bureau.refresh_from_db()
    assert bureau.level == "township"


@pytest.mark.parametrize("remedy", ["review", "court"])
@pytest.mark.parametrize("how", ["organ", "name"])
def test_nobody_judges_himself(organ, remedy, how):
    settled = {"body": organ} if how == "organ" else {"name": organ.name}
    body = RemedyBody(organ=organ, remedy=remedy, since_on=NOW.date(), **settled)
    with pytest.raises(Refused, match="不能是它自己"):
        settle_remedy(body, by=SYSTEM, at=NOW)


def test_the_government_of_a_province_reviews_its_own_acts(db):
    """行政复议法第二十四条第二款."""
    province = organ_below(None, "prov", "澄省人民政府", level="province", kind="government")
    body = RemedyBody(organ=province, remedy="review", body=province, since_on=NOW.date())
    assert settle_remedy(body, by=SYSTEM, at=NOW).pk
