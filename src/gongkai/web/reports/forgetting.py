"""The words of a report that was made here, struck out when it is taken out for good; figures, hashes and signatures stay."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import Pen
from gongkai.web.reviews.actions import forget
from gongkai.web.reviews.guards import let_forget

from . import leftovers
from .models import Compilation, Edition, Filing, FormerReport, Report

LABEL = "reports.edition"
# What people wrote, by the rows that belong to a report.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "passages": ("text",),
    "shortcomings": ("problem", "measure", "owner", "result"),
    "adjustments": ("reason",),
    "justifications": ("message", "reason"),
    "pre_reviews": ("text",),
}
let_forget(
    LABEL,
    "SELECT 1 FROM reports_edition e WHERE e.id = w.subject_id AND CAST(e.data AS TEXT) = '{}'",
)


def forget_words(pen: Pen, report: Report) -> int:
    """Strike out everything that was written for a report, here in all its editions, in the files that were public before
    it, and where it was handed in; how many rows that were."""
    of_year = {"organ": report.organ_id, "year": report.year}
    beside = sum(_emptied(pen, filing) for filing in Filing.objects.filter(**of_year))
    beside += sum(let_go(pen, former) for former in FormerReport.objects.filter(**of_year))
    compilation = Compilation.objects.filter(**of_year).first()
    if compilation is None:
        return beside
    editions = list(compilation.editions.order_by("pk"))
    for edition in editions:
        _empty(pen, edition, report.year)
    if compilation.correction_note:
        compilation.correction_note = FORGOTTEN
        pen.save(compilation, "reports.words_expunged", facts={"year": report.year})
    struck = sum(
        _strike(pen, getattr(compilation, name).order_by("pk"), words, year=report.year)
        for name, words in _WORDS.items()
    )
    return beside + len(editions) + struck


def _empty(pen: Pen, edition: Edition, year: int) -> None:
    edition.data, edition.note, edition.report = {}, _struck(edition.note), None
    pen.save(edition, "reports.edition_expunged", facts={"year": year, "number": edition.number})
    forget(pen, LABEL, edition.pk)


def let_go(pen: Pen, former: FormerReport, *, is_note_kept: bool = False) -> int:
    """A file that was public before: that there was one, when, and its hash stay; and the note, where what took its place
    stays."""
    leftovers.forget(pen, former)
    former.source, former.data = "", {}
    former.title, former.source_name = FORGOTTEN, FORGOTTEN
    former.withdrawn_because = _struck(former.withdrawn_because)
    if not is_note_kept:
        former.note = _struck(former.note)
    facts = {"year": former.year, "number": former.number}
    pen.save(former, "reports.edition_expunged", facts=facts)
    return 1


def _emptied(pen: Pen, filing: Filing) -> int:
    """What was handed in keeps its figures, its hash and its days; its file and what people said of it go."""
    if filing.source:
        leftovers.forget_file(pen, filing.source.name, filing.sha256)
    filing.source, filing.source_name, filing.data = "", _struck(filing.source_name), None
    filing.returned_because = _struck(filing.returned_because)
    filing.confirmed_because = _struck(filing.confirmed_because)
    pen.save(filing, "reports.words_expunged", facts={"year": filing.year})
    return 1 + _strike(pen, filing.settled.order_by("pk"), ("reason",), year=filing.year)


def _strike(pen: Pen, rows: QuerySet[Any], words: Iterable[str], *, year: int) -> int:
    found = list(rows)
    for row in found:
        for word in words:
            setattr(row, word, _struck(getattr(row, word)))
        pen.save(row, "reports.words_expunged", facts={"year": year})
    return len(found)


def _struck(words: str) -> str:
    return FORGOTTEN if words else ""
