"""How a letter reaches people, from the law data: which step counts by the last day, what proves it, and when an
announcement counts as service."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from gongkai.kernel.days import full_day
from gongkai.lawbook.files import Entry, Library

_TOLD = ("name", "step", "proof", "article", "source")


@dataclass(frozen=True, slots=True)
class WayOfService:
    """One way: the step that has to be done by the last day, and what proves that it reached somebody."""

    code: str
    name: str
    step: str
    proof: str
    article: str
    source: str
    is_policy: bool = False
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """How many days after the announcement a letter counts as served; the day itself is not counted."""

    days: int
    start: str
    article: str
    source: str
    is_policy: bool = False
    is_unverified: bool = False

    def counts_on(self, announced_on: date) -> date:
        """The day on which what was announced counts as served."""
        return announced_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Release:
    """How many days after the decision to release against a third party's will the applicant gets it."""

    days: int
    article: str
    source: str
    is_policy: bool = False

    def opens_on(self, signed_on: date) -> date:
        """The first day on which it may be given."""
        return signed_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class ServiceLaw:
    """All ways, in the order in which they are told."""

    ways: Mapping[str, WayOfService]
    announcement: Announcement
    release: Release

    def last_days(self, due_on: date) -> str:
        """邮寄的，最迟2026年3月5日（星期四）交邮；直接送达的，最迟同日签收；…"""
        days = [full_day(due_on), *["同日"] * (len(self.ways) - 1)]
        return "；".join(
            f"{way.name}，最迟{on}{way.step}" for way, on in zip(self.ways.values(), days, strict=True)
        )


@cache
def service_law(law_dir: str | None = None) -> ServiceLaw:
    """The table in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("service.toml")
    entry.allow("source", "way", "announcement", "release").text("source")
    ways: dict[str, WayOfService] = {}
    for each in entry.each("way"):
        each.allow("code", *_TOLD, "is_policy", "is_unverified")
        code = each.text("code")
        if code in ways:
            raise each.fault("与前面的一项同名")
        ways[code] = WayOfService(
            code=code,
            name=each.text("name"),
            step=each.text("step"),
            proof=each.text("proof"),
            article=each.text("article"),
            source=each.text("source"),
            is_policy=each.flag("is_policy"),
            is_unverified=each.flag("is_unverified"),
        )
    return ServiceLaw(
        MappingProxyType(ways), _announcement(entry.part("announcement")), _release(entry.part("release"))
    )


def _announcement(entry: Entry) -> Announcement:
    entry.allow("days", "start", "article", "source", "is_policy", "is_unverified")
    if (days := entry.number("days", 0)) < 1:
        raise entry.fault("“days”应是大于 0 的整数")
    return Announcement(
        days=days,
        start=entry.text("start"),
        article=entry.text("article"),
        source=entry.text("source"),
        is_policy=entry.flag("is_policy"),
        is_unverified=entry.flag("is_unverified"),
    )


def _release(entry: Entry) -> Release:
    entry.allow("days", "article", "source", "is_policy")
    if (days := entry.number("days", 0)) < 0:
        raise entry.fault("“days”应是 0 或者更大的整数")
    return Release(
        days=days,
        article=entry.text("article"),
        source=entry.text("source"),
        is_policy=entry.flag("is_policy"),
    )
