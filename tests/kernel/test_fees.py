"""The two ladders of the fee: the cumulative checks, the worked examples, and that slices and marginal prices agree."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.fees import (
    FeeLine,
    fee_by_item,
    fee_by_volume,
    in_month_before,
    must_be_chargeable,
    notice_lines,
    standard,
)
from gongkai.kernel.problems import Refused
from gongkai.lawbook.fees import fee_law

LAW = fee_law()
BY_ITEM, BY_VOLUME = LAW.ladders["by_item"], LAW.ladders["by_volume"]


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (20, 1000),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
        (60, 11000),
        (100, 37000),
    ],
)
def test_by_item_from_the_first_of_the_month(items: int, yuan: int) -> None:
    assert fee_by_item(0, items, law=LAW).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),
        (101, 720),
        (150, 1700),
        (200, 2700),
        (201, 2740),
        (250, 4700),
        (500, 14700),
    ],
)
def test_by_volume(pages: int, yuan: int) -> None:
    assert fee_by_volume(pages, law=LAW).amount == yuan


def by_item(place: int) -> int:
    """What the application at this place of the month costs."""
    return fee_by_item(place - 1, 1, law=LAW).amount


def by_volume(place: int) -> int:
    """What the page at this place costs."""
    return fee_by_volume(place, law=LAW).amount - fee_by_volume(place - 1, law=LAW).amount


def test_nine_in_march_and_three_more() -> None:
    fee = fee_by_item(9, 3, law=LAW)
    assert [by_item(place) for place in (10, 11, 12)] == [0, 100, 100]
    assert fee.lines == (FeeLine(10, 10, 0), FeeLine(11, 12, 100))
    assert fee.amount == 200


def test_the_29th_to_the_33rd_together() -> None:
    assert [by_item(place) for place in range(29, 34)] == [100, 100, 200, 200, 200]
    assert fee_by_item(28, 5, law=LAW).amount == 800


def test_the_twelfth_item_asks_for_150_pages_and_one_of_two_methods_is_chosen() -> None:
    assert fee_by_item(11, 1, law=LAW).amount == 100
    assert fee_by_volume(150, law=LAW).amount == 1700


def test_pages_are_not_added_up_over_applications() -> None:
    assert sum(fee_by_volume(25, law=LAW).amount for _ in range(4)) == 0
    assert fee_by_volume(100, law=LAW).amount == 700


def test_a_month_is_one_of_the_calendar() -> None:
    march = [date(2025, 3, 31)] * 3
    prior = in_month_before(march, date(2025, 4, 1))
    assert prior == 0
    assert fee_by_item(prior, 9, law=LAW).amount == 0
    assert in_month_before([*march, date(2024, 3, 5)], date(2025, 3, 31)) == 3


@pytest.mark.parametrize(("prior", "new"), [(-1, 1), (0, -1)])
def test_nothing_is_counted_below_none(prior: int, new: int) -> None:
    with pytest.raises(ValueError, match="-1"):
        fee_by_item(prior, new, law=LAW)


def test_what_a_notice_by_item_says() -> None:
    lines = notice_lines(fee_by_item(9, 30, law=LAW), law=LAW)
    assert lines[0].startswith("收费依据：条例第四十二条、《政府信息公开信息处理费管理办法》")
    assert lines[2:] == (
        "第10件：1件，不收费。",
        "第11至30件：20件×100元＝2000元。",
        "第31至39件：9件×200元＝1800元。",
        "应缴金额：3800元。",
    )


def test_what_a_notice_by_volume_says() -> None:
    assert notice_lines(fee_by_volume(500, law=LAW), law=LAW)[2:] == (
        "第1至30页：30页，不收费。",
        "第31至100页：70页×10元＝700元。",
        "第101至200页：100页×20元＝2000元。",
        "第201至500页：300页×40元＝12,000元。",
        "应缴金额：14,700元。",
    )


def test_the_ladders_in_words() -> None:
    assert standard(BY_ITEM) == (
        "第1至10件不收费；第11至30件每件100元；第31至40件每件200元，以后每增加10件，每件增加100元"
    )
    assert standard(BY_VOLUME) == (
        "第1至30页不收费；第31至100页每页10元；第101至200页每页20元；第201页以上每页40元"
    )


IN_FORCE = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("fee", "noticed_on", "outcome", "said"),
    [
        (fee_by_item(10, 1, law=LAW), date(2020, 12, 31), "", "自2021年1月1日起"),
        (fee_by_item(0, 10, law=LAW), IN_FORCE, "", "不收费"),
        (fee_by_volume(30, law=LAW), IN_FORCE, "O02", "不收费"),
        (fee_by_volume(31, law=LAW), IN_FORCE, "O01", "不能按量计收"),
        (fee_by_volume(31, law=LAW), IN_FORCE, "O03", "不能按量计收"),
    ],
)
def test_when_no_notice_may_go_out(fee, noticed_on: date, outcome: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        must_be_chargeable(fee, noticed_on=noticed_on, law=LAW, outcome=outcome)


@pytest.mark.parametrize(
    ("fee", "outcome"),
    [
        (fee_by_item(10, 1, law=LAW), ""),
        (fee_by_item(10, 1, law=LAW), "O01"),  # by item any reply may cost
        (fee_by_volume(31, law=LAW), "O02"),
        (fee_by_volume(31, law=LAW), "O04"),
    ],
)
def test_when_a_notice_may_go_out(fee, outcome: str) -> None:
    must_be_chargeable(fee, noticed_on=IN_FORCE, law=LAW, outcome=outcome)


# The marginal price of the k-th item, as the decree's table reads; written apart from the data.
def item_price(k: int) -> int:
    return 0 if k <= 10 else 100 if k <= 30 else 200 + 100 * ((k - 31) // 10)


def page_price(k: int) -> int:
    return 0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_fee_is_the_sum_of_the_marginal_prices(prior: int, new: int) -> None:
    assert fee_by_item(prior, new, law=LAW).amount == sum(
        item_price(k) for k in range(prior + 1, prior + new + 1)
    )
    assert fee_by_volume(new, law=LAW).amount == sum(page_price(k) for k in range(1, new + 1))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_two_slices_one_after_the_other_are_one(prior: int, new: int, more: int) -> None:
    first, second = fee_by_item(prior, new, law=LAW), fee_by_item(prior + new, more, law=LAW)
    assert first.amount + second.amount == fee_by_item(prior, new + more, law=LAW).amount


@given(st.integers(1, 20_000), st.sampled_from([by_item, by_volume]))
def test_no_unit_is_cheaper_than_the_one_before(place: int, price: Callable[[int], int]) -> None:
    assert price(place + 1) >= price(place)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_lines_hold_every_unit_once_and_in_order(prior: int, new: int) -> None:
    lines = fee_by_item(prior, new, law=LAW).lines
    assert sum(line.count for line in lines) == new
    firsts, lasts = [line.first for line in lines], [line.last for line in lines]
    assert firsts == [prior + 1, *(last + 1 for last in lasts)][: len(lines)]
