"""Whatever somebody types, and whatever stands in a title, is text."""

import pytest
from django.http import QueryDict

from gongkai.web.portal.search_asked import LAST_PAGE, MOST_WORDS, address_of, asked
from gongkai.web.portal.search_pages import marked
from gongkai.web.search.query import MARKS, Order, Query

from .conftest import shown, titles, words

OPEN, CLOSE = MARKS
TYPED = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE search_entry; --",
    '" OR "" NEAR(a b) title:* NOT',
    "% _ \\ * ? ( ) [ ] { } ^ ~ : ! & | <->",
    "补贴\0补贴",
    "补\u202e贴\ufeff",
    f"{OPEN}补贴{CLOSE}",
    "税",
    "𠮷",
    "🙂",
    "补" * 1000,
    "补 " * 500,
    "a" * 5000,
    " ",
]
SAID = [
    "year=abc",
    "year=-1",
    "year=99999999999999999999",
    "year=²",
    "page=0",
    "page=-3",
    "page=99999999999999999999",
    "page=1e3",
    "order=worst",
    "kind=%00",
    "kind=<b>",
    "validity=%27",
    "organ=%00",
    "organ=nowhere",
    "organ=枕溪",
    "organ=a%00b",
    "organ=x&organ=y&q=a&q=b",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed(client, listed, organ, typed):
    listed(organ, "水稻补贴办法", "每亩补贴120元。")
    answer = client.get("/search/", {"q": typed}, follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    suggested = client.get("/search/suggest", {"q": typed})
    assert suggested.status_code == 200
    assert suggested["X-Content-Type-Options"] == "nosniff"
    assert len(suggested.json()[0]) <= MOST_WORDS


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("said", SAID)
def test_what_is_no_value_of_a_filter_narrows_nothing(client, listed, organ, said):
    listed(organ, "水稻补贴办法", "每亩补贴120元。")
    assert titles(shown(client, f"/search/?{said}" if "q=" in said else f"/search/?q=补贴&{said}")) == (
        [] if "q=" in said else ["水稻补贴办法"]
    )


@pytest.mark.django_db(transaction=True)
def test_a_long_question_is_cut_and_it_is_told(client, organ):
    main = shown(client, f"/search/?q={'补' * 1000}")
    assert main.select_one("#q")["value"] == "补" * MOST_WORDS
    assert "只用前100个字" in words(main)


@pytest.mark.django_db(transaction=True)
def test_titles_that_look_like_markup_are_shown_as_they_are(client, listed, organ):
    listed(organ, "<b>补贴</b> & <script>alert(1)</script>", "<i>补贴</i>的<mark>标准</mark>")
    (result,) = shown(client, "/search/?q=补贴").select(".result")
    assert result.a.get_text() == "<b>补贴</b> & <script>alert(1)</script>"
    assert not result.select("b, i, script")
    assert [mark.get_text() for mark in result.select("mark")] == ["补贴", "补贴"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"一{OPEN}二{CLOSE}三", "一<mark>二</mark>三"),
        (f"{OPEN}<b>{CLOSE}&", "<mark>&lt;b&gt;</mark>&amp;"),
        (f"一{OPEN}二", "一二"),
        (f"一{CLOSE}二{OPEN}三{CLOSE}", "一二<mark>三</mark>"),
        (f"{OPEN}一{OPEN}二{CLOSE}三{CLOSE}", "一<mark>二</mark>三"),
        (f"{OPEN}{CLOSE}空", "空"),
        ("<mark>自己写的</mark>", "&lt;mark&gt;自己写的&lt;/mark&gt;"),
    ],
)
def test_marks_become_elements_in_pairs_only(text, html):
    assert marked(text) == html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        Query("水稻 补贴"),
        Query("水稻", kind="policy", year=2024, validity="repealed", order=Order.OLDEST, page=LAST_PAGE),
        Query("a&b=c#d", kind="annual_report"),
        Query("", order=Order.NEWEST),
        Query("", year=2025, order=Order.OLDEST, page=2),
    ],
)
def test_the_address_of_a_question_asks_that_question(query):
    assert asked(QueryDict(address_of(query).partition("?")[2])).query == query
