"""What is written when an organ's report is handed in, whoever does it: inside the act of whoever calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from gongkai.engine.intake import Source
from gongkai.engine.kept import Tables, kept, settled
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen
from gongkai.web.organs.models import Organ
from gongkai.web.reports import leftovers, sources
from gongkai.web.reports.models import NAME_LENGTH, Edition, Filing, FilingState, Report


@dataclass(frozen=True, slots=True)
class Basis:
    """What is handed in: an edition of ours, a published report, or a file; `data` is what it says, under the contract."""

    sha256: str
    data: Mapping[str, Any]
    edition: Edition | None = None
    source: Source | None = None


def of_edition(edition: Edition) -> Basis:
    """An edition that was signed here."""
    return Basis(edition.content_hash, edition.data, edition=edition)


def of_report(report: Report) -> Basis:
    """A published report that the engine read."""
    return Basis(report.sha256, report.data)


def of_file(source: Source, data: Mapping[str, Any]) -> Basis:
    """A file that the authority was sent, as the engine read it."""
    return Basis(source.sha256, data, source=source)


def write(pen: Pen, organ: Organ, year: int, basis: Basis) -> Filing:
    """Put down what was handed in, in place of what was there; a confirmed one is open again. Raises Refused where the very
    same is handed in a second time."""
    before = Filing.objects.select_for_update().filter(organ=organ, year=year).first()
    if before and before.sha256 == basis.sha256 and before.state != FilingState.RETURNED:
        raise Refused(f"这份报告已经报送，现在是“{before.get_state_display()}”。", "内容没有变化，不必再报。")
    if before and before.source:
        leftovers.forget_file(pen, before.source.name, before.sha256)
    filing = before or Filing(organ=organ, year=year)
    source = basis.source
    filing.state, filing.filed_on = FilingState.FILED, localdate(pen.at)
    filing.returned_on, filing.returned_because = None, ""
    filing.confirmed_on, filing.confirmed_because = None, ""
    filing.edition, filing.sha256, filing.form = basis.edition, basis.sha256, basis.data["form"]
    filing.figures = _figures(before, basis)
    filing.source = sources.store(source) if source else ""
    filing.source_name = Path(source.name).name[-NAME_LENGTH:] if source else ""
    filing.media_type = source.media_type if source else ""
    filing.data = dict(basis.data) if source else None
    pen.save(filing, "reports.filed_again" if before else "reports.filed", facts={"year": year})
    return filing


def _figures(before: Filing | None, basis: Basis) -> Tables:
    """What it says; what somebody settled in this very file is settled still."""
    found = kept(basis.data)
    known = before.settled.filter(sha256=basis.sha256) if before else ()
    for one in known:
        found = settled(basis.data["form"], found, cell=one.cell, value=one.value)
    return found


def on_published(pen: Pen, edition: Edition) -> None:
    """公布即报送: an edition that goes out has been handed in; one that was handed in before is not handed in again, unless it
    was sent back: what everybody reads is what counts, and the authority sees it anew."""
    compilation = edition.compilation
    known = Filing.objects.filter(organ=compilation.organ, year=compilation.year).first()
    is_there = known and known.sha256 == edition.content_hash and known.state != FilingState.RETURNED
    if not is_there:
        write(pen, compilation.organ, compilation.year, of_edition(edition))
