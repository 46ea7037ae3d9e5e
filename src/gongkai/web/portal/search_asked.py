"""What an address of the search asks for, and the address of what somebody may ask next."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.models import Organ
from gongkai.web.search.query import A_PAGE, COUNTED_UP_TO, Order, Query

MOST_WORDS = 100  # characters: a title fits in, a page that somebody pasted does not
ANNUAL_REPORT = "annual_report"
KINDS = {**dict(ItemKind.choices), ANNUAL_REPORT: "年度报告"}
VALIDITIES = dict(Validity.choices)
LAST_PAGE = COUNTED_UP_TO // A_PAGE
_YEARS = range(1949, 2101)


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
    """Where a question is answered; what goes without saying is left out, so that there is one address for each."""
    usual = Order.BEST if query.words else Order.NEWEST
    parts = {
        "q": query.words,
        "organ": query.organ,
        "kind": query.kind,
        "year": query.year or "",
        "validity": query.validity,
        "order": "" if query.order is usual else query.order.value,
        "page": "" if query.page == 1 else query.page,
    }
    said = urlencode({name: value for name, value in parts.items() if value != ""})
    return f"{reverse('portal:search')}?{said}" if said else reverse("portal:search")


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
