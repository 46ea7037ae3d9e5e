"""How the office shows what is under review: for each kind of thing its words in full, its attachments, its limit.

A kind that says nothing here is shown as a link to its own page.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from gongkai.kernel.paper import Block
from gongkai.web.foundations.models import KeptFile
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import subject_of
from gongkai.web.reviews.sheet import Printed


@dataclass(frozen=True, slots=True)
class Draft:
    """The very words that a review is about: which draft it is, its words by their labels and its body, its attachments
    by name, how it is drawn in the office and on the telephone of somebody who has not signed in, and what keeps back the
    last signature."""

    version: str
    words: tuple[tuple[str, str], ...]
    body: tuple[Block, ...]
    attachments: tuple[tuple[str, KeptFile], ...]
    context: Mapping[str, object]
    in_office: str
    on_telephone: str
    barred: tuple[str, ...] = ()

    def printed(self, address: str) -> Printed:
        """As the sheet on paper has it."""
        files = tuple((name, kept.sha256) for name, kept in self.attachments)
        return Printed(address, self.version, files, self.words, self.body)

    def drawn(self) -> SafeString:
        """As a part of a page of the office."""
        return render_to_string(self.in_office, dict(self.context))

    def drawn_on_telephone(self) -> SafeString:
        """As a part of a page that leads nowhere."""
        return render_to_string(self.on_telephone, dict(self.context))


@dataclass(frozen=True, slots=True)
class Display:
    """What a kind of thing says of itself: the draft that a review is about, and until when each of several is due."""

    draft: Callable[[Review], Draft | None]
    due: Callable[[Collection[int]], Mapping[int, date]]


_displays: dict[str, Display] = {}


def display(label: str, display: Display) -> None:
    """Say how things of a kind ("disclosure.item") are shown to those who review them."""
    _displays[label] = display


def draft_of(review: Review) -> Draft | None:
    """The words under review; None where only the address of their own page is known."""
    known = _displays.get(review.subject_label)
    return known.draft(review) if known else None


def address_of(review: Review) -> str:
    """The page of what is under review."""
    with transaction.atomic():  # whoever tells holds the row
        return subject_of(review.subject_label).current(review.subject_id).address


def due_days(reviews: Collection[Review]) -> dict[int, date]:
    """Until when what is under review is due, by the review's id, where a limit is known."""
    days: dict[int, date] = {}
    for label, known in _displays.items():
        ours = {review.subject_id: review.pk for review in reviews if review.subject_label == label}
        days |= {ours[pk]: day for pk, day in known.due(ours).items() if day}
    return days
