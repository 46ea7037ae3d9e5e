"""What every organ must publish, from the law data: the items of 条例 Articles 20 and 21, and the rows to begin with.

Loaded apart from the law book, for the site alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.kernel.cycles import Cycle
from gongkai.lawbook.channels import channel_rules
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.limits import limits, one_of

STARTERS = ("common", "county", "township", "answers")
_VOCABULARIES = {"catalogue/articles.toml", "catalogue/fields.toml", "catalogue/words.toml"}


@dataclass(frozen=True, slots=True)
class Article:
    """One item that the Regulation names, with its article."""

    code: str
    name: str
    article: str


@dataclass(frozen=True, slots=True)
class StarterRow:
    """One duty to publish, as an organ of these levels and kinds begins with it; without kinds, for all of them."""

    code: str
    level1: str
    name: str
    content: str
    basis: str
    article: str
    field: str
    limit: str
    cycle: Cycle
    form: str
    channels: tuple[str, ...]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    is_statutory: bool
    # No duty: it comes into a catalogue when somebody first chooses to publish under it.
    is_by_choice: bool = False

    def suits(self, level: str, kind: str) -> bool:
        """Whether an organ of this level and kind has this duty."""
        return not self.is_by_choice and level in self.levels and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class LawCatalogue:
    """The rows to begin with, and the words that rows are told in: codes with their names."""

    articles: Mapping[str, Article]
    fields: Mapping[str, str]
    forms: Mapping[str, str]
    rows: Mapping[str, StarterRow]

    def starter(self, level: str, kind: str) -> list[StarterRow]:
        """What an organ of this level and kind begins with, in the order of the data."""
        return [row for row in self.rows.values() if row.suits(level, kind)]


@cache
def catalogue(law_dir: str | None = None) -> LawCatalogue:
    """The catalogue of the law. Raises LawInvalid."""
    law_dir = law_dir or os.environ.get("GONGKAI_LAW_DIR")
    library = Library.opened(law_dir)
    words = library.read("catalogue/words.toml").allow("source", "form")
    fields = library.read("catalogue/fields.toml").allow("source", "is_unverified", "field")
    known = LawCatalogue(
        articles=_articles(library.read("catalogue/articles.toml")),
        fields=_words(fields, "field"),
        forms=_words(words, "form"),
        rows={},
    )
    rows: dict[str, StarterRow] = {}
    for name in library.names("catalogue", STARTERS):
        if name not in _VOCABULARIES:
            _read(library.read(name), known, law_dir, to=rows)
    return LawCatalogue(known.articles, known.fields, known.forms, rows=MappingProxyType(rows))


def _articles(entry: Entry) -> Mapping[str, Article]:
    entry.allow("source", "article").text("source")
    known: dict[str, Article] = {}
    for each in entry.each("article"):
        each.allow("code", "name", "article")
        article = Article(each.text("code"), each.text("name"), each.text("article"))
        if known.setdefault(article.code, article) is not article:
            raise each.fault("与前面的一项同名")
    return MappingProxyType(known)


def _words(entry: Entry, key: str) -> Mapping[str, str]:
    entry.text("source")
    known: dict[str, str] = {}
    for each in entry.each(key):
        code = each.allow("code", "name").text("code")
        if code in known:
            raise each.fault("与前面的一项同名")
        known[code] = each.text("name")
    return MappingProxyType(known)


def _read(entry: Entry, known: LawCatalogue, law_dir: str | None, *, to: dict[str, StarterRow]) -> None:
    """Add the rows of one file; `channels` and `levels` of the file hold where a row has none of its own."""
    entry.allow("source", "channels", "levels", "row").text("source")
    for each in entry.each("row"):
        row = _row(each, entry, known)
        if row.code in to:
            raise each.fault("与前面的一项同名")
        _must_be_known(each, "limit", row.limit, of=limits(law_dir))
        for channel in row.channels:
            _must_be_known(each, "channels", channel, of=channel_rules(law_dir).kinds)
        to[row.code] = row


def _row(entry: Entry, file: Entry, known: LawCatalogue) -> StarterRow:
    told = ("code", "level1", "name", "content", "article", "basis", "field", "limit", "cycle", "form")
    entry.allow(*told, "channels", "levels", "kinds", "is_statutory", "is_by_choice")
    article = entry.text("article", "")
    if article:
        _must_be_known(entry, "article", article, of=known.articles)
    if field := entry.text("field", ""):
        _must_be_known(entry, "field", field, of=known.fields)
    _must_be_known(entry, "form", entry.text("form"), of=known.forms)
    return StarterRow(
        code=entry.text("code"),
        level1=entry.text("level1"),
        name=entry.text("name"),
        content=entry.text("content", ""),
        basis=entry.text("basis", known.articles[article].article if article else None),
        article=article,
        field=field,
        limit=entry.text("limit"),
        cycle=one_of(entry, "cycle", kind=Cycle),
        form=entry.text("form"),
        channels=entry.texts("channels") or file.texts("channels", is_required=True),
        levels=entry.texts("levels") or file.texts("levels", is_required=True),
        kinds=entry.texts("kinds"),
        is_statutory=entry.flag("is_statutory", default=True),
        is_by_choice=entry.flag("is_by_choice"),
    )


def _must_be_known(entry: Entry, key: str, code: str, *, of: Mapping[str, object]) -> None:
    if code not in of:
        raise entry.fault(f"“{key}”中没有“{code}”这个编码")
