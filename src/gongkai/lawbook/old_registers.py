"""How registers that an office kept before write results, kinds of applicants and channels, from the law data."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from gongkai.kernel.outcomes import OutcomeGroup
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.limits import one_of
from gongkai.lawbook.outcomes import outcome_law

_ORDINAL = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])\s*")
_OUTSIDE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """The result that a wording means; `doubt` says why somebody should look at it, empty when it is plain."""

    code: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldWords:
    """Wordings without spaces, marks and ordinals, and what they mean; `vague` ones only name a group of results.
    On no day before `first_on` could anybody apply."""

    outcomes: Mapping[str, Meant]
    vague: Mapping[str, OutcomeGroup]
    still_open: frozenset[str]
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    first_on: date

    def result(self, words: str) -> Meant | OutcomeGroup | None:
        """The result that a wording means; only its group where it says no more; None when nobody knows it."""
        plain = bare(words)
        if found := self.outcomes.get(plain):
            return found
        for group in sorted(self.vague, key=len, reverse=True):
            rest = plain.removeprefix(group).lstrip("0123456789")
            if plain.startswith(group) and rest in self.outcomes:
                return self.outcomes[rest]
        return self.vague.get(plain)

    def is_open(self, words: str) -> bool:
        """Whether a wording says that there is no result yet."""
        return bare(words) in self.still_open

    def kind_of_name(self, name: str) -> str:
        """The kind of applicant that the end of a name tells of; empty when it tells nothing."""
        found = (kind for words, kind in self.endings if name.endswith(words))
        return next(found, "")


def bare(words: str) -> str:
    """A wording as it is compared: without its ordinal, spaces and marks, letters large."""
    return _OUTSIDE.sub("", _ORDINAL.sub("", words)).upper()


@cache
def old_words(law_dir: str | None = None) -> OldWords:
    """Every wording. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("old_registers.toml")
    entry.allow("source", "open", "first", "outcome", "vague", "kind", "channel", "ending").text("source")
    return OldWords(
        outcomes=_outcomes(entry, law_dir),
        vague=_vague(entry),
        still_open=frozenset(map(bare, entry.texts("open", is_required=True))),
        kinds=_named(entry, "kind"),
        channels=_named(entry, "channel"),
        endings=tuple(_endings(entry)),
        first_on=_first(entry.part("first").allow("on", "source")),
    )


def _first(entry: Entry) -> date:
    entry.text("source")
    day = entry.data.get("on")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise entry.fault("“on”应是不带引号的日期")
    return day


def _outcomes(entry: Entry, law_dir: str | None) -> Mapping[str, Meant]:
    """Those of the data, and each result by the name that our own register gives it."""
    law = outcome_law(law_dir)
    closing = [one for one in law.outcomes.values() if one.closes]
    known: dict[str, Meant] = {}
    for each in entry.each("outcome"):
        each.allow("code", "labels", "doubt")
        code = each.text("code")
        if code not in {one.code for one in closing}:
            raise each.fault(f"没有编码为“{code}”的办理结果")
        for label in each.texts("labels", is_required=True):
            _once(each, known, label)
            known[bare(label)] = Meant(code, each.text("doubt", ""))
    return MappingProxyType({bare(one.name): Meant(one.code) for one in closing} | known)


def _vague(entry: Entry) -> Mapping[str, OutcomeGroup]:
    known: dict[str, OutcomeGroup] = {}
    for each in entry.each("vague"):
        group = one_of(each.allow("group", "labels"), "group", kind=OutcomeGroup)
        known |= dict.fromkeys(map(bare, each.texts("labels", is_required=True)), group)
    return MappingProxyType(known)


def _named(entry: Entry, key: str) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for each in entry.each(key):
        each.allow("code", "labels")
        for label in each.texts("labels", is_required=True):
            _once(each, known, label)
            known[bare(label)] = each.text("code")
    return MappingProxyType(known)


def _once(entry: Entry, known: Mapping[str, object], label: str) -> None:
    if bare(label) in known:
        raise entry.fault(f"“{label}”写了两次")


def _endings(entry: Entry) -> Iterable[tuple[str, str]]:
    for each in entry.each("ending"):
        each.allow("kind", "words")
        for words in each.texts("words", is_required=True):
            yield words, each.text("kind")
