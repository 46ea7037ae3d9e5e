"""Chinese numerals of headings, 一 to 九十九."""

from functools import lru_cache

DIGITS = "一二三四五六七八九"
CHARACTERS = DIGITS + "十"


@lru_cache(maxsize=256)
def to_number(numeral: str) -> int:
    """1 for 一, 10 for 十, 21 for 二十一, also `3` for 3; 0 for what is no numeral."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral[:3])
    tens, mark, ones = numeral.rpartition("十")
    if any(part and part not in DIGITS for part in (tens, ones)) or len(tens) > 1 or len(ones) > 1:
        return 0
    if not mark:
        return _digit(ones)
    return (_digit(tens) or 1) * 10 + _digit(ones)


def to_numeral(number: int) -> str:
    """三 for 3, 十二 for 12, 二十 for 20."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens - 1] + "十"
    return head + (DIGITS[ones - 1] if ones else "")


def _digit(character: str) -> int:
    return DIGITS.index(character) + 1 if character else 0
