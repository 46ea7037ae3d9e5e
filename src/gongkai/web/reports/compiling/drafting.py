"""The proposed draft: the sentences of the law data whose facts are known, topic by topic."""

from collections.abc import Iterator, Mapping

from gongkai.kernel.compilation import DraftSentence
from gongkai.kernel.facts import Fact
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.reports.models import Compilation, Passage

from .state import Standing


def drafts(compilation: Compilation) -> Iterator[Passage]:
    """A passage, not saved, for each topic of which the registers can tell something; facts stay references."""
    facts = Standing(compilation).facts
    adds_up = compilation.is_rolled_up
    for order, topic in enumerate(reporting_law().topics):
        text = "".join(
            one.rolled_up if adds_up else one.text for one in topic.sentences if _applies(one, facts)
        )
        if text:
            yield Passage(
                compilation=compilation, section=topic.section, topic=topic.code, order=order, text=text
            )


def _applies(sentence: DraftSentence, facts: Mapping[str, Fact]) -> bool:
    known = {code: fact.value for code, fact in facts.items() if fact.is_known}
    return (
        all(known.get(code) for code in sentence.when)
        and all(code in known and not known[code] for code in sentence.zero)
        and all(code in known for code in sentence.known)
    )
