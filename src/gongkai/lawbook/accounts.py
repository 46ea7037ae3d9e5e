"""The rules for signing in, from the law data: passwords, lockout, how long somebody stays signed in."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from gongkai.lawbook.files import Entry, Library


@dataclass(frozen=True, slots=True)
class AccountRules:
    """What holds for every account. `expiry` is None where passwords do not expire."""

    length: int
    kinds: int
    not_the_last: int
    expiry: timedelta | None
    failures: int
    lockout: timedelta
    address_failures: int
    noted: int
    idle: timedelta
    longest: timedelta
    at_once: int
    kept: timedelta
    codes: int


@cache
def account_rules(law_dir: str | None = None) -> AccountRules:
    """The rules in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("accounts.toml")
    entry.allow("source", "password", "lockout", "session", "recovery").text("source")
    password = entry.part("password").allow("length", "kinds", "not_the_last", "days")
    lockout = entry.part("lockout").allow("failures", "minutes", "address_failures", "noted")
    session = entry.part("session").allow("idle_minutes", "hours", "at_once", "kept_days")
    recovery = entry.part("recovery").allow("codes")
    days = _count(password, "days", least=0)
    return AccountRules(
        length=_count(password, "length", least=8),
        kinds=_count(password, "kinds", most=4),
        not_the_last=_count(password, "not_the_last", least=0),
        expiry=timedelta(days=days) if days else None,
        failures=_count(lockout, "failures"),
        lockout=timedelta(minutes=_count(lockout, "minutes")),
        address_failures=_count(lockout, "address_failures"),
        noted=_count(lockout, "noted"),
        idle=timedelta(minutes=_count(session, "idle_minutes")),
        longest=timedelta(hours=_count(session, "hours")),
        at_once=_count(session, "at_once"),
        kept=timedelta(days=_count(session, "kept_days")),
        codes=_count(recovery, "codes"),
    )


def _count(entry: Entry, key: str, *, least: int = 1, most: int = 10_000) -> int:
    """A whole number between two others; a rule that is left out would be no rule."""
    number = entry.number(key, -1)
    if not least <= number <= most:
        raise entry.fault(f"“{key}”应是 {least} 到 {most} 之间的整数")
    return number
