"""统一社会信用代码: the check character, and what is said of a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.credit_code import check_character, fault_of

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_example_of_the_standard_holds() -> None:
    assert fault_of("91350100M000100Y43") is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "应为 18 位，这里是 0 位"),
        ("91350100M000100Y4", "应为 18 位，这里是 17 位"),
        ("91350100M000100Y44", "校验码不符"),
        ("91350100M000100I43", "不会有“I”"),
        ("91350100m000100Y43", "不会有“m”"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(code: str, said: str) -> None:
    assert said in (fault_of(code) or "")


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    assert fault_of(code) is None
    changed = code[:place] + other + code[place + 1 :]
    assert (fault_of(changed) is None) == (changed == code)
