"""What may be charged for clearly excessive applications, from the law data; loaded apart from the law book, for the site alone."""

import os
from functools import cache
from types import MappingProxyType

from gongkai.kernel.fees import BY_ITEM, BY_VOLUME, FeeBand, FeeLadder, FeeLaw, FeeRise
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import day


@cache
def fee_law(law_dir: str | None = None) -> FeeLaw:
    """Both ladders. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("fees.toml")
    entry.allow("source", "article", "since_on", "ladder", "policy").text("source")
    policy = entry.part("policy").allow("counts_withdrawn", "most_units", "source")
    policy.text("source")
    ladders = {ladder.code: ladder for ladder in (_ladder(each, law_dir) for each in entry.each("ladder"))}
    if set(ladders) != {BY_ITEM, BY_VOLUME}:
        raise entry.fault(f"“ladder”应有 {BY_ITEM}、{BY_VOLUME}，各一项")
    return FeeLaw(
        article=entry.text("article"),
        since_on=day(entry, "since_on"),
        ladders=MappingProxyType(ladders),
        counts_withdrawn=policy.flag("counts_withdrawn"),
        most_units=_from(policy, "most_units", 1),
    )


def _ladder(entry: Entry, law_dir: str | None) -> FeeLadder:
    told = ("code", "name", "unit", "counted", "article", "source")
    entry.allow(*told, "bands", "rising", "not_for")
    for code in entry.texts("not_for"):
        if code not in outcome_law(law_dir).outcomes:
            raise entry.fault(f"“not_for”中的“{code}”不是办理结果")
    return FeeLadder(
        **{key: entry.text(key) for key in told},
        bands=_bands(entry),
        rise=_rise(entry.part("rising")) if "rising" in entry.data else None,
        not_for=frozenset(entry.texts("not_for")),
    )


def _bands(entry: Entry) -> tuple[FeeBand, ...]:
    """From the first unit on without holes; the last one is open unless the price goes on rising."""
    bands = tuple(map(_band, entry.each("bands")))
    ends = [band.last for band in bands]
    closed = ends if "rising" in entry.data else ends[:-1]
    bounds = [0, *(end for end in closed if end is not None)]
    if len(bounds) <= len(closed) or bounds != sorted(set(bounds)):
        raise entry.fault("“bands”的“to”应逐段增大，只有不再上升的最后一段不写")
    if closed != ends and ends[-1] is not None:
        raise entry.fault("“bands”的最后一段不写“to”，或者写明“rising”")
    return bands


def _band(entry: Entry) -> FeeBand:
    entry.allow("to", "price")
    return FeeBand(_from(entry, "to", 1) if "to" in entry.data else None, _from(entry, "price", 0))


def _rise(entry: Entry) -> FeeRise:
    entry.allow("width", "price", "rise")
    return FeeRise(_from(entry, "width", 1), _from(entry, "price", 0), _from(entry, "rise", 0))


def _from(entry: Entry, key: str, least: int) -> int:
    number = entry.number(key, -1)
    if number < least:
        raise entry.fault(f"“{key}”应是不小于 {least} 的整数")
    return number
