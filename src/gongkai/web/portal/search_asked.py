"""What an address of the search asks for, and the address of what somebody may ask next."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.models import Organ
from gongkai.web.search.query import A_PAGE, COUNTED_UP_TO, Order, Query
from gongkai.web.search.registry import ANNUAL_REPORT

MOST_WORDS = 100  # characters: a title fits in, a page that somebody pasted does not
KINDS = {**dict(ItemKind.choices), ANNUAL_REPORT: "年度报告"}
VALIDITIES = dict(Validity.choices)
LAST_PAGE = COUNTED_UP_TO // A_PAGE
_YEARS = range(1949, 2101)
# What each part of a question is called in an address, in this order, and what goes without saying.
_PARAMETERS = {"words": "q"} | {name: name for name in ("organ", "kind", "year", "validity", "order", "page")}
_USUAL = {"words": "", "organ": "", "kind": "", "year": None, "validity": "", "page": 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in an address; `organ` is the one that it is narrowed to."""

    query: Query
    organ: Organ | None = None
    is_cut: bool = False  # there were more words than anybody looks for


def asked(said: Mapping[str, str]) -> Asked:
    """The question in the parameters of an address. What is no value of a filter narrows nothing."""
    typed = " ".join(said.get("q", "").replace("\0", " ").split())  # PostgreSQL knows no NUL
    organ = _organ(said.get("organ", ""))
    query = Query(
        words=typed[:MOST_WORDS].strip(),
        organ=organ.slug if organ else "",
        kind=_one_of(KINDS, said.get("kind", "")),
        year=_number(said.get("year", ""), _YEARS),
        validity=_one_of(VALIDITIES, said.get("validity", "")),
        order=_order(said.get("order", ""), has_words=bool(typed)),
        page=_number(said.get("page", ""), range(1, LAST_PAGE + 1)) or 1,
    )
    return Asked(query, organ, is_cut=len(typed) > MOST_WORDS)


def address_of(query: Query) -> str:
    """Where a question is answered."""
    return Addresses(query).of()


class Addresses:
    """Where a question is answered, and others that differ from it in something: a page leads to dozens of them. What goes
    without saying is left out, so that there is one address for each."""

    def __init__(self, query: Query) -> None:
        self._start = reverse("portal:search")
        self._usual = {**_USUAL, "order": Order.BEST if query.words else Order.NEWEST}
        self._said = self._parts({name: getattr(query, name) for name in _PARAMETERS})

    def of(self, **changed: object) -> str:
        """Where the question is answered when it is changed so."""
        said = "&".join(filter(None, {**self._said, **self._parts(changed)}.values()))
        return f"{self._start}?{said}" if said else self._start

    def _parts(self, values: Mapping[str, object]) -> dict[str, str]:
        return {
            name: "" if value == self._usual[name] else urlencode({_PARAMETERS[name]: value})
            for name, value in values.items()
        }


def _organ(slug: str) -> Organ | None:
    if not slug.isascii() or "\0" in slug or not slug:
        return None
    return Organ.objects.visible_to(PUBLIC).filter(slug=slug).first()


def _one_of(known: Mapping[str, str], said: str) -> str:
    return said if said in known else ""


def _number(said: str, known: range) -> int | None:
    """A number within bounds; nothing longer is even read."""
    is_number = said.isascii() and said.isdecimal() and len(said) <= 4
    return int(said) if is_number and int(said) in known else None


def _order(said: str, *, has_words: bool) -> Order:
    """Without words no result is better than another: then the newest stand first."""
    if said in set(Order) and (has_words or said != Order.BEST):
        return Order(said)
    return Order.BEST if has_words else Order.NEWEST
