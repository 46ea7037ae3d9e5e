"""Nothing was found: the page says what to do next."""

import pytest

from gongkai.web.organs.models import Organ

from .conftest import links, shown, titles, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def subsidy(listed, county, organ):
    """One thing that is public, and telephones."""
    Organ.objects.filter(pk=county.pk).update(phone="0550-7010001", office_hours="工作日 8:30—17:30")
    Organ.objects.filter(pk=organ.pk).update(phone="0550-7020002")
    return listed(organ, "水稻补贴办法", "每亩补贴120元。", kind="policy")


def advice(client, address):
    """What the page advises."""
    main = shown(client, address)
    assert titles(main) == []
    return main.select_one(".search-nothing")


def test_near_words_that_do_find_something_are_offered(client, subsidy):
    offered = links(advice(client, "/search/?q=水稻 火星"))
    assert offered["水稻"] == "/search/?q=%E6%B0%B4%E7%A8%BB"
    assert titles(shown(client, offered["水稻"])) == ["水稻补贴办法"]


def test_the_same_words_without_filters_are_offered_only_where_they_find_something(client, subsidy):
    narrowed = advice(client, "/search/?q=水稻&organ=county&kind=policy")
    assert links(narrowed)["不加筛选再找"] == "/search/?q=%E6%B0%B4%E7%A8%BB"
    assert "（共1条）" in words(narrowed)
    assert "不加筛选" not in words(advice(client, "/search/?q=火星&organ=county"))
    assert "不加筛选" not in words(advice(client, "/search/?q=火星&order=newest"))


def test_the_organ_that_was_chosen_is_named_with_its_telephone(client, subsidy):
    told = advice(client, "/search/?q=火星&organ=zhenxi")
    assert "枕溪镇人民政府，电话：0550-7020002" in words(told)
    assert links(told)["申请公开"] == "/organs/zhenxi/apply/"


def test_without_an_organ_the_government_of_the_place_is_named(client, subsidy):
    told = advice(client, "/search/?q=火星")
    assert "墨鹭县人民政府，电话：0550-7010001（工作日8:30—17:30）" in words(told)
    assert links(told)["申请公开"] == "/organs/county/apply/"


def test_words_without_anything_to_look_for_find_nothing(client, subsidy):
    assert "换更短的词" in words(advice(client, "/search/?q=，。！"))


@pytest.mark.django_db(transaction=True)
def test_a_site_without_organs_has_a_page_all_the_same(client, db):
    assert "没有找到" in words(shown(client, "/search/?q=火星"))
