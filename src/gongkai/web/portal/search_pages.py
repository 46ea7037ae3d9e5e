"""What was found as a page: the words marked, what it can be narrowed to, and what to do when nothing was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.engine.render.cells import figure
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Problem
from gongkai.web.harvest.indexing import LABEL as COLLECTED
from gongkai.web.ledger.sentences import day
from gongkai.web.organs import selectors as organs
from gongkai.web.organs.models import Organ
from gongkai.web.search import selectors
from gongkai.web.search.query import A_PAGE, COUNTED_UP_TO, MARKS, Count, Hit, Order, Query, Result
from gongkai.web.search.registry import BODY

from . import words
from .organ_tiles import Tile, tiles
from .search_asked import KINDS, LAST_PAGE, MOST_WORDS, VALIDITIES, Addresses, Asked, address_of

MOST_ORGANS = 12  # organs of that name, told above the results
MOST_VALUES = 12  # of one filter; the others are folded up
MOST_ORGANS_SUGGESTED = 3  # before the titles
MOST_TO_ASK = 3  # organs whose telephone is told when nothing was found

_MARKED = re.compile(f"{MARKS[0]}([^{MARKS[0]}{MARKS[1]}]+){MARKS[1]}")
_NO_LONGER = {
    "amended": words.Grade("notice", "已修改", "改", "●", ""),
    "repealed": words.Grade("warning", "已废止", "废", "◆", ""),
    "expired": words.Grade("warning", "已失效", "失", "◆", ""),
}
_ORDERS = {Order.BEST: "最相关", Order.NEWEST: "最新", Order.OLDEST: "最早"}
_FILTERS = {"organ": "机关", "kind": "类别", "year": "年份", "validity": "有效性"}


class Line(NamedTuple):
    """One result, in the order in which the page takes it apart: `facts` are its organ, day, number and kind; `state` is
    told only of what is not in force as it stands."""

    address: str
    title: SafeString
    facts: str
    state: words.Grade | None
    place: str
    snippet: SafeString


class Choice(NamedTuple):
    """Something to go on with: what it is called, where it leads, what stands beside it (how much there is); `is_chosen`
    when it holds now."""

    label: str
    address: str
    note: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the results: its values; the one that holds now leads to where it holds no more."""

    label: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """Those that are seen at once."""
        return self.choices[:MOST_VALUES]

    @property
    def others(self) -> tuple[Choice, ...]:
        """Those that are folded up."""
        return self.choices[MOST_VALUES:]

    @property
    def chosen(self) -> Choice | None:
        """The value that holds now."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What to do when nothing was found."""

    near: tuple[Choice, ...]
    unfiltered: Choice | None
    to_ask: tuple[Organ, ...]

    @property
    def apply(self) -> str:
        """Where it says how to apply for disclosure; the start of the site where there is no organ yet."""
        return reverse("portal:apply", args=[self.to_ask[0].slug]) if self.to_ask else reverse("portal:home")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything that the page of a search says."""

    asked: Asked
    total: str
    is_capped: bool
    lines: tuple[Line, ...]
    filters: tuple[Filter, ...]
    orders: tuple[Choice, ...]
    synonyms: Sequence[str]
    part: Sequence[str]
    organs: list[Tile]
    before: str
    after: str
    last: int
    nothing: Nothing | None

    most_words = MOST_WORDS

    @property
    def query(self) -> Query:
        """What was asked."""
        return self.asked.query

    @property
    def is_start(self) -> bool:
        """Whether nothing was asked yet: then it is told how to ask."""
        return self.query == Query("", order=Order.NEWEST)

    @property
    def is_beyond(self) -> bool:
        """Whether there are results, but not so many that they fill this page."""
        return self.query.page > self.last

    @property
    def last_address(self) -> str:
        """The last page."""
        return Addresses(self.query).of(page=self.last)

    @property
    def first_number(self) -> int:
        """The number of its first result."""
        return (self.query.page - 1) * A_PAGE + 1

    @property
    def chosen(self) -> list[Choice]:
        """The filters that hold, each to be taken off."""
        return [one.chosen for one in self.filters if one.chosen]


def page_of(asked: Asked) -> SearchPage:
    """The page that answers a question. Raises Problem when the search does not work."""
    query = asked.query
    result = selectors.find(query)
    if not result.total and query.words:
        result = selectors.find_part(query) or result
    last = min(LAST_PAGE, -(-result.total // A_PAGE)) or 1
    addresses = Addresses(query)
    return SearchPage(
        asked=asked,
        total=_total(result),
        is_capped=result.is_capped,
        lines=tuple(_line(hit) for hit in result.hits),
        filters=tuple(_filters(asked, result, addresses)),
        orders=tuple(_orders(query, addresses)),
        synonyms=result.synonyms,
        part=result.part,
        organs=_organs_named(query),
        before=addresses.of(page=query.page - 1) if query.page > 1 else "",
        after=addresses.of(page=query.page + 1) if query.page < last else "",
        last=last,
        nothing=None if result.total else _nothing(asked),
    )


def suggested(typed: str) -> list[str]:
    """What somebody who types may mean: organs of that name, then titles that contain it."""
    if not typed:
        return []
    names = [organ.name for organ in organs.named(typed)[:MOST_ORGANS_SUGGESTED]]
    try:
        titles = selectors.suggest(typed)
    except Problem:  # the page of results tells it; while somebody types there is just nothing to offer
        titles = ()
    return list(dict.fromkeys((*names, *titles)))[: selectors.MOST_SUGGESTED]


def marked(text: str) -> SafeString:
    """Found words between <mark> and </mark>. Everything else is text, whatever it looks like."""
    shown = _MARKED.sub(r"<mark>\1</mark>", escape(text))
    for mark in MARKS:  # one that has no partner
        shown = shown.replace(mark, "")
    return mark_safe(shown)


def _total(result: Result) -> str:
    return f"{COUNTED_UP_TO} 条以上" if result.is_capped else f"共 {figure(result.total)} 条"


def _line(hit: Hit) -> Line:
    published = day(hit.published_on) if hit.published_on else ""
    return Line(
        # What was collected elsewhere brings its own address: a link leads to a page and runs nothing.
        address=hit.address if hit.address.startswith(("/", "https://", "http://")) else "",
        title=marked(hit.title),
        facts="，".join(filter(None, (_whose(hit), published, hit.doc_no, KINDS.get(hit.kind)))),
        state=_NO_LONGER.get(hit.validity),
        place=hit.place if hit.place in ("", BODY) else f"附件“{hit.place}”",
        snippet=marked(hit.snippet),
    )


def _whose(hit: Hit) -> str:
    """The organ that made it public; of what was collected it only keeps the copy."""
    return f"{hit.organ}采集" if hit.label == COLLECTED else hit.organ


def _filters(asked: Asked, result: Result, addresses: Addresses) -> Iterator[Filter]:
    """The filters that narrow anything, and those that hold now."""
    for name, label in _FILTERS.items():
        held = str(getattr(asked.query, name) or "")
        counts = [count for count in result.facets.get(name, ()) if count.value != held]
        choices = tuple(_choice(name, count, addresses) for count in counts)
        if held:
            choices = (_taken_off(asked, name, addresses), *choices)
        if held or len(choices) > 1:
            yield Filter(label, choices)


def _choice(name: str, count: Count, addresses: Addresses) -> Choice:
    narrowed = addresses.of(page=1, **{name: count.value})
    told = f"{COUNTED_UP_TO} 以上" if count.count > COUNTED_UP_TO else figure(count.count)
    return Choice(_called(name, count.value) or count.label, narrowed, told)


def _taken_off(asked: Asked, name: str, addresses: Addresses) -> Choice:
    """The value of a filter that holds, leading to where it does not."""
    held = getattr(asked.query, name)
    label = asked.organ.name if name == "organ" and asked.organ else _called(name, str(held))
    off = addresses.of(page=1, **{name: None if name == "year" else ""})
    return Choice(label, off, "取消", is_chosen=True)


def _called(name: str, value: str) -> str:
    """What a value of a filter is called on every page; empty for what the index has to say itself."""
    if name == "year":
        return f"{value} 年"
    return {"kind": KINDS, "validity": VALIDITIES}.get(name, {}).get(value, "")


def _orders(query: Query, addresses: Addresses) -> Iterator[Choice]:
    """The ways to sort; without words none is the best."""
    for order, label in _ORDERS.items():
        if query.words or order is not Order.BEST:
            yield Choice(label, addresses.of(order=order, page=1), is_chosen=order is query.order)


def _organs_named(query: Query) -> list[Tile]:
    """Whoever types the name of an organ may want the organ itself."""
    if not query.words or query.page > 1 or query.organ:
        return []
    return tiles(organs.named(query.words)[:MOST_ORGANS], query.words)


def _nothing(asked: Asked) -> Nothing:
    """Near words that do find something, the same words without filters, and who may be asked."""
    query = asked.query
    bare = Query(query.words)
    unfiltered = None
    if query != replace(bare, order=query.order) and (elsewhere := selectors.find(bare)).total:
        unfiltered = Choice("不加筛选再找", address_of(bare), _total(elsewhere))
    near = selectors.near(query.words) if query.words else ()
    return Nothing(
        near=tuple(Choice(one, address_of(Query(one))) for one in near),
        unfiltered=unfiltered,
        to_ask=tuple(_to_ask(asked)),
    )


def _to_ask(asked: Asked) -> Sequence[Organ]:
    """The organ that was chosen, or those at the top of the place."""
    if asked.organ:
        return [asked.organ]
    return Organ.objects.visible_to(PUBLIC).active().filter(parent=None)[:MOST_TO_ASK]
