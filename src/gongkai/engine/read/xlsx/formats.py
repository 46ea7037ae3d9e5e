"""Number formats: the text under which a sheet shows a stored number."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
_DAY, _TIME = "yyyy/m/d", "h:mm:ss"
# Formats that files name by number only; 27 to 58 are the Chinese dates.
BUILT_IN: Mapping[str, str] = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "14": _DAY,
    "15": _DAY,
    "16": _DAY,
    "17": _DAY,
    "18": _TIME,
    "19": _TIME,
    "20": "h:mm",
    "21": _TIME,
    "22": f"{_DAY} h:mm",
    "27": "yyyy年m月",
    "28": "m月d日",
    "29": "m月d日",
    "30": _DAY,
    "31": "yyyy年m月d日",
    "32": "h时mm分",
    "33": "h时mm分ss秒",
    "34": "h时mm分",
    "35": "h时mm分ss秒",
    "36": "yyyy年m月",
    "37": "#,##0",
    "38": "#,##0",
    "39": "#,##0.00",
    "40": "#,##0.00",
    "41": '#,##0;-#,##0;"-"',
    "42": '#,##0;-#,##0;"-"',
    "43": '#,##0.00;-#,##0.00;"-"',
    "44": '#,##0.00;-#,##0.00;"-"',
    "45": "mm:ss",
    "46": _TIME,
    "47": "mm:ss",
    "49": "@",
    "50": "yyyy年m月",
    "51": "m月d日",
    "52": "yyyy年m月",
    "53": "m月d日",
    "54": "m月d日",
    "55": "h时mm分",
    "56": "h时mm分ss秒",
    "57": "yyyy年m月",
    "58": "m月d日",
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(y+|m+|d+|h+|s+)|(am/pm|上午/下午)|(.)', re.I)
_MOST_PLACES = 15
_EXACT = Context(prec=40)  # for 21 digits, two more of a percentage and the decimals
_DAYS = 2_958_466  # the last day that sheets know is 9999-12-31


class Shown(NamedTuple):
    """A number as text; `differs` when the sheet shows something else: a rounded number, nothing, or a stroke for
    zero."""

    text: str
    differs: bool = False


class _Plan(NamedTuple):
    """One section of a format. `places` is -1 where the number is shown as it is."""

    places: int = -1
    least_places: int = 0
    least_digits: int = 1
    is_grouped: bool = False
    is_percent: bool = False
    thousands: int = 0
    is_empty: bool = False
    date: str = ""


def shown(stored: str, code: str, *, counts_from_1904: bool = False) -> Shown:
    """The figure that a sheet shows for a stored number. Its sign is kept; units and currency marks that the format
    adds are no part of it. Sheets keep 15 digits: 96171.600000000006 is 96171.6, and 3.0 is 3."""
    try:
        value = Decimal(f"{float(stored):.15g}") + 0  # of -0 nothing is left but 0
    except (ValueError, OverflowError, InvalidOperation):
        return Shown(stored)
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return Shown(stored)
    plan = _plan(code, (value < 0) + 2 * (value == 0))
    if plan.date:
        return Shown(_date(value, plan.date, counts_from_1904=counts_from_1904))
    if plan.places < 0:
        return Shown(_plainly(value), plan.is_empty)
    return _number(value, plan)


def _plainly(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: Decimal, plan: _Plan) -> Shown:
    scaled = value.scaleb((2 if plan.is_percent else 0) - 3 * plan.thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-plan.places), ROUND_HALF_UP, _EXACT)
    if not rounded:
        rounded = abs(rounded)  # no minus before nothing
    text = f"{rounded:,f}" if plan.is_grouped else f"{rounded:f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals[: plan.least_places] + decimals[plan.least_places :].rstrip("0")
    whole = whole.zfill(plan.least_digits + whole.startswith("-"))
    text = (f"{whole}.{decimals}" if decimals else whole) + "%" * plan.is_percent
    return Shown(text, rounded != scaled or plan.thousands > 0)


@lru_cache(maxsize=512)
def _plan(code: str, sign: int) -> _Plan:
    """What a format does with a positive (0), negative (1) or zero (2) number."""
    sections = _sections(code)
    section = sections[sign] if 0 < sign < len(sections) else sections[0]
    plain = _LITERAL.sub("", section)
    if "general" in plain.lower() or "@" in plain:
        return _Plan()
    if re.search(r"[ymdhs]", plain, re.I):
        return _Plan(date=section)
    if not re.search(r"[0#?]", plain):
        return _Plan(is_empty=True)
    if "/" in plain or re.search(r"e[+-]", plain, re.I):
        return _Plan()
    return _figure(plain)


def _sections(code: str) -> list[str]:
    """The parts of a format between semicolons that are not quoted."""
    parts, start = [], 0
    for match in re.finditer(r'"[^"]*"?|\\.|;', code):
        if match[0] == ";":
            parts.append(code[start : match.start()])
            start = match.end()
    return [*parts, code[start:]]


def _figure(plain: str) -> _Plan:
    digits = "".join(character for character in plain if character in "0#?.,")
    whole, _, decimals = digits.rstrip(",").partition(".")
    places = sum(character in "0#?" for character in decimals)
    return _Plan(
        places=min(places, _MOST_PLACES),
        least_places=min(decimals.count("0"), _MOST_PLACES),
        least_digits=min(max(whole.count("0"), 1), _MOST_PLACES),
        is_grouped="," in whole,
        is_percent="%" in plain,
        thousands=min(len(digits) - len(digits.rstrip(",")), 2),
    )


def _date(value: Decimal, section: str, *, counts_from_1904: bool) -> str:
    """A day and time, counted from 1899-12-30 or 1904-01-01; what is no day stays a number."""
    if not 0 <= value < _DAYS:
        return _plainly(value)
    # Sheets believe in a 29 February 1900, so the days before it are counted from one day later.
    first = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001 - sheets know no zones
    try:
        moment = first + timedelta(seconds=round(float(value) * 86400))
    except OverflowError:
        return _plainly(value)
    out: list[str] = []
    before = ""
    for quoted, escaped, field, half, other in _DATE_TOKEN.findall(section):
        out.append(quoted or escaped or (_field(moment, field.lower(), before=before) if field else ""))
        out.append(("上午" if moment.hour < 12 else "下午") if half else other)
        before = field.lower()[:1] or before
    return "".join(out)


def _field(moment: datetime, field: str, *, before: str) -> str:
    """One field of a date; `m` behind hours is minutes."""
    letter = field[0]
    if letter == "y":
        return f"{moment.year % 100:02d}" if len(field) < 3 else f"{moment.year:04d}"
    number = {
        "m": moment.minute if before in ("h", "s") else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[letter]
    return f"{number:0{min(len(field), 2)}d}"
