"""Where one turns who does not agree with a reply, from the law data; loaded apart from the law book, for the site alone."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from gongkai.kernel.remedies import (
    Challenged,
    RemedyCode,
    RemedyLaw,
    RemedyPeriod,
    RemedyVersion,
    Respondent,
)
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.limits import one_of

PERIODS = ("review", "suit", "after_review", "untold")
SENTENCES = (RemedyCode.REVIEW_FIRST, RemedyCode.REVIEW_OR_SUIT, "online")
_PLACES = ("what", "start", "review_body", "court_body", "online", *PERIODS)


@cache
def remedy_law(law_dir: str | None = None) -> RemedyLaw:
    """Periods, versions, sentences and respondents. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("remedies.toml")
    entry.allow("source", "period", "version", "sentences", "opening", "respondent").text("source")
    return RemedyLaw(
        periods=_periods(entry),
        versions=_versions(entry),
        sentences=_sentences(entry.part("sentences")),
        openings=_openings(entry),
        respondents=_respondents(entry),
    )


def day(entry: Entry, key: str) -> date:
    """A day without quotation marks."""
    raw = entry.data.get(key)
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise entry.fault(f"“{key}”应是不带引号的日期，例如 2024-01-01")
    return raw


def _periods(entry: Entry) -> Mapping[str, RemedyPeriod]:
    known = {period.code: period for period in map(_period, entry.each("period"))}
    if set(known) != set(PERIODS):
        raise entry.fault(f"“period”应有 {'、'.join(PERIODS)}，各一项")
    return MappingProxyType(known)


def _period(entry: Entry) -> RemedyPeriod:
    told = ("code", "name", "start", "article", "source")
    entry.allow(*told, "days", "months")
    days, months = entry.number("days", 0), entry.number("months", 0)
    if min(days, months) or max(days, months) < 1:
        raise entry.fault("应写明“days”或者“months”之一，大于 0")
    return RemedyPeriod(**{key: entry.text(key) for key in told}, days=days, months=months)


def _versions(entry: Entry) -> tuple[RemedyVersion, ...]:
    versions = tuple(map(_version, entry.each("version")))
    days = [version.since_on for version in versions]
    if days != sorted(set(days)):
        raise entry.fault("“version”应按“since_on”先后排列")
    return versions


def _version(entry: Entry) -> RemedyVersion:
    entry.allow("since_on", "name", "printed", "source", "is_disputed", "note")
    printed = entry.part("printed")
    return RemedyVersion(
        since_on=day(entry, "since_on"),
        name=entry.text("name"),
        printed=MappingProxyType(
            {_code(printed, key): one_of(printed, key, kind=RemedyCode) for key in printed.data}
        ),
        source=entry.text("source"),
        is_disputed=entry.flag("is_disputed"),
        note=entry.text("note", ""),
    )


def _code(entry: Entry, key: str) -> RemedyCode:
    return one_of(Entry(entry.where, {"code": key}), "code", kind=RemedyCode)


def _sentences(entry: Entry) -> Mapping[str, str]:
    """Each with places that can be filled; a slip would else be found when somebody signs."""
    entry.allow(*SENTENCES, "source").text("source")
    sentences = {str(key): entry.text(key) for key in SENTENCES}
    for key, sentence in sentences.items():
        try:
            sentence.format(**dict.fromkeys(_PLACES, ""))
        except (KeyError, ValueError, IndexError) as error:
            raise entry.fault(f"“{key}”中有不能填写的位置：{error}") from error
    return MappingProxyType(sentences)


def _openings(entry: Entry) -> Mapping[Challenged, Mapping[str, str]]:
    known = {}
    for each in entry.each("opening"):
        each.allow("challenged", "what", "start")
        words = {key: each.text(key) for key in ("what", "start")}
        known[one_of(each, "challenged", kind=Challenged)] = MappingProxyType(words)
    if missing := [one for one in Challenged if one not in known]:
        raise entry.fault(f"“opening”中缺少“{missing[0]}”")
    return MappingProxyType(known)


def _respondents(entry: Entry) -> Mapping[str, Respondent]:
    known: dict[str, Respondent] = {}
    for each in entry.each("respondent"):
        one = _respondent(each)
        if one.code in known:
            raise each.fault("与前面的一项同名")
        for other in known.values():
            if one.levels & other.levels and one.kinds & other.kinds:
                raise each.fault(f"与“{other.code}”说的是同一类机关")
        known[one.code] = one
    return MappingProxyType(known)


def _respondent(entry: Entry) -> Respondent:
    told = ("code", "name", "review", "court")
    entry.allow(*told, "article", "source", "levels", "kinds", "is_unverified", "note").text("source")
    return Respondent(
        **{key: entry.text(key) for key in told},
        article=entry.text("article", ""),
        levels=frozenset(entry.texts("levels")),
        kinds=frozenset(entry.texts("kinds")),
        is_unverified=entry.flag("is_unverified"),
        note=entry.text("note", ""),
    )
