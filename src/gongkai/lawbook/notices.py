"""The yearly notice of the State Council's office on days off (部分节假日安排的通知), read from its own words.

Whatever sentence with a day in it is not understood, and whatever does not agree with itself (the number of days, a day
of the week), is refused: nothing is guessed. What was understood is written as a file of `law/calendars`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.days import WEEKDAYS
from gongkai.kernel.problems import Unreadable

_ADVICE = "请核对原文；确实写得与往年不同的，请照 law/calendars 中的样子写成 TOML 文件再载入。"
_PLAIN = str.maketrans({0xFF10 + n: str(n) for n in range(10)} | {"(": "（", ")": "）", ":": "：", ",": "，"})
_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的通知")
_NUMBER = re.compile(r"国办发明电[〔\[（](\d{4})[〕\]）]第?(\d+)号")
_ISSUED = re.compile(r"国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日")
_HEAD = re.compile(r"(?<=[。：])([一二三四五六七八九十])、([^。：]{2,12})：")
_NUMERALS = "一二三四五六七八九十"
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）)?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_OFF = re.compile(
    rf"({_DAY.pattern})(?:至({_DAY.pattern}))?放假(?:调休)?(?:(\d+)天)?(?:，(?:与周末连休|不调休|共(\d+)天))*"
)
_WORKED = re.compile(rf"{_DAY.pattern}(?:[、和]{_DAY.pattern})*(?:照常)?上班")
_ENCOURAGED = "鼓励"  # leave that an office may grant is no day off


@dataclass(frozen=True, slots=True)
class Announced:
    """One holiday of a notice: its first and last day off, and the weekend days worked in exchange."""

    name: str
    first_on: date
    last_on: date
    makeup: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class YearNotice:
    """What a notice says. `unread`: sentences with a day in them that set no day off, for a person to look at."""

    year: int
    number: str
    title: str
    issued_on: date
    holidays: tuple[Announced, ...]
    unread: tuple[str, ...] = ()


def read_notice(text: str) -> YearNotice:
    """The notice in a text. Raises Unreadable, naming the sentence."""
    flat = re.sub(r"\s", "", text.translate(_PLAIN))
    title, number = _TITLE.search(flat), _NUMBER.search(flat)
    issued = [*_ISSUED.finditer(flat)]
    for found, what in ((title, "标题"), (number, "发文字号"), (issued, "落款的日期")):
        if not found:
            raise Unreadable(f"文中没有通知的{what}。", _ADVICE)
    assert title
    assert number
    year = int(title[1])
    heads = [*_HEAD.finditer(flat)]
    if not heads:
        raise Unreadable("文中没有“一、元旦：”这样的各条。", _ADVICE)
    for head, numeral in zip(heads, _NUMERALS, strict=False):
        if head[1] != numeral:
            raise Unreadable(f"“{head[0]}”的位置应是“{numeral}、”，这一条没有读到。", _ADVICE)
    ends = [*(head.start() for head in heads[1:]), issued[-1].start()]
    parts = [(head[2], flat[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
    unread = [said for _, part in parts for said in _sentences(part) if said.startswith(_ENCOURAGED)]
    return YearNotice(
        year=year,
        number=f"国办发明电〔{number[1]}〕{number[2]}号",
        title=title[0],
        issued_on=_date(*(int(group) for group in issued[-1].groups()), said=issued[-1][0]),
        holidays=tuple(_announced(name, part, year=year) for name, part in parts),
        unread=tuple(unread),
    )


def _sentences(part: str) -> list[str]:
    """The sentences of a part that speak of a day."""
    return [said for said in re.split("[。；]", part) if _DAY.search(said)]


def _announced(name: str, part: str, *, year: int) -> Announced:
    off: list[tuple[date, date]] = []
    makeup: list[date] = []
    for said in _sentences(part):
        if match := _OFF.fullmatch(said):
            off.append(_off(said, match, year=year))
        elif _WORKED.fullmatch(said):
            makeup += _days(said, year)
        elif not said.startswith(_ENCOURAGED):
            raise Unreadable(f"看不懂“{name}”中的这一句：{said}。", _ADVICE)
    if len(off) != 1:
        raise Unreadable(f"“{name}”中应有一句写明放假的日期，现在有 {len(off)} 句。", _ADVICE)
    return Announced(name, *off[0], tuple(makeup))


def _off(said: str, match: re.Match[str], *, year: int) -> tuple[date, date]:
    """First and last day off, held against the number of days that the notice names."""
    days = list(_days(said, year))
    first, last = days[0], days[-1]
    count = (last - first).days + 1
    told = {int(number) for number in match.groups()[-2:] if number}
    if count < 1 or told - {count}:
        raise Unreadable(f"“{said}”：从{first}到{last}是 {count} 天，与写明的天数不符。", _ADVICE)
    return first, last


def _days(said: str, year: int) -> Iterator[date]:
    """The days of a sentence; one without year or month has those of the day before it."""
    month = 0
    for match in _DAY.finditer(said):
        year, month = int(match[1] or year), int(match[2] or month)
        day = _date(year, month, int(match[3]), said=said)
        weekday = _WEEKDAY.search(match[4] or "")
        if weekday and WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            raise Unreadable(f"“{said}”：{day}不是星期{weekday[1]}。", _ADVICE)
        yield day


def _date(year: int, month: int, day: int, *, said: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(f"“{said}”中有不存在的日期。", _ADVICE) from error


def as_toml(notice: YearNotice) -> str:
    """A notice as a file of `law/calendars`."""
    lines = [
        f"# {notice.year}年的放假和调休，由通知的原文载入。",
        f"year = {notice.year}",
        "",
        "[[notice]]",
        f'number = "{notice.number}"',
        f'title = "{notice.title}"',
        f"issued_on = {notice.issued_on}",
    ]
    for holiday in notice.holidays:
        lines += ["", "[[holiday]]", f'name = "{holiday.name}"']
        lines += [f"first_on = {holiday.first_on}", f"last_on = {holiday.last_on}"]
        if holiday.makeup:
            lines.append(f"makeup = [{', '.join(map(str, holiday.makeup))}]")
        lines.append(f'notice = "{notice.number}"')
    return "\n".join(lines) + "\n"
