"""The duties that somebody can hold, from the law data; loaded apart from the law book, for the site alone."""

import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gongkai.kernel.duties import Duty, Reach
from gongkai.lawbook.files import Entry, Library


@cache
def duties(law_dir: str | None = None) -> Mapping[str, Duty]:
    """Every kind of duty by its code, in the order of the data. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("duties.toml")
    entry.allow("source", "duty").text("source")
    known: dict[str, Duty] = {}
    for each in entry.each("duty"):
        duty = _duty(each)
        if duty.code in known:
            raise each.fault("与前面的一项同名")
        known[duty.code] = duty
    _agree(entry, known)
    return MappingProxyType(known)


def _duty(entry: Entry) -> Duty:
    entry.allow("code", "name", "does", "reach", "signs", "needed", "stand_in", "delegable", "apart_from")
    reach = entry.text("reach")
    if reach not in set(Reach):
        raise entry.fault(f"“reach”应是 {'、'.join(Reach)} 之一")
    return Duty(
        code=entry.text("code"),
        name=entry.text("name"),
        does=entry.text("does"),
        reach=Reach(reach),
        signs=entry.flag("signs"),
        needed=entry.flag("needed"),
        stand_in=entry.flag("stand_in"),
        delegable=entry.flag("delegable"),
        apart_from=frozenset(entry.texts("apart_from")),
    )


def _agree(entry: Entry, known: Mapping[str, Duty]) -> None:
    """Two duties are apart from either side; a slip on one side would let them be combined."""
    for duty in known.values():
        for other in duty.apart_from:
            if other not in known:
                raise entry.fault(f"“{duty.code}”的 apart_from 中没有“{other}”这种职责")
            if duty.code not in known[other].apart_from:
                raise entry.fault(f"“{duty.code}”与“{other}”不得兼任，须在两处都写明")
