"""Organs are found by what people call them."""

import pytest

from gongkai.web.organs import selectors
from gongkai.web.organs.selectors import named

from .planting import organ_below

ODD = "墨鹭县a_b%c#局"


@pytest.fixture
def odd(county):
    """An organ whose name has what a pattern of the database would read otherwise."""
    return organ_below(county, "odd", ODD)


@pytest.mark.parametrize("words", [ODD, "a_b%c#局", "_", "%", "#"])
def test_a_character_stands_for_itself(odd, words):
    assert named(words) == [odd]


@pytest.mark.parametrize("words", ["a\\b", "%%%", "a%b", "_局_"])
def test_none_stands_for_any_other(odd, words):
    assert named(words) == []


def test_without_a_word_none_is_named(odd):
    assert named(" ") == named("2025年") == named("电话") == []


def test_nothing_else_is_asked_when_no_name_is_near(odd, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert named("水稻 补贴") == []


def test_of_very_many_only_so_many_are_compared(county, monkeypatch):
    below = [organ_below(county, f"b{number}", f"墨鹭县第{number}局") for number in range(4)]
    monkeypatch.setattr(selectors, "MOST_LIKELY", 3)
    assert named("局") == below[:3]
