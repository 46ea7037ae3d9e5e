"""What the words of a report ask of the documents: on which drafts the public was asked, and what it said."""

from datetime import date
from typing import NamedTuple

from gongkai.web.organs.models import Organ

from .models import Consultation, Document, Opinion, OpinionVerdict


class Consulted(NamedTuple):
    """How often the public was asked, how many opinions had come by the last day, how many of them were adopted by then;
    `is_kept` where any document was registered by then."""

    held: int
    opinions: int
    adopted: int
    is_kept: bool


def consulted(organ: Organ, first: date, last: date) -> Consulted:
    """Of the consultations that ended in a period."""
    held = Consultation.objects.filter(document__organ=organ, until_on__range=(first, last))
    opinions = Opinion.objects.filter(consultation__in=held, received_on__lte=last)
    verdicts = (OpinionVerdict.ADOPTED, OpinionVerdict.PARTLY)
    adopted = opinions.filter(verdict__in=verdicts, consultation__closed_on__lte=last)
    is_kept = Document.objects.filter(organ=organ, drafted_on__lte=last).exists()
    return Consulted(held.count(), opinions.count(), adopted.count(), is_kept)
