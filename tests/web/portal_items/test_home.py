"""The first page tells what is new, and a column finds its own by title."""

import pytest

from gongkai.web.disclosure import actions
from tests.web.conftest import NOW

from .conftest import POLICY, links, page, path_of, words

pytestmark = pytest.mark.django_db(transaction=True)


def items(client):
    """What the first page lists of information."""
    return [words(line.a) for line in page(client, "/").select("#items + ul > li")]


def test_the_newest_items_stand_on_the_first_page(client, policy, town):
    assert items(client) == [POLICY.title]
    actions.withdraw(policy, reason="有误", by=town.clerk, at=NOW)
    assert not page(client, "/").select("#items")


def test_a_column_finds_its_items_by_title(client, policy):
    path = "/organs/zhenxi/columns/policies/"
    assert path_of(policy) in links(page(client, f"{path}?q=水稻").main).values()
    main = page(client, f"{path}?q=小麦").main
    assert "名称中没有“小麦”的信息" in words(main)
    assert path_of(policy) not in links(main).values()


def test_the_head_speaks_of_reports_only_where_there_are_reports(client, policy):
    brands = {
        path: words(page(client, path).select(".brand__what")[0])
        for path in ("/", "/check/", path_of(policy))
    }
    assert brands == {"/": "", "/check/": "年度报告", path_of(policy): "公开内容"}


def test_an_item_can_be_printed(client, policy):
    named = links(page(client, path_of(policy)).main)
    assert named["打印版（PDF）"] == f"{path_of(policy).removesuffix('/')}.pdf"
