"""Words that sound like what somebody typed: a wrong character of the same sound (低宝), or its letters (dibao)."""

from collections.abc import Iterator, Sequence
from functools import cache

from gongkai.lawbook.search import search_law


def alike(words: Sequence[str]) -> Iterator[str]:
    """The same words with one of them in the characters that the law data knows for its sound."""
    for place, word in enumerate(words):
        for other in _known().get(_sound(word), ()):
            if other != word:
                yield " ".join((*words[:place], other, *words[place + 1 :]))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """What people look for, by its sound."""
    law = search_law()
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(law.known - law.asides):
        sound = _sound(word)
        found[sound] = (*found.get(sound, ()), word)
    return found


def _sound(word: str) -> str:
    """Its pinyin without tones, as one types it; letters stay what they are."""
    from pypinyin import lazy_pinyin  # its dictionary is large, and only asked when nothing was found

    return "".join(lazy_pinyin(word))
