"""Counts and amounts as people write and read them; blank is nothing, and never zero."""

from decimal import Decimal

from gongkai.engine.marks import compact, parse_number, settle
from gongkai.kernel.findings import Number
from gongkai.kernel.problems import Refused
from gongkai.lawbook.decisions import DecisionKind

_MOST_NUMBER = 2_147_483_647  # that the column keeps
_MOST_AMOUNT = Decimal("999999999999.99")


def value_of(text: str, kind: DecisionKind) -> Number | None:
    """The value that a cell says; None for a blank one. Raises Refused."""
    bare = compact(settle(text)).removesuffix(kind.unit)
    if not bare:
        return None
    value = parse_number(bare)
    if value is None:
        raise Refused(
            f"{kind.name}：“{text.strip()}”不是以{kind.unit}为单位的数。", "没有发生的填 0，没有登记的留空。"
        )
    must_fit(value, kind)
    return value


def must_fit(value: Number, kind: DecisionKind) -> None:
    """Refuse what this kind cannot come to. Raises Refused."""
    if value < 0:
        raise Refused(f"{kind.name}不能是负数。", "请核对。")
    if not kind.is_amount and value != int(value):
        raise Refused(f"{kind.name}的件数应是整数。", "请核对。")
    if kind.is_amount and Decimal(value).quantize(Decimal("0.01")) != value:
        raise Refused(f"{kind.name}的金额最多两位小数。", "请以元为单位填写，精确到分。")
    if value > (_MOST_AMOUNT if kind.is_amount else _MOST_NUMBER):
        raise Refused(f"{kind.name}的数过大。", "请核对单位和位数。")


def plain(value: Number | None) -> str:
    """As it stands in a field: 1234; 1234.50; empty for nothing."""
    return "" if value is None else f"{value:{_places(value)}}"


def told(value: Number | None, kind: DecisionKind) -> str:
    """As people read it: 22件; 12,345.60元; 没有登记."""
    return "没有登记" if value is None else f"{shown(value)}{kind.unit}"


def shown(value: Number | None) -> str:
    """Without the unit, with thousands marks from five digits on; empty for nothing."""
    if value is None:
        return ""
    return f"{value:{',' if abs(value) >= 10000 else ''}{_places(value)}}"


def _places(value: Number) -> str:
    """How it is written: yuan with their cents, but a whole number whole."""
    return (
        ".0f"
        if value == int(value) and isinstance(value, Decimal)
        else ".2f"
        if isinstance(value, Decimal)
        else "d"
    )
