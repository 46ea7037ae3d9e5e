"""Numbers of invented people, made by the standards themselves; nothing here asks a detector or its data."""

import random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_REGIONS = ("110105", "130729", "320583", "371521", "410703", "430923", "511302", "610116", "659001")
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015
_CODE_WEIGHTS = [3**place % 31 for place in range(17)]


def digits(chance: random.Random, length: int) -> str:
    """So many digits."""
    return "".join(chance.choice("0123456789") for _ in range(length))


def identity(chance: random.Random) -> str:
    """The number of an identity card."""
    day = f"{chance.randint(1935, 2019)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{chance.choice(_REGIONS)}{day}{chance.randrange(1000):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def luhn(body: str) -> str:
    """A body and the digit that ISO/IEC 7812 puts behind it."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def card(chance: random.Random) -> str:
    """The number of a card of a Chinese bank."""
    prefix = chance.choice(("622848", "621700", "623052", "620522", "625912"))
    return luhn(prefix + digits(chance, chance.choice((9, 12)) + 0))


def foreign_card(chance: random.Random) -> str:
    """The number of a card that only the words around tell."""
    return luhn(chance.choice("345") + digits(chance, 14))


def mobile(chance: random.Random) -> str:
    """The number of a mobile telephone."""
    return chance.choice(("13", "15", "18", "19", "17", "16")) + digits(chance, 9)


def credit_code(chance: random.Random) -> str:
    """The code of an organisation, often with letters."""
    body = chance.choice(("91", "11", "12", "93")) + chance.choice(_REGIONS)
    body += "".join(chance.choice(_CODE) for _ in range(9))
    total = sum(_CODE.index(one) * weight for one, weight in zip(body, _CODE_WEIGHTS, strict=True))
    return body + _CODE[-total % 31]


_TOWNS = ("枕溪镇", "墨鹭县城关镇", "听松街道", "云栖乡", "")
_VILLAGES = ("柳湾村", "小石桥村", "榆树屯村", "上坪村", "东风社区", "荷塘社区", "后李庄村", "三合里村")
_ROADS = ("文化路", "人民大街", "中山东路", "青年街", "槐树巷", "滨河大道", "解放路")
_ESTATES = ("阳光小区", "锦绣花园", "书香公寓", "惠民小区", "翠竹苑", "和谐家园")


def address(chance: random.Random) -> str:
    """Where somebody lives, down to the house."""
    town, number = chance.choice(_TOWNS), lambda most: chance.randint(1, most)
    road = f"{chance.choice(_ROADS)}{number(299)}号"
    flat = f"{number(30)}{chance.choice(('栋', '幢', '号楼'))}{number(5)}单元{number(26)}0{number(4)}室"
    return town + chance.choice(
        (
            f"{chance.choice(_VILLAGES)}{number(12)}组{number(200)}号",
            f"{chance.choice(_VILLAGES)}{chance.choice('一二三四五六七八九')}组",
            f"{chance.choice(_VILLAGES)}{number(300)}号",
            f"柳湾村民委员会{number(12)}组",
            f"{chance.choice(_VILLAGES)}{chance.choice('东西南北')}{number(20)}排{number(9)}号",
            f"{chance.choice(_VILLAGES)}王家湾{number(99)}号",
            f"{chance.choice(_VILLAGES)}第{chance.choice('一二三四')}村民小组{number(99)}号",
            f"万达华府{number(20)}#楼{number(4)}单元{number(26)}0{number(4)}",
            f"{chance.choice(_ESTATES)}二期{number(20)}号楼{chance.choice('一二三')}单元{number(9)}0{number(4)}",
            f"{chance.choice(_ROADS)}{number(99)}弄{number(30)}号{number(6)}0{number(4)}室",
            f"{road}{chance.choice(_ESTATES)}{flat}",
            f"{chance.choice(_ESTATES)}{flat}",
            f"{chance.choice(_ESTATES)}{number(30)}-{number(5)}-{number(26)}0{number(4)}",
            road,
        )
    )
