"""What people wrote themselves, wherever it stands in the report: only this can say something wrongly."""

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.kernel.compilation import Listing
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.prose import own_words


class Said(NamedTuple):
    """A text, and the topic in which it is printed."""

    text: str
    section: int | None
    topic: str


def said(draft: Draft) -> Iterator[Said]:
    """Passages without what a fact says by itself, the list of problems, and the reasons for figures by hand."""
    yield from passages(draft)
    yield from listed(draft)


def passages(draft: Draft) -> Iterator[Said]:
    """What stands in the prose itself."""
    for one in draft.written:
        yield Said(own_words(one.pieces), one.section, one.topic)


def listed(draft: Draft) -> Iterator[Said]:
    """What our own lists put behind it."""
    for row in draft.shortcomings:
        if row.carried_from_id:
            yield Said(row.result, *printed_in(Listing.CARRIED))
        else:
            yield Said(row.problem, *printed_in(Listing.PROBLEMS))
            yield Said(row.measure, *printed_in(Listing.MEASURES))
    for shown in draft.figured.cells.values():
        if shown.is_changed:
            yield Said(shown.reason, *printed_in(Listing.ADJUSTED))


def printed_in(listing: Listing) -> tuple[int | None, str]:
    """Section and code of the topic in which one of our lists is printed; nothing where the law data print it nowhere."""
    topic = next((one for one in reporting_law().topics if one.listed is listing), None)
    return (topic.section, topic.code) if topic else (None, "")
