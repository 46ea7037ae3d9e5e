"""Rules of items that no other file has: how index numbers are made, when withheld ones are looked at again."""

import os
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gongkai.lawbook.files import Library


@dataclass(frozen=True, slots=True)
class ItemRules:
    """How index numbers are made (Art. 12), and after how long withheld items are assessed again (Art. 18).

    `kept` is what a number of another system must look like to be taken over.
    """

    pattern: str
    digits: int
    reassess: timedelta
    kept: re.Pattern[str]

    def index_prefix(self, *, code: str, on: date) -> str:
        """What all index numbers of an organ and month begin with."""
        before, _ = self.pattern.split("{n}")
        return before.format(code=code, year=on.year, month=f"{on.month:02}")

    def index_no(self, prefix: str, n: int) -> str:
        """The nth index number behind a prefix."""
        return f"{prefix}{n:0{self.digits}}"


@cache
def item_rules(law_dir: str | None = None) -> ItemRules:
    """The rules. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("items.toml")
    entry.allow("source", "index_no", "index_digits", "index_kept", "reassess_days").text("source")
    pattern = entry.text("index_no")
    if not pattern.endswith("{n}") or "{code}" not in pattern:
        raise entry.fault("“index_no”须含 {code}，并以 {n} 结尾")
    digits, days = entry.number("index_digits", 0), entry.number("reassess_days", 0)
    if digits < 1 or days < 1:
        raise entry.fault("“index_digits”和“reassess_days”须是正整数")
    try:
        kept = re.compile(entry.text("index_kept"))
    except re.error as error:
        raise entry.fault("“index_kept”不是正则表达式") from error
    return ItemRules(pattern, digits, timedelta(days=days), kept)
