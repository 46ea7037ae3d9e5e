"""What does not fit the format, in words: where it stands, what is wrong, what to write instead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

# By the type of the error as the library names it; {…} are its own particulars.
_WRONG = {
    "missing": "缺少这一项",
    "string_type": "应为文字",
    "string_unicode": "含有不能保存的控制字符或者残缺的字符",
    "string_too_short": "不能是空的",
    "string_too_long": "太长，最多 {max_length} 个字",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "int_type": "应为整数，不加引号",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或者 false，不加引号",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "enum": "不认得，应为 {expected} 之一",
    "literal_error": "不认得，应为 {expected} 之一",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "too_long": "太多，最多 {max_length} 项",
    "date_from_datetime_parsing": "不是日历上有的日期，请写成 2026-03-05",
    "datetime_from_date_parsing": "不是时刻，请写成 2026-03-05T09:30:00+08:00",
    "datetime_type": "不是时刻，请写成 2026-03-05T09:30:00+08:00",
    "datetime_parsing": "不是时刻，请写成 2026-03-05T09:30:00+08:00",
    "timezone_aware": "没有写明时区，请写成 2026-03-05T09:30:00+08:00",
}
_OTHERWISE = "不符合格式"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: its place in the JSON, and what is wrong with it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}：{self.what}。" if self.place else f"{self.what}。"


def faults_of(error: ValidationError, *, inside: str = "") -> Iterator[Fault]:
    """What a failed reading found, one line for each place."""
    told = set()
    for one in error.errors(include_url=False, include_input=False):
        fault = Fault(_place(_parts(one), inside), _what(one))
        # A value that may be one of several kinds fails once for each of them.
        if fault.place not in told:
            told.add(fault.place)
            yield fault


def told(faults: Iterable[Fault], *, most: int = 3) -> str:
    """Some faults as one sentence."""
    listed = list(faults)
    more = f"另有 {len(listed) - most} 处。" if len(listed) > most else ""
    return "".join(map(str, listed[:most])) + more


def _parts(error: ErrorDetails) -> list[str | int]:
    """The place without the names that the library gives to alternatives."""
    return [
        part for part in error["loc"] if isinstance(part, int) or (part.isidentifier() and part != "nullable")
    ]


def _place(parts: Iterable[str | int], inside: str) -> str:
    place = inside
    for part in parts:
        place += f"[{part}]" if isinstance(part, int) else f"{'.' if place else ''}{part}"
    return place


def _what(error: ErrorDetails) -> str:
    particulars = {name: str(said).replace(" or ", "、") for name, said in error.get("ctx", {}).items()}
    words = _WRONG.get(error["type"])
    if words is not None:
        return words.format_map(particulars)
    is_ours = any("\u4e00" <= mark <= "\u9fff" for mark in error["msg"])
    return error["msg"] if is_ours else _OTHERWISE
