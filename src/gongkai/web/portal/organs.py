"""What the public pages say of an organ: how to reach it, what it was called, what became of its functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.kernel.duties import PUBLIC
from gongkai.web.ledger.sentences import day
from gongkai.web.organs import selectors
from gongkai.web.organs.models import FormerName, Organ, Status, Succession

_ENDED = {Status.MERGED: "合并", Status.DISSOLVED: "撤销"}
_LINKED = ("http://", "https://")
# What a sentence says of a succession, and of the organs on both sides.
_HANDED = (
    *("functions", "since_on", "organ__name", "organ__slug", "organ__status"),
    *("successor__name", "successor__slug", "successor__status"),
)


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
class Tile:
    """An organ in a list, with what somebody who looks for it has to know."""

    organ: Organ
    note: str


def page_of(organ: Organ, on: date) -> OrganPage:
    """The page of an organ on a day; one that is no more cannot be reached, those that took over can."""
    handed = list(_handed(organ, on))
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


def tiles(organs: Iterable[Organ], query: str) -> list[Tile]:
    """Organs as a list shows them."""
    return [Tile(organ, _note(organ, query.split())) for organ in organs]


def _note(organ: Organ, words: Sequence[str]) -> str:
    """That it is no more, the name under which it was found, if that is none of today's, and its telephone."""
    notes = [] if organ.is_active else [organ.get_status_display()]
    if not all(word in organ.name or word in organ.short_name for word in words):
        former = [past.name for past in organ.former_names.all() if any(word in past.name for word in words)]
        notes += [f"曾用名：{name}" for name in former[:1]]
    if organ.is_active and organ.phone:
        notes.append(f"电话：{organ.phone}")
    return "，".join(notes)


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


def _handed(organ: Organ, on: date) -> Iterable[Succession]:
    """What passed from it to others and from others to it until a day."""
    known = Succession.objects.visible_to(PUBLIC).filter(Q(organ=organ) | Q(successor=organ))
    return known.filter(since_on__lte=on).select_related("organ", "successor").only(*_HANDED)


def _former(organ: Organ) -> tuple[str, ...]:
    """The names that an organ had, the last one first; another short name alone is nothing to tell."""
    pasts = FormerName.objects.visible_to(PUBLIC).filter(organ=organ).exclude(name=organ.name)
    named = pasts.order_by("-until_on", "-pk").values_list("name", "until_on")
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
