"""Whatever is done to the tree, in whatever order: it stays a tree, and the ledger tells it again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.organs.actions import move, open_family, take_number, void_number
from gongkai.web.organs.models import NumberFamily, Organ
from tests.web.conftest import NOW

from .planting import is_sound, organ_below

ORGANS = 6
places = st.integers(0, ORGANS - 1)


class Trees(TestCase):
    """Each example begins with an empty database."""

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(places, min_size=ORGANS - 1, max_size=ORGANS - 1),
        st.lists(st.tuples(places, places | st.none())),
    )
    def test_moves_keep_the_tree(self, parents, moves):
        organs: list[Organ] = []
        for number in range(ORGANS):
            parent = organs[parents[number - 1] % number] if number else None
            organs.append(organ_below(parent, f"o{number}"))
        for moved, parent in moves:
            try:
                move(organs[moved], None if parent is None else organs[parent], by=SYSTEM, at=NOW)
            except Refused:
                assert parent is not None
        assert is_sound()  # every path is its parent's: a circle would have none that ends
        assert all(organ.path.count(organ.slug) == 1 for organ in Organ.objects.all())

    @settings(max_examples=40, deadline=None)
    @given(
        st.integers(1, 50),
        st.lists(st.tuples(st.sampled_from([2024, 2025, 2026]), st.booleans()), max_size=12),
    )
    def test_numbers_have_no_gap(self, first, years):
        organ = organ_below(None, "o")
        family = NumberFamily(
            organ=organ, name="甲", pattern="甲〔{year}〕{n}号", first_year=2024, first=first
        )
        open_family(family, by=SYSTEM, at=NOW)
        given_numbers: dict[int, list[int]] = {}
        for year, is_void in years:
            number = take_number(family, on=date(year, 1, 1), by=SYSTEM, at=NOW)
            given_numbers.setdefault(year, []).append(number.n)
            if is_void:
                void_number(number, reason="未发出", on=NOW.date(), by=SYSTEM, at=NOW)
        for year, numbers in given_numbers.items():
            start = first if year == 2024 else 1
            assert numbers == list(range(start, start + len(numbers)))
        assert is_sound()


pytestmark = pytest.mark.django_db
