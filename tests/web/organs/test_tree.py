"""The tree: organs founded, renamed, moved and changed, each by one act with its events."""

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.organs import actions
from gongkai.web.organs.actions import amend, change_contacts, change_particulars, found, merge, move, rename
from gongkai.web.organs.models import FormerName, Organ
from gongkai.web.organs.selectors import named
from tests.web.conftest import NOW

from .planting import credit_code, is_sound, kinds_of, last_sentence, organ_below

DOC = "墨鹭县机构改革方案"


def test_an_organ_stands_below_its_parent_and_is_in_its_chain(organ, county):
    assert (county.path, organ.path) == ("county/", "county/zhenxi/")
    assert list(Organ.objects.all().within(county)) == [county, organ]
    assert last_sentence() == "系统于2026年2月3日09:30登记机关“枕溪镇人民政府”，上级机关为“墨鹭县人民政府”。"
    chains = dict(Event.objects.filter(kind="organs.founded").values_list("subject_id", "organ_id"))
    assert chains == {county.pk: INSTALLATION, organ.pk: county.pk}
    assert is_sound()


def test_a_new_name_keeps_the_old_one_findable(organ):
    rename(organ, name="枕溪街道办事处", short_name="枕溪街道", document=DOC, by=SYSTEM, at=NOW)
    assert (organ.name, organ.slug, organ.path) == ("枕溪街道办事处", "zhenxi", "county/zhenxi/")
    assert named("枕溪镇") == [organ]
    former = FormerName.objects.get()
    assert (former.name, former.until_on, former.document) == ("枕溪镇人民政府", NOW.date(), DOC)
    assert kinds_of(organ) == ["organs.founded", "organs.renamed"]
    assert is_sound()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("农业局", ["墨鹭县农业农村局"]),
        ("卫健委", ["墨鹭县卫生健康局"]),
        ("县农业局在哪里", ["墨鹭县农业农村局"]),
        ("县政府", ["墨鹭县人民政府"]),
        ("镇政府电话", ["枕溪镇人民政府"]),
        ("民政", ["墨鹭县民政局"]),
        ("枕溪 2025年", ["枕溪镇人民政府"]),
        ("电话", []),
        ("卫康", []),
        ("局业农", []),
    ],
)
def test_an_organ_is_found_as_people_call_it(organ, county, typed, names):
    for number, name in enumerate(("农业农村局", "卫生健康局", "民政局")):
        organ_below(county, f"b{number}", f"墨鹭县{name}")
    assert [one.name for one in named(typed)] == names


def test_organs_that_exist_stand_first(county):
    old, new = organ_below(county, "old", "墨鹭县农业局"), organ_below(county, "new", "墨鹭县农业农村局")
    merge(old, new, on=NOW.date(), document=DOC, by=SYSTEM, at=NOW)
    assert named("农业局") == [new, old]


def test_everything_below_follows_an_organ_that_moves(organ, county):
    station = organ_below(organ, "station")
    other = organ_below(county, "zone", kind="development_zone")
    move(organ, other, by=SYSTEM, at=NOW)
    station.refresh_from_db()
    assert (organ.path, station.path) == ("county/zone/zhenxi/", "county/zone/zhenxi/station/")
    assert kinds_of(station) == ["organs.founded", "organs.followed"]
    assert last_sentence() == "系统于2026年2月3日09:30使“station局”随上级机关“枕溪镇人民政府”移动。"
    assert is_sound()


def test_a_parent_known_from_before_it_moved_is_looked_up_again(organ, county):
    zone = organ_below(county, "zone")
    stale = Organ.objects.get(pk=organ.pk)
    move(organ, zone, by=SYSTEM, at=NOW)
    assert organ_below(stale, "station").path == "county/zone/zhenxi/station/"


def test_an_organ_cannot_stand_below_itself(organ, county):
    for parent in (county, organ):
        with pytest.raises(Refused, match="不能是本机关或其下级机关"):
            move(county, parent, by=SYSTEM, at=NOW)
    county.refresh_from_db()
    assert county.path == "county/"
    assert kinds_of(county)[-1] == "ledger.refused"
    assert is_sound()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "枕溪镇人民政府"}, "^全称“枕溪镇人民政府”已经登记。请先查找这个机关"),
        ({"slug": "zhenxi"}, "^网址名“zhenxi”已经有机关使用。请另取一个"),
        *(({"name": f"{sign}某局"}, "不能以") for sign in "=+-@＝"),
        ({"short_name": "@某"}, "不能以"),
        ({"slug": "Zhen Xi"}, "只能用小写英文字母"),
        ({"code": "123"}, "应为 18 位"),
        ({"code": credit_code(1)}, f"^统一社会信用代码“{credit_code(1)}”已经属于另一个机关"),
        ({"level": "village"}, "级别"),
        ({"email": "somebody"}, "没有的填“未开通”"),
        ({"postcode": "12"}, "六位数字"),
        ({"online_channel": "javascript:alert(1)"}, "http"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(organ, county, fields, reason):
    change_particulars(county, code=credit_code(1), by=SYSTEM, at=NOW)
    values = {
        "slug": "x",
        "name": "某局",
        "short_name": "某",
        "level": "county",
        "kind": "department",
    } | fields
    with pytest.raises(Refused, match=reason):
        found(Organ(parent=county, **values), by=SYSTEM, at=NOW)
    assert Organ.objects.count() == 2


def test_not_opened_is_a_value(organ):
    change_contacts(organ, fax="未开通", email="未开通", online_channel="未开通", by=SYSTEM, at=NOW)
    assert (organ.fax, organ.email, organ.online_channel) == ("未开通",) * 3
    assert "条例第十二条" in last_sentence()
    assert "溪前街" not in Event.objects.order_by("-pk").first().body


def test_contacts_are_kept_in_the_ledger_as_hashes_only(organ):
    assert not Event.objects.filter(body__contains="溪前街").exists()


def test_a_form_writes_one_event_for_each_kind_of_change_and_none_without(organ, county):
    amend(Organ.objects.get(pk=organ.pk), by=SYSTEM, at=NOW)
    assert kinds_of(organ) == ["organs.founded"]
    organ.name, organ.phone, organ.vertical = "枕溪街道办事处", "1", "税务"
    amend(organ, by=SYSTEM, at=NOW)
    assert kinds_of(organ)[1:] == [
        "organs.renamed",
        "organs.contacts_changed",
        "organs.particulars_changed",
    ]


def test_a_field_of_another_kind_is_a_fault_of_ours(organ):
    with pytest.raises(TypeError):
        change_contacts(organ, name="别名", by=SYSTEM, at=NOW)


def test_the_address_name_is_not_among_what_can_change():
    assert "slug" not in actions.CHANGEABLE


def test_admins_change_their_own_ground_only(organ, county, viewer_of):
    other = organ_below(None, "elsewhere")
    admin, clerk = viewer_of("admin", county), viewer_of("clerk", organ)
    rename(organ, name="枕溪街道办事处", short_name="枕溪街道", by=admin, at=NOW)
    for by, what in ((clerk, organ), (PUBLIC, organ), (admin, other)):
        with pytest.raises(NotYourDuty):
            change_contacts(what, phone="2", by=by, at=NOW)
    with pytest.raises(NotYourDuty):
        move(organ, other, by=admin, at=NOW)
    with pytest.raises(NotYourDuty):
        move(organ, None, by=admin, at=NOW)
    assert set(Organ.objects.changeable_by(admin)) == {organ, county}
    assert not Organ.objects.changeable_by(clerk).exists()
    for viewer in (admin, clerk, PUBLIC, SYSTEM):
        assert Organ.objects.visible_to(viewer).count() == 3


def test_what_somebody_wrote_past_us_is_found(organ):
    Organ.objects.filter(pk=organ.pk).update(path="elsewhere/zhenxi/")
    assert not is_sound()
