"""What a cluster is told and asked, in its own format: the shape of the index, one document, one question.

Texts are cut into pairs of Chinese characters and whole words of anything else, as in the databases. The single
characters stand in the index, too, so that a word of one character, or one beside a digit, is found.
"""

from collections.abc import Sequence
from typing import Any

from gongkai.lawbook.search import search_law

from .grams import Phrase, numbered
from .models import Entry
from .query import A_PAGE, COUNTED_UP_TO, MARKS, Order, Query
from .registry import BODY
from .wanted import Wanted, Word

Body = dict[str, Any]

UPTO = "upto"  # the document that says up to which number of the feed the index has read
PASSAGE = "passage"  # the inner hit that says where the words occur
FACETS = ("organ", "kind", "year", "validity")
MOST_VALUES = 50  # of one filter
SNIPPET = 120  # characters

_TITLE, _DOC_NO, _TEXT = 4.0, 8.0, 1.0  # what a word is worth where it occurs
_OTHER_WORD = 0.6  # what another word for it is worth
_CODE = {"type": "keyword"}
_WORDS = {"type": "text", "analyzer": "kept", "search_analyzer": "asked", "index_options": "offsets"}
_PROPERTIES = {
    UPTO: {"type": "long"},
    "number": {"type": "long"},
    "organ": _CODE,
    "path": _CODE,
    "kind": _CODE,
    "year": {"type": "short"},
    "validity": _CODE,
    "published_on": {"type": "date", "format": "strict_date"},
    "title": _WORDS,
    "doc_no": _WORDS,
    "files": _WORDS,
    "passages": {"type": "nested", "properties": {"place": _CODE, "text": _WORDS}},
}
_SORTS: dict[Order, list[Body]] = {
    Order.BEST: [
        {"_score": {"order": "desc"}},
        {"published_on": {"order": "desc", "missing": "_last"}},
        {"number": {"order": "desc"}},
    ],
    Order.NEWEST: [
        {"published_on": {"order": "desc", "missing": "_last"}},
        {"number": {"order": "desc"}},
    ],
    Order.OLDEST: [
        {"published_on": {"order": "asc", "missing": "_last"}},
        {"number": {"order": "asc"}},
    ],
}
_IS_ENTRY = {"exists": {"field": "number"}}
_MARKING = {"type": "unified", "pre_tags": [MARKS[0]], "post_tags": [MARKS[1]]}


def shape() -> Body:
    """An index: how texts are cut, and which fields there are."""
    pairs = {
        "pairs": {"type": "cjk_bigram"},
        "pairs_and_characters": {"type": "cjk_bigram", "output_unigrams": True},
    }
    simplified = [f"{one}=>{other}" for one, other in search_law().simplified.items()]
    return {
        "settings": {
            "analysis": {
                "char_filter": {"simplified": {"type": "mapping", "mappings": simplified}},
                "filter": pairs,
                "analyzer": {"kept": _analyzer("pairs_and_characters"), "asked": _analyzer("pairs")},
            }
        },
        "mappings": {"dynamic": "strict", "properties": _PROPERTIES},
    }


def _analyzer(last: str) -> Body:
    return {
        "type": "custom",
        "char_filter": ["simplified"],
        "tokenizer": "standard",
        "filter": ["cjk_width", "lowercase", last],
    }


def line(entry: Entry, into: str) -> Body:
    """One line of a bulk: an entry as it is now, or that it is gone. Its number is its version: whichever of two workers
    comes first, a later state is never replaced by an earlier one."""
    named = {
        "_index": into,
        "_id": f"{entry.label}/{entry.subject_id}",
        "version": entry.number,
        "version_type": "external_gte",
    }
    if entry.removed_at:
        return {"_op_type": "delete", **named}
    return {"_op_type": "index", **named, "_source": _document(entry)}


def _document(entry: Entry) -> Body:
    passages = entry.passages.all()
    return {
        "number": entry.number,
        "organ": entry.organ.slug,
        "path": entry.organ.path,
        "kind": entry.kind,
        "year": entry.year,
        "validity": entry.validity or None,
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "title": entry.title,
        "doc_no": numbered(entry.doc_no),
        "files": [one.place for one in passages if one.place != BODY],
        "passages": [{"place": one.place, "text": one.text} for one in passages],
    }


def question(query: Query, wanted: Wanted) -> Body:
    """What finds one page of results, with counts for the filters."""
    asked: Body = {"filter": [_IS_ENTRY, *_filters(query)]}
    order = query.order
    if wanted.words:
        better = [_where(wanted.words), *map(_together, wanted.whole)]
        asked |= {"must": [_somewhere(word) for word in wanted.words], "should": better}
    elif order is Order.BEST:  # without words none is better than another
        order = Order.NEWEST
    return {
        "from": (query.page - 1) * A_PAGE,
        "size": A_PAGE,
        "track_total_hits": COUNTED_UP_TO + 1,
        "_source": ["number"],
        "query": {"bool": asked},
        "sort": _SORTS[order],
        "aggs": {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACETS},
        "highlight": {**_MARKING, "fields": {"title": {"number_of_fragments": 0}}},
    }


def beginning(wanted: Wanted, *, limit: int) -> Body:
    """What finds titles that have some words, the last of which may go on."""
    *others, last = wanted.words
    going_on = {"match_phrase_prefix": {"title": {"query": last.typed}}}
    return {
        "size": limit,
        "track_total_hits": False,
        "_source": ["number"],
        "query": {
            "bool": {
                "filter": [_IS_ENTRY],
                "must": [*(_in_title(word) for word in others), going_on],
            }
        },
        "sort": _SORTS[Order.BEST],
    }


def _in_title(word: Word) -> Body:
    return _any([_phrase("title", choice) for choice in _choices(word)])


def _together(whole: Phrase) -> Body:
    """A run that was parted into words: a title in which it stands in one piece is the better answer."""
    return _phrase("title", (whole.pattern.strip(), 1.0), worth=_TITLE)


def _filters(query: Query) -> list[Body]:
    """What the question is narrowed to."""
    exact = {"organ": query.organ, "kind": query.kind, "year": query.year, "validity": query.validity}
    narrowed: list[Body] = [{"term": {name: {"value": value}}} for name, value in exact.items() if value]
    return [*narrowed, {"prefix": {"path": {"value": query.place}}}] if query.place else narrowed


def _somewhere(word: Word) -> Body:
    """A word, or another word for it, in the title, the document number or any text."""
    return _any([place for one in _choices(word) for place in _places(one)])


def _choices(word: Word) -> list[tuple[str, float]]:
    """A word and the other words for it, each with what it is worth."""
    return [(word.typed, 1.0), *((other, _OTHER_WORD) for other in word.synonyms)]


def _places(choice: tuple[str, float]) -> list[Body]:
    in_text = {"path": "passages", "query": _phrase("passages.text", choice), "score_mode": "max"}
    return [
        _phrase("title", choice, worth=_TITLE),
        _phrase("doc_no", choice, worth=_DOC_NO),
        _phrase("files", choice),
        {"nested": in_text},
    ]


def _where(words: Sequence[Word]) -> Body:
    """The part of an entry that has most of the words, and what stands around them there."""
    phrases = [_phrase("passages.text", choice) for word in words for choice in _choices(word)]
    fields = {"passages.text": {"fragment_size": SNIPPET, "number_of_fragments": 1}}
    inner = {
        "name": PASSAGE,
        "size": 1,
        "_source": False,
        "docvalue_fields": ["passages.place"],
        "highlight": {**_MARKING, "fields": fields},
    }
    return {"nested": {"path": "passages", "query": _any(phrases), "inner_hits": inner}}


def _any(choices: list[Body]) -> Body:
    return {"bool": {"should": choices, "minimum_should_match": 1}}


def _phrase(field: str, choice: tuple[str, float], *, worth: float = _TEXT) -> Body:
    """The pairs of a word, side by side."""
    words, part = choice
    return {"match_phrase": {field: {"query": words, "boost": part * worth}}}
