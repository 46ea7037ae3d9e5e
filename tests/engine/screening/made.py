"""Numbers of invented persons and organs, valid by their check digits, and disguises of them."""

import random
from collections.abc import Callable

from gongkai.kernel.credit_code import check_character
from gongkai.lawbook.screening import screening_rules

KEY = b"a key for tests, not for offices"


def id18(chance: random.Random) -> str:
    """The number of an identity card with the right check."""
    identity = screening_rules().identity
    region = chance.choice(sorted(identity.regions)) + f"{chance.randrange(10_000):04}"
    day = f"{chance.randint(1930, 2015)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return with_check(f"{region}{day}{chance.randrange(1000):03}")


def with_check(body: str) -> str:
    """Seventeen digits and the check that belongs to them."""
    identity = screening_rules().identity
    total = sum(int(digit) * weight for digit, weight in zip(body, identity.weights, strict=True))
    return body + identity.checks[total % 11]


def mobile(chance: random.Random) -> str:
    """The number of a mobile telephone."""
    return f"1{chance.randint(3, 9)}{chance.randrange(10**9):09}"


def card(chance: random.Random, prefix: str = "62") -> str:
    """The number of a bank card with the right last digit."""
    length = chance.choice((16, 17, 19))
    body = prefix + "".join(chance.choice("0123456789") for _ in range(length - 1 - len(prefix)))
    doubled = [int(digit) * (1 + (place % 2 == 0)) for place, digit in enumerate(reversed(body))]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def credit_code(chance: random.Random) -> str:
    """The code of an organisation, in digits only."""
    while True:
        body = f"1{chance.randint(1, 3)}" + "".join(chance.choice("0123456789") for _ in range(15))
        if (last := check_character(body)).isdigit():
            return body + last


def full_width(number: str, _: random.Random) -> str:
    """As typed with a Chinese keyboard."""
    return "".join(chr(ord(character) + 0xFEE0) for character in number)


def in_groups(number: str, chance: random.Random) -> str:
    """As people write it to be read."""
    groups = {18: (6, 8, 4), 11: (3, 4, 4)}.get(len(number), (4, 4, 4, 4, 4))
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    return chance.choice(" -").join(part for part in parts if part)


def broken(number: str, chance: random.Random) -> str:
    """As it stands where a line ends."""
    at = chance.randint(1, len(number) - 1)
    return f"{number[:at]}\n{number[at:]}"


def unseen(number: str, chance: random.Random) -> str:
    """With a character inside that does not show."""
    at = chance.randint(1, len(number) - 1)
    return f"{number[:at]}\u200b{number[at:]}"


def bare(number: str, _: random.Random) -> str:
    """As it is."""
    return number


DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    bare,
    bare,
    full_width,
    in_groups,
    broken,
    unseen,
)
