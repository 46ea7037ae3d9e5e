"""Days as people read them."""

from datetime import date

WEEKDAYS = "一二三四五六日"


def in_words(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """2026年3月5日（星期四）."""
    return f"{in_words(day)}（星期{WEEKDAYS[day.weekday()]}）"
