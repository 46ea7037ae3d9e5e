"""Questions about organs."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, reduce
from itertools import groupby
from operator import or_

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.lawbook.search import search_law
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.prepared import Given, Whole, prepared
from gongkai.web.ledger.models import INSTALLATION, Event

from .models import Kind, Level, Organ, Remedy, RemedyBody, Section, Status, Succession
from .models.organ import OrganQuerySet

MOST_SHOWN = 300  # organs on one page; a province finds the others by name
# What people say, where level and kind put together would sound odd.
_HEADINGS = {
    (Level.TOWNSHIP, Kind.GOVERNMENT): "乡镇人民政府",
    (Level.TOWNSHIP, Kind.SUBDISTRICT): "街道办事处",
    (Level.TOWNSHIP, Kind.DEPARTMENT): "乡镇所属机构",
}
_ENDED = "已合并或者撤销的机关"
_KINDS = {kind: number for number, kind in enumerate(Kind)}
# Governments above a township, whose offices supervise what stands below them.
_SUPERVISING = (Level.PROVINCE, Level.CITY, Level.COUNTY)


# What every government's name ends with, and what people write beside an organ's name when they look for a report.
_SUFFIX = re.compile("(?:人民政府|人民|政府)$")
_NAMED = ("name", "short_name", "slug", "status", "phone")  # what a list of names says of each
_READ = 12  # characters of a word that the database compares
MOST_LIKELY = 1000  # organs that are compared in earnest
_BESIDE = re.compile(r"(?:19|20)\d\d(?:年度|年)?")


def named(words: str) -> list[Organ]:
    """Organs that everybody may see whose full, short or former name has every word, those that exist and the best match
    first; none without a word.

    People leave out characters (农业局, 卫健委) and write beside the name what they want to know of it (电话, 2025年).
    政府 at the end of a word means a government; without it who looks for 民政 does not mean every 人民政府.
    """
    sought = [bare for word in _BESIDE.sub(" ", words).split() if (bare := _bare(word))]
    if not sought or not (likely := _likely(sought)):  # mostly: who looks for something else names no organ
        return []
    organs = Organ.objects.visible_to(PUBLIC).only(*_NAMED).prefetch_related("former_names")
    organs = organs.filter(pk__in=likely)
    found = [organ for organ in organs if all(_holds(organ, word) for word in sought)]
    return sorted(found, key=lambda organ: _distance(organ, sought))


def _bare(word: str) -> str:
    """A word without what stands beside a name, and in the form that an office of a county has (局 for 委)."""
    bare = _beside().sub("", word)
    return f"{bare[:-1]}局" if bare.endswith("委") else bare


@cache
def _beside() -> re.Pattern[str]:
    law = search_law()
    return re.compile("|".join(map(re.escape, sorted(law.beside | law.asides, key=len, reverse=True))))


def _likely(sought: Sequence[str]) -> list[int]:
    """The keys of the organs of which some name has all characters of each word, in whatever order; not of more than
    anybody could want who says so little of a name.

    Asked for whatever anybody looks for; in plain SQL it takes a tenth of the time.
    """
    conditions, values = [], []
    for word in sought:
        ones = list(dict.fromkeys(word[:_READ]))
        long, short = (
            " AND ".join([f"{part} LIKE %s ESCAPE '#'"] * len(ones)) for part in ("name", "short_name")
        )
        past = f"SELECT organ_id FROM organs_formername WHERE {long} OR {short}"
        conditions.append(f"({long} OR {short} OR id IN ({past}))")
        values += [f"%#{one}%" if one in "%_#" else f"%{one}%" for one in ones] * 4
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM organs_organ WHERE {' AND '.join(conditions)} ORDER BY status <> %s, path LIMIT %s",
            [*values, Status.ACTIVE.value, MOST_LIKELY],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _holds(organ: Organ, word: str) -> bool:
    core = _core(word)
    if core == word:
        return any(_is_in(word, _core(name)) for name in _names(organ))
    if not core:  # somebody asks for 人民政府 itself
        return any(word in name for name in _names(organ))
    return any(name != _core(name) and _is_in(core, _core(name)) for name in _names(organ))


def _is_in(word: str, name: str) -> bool:
    """Whether a name has the characters of a word in their order; two alone have to stand together."""
    left = iter(name)
    return word in name or (len(word) > 2 and all(one in left for one in word))


def _distance(organ: Organ, sought: list[str]) -> tuple[bool, bool, bool]:
    """How far an organ is from what is sought: 0 where it exists and its name begins so."""
    begins = all(organ.name.startswith(word) or organ.short_name.startswith(word) for word in sought)
    holds = all(any(_core(word) in name for name in _names(organ)) for word in sought)
    return not organ.is_active, not begins, not holds


def _names(organ: Organ) -> list[str]:
    """Every name that an organ has or had."""
    former = (name for past in organ.former_names.all() for name in (past.name, past.short_name))
    return [organ.name, organ.short_name, *former]


def _core(name: str) -> str:
    """A name without the words that every government's name ends with."""
    return _SUFFIX.sub("", name)


def by_level(organs: Iterable[Organ]) -> list[tuple[str, list[Organ]]]:
    """Organs under the headings that people expect: 县级人民政府, 县级部门, 乡级人民政府 …"""
    ranked = sorted(organs, key=_rank)
    return [(title, list(members)) for title, members in groupby(ranked, key=heading)]


def _rank(organ: Organ) -> tuple[bool, int, int, str]:
    return not organ.is_active, Level(organ.level).rank, _KINDS[Kind(organ.kind)], organ.path


def heading(organ: Organ) -> str:
    """Under which heading people look for an organ; those that have ended stand together, behind the others."""
    if not organ.is_active:
        return _ENDED
    usual = f"{organ.get_level_display()}{organ.get_kind_display()}"
    return _HEADINGS.get((Level(organ.level), Kind(organ.kind)), usual)


def successors(organ: Organ, on: date) -> list[Succession]:
    """What has passed from an organ to others until a day, the first first."""
    return list(organ.successions.filter(since_on__lte=on).select_related("successor"))


def responsible_on(organ: Organ, on: date) -> list[Organ]:
    """Who answers for an organ on a day: itself while it exists, then whoever took over, and from them in turn.

    Functions can go to several organs; none of them may plead that the hand-over is not finished.
    """
    found: dict[int, Organ] = {}
    asked, waiting = set(), [organ]
    while waiting:
        one = waiting.pop(0)
        if one.pk in asked:
            continue
        asked.add(one.pk)
        if one.until_on is None or on < one.until_on:
            found[one.pk] = one
        else:
            waiting.extend(succession.successor for succession in successors(one, on))
    return list(found.values())


def above(organ: Organ) -> list[Organ]:
    """The organs above, the nearest first."""
    slugs = organ.path.strip("/").split("/")[:-1]
    if len(slugs) < 2:  # most stand right below the top, and bring it with them
        return [organ.parent] if organ.parent else []
    return sorted(Organ.objects.filter(slug__in=slugs), key=lambda one: len(one.path), reverse=True)


def authority_of(organ: Organ) -> Organ | None:
    """主管部门, by 条例 Article 3: the one that is set; in a vertical system the organ above in that system; else the
    nearest government above from the county up, whose office it is. None for the top of the tree."""
    if organ.authority:
        return organ.authority
    return _nearest(organ, above(organ))


def authorities_of(organs: Iterable[Organ]) -> dict[int, Organ | None]:
    """The same for many organs, with one question to the database."""
    listed = list(organs)
    slugs = {slug for organ in listed for slug in organ.path.strip("/").split("/")}
    by_path = {one.path: one for one in Organ.objects.filter(slug__in=slugs)}
    found: dict[int, Organ | None] = {}
    for organ in listed:
        parts = organ.path.strip("/").split("/")[:-1]
        over = [by_path.get("/".join(parts[:depth]) + "/") for depth in range(len(parts), 0, -1)]
        found[organ.pk] = organ.authority or _nearest(organ, [one for one in over if one])
    return found


def _nearest(organ: Organ, over: list[Organ]) -> Organ | None:
    """Which of the organs above supervises it; the nearest comes first."""
    if organ.vertical:
        over = [one for one in over if one.vertical == organ.vertical]
    else:
        over = [one for one in over if one.kind == Kind.GOVERNMENT and one.level in _SUPERVISING]
    return over[0] if over else None


def respondent_of(organ: Organ) -> Organ:
    """In whose name an organ answers: the one that is set; a 派出机构 answers for the organ that sent it."""
    if organ.respondent:
        return organ.respondent
    return organ.parent if organ.kind == Kind.DISPATCHED_UNIT and organ.parent else organ


def issuing_office_of(organ: Organ) -> str:
    """Who issues and seals an organ's replies; the remedy follows the respondent all the same."""
    return organ.issuing_office or respondent_of(organ).name


def disclosure_office_of(organ: Organ) -> Section | None:
    """政府信息公开工作机构 of an organ, by 条例 Article 4; None while nobody has named it."""
    for row in _named_offices(organ=organ.pk):
        office = _WHOLE_SECTION.read(row)
        office.organ = organ
        return office
    return None


_WHOLE_SECTION = Whole(Section)


@prepared
def _named_offices(organ: Given) -> QuerySet[Section]:
    named = Section.objects.filter(organ=organ, is_disclosure_office=True, until_on=None)
    return named.order_by("order", "pk").values_list(*_WHOLE_SECTION.columns)[:1]


def remedy_body_on(organ: Organ, on: date, *, remedy: Remedy) -> RemedyBody | None:
    """The review organ or court of an organ on a day; None while nobody has settled it."""
    bodies = organ.remedy_bodies.filter(remedy=remedy, since_on__lte=on).select_related("body")
    return bodies.order_by("-since_on").first()


def audited_by(viewer: Viewer) -> QuerySet[Organ]:
    """The organs whose ledger somebody may read."""
    return Organ.objects.filter(on_ground(viewer.ground("auditor"), prefix=""))


def events_visible_to(viewer: Viewer) -> QuerySet[Event]:
    """The entries that somebody may read: of the organs that he audits, and from the top of the tree also of the
    installation's own chain, which tells of sign-ins and of the first organs."""
    audited = audited_by(viewer)
    chains = Q(organ_id__in=audited.values("pk"))
    if viewer.is_system or audited.filter(parent=None).exists():
        chains |= Q(organ_id=INSTALLATION)
    return Event.objects.filter(chains)


def beginnings(
    organ_ids: Collection[int], apps: Collection[str]
) -> list[tuple[int, date | None, date | None]]:
    """Of each organ since when it exists, where that is known, and the day of its first entry in the ledger of what these
    apps tell. One query."""
    first = _entries(apps).order_by("on").values("on")[:1]
    organs = Organ.objects.filter(pk__in=organ_ids).order_by()
    return list(organs.values_list("pk", "since_on", Subquery(first)))


def begun_by(day: date, apps: Collection[str]) -> OrganQuerySet:
    """The organs of which these apps told something on a day, or had before."""
    return Organ.objects.filter(Exists(_entries(apps).filter(on__lte=day)))


def _entries(apps: Collection[str]) -> QuerySet[Event]:
    """Those of an organ that one of the apps made; a kind begins with the name of its app."""
    kinds = (Q(kind__startswith=f"{app}.") for app in apps)
    return Event.objects.filter(reduce(or_, kinds), organ_id=OuterRef("pk"))
