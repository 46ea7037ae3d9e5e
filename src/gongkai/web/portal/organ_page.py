"""What the public pages say of an organ: how to reach it, what it was called, what became of its functions, its reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from gongkai.kernel.duties import PUBLIC
from gongkai.web.foundations.prepared import Given, Whole, prepared
from gongkai.web.ledger.sentences import day
from gongkai.web.organs import selectors
from gongkai.web.organs.models import FormerName, Organ, Status, Succession
from gongkai.web.reports.models import Report

from .addresses import address

_ENDED = {Status.MERGED: "合并", Status.DISSOLVED: "撤销"}
_LINKED = ("http://", "https://")
_ORGAN = Whole(Organ, "parent", "authority")
# What a sentence says of a succession, and of the organs on both sides.
_HANDED = Whole(Succession, "organ", "successor")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; with a `slug` they lead to that organ's page."""

    text: str
    slug: str = ""


Sentence = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach an organ; `address` is where a link leads."""

    label: str
    value: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class OrganPage:
    """Everything that the page of an organ says, but for its reports."""

    organ: Organ
    heading: str
    ending: Sentence
    former: tuple[str, ...]
    contacts: tuple[Contact, ...]
    authority: Organ | None
    passed: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report in the list of its organ: for which year, where it stands, how much was found in it."""

    year: int
    address: str
    errors: int
    warnings: int
    notices: int


def organ_of(slug: str) -> Organ:
    """An organ that exists or has existed. Raises Http404."""
    if not (found := _organ(slug=slug)):
        raise Http404("No such organ")
    return _ORGAN.read(found[0])


def reports_of(organ: Organ) -> list[MadeReport]:
    """Its public reports, the newest year first."""
    found = _reports(organ=organ.pk)
    return [MadeReport(year, address("report", organ.slug, year), *counts) for year, *counts in found]


def page_of(organ: Organ, on: date) -> OrganPage:
    """The page of an organ on a day; one that is no more cannot be reached, those that took over can."""
    handed = [_HANDED.read(row) for row in _handed(organ=organ.pk, on=on)]
    given = [one for one in handed if one.organ_id == organ.pk]
    at_the_end = [one for one in given if one.since_on == organ.until_on]
    return OrganPage(
        organ=organ,
        heading=selectors.heading(organ),
        ending=() if organ.is_active else _ending(organ, at_the_end),
        former=_former(organ),
        contacts=tuple(_contacts(organ)) if organ.is_active else (),
        authority=selectors.authority_of(organ) if organ.is_active else None,
        passed=_passed(
            [one for one in given if one not in at_the_end],
            [one for one in handed if one.successor_id == organ.pk],
        ),
    )


def _ending(organ: Organ, successions: Sequence[Succession]) -> Sentence:
    """已于2026年2月1日撤销，“养老服务”职能由甲承接，其余职能由乙承接。"""
    named = [one for one in successions if one.functions]
    whole = [one for one in successions if not one.functions]
    parts = [
        [Piece(f"{_quoted(one.functions)}职能由"), *_name(one.successor), Piece("承接")] for one in named
    ]
    if whole:
        names = _joined([_name(one.successor) for one in whole], "、")
        parts.append([Piece("其余职能由" if named else "职能由"), *names, Piece("承接")])
    told = [Piece(f"已于{day(organ.until_on)}{_ENDED[Status(organ.status)]}")] if organ.until_on else []
    return (*_joined([told, *parts], "，"), Piece("。"))


def _passed(given: Iterable[Succession], taken: Iterable[Succession]) -> tuple[Sentence, ...]:
    """Functions that went to others while the organ existed, and those that came to it, the first first."""
    told = [
        (
            one.since_on,
            [Piece(f"{_since(one)}{_quoted(one.functions)}职能由"), *_name(one.successor), Piece("承接。")],
        )
        for one in given
    ]
    told += [
        (one.since_on, [Piece(f"{_since(one)}承接"), *_name(one.organ), Piece(f"的{_which(one)}职能。")])
        for one in taken
    ]
    return tuple(sentence for _, sentence in sorted(told, key=lambda pair: pair[0]))


def _since(succession: Succession) -> str:
    return f"自{day(succession.since_on)}起，"


def _which(succession: Succession) -> str:
    return _quoted(succession.functions) if succession.functions else "全部"


def _quoted(functions: str) -> str:
    return f"“{functions.removesuffix('职能')}”"


def _name(organ: Organ) -> list[Piece]:
    """An organ's name with its page; of one that is no more, that too."""
    after = [] if organ.is_active else [Piece(f"（{organ.get_status_display()}）")]
    return [Piece(organ.name, organ.slug), *after]


def _joined(parts: Iterable[Iterable[Piece]], between: str) -> list[Piece]:
    joined: list[Piece] = []
    for part in parts:
        joined += [Piece(between), *part] if joined else part
    return joined


def _former(organ: Organ) -> tuple[str, ...]:
    """The names that an organ had, the last one first; another short name alone is nothing to tell."""
    named = _past_names(organ=organ.pk, name=organ.name)
    return tuple(f"{name}（{day(until_on)}改名）" for name, until_on in named)


def _contacts(organ: Organ) -> Iterable[Contact]:
    """Each way that is written down; 未开通 is one, for it says that there is nothing to look for."""
    office = selectors.disclosure_office_of(organ)
    channel = organ.online_channel
    known = (
        Contact("工作机构", office.name if office else ""),
        Contact("办公地址", organ.address),
        Contact("邮政编码", organ.postcode),
        Contact("办公时间", organ.office_hours),
        Contact("联系电话", organ.phone),
        Contact("传真", organ.fax),
        Contact("电子邮箱", organ.email),
        Contact("在线申请", channel, channel if channel.lower().startswith(_LINKED) else ""),
    )
    return (contact for contact in known if contact.value)


@prepared
def _organ(slug: Given) -> QuerySet[Organ]:
    return Organ.objects.visible_to(PUBLIC).filter(slug=slug).values_list(*_ORGAN.columns)


@prepared
def _reports(organ: Given) -> QuerySet[Report]:
    made = Report.objects.visible_to(PUBLIC).filter(organ=organ).order_by("-year")
    return made.values_list("year", "errors", "warnings", "notices")


@prepared
def _handed(organ: Given, on: Given) -> QuerySet[Succession]:
    """What passed from it to others and from others to it until a day."""
    known = Succession.objects.visible_to(PUBLIC).filter(Q(organ=organ) | Q(successor=organ))
    return known.filter(since_on__lte=on).values_list(*_HANDED.columns)


@prepared
def _past_names(organ: Given, name: Given) -> QuerySet[FormerName]:
    pasts = FormerName.objects.visible_to(PUBLIC).filter(organ=organ).exclude(name=name)
    return pasts.order_by("-until_on", "-pk").values_list("name", "until_on")
