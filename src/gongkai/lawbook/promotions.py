"""When information that was given to several applicants may become public for everybody (Art. 44), from the law data."""

import os
from dataclasses import dataclass
from functools import cache

from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.outcomes import outcome_law


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionRule:
    """After which results something was given to an applicant; from how many different ones on it is suggested; which share
    of the titles must be the same, from 0 to 1; with how many cases, and of how many days, it is compared; and within how
    many working days it is decided."""

    given: frozenset[str]
    applicants: int
    alike: float
    compared: int
    days: int
    decide: int
    source: str
    is_policy: bool


@cache
def promotion_rule(law_dir: str | None = None) -> PromotionRule:
    """When it is suggested, and by when it is decided. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("applications.toml")
    told = entry.part("promotion").allow(
        "given", "applicants", "alike", "compared", "days", "decide", "is_policy", "source"
    )
    return PromotionRule(
        given=_given(told, law_dir),
        applicants=_within(told, "applicants", range(2, 101)),
        alike=_within(told, "alike", range(1, 101)) / 100,
        compared=_within(told, "compared", range(1, 10_001)),
        days=_within(told, "days", range(1, 3661)),
        decide=_within(told, "decide", range(1, 251)),
        source=told.text("source"),
        is_policy=told.flag("is_policy"),
    )


def _given(entry: Entry, law_dir: str | None) -> frozenset[str]:
    known, given = outcome_law(law_dir).outcomes, entry.texts("given", is_required=True)
    for code in given:
        if code not in known:
            raise entry.fault(f"“given”中没有“{code}”这个编码")
    return frozenset(given)


def _within(entry: Entry, key: str, known: range) -> int:
    number = entry.number(key, 0)
    if number not in known:
        raise entry.fault(f"“{key}”应是 {known.start} 到 {known.stop - 1} 之间的整数")
    return number
