"""公开指南: written from the organ's own record, and compared with it afterwards.

The record is the one place where an address or a telephone number is kept: the guide quotes it, and says so when it has
changed since. Which regimes an organ should have is looked after here too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from lxml import html as markup

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.workdays import add_months
from gongkai.lawbook.guide import GuidePart, GuideText, Regime, guide_text
from gongkai.web.catalogue import selectors as catalogue
from gongkai.web.organs import selectors as organs
from gongkai.web.organs.models import Organ, Remedy

from .content import Content
from .models import Item, ItemKind, Target

_INTERNET = "互联网联系方式"
_SITE = "网站的网址：现在是本机地址，别人打不开，请网站管理人员设置 GONGKAI_BASE_URL"
_BLANKS = re.compile(r"\s+")
# The heads of the tables; that of the contacts has none.
HEADS = {
    "contacts": (),
    "ways": ("渠道", "办法", "收到申请之日"),
    "bodies": ("途径", "受理机关", "联系方式"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a table of the guide: what it is called, what it says, and what else belongs to it."""

    label: str
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that the published guide gives otherwise than the record; `stated` is empty when it gives none."""

    label: str
    stated: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a published guide has moved away from the record, and whether it is old."""

    differences: tuple[Difference, ...]
    updated_on: date
    is_old: bool

    def __bool__(self) -> bool:
        return bool(self.differences) or self.is_old


def compiled(organ: Organ, on: date) -> Content:
    """The guide of an organ as of a day, to be drafted as an item of its own. What is missing is left open in it."""
    text = guide_text()
    words = words_of(organ, text)
    known = tables_of(organ, on, text=text, words=words)
    tables = {code: _table(lines, heads=HEADS[code]) for code, lines in known.items()}
    body = "".join(_part(part, words, tables, _categories(organ)) for part in text.parts)
    return Content(
        title=text.title.format_map(words),
        summary=text.summary.format_map(words),
        body=body,
        formed_on=on,
        source=organ.name,
    )


def gaps(organ: Organ, on: date) -> tuple[str, ...]:
    """What a guide must say (条例 Article 12) and the record does not tell. 未开通 is an answer and no gap."""
    text = guide_text()
    record = _record(organ)
    lacking = [one.label for one in text.contacts if one.is_wanted and not record[one.code]]
    if not record["email"] and not record["online_channel"]:
        lacking.append(_INTERNET)
    lacking += [
        f"{told.label}的{Remedy(remedy).label}"
        for remedy, told in _remedies(organ, on, text).items()
        if not told.value
    ]
    if not _target(organ) and _is_only_here(settings.WAGTAILADMIN_BASE_URL):
        lacking.append(_SITE)
    return tuple(lacking)


def drift(organ: Organ, live_item: Item, on: date) -> Drift:
    """What has changed in the record since a guide was published, and whether a year has passed."""
    text = guide_text()
    updated_on = live_item.changed_on or live_item.published_on
    return Drift(
        differences=tuple(_differences(organ, on, text, body=live_item.live_version.body)),
        updated_on=updated_on,
        is_old=add_months(updated_on, text.months) <= on,
    )


def published_guide(organ: Organ) -> Item | None:
    """The guide that everybody reads; None while there is none."""
    guides = Item.objects.visible_to(PUBLIC).filter(organ=organ, kind=ItemKind.GUIDE)
    return guides.select_related("live_version").order_by("-published_on", "-pk").first()


def missing_regimes(organ: Organ) -> tuple[Regime, ...]:
    """The regimes that the law wants and that the organ has not made public."""
    regimes = Item.objects.visible_to(PUBLIC).filter(organ=organ, kind=ItemKind.REGIME)
    titles = list(regimes.values_list("live_version__title", flat=True))
    return tuple(
        regime
        for regime in guide_text().regimes
        if not any(word in title for word in regime.words for title in titles)
    )


def _record(organ: Organ) -> dict[str, str]:
    """The ways to reach an organ, as its record has them."""
    office = organs.disclosure_office_of(organ)
    plain = {
        name: getattr(organ, name)
        for name in ("address", "postcode", "office_hours", "phone", "fax", "email", "online_channel")
    }
    return {"office": office.name if office else ""} | plain


def tables_of(
    organ: Organ, on: date, *, text: GuideText, words: Mapping[str, str]
) -> Mapping[str, list[Told]]:
    """The lines of each table of the guide on a day."""
    return {
        "contacts": _contacts(organ, text),
        "ways": _ways(organ, text, words),
        "bodies": _bodies(organ, on, text),
    }


def words_of(organ: Organ, text: GuideText) -> Mapping[str, str]:
    """What stands for the places in braces."""
    known = {name: value or text.missing for name, value in _record(organ).items()}
    authority = organs.authority_of(organ)
    return known | {
        "organ": organ.name,
        "authority": authority.name if authority else "",
        "site": _site(organ),
    }


def _site(organ: Organ) -> str:
    """Where the organ publishes: on the platform of somebody else, or here."""
    if target := _target(organ):
        return f"{target.name}（{target.address}）"
    return f"政府信息公开网站（{settings.WAGTAILADMIN_BASE_URL}/organs/{organ.slug}/）"


def _target(organ: Organ) -> Target | None:
    return Target.objects.filter(organ=organ, is_open=True).first()


def _is_only_here(address: str) -> bool:
    """Whether an address leads nowhere from any other machine."""
    host = urlsplit(address).hostname or ""
    try:
        known = ip_address(host)
    except ValueError:  # a name
        return host in ("", "localhost")
    return known.is_loopback or known.is_unspecified


def _contacts(organ: Organ, text: GuideText) -> list[Told]:
    record = _record(organ)
    return [
        Told(one.label, record[one.code] or (text.closed if one.can_be_closed else text.missing))
        for one in text.contacts
    ]


def _ways(organ: Organ, text: GuideText, words: Mapping[str, str]) -> list[Told]:
    """The ways in, each with the day that counts as that of receipt; one that the organ does not have says so."""
    record = _record(organ)
    return [
        Told(way.name, way.how.format_map(words), way.received)
        if not way.needs or record[way.needs] not in {"", text.closed}
        else Told(way.name, text.closed, "—")
        for way in text.ways
    ]


def _bodies(organ: Organ, on: date, text: GuideText) -> list[Told]:
    """To whom somebody complains, and where he asks for review or goes to court."""
    authority = organs.authority_of(organ)
    over = [Told(text.bodies["authority"], authority.name, authority.phone or "—")] if authority else []
    remedies = _remedies(organ, on, text).values()
    return over + [Told(told.label, told.value or text.missing, told.more or "—") for told in remedies]


def _remedies(organ: Organ, on: date, text: GuideText) -> dict[str, Told]:
    """Review organ and court on a day; they are those of whoever answers for the organ."""
    answering = organs.respondent_of(organ)
    found = {}
    for remedy in Remedy:
        settled = organs.remedy_body_on(answering, on, remedy=remedy)
        name = str(settled) if settled else ""
        address = (settled.body.address if settled.body else settled.address) if settled else ""
        found[remedy.value] = Told(text.bodies[remedy.value], name, address)
    return found


def _categories(organ: Organ) -> list[str]:
    """The first level of the organ's catalogue, in its order."""
    return list(catalogue.tree(catalogue.rows_of(organ, viewer=PUBLIC)))


def _part(part: GuidePart, words: Mapping[str, str], tables: Mapping[str, str], categories: list[str]) -> str:
    """One part as HTML: heading, paragraphs, table, points."""
    heading = f"<h{part.level}>{_filled(part.heading, words)}</h{part.level}>" if part.heading else ""
    paragraphs = "".join(f"<p>{_filled(text, words)}</p>" for text in part.paragraphs)
    points = [_filled(text, words) for text in part.points]
    if part.lists_categories and categories:
        points = [escape(name, quote=False) for name in categories]
    listed = f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>" if points else ""
    return heading + paragraphs + tables.get(part.table, "") + listed


def _filled(text: str, words: Mapping[str, str]) -> str:
    return escape(text.format_map(words), quote=False)


def _table(lines: Iterable[Told], *, heads: tuple[str, ...] = ()) -> str:
    """A table whose rows are headed by their labels."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = [
        f'<tr><th scope="row">{_cell(told.label)}</th><td>{_cell(told.value)}</td>'
        + (f"<td>{_cell(told.more)}</td>" if heads else "")
        + "</tr>"
        for told in lines
    ]
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{''.join(rows)}</tbody></table>"


def _cell(text: str) -> str:
    return escape(text, quote=False)


def _differences(organ: Organ, on: date, text: GuideText, *, body: str) -> Iterator[Difference]:
    """Each value of the record that a guide does not give. One that was written freely is searched as a whole."""
    stated = dict(_stated(body))
    everything = _bare(_text(body))
    for told in [*_contacts(organ, text), *_bodies(organ, on, text)]:
        given, recorded = stated.get(told.label), _bare(told.value)
        if given is not None:
            is_told = _bare(given) == recorded
        else:
            is_told = told.value in {text.closed, text.missing} or recorded in everything
        if not is_told:
            yield Difference(told.label, given or "", told.value)


def _stated(body: str) -> Iterator[tuple[str, str]]:
    """What the tables of a guide say, by the heads of their rows."""
    for row in _tree(body).iter("tr"):
        cells = row.findall("th") + row.findall("td")
        if len(cells) > 1 and row.find("td") is not None:
            yield _text_of(cells[0]), _text_of(cells[1])


def _tree(body: str) -> markup.HtmlElement:
    return markup.fragment_fromstring(body, create_parent="div")


def _text(body: str) -> str:
    return _text_of(_tree(body))


def _text_of(element: markup.HtmlElement) -> str:
    return str(element.text_content()).strip()


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)
