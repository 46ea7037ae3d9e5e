"""How the charts of annual reports group what they show, and how its cells are counted, from the law data."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.lawbook.files import Entry, Library


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """A group of answers by the working days that they took; `upto` is None for all others and those extended."""

    code: str
    name: str
    upto: int | None


@dataclass(frozen=True, slots=True)
class How:
    """How cells are counted, in plain words: a table, a row, or single cells (`table3`, `table3.carried_in`)."""

    cells: tuple[str, ...]
    said: str
    source: str


@dataclass(frozen=True, slots=True)
class LookingLaw:
    """`most_years` stand side by side, `most_bars` below each other; `hows` say how cells are counted."""

    most_years: int
    most_bars: int
    answer_times: tuple[AnswerTime, ...]
    hows: tuple[How, ...]

    def how(self, cell: str) -> How:
        """How a cell is counted, by what is said of it most closely. Raises KeyError where nothing is."""
        told = {name: one for one in self.hows for name in one.cells if f"{cell}.".startswith(f"{name}.")}
        if not told:
            raise KeyError(cell)
        return told[max(told, key=len)]

    def answer_time(self, workdays: int, *, is_extended: bool) -> AnswerTime:
        """The group of an answer that took so many working days."""
        *limited, rest = self.answer_times
        if is_extended:
            return rest
        return next((one for one in limited if one.upto is not None and workdays <= one.upto), rest)


@cache
def looking_law(law_dir: str | None = None) -> LookingLaw:
    """The data of `looking.toml`. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("looking.toml")
    entry.allow("source", "years", "bars", "answer_time", "how").text("source")
    times = tuple(map(_answer_time, entry.each("answer_time")))
    if not _are_in_order([one.upto for one in times]):
        raise entry.fault("answer_time 的 upto 应一项比一项大，只有最后一项不写")
    return LookingLaw(
        most_years=_least_one(entry, "years", "most"),
        most_bars=_least_one(entry, "bars", "most"),
        answer_times=times,
        hows=tuple(map(_how, entry.each("how"))),
    )


def _answer_time(entry: Entry) -> AnswerTime:
    entry.allow("code", "name", "upto", "is_policy", "source").text("source")
    upto = entry.number("upto", 0) if "upto" in entry.data else None
    return AnswerTime(entry.text("code"), entry.text("name"), upto)


def _how(entry: Entry) -> How:
    entry.allow("cells", "said", "is_unverified", "source")
    return How(entry.texts("cells", is_required=True), entry.text("said"), entry.text("source"))


def _are_in_order(limits: Sequence[int | None]) -> bool:
    *limited, rest = limits
    known = [one for one in limited if one is not None]
    return rest is None and len(known) == len(limited) and known == sorted(set(known)) and all(known)


def _least_one(entry: Entry, part: str, key: str) -> int:
    told = entry.part(part).allow(key, "is_policy", "source")
    told.text("source")
    number = told.number(key, 0)
    if number < 1:
        raise told.fault(f"“{key}”应是大于 0 的整数")
    return number
