"""What our lists put into the report by themselves, written in the prose once more: it would be printed twice."""

from collections.abc import Iterator

from gongkai import lawbook
from gongkai.engine.marks import inside_quotes
from gongkai.kernel.copied import copied
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import QUOTED_LENGTH, Found, found

from .words import listed, passages

_FEWEST = 4  # characters that can be told from any other words


def check(draft: Draft) -> Iterator[Found]:
    """REPEATED: of a problem, a measure, a result or a reason that its topic tells in its own words, too."""
    shortest = int(lawbook.load().rule("COPY_LAST_YEAR").parameters["shortest_passage"])
    own = {(one.section, one.topic): one.text for one in passages(draft)}
    for one in listed(draft):
        if repeats(own.get((one.section, one.topic), ""), one.text, shortest=shortest):
            message = (
                f"“{inside_quotes(one.text[:QUOTED_LENGTH])}”由系统自动写入，这里又写了一遍，公布时会印两次。"
            )
            yield found("REPEATED", message, section=one.section, topic=one.topic)


def repeats(own: str, words: str, *, shortest: int) -> bool:
    """Whether a text has these words: all of them, or `shortest` Chinese characters in one go."""
    count = copied(words, words, shortest=_FEWEST).total
    return count > 0 and bool(copied(own, words, shortest=min(count, shortest)).passages)
