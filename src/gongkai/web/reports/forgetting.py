"""The words of a report that was made here, struck out when it is taken out for good; figures, hashes and signatures stay."""

from collections.abc import Mapping

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import Pen
from gongkai.web.reviews.actions import forget
from gongkai.web.reviews.guards import let_forget

from .models import Compilation, Edition, Report

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
    """Strike out everything that was written for a report here, in all its editions; how many rows that were."""
    compilation = Compilation.objects.filter(organ=report.organ_id, year=report.year).first()
    if compilation is None:
        return 0
    editions = list(compilation.editions.order_by("pk"))
    for edition in editions:
        _empty(pen, edition, report.year)
    return len(editions) + sum(_strike(pen, compilation, name) for name in _WORDS)


def _empty(pen: Pen, edition: Edition, year: int) -> None:
    edition.data, edition.report = {}, None
    pen.save(edition, "reports.edition_expunged", facts={"year": year, "number": edition.number})
    forget(pen, LABEL, edition.pk)


def _strike(pen: Pen, compilation: Compilation, name: str) -> int:
    rows = list(getattr(compilation, name).order_by("pk"))
    for row in rows:
        for word in _WORDS[name]:
            setattr(row, word, FORGOTTEN if getattr(row, word) else "")
        pen.save(row, "reports.words_expunged", facts={"year": compilation.year})
    return len(rows)
