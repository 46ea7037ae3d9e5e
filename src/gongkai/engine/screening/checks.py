"""Whether digits can be what they look like: the check digits of cards, and days that are in the calendar."""

from collections.abc import Sequence
from datetime import date

from gongkai.lawbook.screening import IdentityRules


def is_right(number: str, *, rules: IdentityRules) -> bool:
    """Whether the last digit of a person's number is the one that belongs to the others."""
    total = sum(int(digit) * weight for digit, weight in zip(number, rules.weights, strict=False))
    return rules.checks[total % 11] == number[17]


def is_day(digits: str, years: tuple[int, int]) -> bool:
    """Whether eight digits are a day within these years."""
    try:
        return years[0] <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= years[1]
    except ValueError:
        return False


_MOST_CELLS = 4  # over which one number is written, unless each holds a single digit
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit of a card is the one that belongs to the others."""
    total = sum(map(int, digits[-1::-2])) + sum([_DOUBLED[int(digit)] for digit in digits[-2::-2]])
    return total % 10 == 0


def is_one_over_cells(inner: Sequence[tuple[int, str]], length: int) -> bool:
    """Whether a number that is written over the cells of a row is one: few parts, or a box for each digit."""
    has_cells = any("\t" in gap for _, gap in inner)
    return not has_cells or len(inner) < _MOST_CELLS or len(inner) == length - 1


def is_in_fours(inner: Sequence[tuple[int, str]]) -> bool:
    """Whether digits are written in one, or in groups of four as on a card."""
    places = [at for at, _ in inner]
    return places == [4 * place for place in range(1, len(places) + 1)] and has_plain_gaps(inner, "-")


def has_plain_gaps(inner: Sequence[tuple[int, str]], also: str) -> bool:
    """Whether one blank, or one of some other marks, stands between the groups of digits."""
    return all(len(gap) == 1 and gap in f" \u3000\xa0{also}" for _, gap in inner)


def is_latin(character: str) -> bool:
    """Whether this is a letter or a digit of a code."""
    return character.isascii() and character.isalnum()
