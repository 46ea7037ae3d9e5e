"""Which wordings of an item everybody may still look up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.web.ledger.sentences import day

from .models import Release, Version


@dataclass(frozen=True, slots=True)
class Wording:
    """A version that is or was public: from which day, and on which it gave way; None for the present one."""

    version: Version
    since_on: date
    until_on: date | None

    @property
    def days(self) -> str:
        """When it was public, in words."""
        if self.until_on in (None, self.since_on):
            return day(self.since_on)
        return f"{day(self.since_on)}至{day(self.until_on)}"


def wordings(releases: Iterable[Release]) -> list[Wording]:
    """The wordings of an item by its releases, the last one first; one that was released twice in a row is one."""
    found: dict[int, Wording] = {}
    for release in _unbroken(releases):
        number = release.version.number
        until_on = localdate(release.ended_at) if release.ended_at else None
        until_on = found[number].until_on if number in found else until_on
        found[number] = Wording(release.version, release.on, until_on)
    return list(found.values())


def _unbroken(releases: Iterable[Release]) -> list[Release]:
    """Of an item's releases, the last one first, those that followed one another up to the present one.

    What was public before a withdrawal stays withdrawn, also when the item is published anew: it may have been taken
    down for what it said.
    """
    chain: list[Release] = []
    for release in releases:
        if release.ended_at != (chain[-1].at if chain else None):
            break
        chain.append(release)
    return chain
