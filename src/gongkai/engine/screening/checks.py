"""Whether digits can be what they look like: the check digits of cards, and days that are in the calendar."""

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


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit of a card is the one that belongs to the others."""
    total = sum(map(int, digits[-1::-2])) + sum([_DOUBLED[int(digit)] for digit in digits[-2::-2]])
    return total % 10 == 0
