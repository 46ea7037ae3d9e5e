"""What a reply says thing by thing: what is given, what is withheld, what cannot be had, each with its basis and reason.

An officer tells what it is about and why. The basis, the decision and what the case knows are filled in.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.core.cache import cache
from pypdfium2 import PdfDocument, PdfiumError

from gongkai.kernel.letter_forms import LetterFacts
from gongkai.kernel.outcomes import Decision, Outcome, OutcomeGroup
from gongkai.web.applications.models import Application, CasePaper
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile

Row = Mapping[str, str]
RowWords = Callable[[Outcome, LetterFacts], tuple[str, str]]
# The letter in which something is withheld, thing by thing, and the one in which some is given and some is not.
WITHHOLDING, PARTLY = "T23", "T22"
# Of which of several results a row speaks.
PART = "part"
# Under which names an officer tells rows, and what he tells in each.
LISTS: Mapping[str, tuple[str, ...]] = {
    "supplied": ("name", "form", "size"),
    "given": ("about", "how"),
    "withheld": ("about", PART, "reason"),
    "unable": ("about", PART, "reason"),
    "others": ("about", PART, "answer"),
}
_LAW = re.compile(r"(?<![\w》])(\w+法)(?=第)")


def spelled(basis: Iterable[str]) -> str:
    """Articles as a letter names them: a law in full, the regulation by the short name that the letter gave it."""
    return "、".join(_LAW.sub(r"《中华人民共和国\1》", one) for one in basis)


def lists_of(decision: Decision) -> dict[str, tuple[Outcome, ...]]:
    """Which rows a decision wants, and the results that they may have."""
    letter = decision.outcome.letter
    if letter == PARTLY:
        wanted = {
            name: tuple(filter(_LISTED[name], decision.parts)) for name in ("given", "withheld", "unable")
        }
        return {name: parts for name, parts in wanted.items() if parts}
    others = tuple(part for part in decision.parts if part.letter != letter)
    found = {
        "supplied": tuple(part for part in decision.parts if "supply_list" in part.proofs),
        "withheld": tuple(part for part in decision.parts if part.letter == letter == WITHHOLDING),
        "others": others,
    }
    return {name: parts for name, parts in found.items() if parts}


def rows(told: LetterFacts, name: str) -> list[Row]:
    """The rows that an officer told under a name."""
    known = told.get(name)
    return [one for one in known if any(one.values())] if isinstance(known, list | tuple) else []


def rows_of(
    application: Application,
    decision: Decision,
    facts: LetterFacts,
    *,
    papers: Sequence[CasePaper],
    row_words: RowWords,
) -> dict[str, tuple[Row, ...]]:
    """The lists of a letter: what the officer told in rows, and what follows by itself."""
    title = application.title * (len(decision.parts) == 1)
    files_ = [_file(paper, application) for paper in papers]
    made: dict[str, tuple[Row, ...]] = {}
    for name, parts in lists_of(decision).items():
        if name == "supplied":
            made[name] = (*files_, *rows(facts, name))
        elif name == "given":
            made[name] = tuple(rows(facts, name)) or tuple(_given(parts, facts, files_))
        else:
            also = {part.code: row_words(part, facts) for part in parts}
            made[name] = tuple(_filled(name, row, parts, also, title=title) for row in rows(facts, name))
    return made


def uncovered(decision: Decision, facts: LetterFacts) -> list[str]:
    """The results for single things of which no row of the letter speaks."""
    left: list[str] = []
    for name, parts in lists_of(decision).items():
        told = rows(facts, name)
        if name in ("supplied", "given"):
            left += [part.name for part in parts] if not told else []
        else:
            left += [part.name for part in parts if not any(_is_of(row, part, parts) for row in told)]
    return left


def part_of(row: Row, parts: Sequence[Outcome]) -> Outcome | None:
    """The result of which a row speaks: as it was chosen, by its articles, or the only one there is."""
    return next((part for part in parts if _is_of(row, part, parts)), None)


def _is_of(row: Row, part: Outcome, parts: Sequence[Outcome]) -> bool:
    """What a redaction has told by its articles stands for every result that rests on them."""
    if chosen := row.get(PART):
        return chosen == part.code
    basis = row.get("basis", "")
    return spelled(part.basis) == basis if basis else len(parts) == 1


def _is_given(part: Outcome) -> bool:
    return part.group is OutcomeGroup.GRANTED


def _is_withheld(part: Outcome) -> bool:
    return part.letter == WITHHOLDING


def _is_neither(part: Outcome) -> bool:
    return not _is_given(part) and not _is_withheld(part)


_LISTED: Mapping[str, Callable[[Outcome], bool]] = {
    "given": _is_given,
    "withheld": _is_withheld,
    "unable": _is_neither,
}


def _filled(
    name: str, row: Row, parts: Sequence[Outcome], words: Mapping[str, tuple[str, str]], *, title: str
) -> Row:
    """A row with everything that follows from its result; `words` are the decision on each result in a few words, and its
    sentences, by its code. Of what is withheld the letter says the sentences itself, after all of its rows."""
    part = part_of(row, parts)
    made = {"about": title and f"“{title}”"} | {key: said for key, said in row.items() if said}
    if part is None:
        return made
    basis = made["basis"] = spelled(part.basis)
    decided, also = words[part.code]
    if name == "others":
        made["answer"] = _answer(row.get("answer", ""), part, f"依据{basis}，{decided}" * bool(decided), also)
    elif name == "unable":
        made["decision"], made["reason"] = decided, _sentences(row.get("reason", ""), also)
    elif row.get("reason"):
        made["reason"] = _sentences(row["reason"])
    return made


def _answer(said: str, part: Outcome, decided: str, also: str) -> str:
    """What is answered to another thing; why something is withheld, only the officer can say."""
    if _is_withheld(part):
        return _sentences(decided, said, also) if said else ""
    return _sentences(decided, also, said)


def _sentences(*said: str) -> str:
    return "".join(f"{one.strip().rstrip('。；')}。" for one in said if one.strip())


def _given(parts: Sequence[Outcome], facts: LetterFacts, files_: Sequence[Row]) -> Iterable[Row]:
    """What is given where nobody wrote it thing by thing: the files, what is public already, what can be fetched."""

    def fact(name: str) -> str:
        found = facts.get(name, "")
        return found.strip().rstrip("。；") if isinstance(found, str) else ""

    for part in parts:
        if "public_place" in part.proofs:
            on, where = fact("public_place.on"), fact("public_place.address")
            how = f"已经主动公开，公开日期是{on}，可以在这里查到：{where}"
            yield {"about": f"“{fact('public_place.title')}”", "how": how}
        elif "how_to_obtain" in part.proofs:
            how, where, when = (fact(f"how_to_obtain.{key}") for key in ("how", "where", "when"))
            yield {"about": "可以自行取得的内容", "how": f"方式是{how}；途径是{where}；时间是{when}"}
        elif files_:
            yield from (
                {"about": one["name"], "how": f"随本答复提供，{one['form']}，{one['size']}"} for one in files_
            )
        else:
            yield {"about": fact("supply_list"), "how": "随本答复提供"}


def _file(paper: CasePaper, application: Application) -> Row:
    size = f"{_pages(paper.kept)}页" if paper.kept and paper.kept.ending == "pdf" else "1份"
    return {"name": paper.name, "form": application.get_supply_form_display(), "size": size}


def _pages(kept: KeptFile) -> int:
    """How many pages a file has; the same bytes have always the same."""
    key = f"pages-{kept.sha256}"
    known = cache.get(key)
    if known is None:
        try:
            with PdfDocument(files.read(kept)) as document:
                known = len(document)
        except PdfiumError:  # what cannot be opened here is one file all the same
            known = 1
        cache.set(key, known)
    return known
