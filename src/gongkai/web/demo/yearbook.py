"""Two years of the whole county's papers, written from patterns: entries like those of items.toml, in the order of days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from gongkai.lawbook.catalogue import catalogue
from gongkai.web.ledger.sentences import day

from .county import BEGINNING, TODAY, Toml, patterns, whole_county, words
from .fates import RECENT, ago, days_of, fate, later, place_of
from .filling import Drawn, drawn

_TABLES = {"xlsx": "明细表", "docx": "附表", "pdf": "附件"}
_EXPLAINED_AFTER = 4  # workdays
_FIRST_NO = 20  # numbers of documents before it were given to others
_POSTED = 4  # papers on a board or a table, the latest first


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an organ that is written on a day; what it explains is the paper before it."""

    pattern: Toml
    organ: Toml
    begun: date
    formed: date

    @property
    def is_recent(self) -> bool:
        """Whether it may still be on its way."""
        return TODAY - self.begun <= RECENT and not self.pattern.get("kept")


@cache
def written() -> tuple[dict[str, Any], ...]:
    """All entries; always the same ones."""
    recent, numbers = Counter[str](), Counter[tuple[str, int]]()
    entries: list[dict[str, Any]] = []
    for paper in sorted(_papers(), key=lambda paper: (paper.begun, paper.organ["slug"], paper.pattern["id"])):
        recent["number"] += paper.is_recent
        numbers[paper.organ["slug"], paper.formed.year] += "doc_no" in paper.pattern
        doc = _FIRST_NO + numbers[paper.organ["slug"], paper.formed.year]
        entries += _entries(paper, number=recent["number"], doc=doc)
    # Twice under one title is once too often.
    return tuple({(entry["organ"], entry.get("title")): entry for entry in reversed(entries)}.values())[::-1]


def catalogues() -> Iterator[dict[str, Any]]:
    """Every organ's catalogue, its duties given to the sections that do the work; some to nobody yet."""
    told = words()["catalogue"]
    for organ in whole_county()["organs"]:
        codes = [row.code for row in catalogue().starter(organ["level"], organ["kind"])]
        names = _sections(organ["slug"])
        given = {name: [] for name in names}
        for code in codes:
            if code not in told["left"]:
                place = 1 if code in told["second"] else 2 if code in told["third"] else 0
                given[names[min(place, len(names) - 1)]].append(code)
        yield {"organ": organ["slug"], "ago": ago(BEGINNING) - 1, "sections": given}


def places() -> Iterator[dict[str, Any]]:
    """Where each township hangs up what it publishes, and what hangs there."""
    for organ in whole_county()["organs"]:
        villages = words()["villages"].get(organ["slug"])
        if not villages:
            continue
        titles = [one for one in written() if one["organ"] == organ["slug"] and one.get("posted")]
        for raw, village in zip(words()["places"], villages, strict=False):
            hung = dict(_posted(titles[::-1][:_POSTED]))
            told = {name: raw[name] for name in ("kind", "location", "keeper")}
            yield told | {
                "organ": organ["slug"],
                "name": raw["name"].format(village=village, short=organ["short_name"]),
                "village": village,
                "opened": ago(BEGINNING) - 20,
                "posted": dict(list(hung.items())[:-1]),
                "planned": dict(list(hung.items())[-1:]),
            }
        yield _enquiry(organ)


def _enquiry(organ: Toml) -> dict[str, Any]:
    """Where one goes to read and to ask."""
    told = dict(words()["enquiry"]) | {"organ": organ["slug"], "opened": ago(BEGINNING) - 20}
    name = told["name"].format(short=organ["short_name"])
    return told | {"name": name, "village": "", "posted": {}, "planned": {}}


def _posted(entries: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """When each was hung up: on the day it was published."""
    for entry in entries:
        published = [step.split()[1] for step in entry["steps"] if step.startswith("publish ")]
        if published:
            yield entry["title"], int(published[0])


def _papers() -> Iterator[Paper]:
    for pattern in patterns():
        for organ in _organs(pattern):
            yield from _of_organ(pattern, organ)


def _organs(pattern: Toml) -> list[Toml]:
    wanted = pattern["for"]
    return [
        organ
        for organ in whole_county()["organs"]
        if organ["slug"] in wanted
        or wanted == "township" == organ["level"]
        or (wanted == "department" == organ["kind"])
    ]


def _of_organ(pattern: Toml, organ: Toml) -> Iterator[Paper]:
    """Not every organ makes every paper every time, nor on the same day."""
    chance = Random(f"{organ['slug']}/{pattern['id']}")
    made = pattern.get("made")
    for on in days_of(pattern, since=BEGINNING + timedelta(days=7)):
        is_made = chance.random() < pattern.get("share", 1)
        begun = later(on + timedelta(days=chance.randint(0, 8)), 0)
        if is_made and begun < TODAY:
            formed = date.fromisoformat(made[place_of(organ["slug"]) % len(made)]) if made else begun
            yield Paper(pattern, organ, begun, formed)
        if pattern.get("once"):
            return


def _entries(paper: Paper, *, number: int, doc: int) -> Iterator[dict[str, Any]]:
    """The entry of a paper, and of the one that explains it."""
    pattern, organ = paper.pattern, paper.organ
    filled = drawn(pattern, organ, paper.formed, sections="、".join(_sections(organ["slug"])))
    course = fate(pattern, slug=organ["slug"], begun=paper.begun, number=number)
    entry = _entry(pattern, paper, filled, course, doc=doc)
    yield entry
    if "explained" not in pattern or not any(step.startswith("publish ") for step in entry["steps"]):
        return
    told = {"id": f"{pattern['id']}-explained", "kind": "interpretation"} | dict(pattern["explained"])
    begun = later(TODAY - timedelta(days=int(entry["steps"][-1].split()[1])), _EXPLAINED_AFTER)
    if "repeal" in entry["steps"][-1] or "lapse" in entry["steps"][-1]:
        begun = later(paper.begun, 4 * _EXPLAINED_AFTER)
    if begun < TODAY:
        course = fate(told, slug=organ["slug"], begun=begun, number=0)
        explaining = {"interprets": entry["title"], "interpretation_form": told["form"]}
        yield _entry(told, Paper(told, organ, begun, begun), filled, course, doc=doc) | explaining


def _entry(pattern: Toml, paper: Paper, filled: Drawn, course: dict[str, Any], *, doc: int) -> dict[str, Any]:
    """An entry as items.toml has it."""
    slug = paper.organ["slug"]
    names = _sections(slug)
    until = TODAY - timedelta(days=course["until"]) if "until" in course else None
    filled = _known(filled, until=until, doc=doc)
    copied = {
        name: pattern[name]
        for name in ("kind", "row", "attribute", "reason_code", "reason", "register", "chain", "posted")
        if name in pattern
    }
    texts = {
        name: filled.fill(pattern[name]) for name in ("title", "summary", "body", "doc_no") if name in pattern
    }
    entry = copied | texts | course | {"organ": slug, "formed": ago(paper.formed)}
    entry["section"] = names[min(pattern.get("section", 1), len(names)) - 1]
    if "made" in pattern:
        entry["effective"] = ago(paper.formed)
    if "file" in pattern:
        entry["attachments"] = [_file(texts["title"], pattern["file"], filled)]
    return entry


def _known(filled: Drawn, *, until: date | None, doc: int) -> Drawn:
    """With the words that only its course gives."""
    return Drawn(dict(filled.words) | {"until": day(until) if until else "", "doc": str(doc)}, filled.table)


def _file(title: str, ending: str, filled: Drawn) -> dict[str, str]:
    """Its table as a file of its own, or where it has none, a form."""
    name = f"{title}{_TABLES[ending]}"
    body = filled.table or f"<p>{filled.words['name']}，{filled.words['formed']}。</p>"
    return {"name": f"{name}.{ending}", "title": name, "body": body}


@cache
def _sections(slug: str) -> list[str]:
    """The names of an organ's sections in their order."""
    found = [raw for raw in whole_county()["sections"] if raw["organ"] == slug]
    return [raw["name"] for raw in sorted(found, key=lambda raw: raw["order"])]
