"""The sentences that our own draft proposes to everybody: whoever leaves them as they are has copied nobody."""

import re
from functools import cache

from gongkai.engine.marks import compact, settle
from gongkai.kernel.facts import reads_as
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law


def without_drafted(text: str) -> str:
    """A settled text with line ends in the place of every proposed sentence: as long as before, so that places stay."""
    return _drafted().sub(lambda found: "\n" * len(found[0]), text)


@cache
def _drafted() -> re.Pattern[str]:
    """Whole sentences only: what somebody writes into one of them makes it his own."""
    kinds = fact_kinds()
    sentences = (reads_as(one, kinds=kinds, literal=_literal) for one in reporting_law().proposed)
    return re.compile(f"(?<![^。\n])(?:{'|'.join(sentences)})")


def _literal(text: str) -> str:
    """As it stands in a text that was read."""
    return re.escape(compact(settle(text)))
