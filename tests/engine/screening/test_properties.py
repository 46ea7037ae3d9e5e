"""What holds for any number in any text: a valid one is found, and no disguise costs more than a moment."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engine.screening import Screening, masked, screen_html, screen_text
from gongkai.lawbook.screening import screening_rules
from tests.engine.screening.made import KEY, card, full_width, id18, mobile, with_check

CHANCE = st.integers(0, 2**32).map(random.Random)
# Digits right beside a number would make it another one.
AROUND = st.text(st.characters(exclude_categories=("Nd", "Cs")), max_size=60)
GAPS = st.sampled_from(("", "", "", " ", "\u3000", "\n", " \n ", "\r\n", "\u200b", "-", "\xa0"))


def _codes(screening: Screening) -> set[tuple[str, str]]:
    return {(mark.code, mark.level) for mark in screening.marks}


@given(CHANCE, AROUND, AROUND, st.lists(GAPS, min_size=17, max_size=17), st.booleans())
def test_any_identity_number_is_found_however_it_is_broken(chance, before, after, gaps, is_full) -> None:
    number = id18(chance)
    written = full_width(number, chance) if is_full else number
    spread = "".join(digit + gap for digit, gap in zip(written, [*gaps, ""], strict=True))
    assert ("id18", "block") in _codes(screen_text(before + spread + after, key=KEY))
    assert number[2:-3] not in repr(screen_text(before + spread + after, key=KEY))


@given(CHANCE, AROUND, AROUND)
def test_any_identity_number_is_found_on_a_page(chance, before, after) -> None:
    cells = "".join(f"<td>{digit}</td>" for digit in id18(chance))
    words = [text.replace("<", "").replace("&", "") for text in (before, after)]
    html = f"<p>{words[0]}</p><table><tr>{cells}</tr></table><p>{words[1]}</p>"
    assert ("id18", "block") in _codes(screen_html(html, key=KEY))


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True), AROUND, AROUND)
def test_a_wrong_check_never_blocks_as_an_identity_number(number, before, after) -> None:
    if with_check(number[:17]) != number:
        assert ("id18", "block") not in _codes(screen_text(before + number + after, key=KEY))


@given(CHANCE, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_never_blocks(chance, place, digit) -> None:
    number = id18(chance)
    changed = number[:place] + digit + number[place + 1 :]
    if changed != number:
        assert ("id18", "block") not in _codes(screen_text(f"身份证号{changed}", key=KEY))


@given(CHANCE, st.text("，。墨鹭县枕溪镇\n 、", max_size=30), st.text("，。墨鹭县枕溪镇\n 、", max_size=30))
def test_telephones_and_cards_are_found_in_prose(chance, before, after) -> None:
    assert ("mobile", "confirm") in _codes(screen_text(before + mobile(chance) + after, key=KEY))
    assert ("bank_card", "block") in _codes(screen_text(before + card(chance) + after, key=KEY))


@given(st.text(max_size=200))
def test_any_text_is_masked_to_the_same_length_and_then_clean(text) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert not screen_text(hidden, key=KEY).marks


@given(st.text("<>/tdrbltahp =\"'!-&;1390\0\ud800", max_size=80))
def test_any_page_can_be_screened(html) -> None:
    assert isinstance(screen_html(html, key=KEY), Screening)


CHARACTERS = 100_000
# Seconds: on an idle machine it takes a fifth of that, and what grows with the square takes minutes.
LIMIT = 1.0
TEXTS = {
    "prose": "墨鹭县枕溪镇人民政府2024年政府信息公开工作年度报告，联系电话0531-88123456。\n",
    "a list of persons": "墨小禾，11010519491231002X，13912345678，6222021234567890128\n",
    "figures": "12 345 6,789 2024 0 0 0 13 7\n",
    "single digits": "1 3 9 1 2 ",
    "one long number": "1391234567811010519491231002",
    "groups of four": "6222 0212 1234 ",
    "gaps": "1        " * 3 + "\u3000" * 50,
    "addresses": "http://www.example.gov.cn/13912345678 ",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_takes_a_moment(name: str) -> None:
    sample = TEXTS[name]
    text = (sample * (CHARACTERS // len(sample) + 1))[:CHARACTERS]
    screening_rules()
    taken = []
    for _ in range(3):
        start = time.process_time()
        screen_text(text, key=KEY)
        taken.append(time.process_time() - start)
    print(f"{name}: {min(taken):.3f} s")
    assert min(taken) < LIMIT
