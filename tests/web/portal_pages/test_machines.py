"""What programs get of the public pages: data blocks, feeds, the sitemap; and that what is withdrawn is in none of them."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions
from gongkai.web.portal import sitemaps
from gongkai.web.reports.actions import withdraw
from tests.web.conftest import NOW
from tests.web.portal_items.conftest import page, path_of

pytestmark = pytest.mark.django_db(transaction=True)
FEEDS = ("/feed.xml", "/organs/zhenxi/feed.xml", "/organs/zhenxi/columns/statutory/feed.xml")
HOME = "http://127.0.0.1:8000"


def graph(client, path):
    """The things that a page says it is, by type."""
    block = page(client, path).select_one("script[type='application/ld+json']")
    return {thing["@type"]: thing for thing in json.loads(block.string)["@graph"]}


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "xml")


def test_an_item_says_what_it_is(client, town, organ):
    item = town.publish(town.draft(organ, kind="policy"))
    things = graph(client, path_of(item))
    law = things["Legislation"]
    assert law["url"] == f"{HOME}{path_of(item)}"
    assert law["legislationLegalForce"] == "InForce"
    assert law["publisher"]["name"] == "枕溪镇人民政府"
    assert [step["name"] for step in things["BreadcrumbList"]["itemListElement"]] == [
        "首页",
        "枕溪镇人民政府",
        item.title,
    ]


def test_an_item_says_which_files_belong_to_it(client, policy):
    form, areas = graph(client, path_of(policy))["Legislation"]["associatedMedia"]
    assert (form["@type"], form["name"], form["encodingFormat"]) == (
        "MediaObject",
        "申领表 1/2.pdf",
        "application/pdf",
    )
    assert areas["encodingFormat"] == "text/csv"
    for told, content in ((form, b"%PDF-1.4 form"), (areas, b"a,b")):
        assert client.get(told["contentUrl"].removeprefix(HOME)).content == content


def test_an_item_without_files_speaks_of_none(client, live):
    assert "associatedMedia" not in graph(client, path_of(live))["DigitalDocument"]


def test_the_first_page_says_how_the_site_is_searched(client, county):
    site = graph(client, "/")["WebSite"]
    assert (site["name"], site["potentialAction"]["target"]) == (
        "墨鹭县政府信息公开",
        f"{HOME}/search/?q={{words}}",
    )


def test_a_title_cannot_end_the_block(client, town, organ):
    content = town.draft(organ).latest
    title = "关于</script><b>&amp;的说明"
    item = town.publish(town.draft(organ, actions.content_of(content).__class__(
        title=title, summary="概述。", body="<p>正文。</p>", formed_on=NOW.date())))  # fmt: skip
    assert graph(client, path_of(item))["DigitalDocument"]["name"] == title


def test_an_organ_and_a_report_say_what_they_are(client, kept):
    organ = graph(client, "/organs/zhenxi/")["GovernmentOrganization"]
    assert organ["address"] == {"@type": "PostalAddress", "streetAddress": "溪前街2号"}
    assert organ["telephone"] == "0555-5550123"
    assert "email" not in organ
    assert graph(client, "/organs/zhenxi/2024/")["Report"]["temporalCoverage"] == "2024-01-01/2024-12-31"


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_tells_what_is_new_under_its_whole_address(client, live, path):
    (entry,) = read(client, path).select("item")
    assert entry.title.string == live.title
    assert entry.link.string == f"{HOME}{path_of(live)}"
    assert entry.description.string.startswith(f"枕溪镇人民政府：{live.live_version.summary}")
    assert entry.pubDate.string.startswith("Tue, 03 Feb 2026")


def test_a_feed_is_called_by_the_name_of_its_place(client, live):
    assert read(client, "/feed.xml").channel.title.string == "墨鹭县政府信息公开"


@pytest.mark.parametrize("path", ["/", "/organs/zhenxi/", "/organs/zhenxi/columns/statutory/"])
def test_a_page_leads_to_its_feed(client, organ, path):
    feed = page(client, path).select_one("link[rel=alternate]")["href"]
    assert feed == f"{path}feed.xml"
    assert client.get(feed).status_code == 200


def test_the_sitemap_lists_what_is_public_with_its_day(client, live, monkeypatch):
    listed = {url.loc.string: url.lastmod for url in read(client, "/sitemap-public-1.xml").select("url")}
    assert listed[f"{HOME}{path_of(live)}"].string == "2026-02-03"
    assert f"{HOME}/organs/zhenxi/apply/" in read(client, "/sitemap-pages-1.xml").get_text()
    monkeypatch.setattr(sitemaps.Pages, "limit", 5)
    index = [loc.string for loc in read(client, "/sitemap.xml").select("loc")]
    assert f"{HOME}/sitemap-pages-3.xml" in index
    assert [client.get(one.removeprefix(HOME)).status_code for one in index] == [200] * len(index)


@pytest.mark.parametrize(
    "path", ["/sitemap-public-2.xml", "/sitemap-people-1.xml", "/organs/zhenxi/columns/x/feed.xml"]
)
def test_what_is_no_sitemap_and_no_feed(client, organ, path):
    assert client.get(path).status_code == 404


def test_robots_are_told_where_nothing_is_to_be_kept(client, db):
    lines = client.get("/robots.txt").text.splitlines()
    assert {
        "Disallow: /office/",
        "Disallow: /r/",
        "Disallow: /opinion/",
        "Disallow: /my-application/",
        "Disallow: /search/",
        f"Sitemap: {HOME}/sitemap.xml",
    } <= set(lines)


def test_what_is_withdrawn_is_nowhere_at_once(client, live, printed, town):
    everywhere = (*FEEDS, "/sitemap-public-1.xml")
    before = {path: client.get(path) for path in everywhere}
    assert all(path_of(live) in answer.text for answer in before.values())
    actions.withdraw(live, reason="有误", by=town.clerk, at=NOW + timedelta(hours=1))
    withdraw(printed, reason="有误", by=SYSTEM, at=NOW + timedelta(hours=1))
    for path, answer in before.items():
        asked = {"If-None-Match": answer.headers["ETag"]}
        for headers in (asked, {"If-Modified-Since": "Wed, 01 Jan 2031 00:00:00 GMT"}):
            again = client.get(path, headers=headers)
            assert again.status_code == 200, path
            assert path_of(live) not in again.text
            assert "/organs/zhenxi/2025/" not in again.text
