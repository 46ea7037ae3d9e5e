"""Which everyday words mean the same as official ones, and how typed words are understood."""

import os
from dataclasses import dataclass, field
from functools import cache

from gongkai.lawbook.files import Entry, Library

_TEXTS = ("source", "traditional", "simplified", "asides", "verbs", "beside", "words")
_KEYS = (*_TEXTS, "kinds", "group")


@dataclass(frozen=True, slots=True)
class SearchLaw:
    """`same` gives for a word the others of its group; `simplified` simplified for traditional characters; `asides` are
    words of a question that nobody looks for, `verbs` the same where they are left over alone, `beside` what stands beside
    the name of an organ; `words` are terms at which a long run of characters is cut; `kinds` are what each kind of thing
    is worth beside its words."""

    same: dict[str, tuple[str, ...]]
    simplified: dict[str, str]
    asides: frozenset[str]
    words: frozenset[str]
    verbs: frozenset[str]
    beside: frozenset[str]
    kinds: dict[str, float]
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", self.words | self.asides | frozenset(self.same))


@cache
def search_law(law_dir: str | None = None) -> SearchLaw:
    """How words are looked for. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("search.toml")
    entry.allow(*_KEYS).text("source")
    same: dict[str, tuple[str, ...]] = {}
    for group in map(_group, entry.each("group")):
        for word in group:
            others = tuple(other for other in group if other != word)
            same[word] = tuple(dict.fromkeys(same.get(word, ()) + others))
    return SearchLaw(
        same=same,
        simplified=_simplified(entry),
        asides=frozenset(entry.texts("asides", is_required=True)),
        words=frozenset(entry.texts("words", is_required=True)),
        verbs=frozenset(entry.texts("verbs")),
        beside=frozenset(entry.texts("beside")),
        kinds={kind: float(weight) for kind, weight in entry.numbers("kinds").items()},
    )


def _group(entry: Entry) -> tuple[str, ...]:
    entry.allow("words", "source").text("source")
    words = entry.texts("words", is_required=True)
    if len(words) < 2 or len(set(words)) < len(words):
        raise entry.fault("“words”应有两个以上、互不相同的词")
    if short := next((word for word in words if len(word) < 2), None):
        raise entry.fault(f"“{short}”只有一个字，会找到太多不相干的内容")
    return words


def _simplified(entry: Entry) -> dict[str, str]:
    traditional, simplified = entry.text("traditional"), entry.text("simplified")
    if len(traditional) != len(simplified) or len(set(traditional)) != len(traditional):
        raise entry.fault("“traditional”与“simplified”应一字对一字，繁体字不重复")
    if both := set(traditional) & set(simplified):
        raise entry.fault(f"“{''.join(sorted(both))}”既作繁体字又作简体字")
    return dict(zip(traditional, simplified, strict=True))
