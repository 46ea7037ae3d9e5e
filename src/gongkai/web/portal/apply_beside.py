"""What is public already and looks like what somebody is about to apply for, so that nobody waits for what he can read now."""

import re
from collections.abc import Mapping, Sequence

from gongkai.kernel.problems import Problem
from gongkai.web.search import selectors
from gongkai.web.search.query import MARKS, Hit, Query

from .search_asked import MOST_WORDS

MOST = 5
_NUMBERS = re.compile(r"\d{6,}[Xx]?")  # of people, of telephones: nothing that titles are found by
_UNMARKED = str.maketrans(dict.fromkeys(MARKS, ""))


def beside(told: Mapping[str, str]) -> Sequence[tuple[str, Hit]]:
    """The title and the hit of the few public things that fit best; nothing when the search does not work."""
    words = _NUMBERS.sub(" ", told.get("title") or told.get("wanted", ""))[:MOST_WORDS].strip()
    if not words:
        return ()
    query = Query(words)
    try:
        result = selectors.find(query)
        hits = result.hits or _near(query)
    except Problem:  # nobody is kept from applying by a search that is out of order
        return ()
    return [(hit.title.translate(_UNMARKED), hit) for hit in hits[:MOST]]


def _near(query: Query) -> Sequence[Hit]:
    """What has more than half of it, and some of that in its title: one common word is not what somebody wants."""
    found = selectors.find_part(query)
    if found is None or 2 * len("".join(found.part)) <= len("".join(query.words.split())):
        return ()
    return [hit for hit in found.hits if any(mark in hit.title for mark in MARKS)]
