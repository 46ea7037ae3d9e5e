"""The ways in which an application ends, from the law data; loaded apart from the law book, for the site alone."""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.outcomes import (
    MergedRows,
    Outcome,
    OutcomeGroup,
    OutcomeLaw,
    Proof,
)
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.limits import one_of

Named = TypeVar("Named", Outcome, Proof)
_KEYS = (
    *("code", "word", "name", "told", "group", "basis", "row", "letter", "remedy", "proofs", "after"),
    *("is_open", "is_part", "is_separated", "is_policy", "is_unverified", "note"),
)


@cache
def outcome_law(law_dir: str | None = None) -> OutcomeLaw:
    """All outcomes, in the order of the data. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("outcomes.toml")
    entry.allow("source", "merged", "at_once", "late", "letters", "outcome", "proof").text("source")
    letters, at_once = entry.part("letters"), entry.part("at_once").allow("outcomes", "is_policy", "source")
    at_once.text("source")
    late = entry.part("late").allow("row", "is_policy", "source")
    late.text("source")
    law = OutcomeLaw(
        outcomes=_once(entry, map(_outcome, entry.each("outcome"))),
        proofs=_once(entry, map(_proof, entry.each("proof"))),
        letters=MappingProxyType({code: letters.text(code) for code in letters.data}),
        merged=tuple(map(_merged, entry.each("merged"))),
        at_once=at_once.texts("outcomes"),
        late=late.text("row"),
    )
    _agree(entry, law)
    return law


def _outcome(entry: Entry) -> Outcome:
    entry.allow(*_KEYS)
    return Outcome(
        code=entry.text("code"),
        word=entry.text("word"),
        name=entry.text("name"),
        told=entry.text("told"),
        group=one_of(entry, "group", kind=OutcomeGroup),
        basis=entry.texts("basis"),
        row=entry.text("row") if "row" in entry.data else None,
        letter=entry.text("letter", ""),
        remedy=one_of(entry, "remedy", kind=RemedyCode),
        proofs=entry.texts("proofs"),
        after=_after(entry),
        closes=not entry.flag("is_open"),
        is_part=entry.flag("is_part"),
        is_separated=entry.flag("is_separated"),
        is_policy=entry.flag("is_policy"),
        is_unverified=entry.flag("is_unverified"),
        note=entry.text("note", ""),
    )


def _after(entry: Entry) -> Mapping[str, str]:
    if "after" not in entry.data:
        return MappingProxyType({})
    told = entry.part("after")
    return MappingProxyType({code: told.text(code) for code in told.data})


def _proof(entry: Entry) -> Proof:
    entry.allow("code", "name", "source")
    return Proof(entry.text("code"), entry.text("name"), entry.text("source"))


def _merged(entry: Entry) -> MergedRows:
    entry.allow("years", "row", "rows", "source").text("source")
    first, last = entry.years()
    return MergedRows(first, last, entry.text("row"), frozenset(entry.texts("rows", is_required=True)))


def _once(entry: Entry, read: Iterable[Named]) -> Mapping[str, Named]:
    known: dict[str, Named] = {}
    for one in read:
        if one.code in known:
            raise entry.fault(f"有两项都叫“{one.code}”")
        known[one.code] = one
    return MappingProxyType(known)


def _agree(entry: Entry, law: OutcomeLaw) -> None:
    """What the program speaks of is there; outcomes speak only of proofs and letters that there are."""
    if missing := sorted(set(OutcomeCode) - law.outcomes.keys()):
        raise entry.fault(f"缺少编码为“{missing[0]}”的办理结果")
    if len({one.word for one in law.outcomes.values()}) < len(law.outcomes):
        raise entry.fault("“outcome”中有两项的“word”相同")
    if unknown := [code for code in law.at_once if code not in law.outcomes]:
        raise entry.fault(f"“at_once”所说的“{unknown[0]}”不是办理结果")
    if law.late not in {one.row for one in law.outcomes.values()}:
        raise entry.fault(f"“late”所说的行“{law.late}”没有哪一种办理结果计入")
    for outcome in law.outcomes.values():
        _agrees(entry, outcome, law)


def _agrees(entry: Entry, outcome: Outcome, law: OutcomeLaw) -> None:
    if unknown := [code for code in outcome.after if code not in law.outcomes]:
        raise entry.fault(f"“{outcome.code}”的 after 所说的“{unknown[0]}”不是办理结果")
    if unknown := [one for one in (*outcome.proofs, *outcome.after.values()) if one not in law.proofs]:
        raise entry.fault(f"“{outcome.code}”所说的材料“{unknown[0]}”不在 proof 中")
    if outcome.letter and outcome.letter not in law.letters:
        raise entry.fault(f"“{outcome.code}”所说的文书“{outcome.letter}”不在 letters 中")
    if outcome.closes == (outcome.group is OutcomeGroup.PENDING):
        raise entry.fault(f"“{outcome.code}”的 is_open 与 group 不一致")
