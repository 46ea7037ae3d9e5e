"""The list of problems: each has its measure, and each of last year what came of it."""

from collections.abc import Iterator

from gongkai.engine.marks import inside_quotes
from gongkai.kernel.compilation import Listing
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import QUOTED_LENGTH, Found, found

from .words import printed_in


def check(draft: Draft) -> Iterator[Found]:
    """PROBLEM_UNANSWERED, CARRIED_UNANSWERED: the open place would be printed."""
    for row in draft.shortcomings:
        named = f"问题“{inside_quotes(row.problem[:QUOTED_LENGTH])}”"
        if row.carried_from_id and not row.result.strip():
            yield _found("CARRIED_UNANSWERED", f"{named}没有写整改结果。", Listing.CARRIED)
        elif not row.carried_from_id and not row.measure.strip():
            yield _found("PROBLEM_UNANSWERED", f"{named}没有对应的改进措施。", Listing.PROBLEMS)


def _found(code: str, message: str, listing: Listing) -> Found:
    section, topic = printed_in(listing)
    return found(code, message, section=section, topic=topic)
