"""A stretch of days that is counted: a year, a quarter, a month, or any days of one year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .days import in_words
from .problems import Refused

_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last one, both included. Raises Refused when they are no days of one year in order: the
    form, and with it the meaning of the cells, is that of a year."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first or self.first.year != self.last.year:
            raise Refused(
                f"从{in_words(self.first)}到{in_words(self.last)}不是可以统计的期间。",
                "起止日期应在同一年，开始的日期在前。",
            )

    @classmethod
    def year_of(cls, year: int) -> "Period":
        """1 January to 31 December, as the annual report has it."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """One month."""
        return cls._months(year, month, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """Three months; the quarters are 1 to 4."""
        return cls._months(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def _months(cls, year: int, first: int, last: int) -> "Period":
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    @property
    def year(self) -> int:
        """The year in which all its days lie."""
        return self.first.year

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self == Period.year_of(self.year)

    @property
    def label(self) -> str:
        """2025年, 2025年第三季度, 2025年3月; other days are written out."""
        if self.is_year:
            return f"{self.year}年"
        if self == Period.month(self.year, self.first.month):
            return f"{self.year}年{self.first.month}月"
        quarter = (self.first.month + 2) // 3
        if self == Period.quarter(self.year, quarter):
            return f"{self.year}年第{_QUARTERS[quarter - 1]}季度"
        return f"{in_words(self.first)}至{in_words(self.last)}"

    def so_far(self, today: date) -> str:
        """The same; of a period that is not over, up to which day it can be counted."""
        return f"{self.label}（截至{in_words(today)}）" if self.first <= today <= self.last else self.label

    def must_have_begun(self, today: date) -> None:
        """Raises Refused for days to come: 0 would be told of what nobody can know."""
        if today < self.first:
            raise Refused(f"{self.label}还没有开始，没有可以统计的数字。", "请选择已经开始的期间。")
