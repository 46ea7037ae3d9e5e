"""A report as it is compared with another one or added to others, whether it was read from a file or from our own JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.engine.document import Line
from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.marks import compact, settle
from gongkai.engine.prose import Paragraph
from gongkai.engine.render.formats import is_json
from gongkai.engine.render.stored import StoredReport, parsed, stored
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Cell, Figures, State
from gongkai.kernel.form import Form

_DOUBTED = "读得不准"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a report says, as far as others are compared with it. `paragraphs` are those of sections one, five and six;
    `is_summed` tells that it is itself the sum of other reports."""

    name: str
    sha256: str
    title: str
    organ: str
    year: int | None
    figures: Figures
    paragraphs: tuple[Paragraph, ...]
    is_summed: bool = False

    @property
    def form(self) -> Form:
        """The form that it fills."""
        return self.figures.form

    @property
    def called(self) -> str:
        """七级镇人民政府2024年度报告; its file's name where it does not say whose it is."""
        year = f"{self.year}年度报告" if self.year is not None else "未写明年度的报告"
        return f"{self.organ}{year}" if self.organ else self.name


def take(source: Source) -> Taken:
    """The report in a file. Raises Problem."""
    if not is_json(source):
        return of_report(examine(source))
    data = parsed(source.text)
    return of_data(data, name=source.name, sha256=source.sha256)


def of_report(report: AnnualReport) -> Taken:
    """A report that was read."""
    told = tuple(paragraph for section in report.sections for paragraph in section.paragraphs)
    source = report.source
    return Taken(source.name, source.sha256, report.title, report.organ, report.year, report.figures, told)


def of_data(data: Mapping[str, Any], *, name: str, sha256: str) -> Taken:
    """A report in an object of the contract. Raises NotAReport."""
    report = stored(data)
    year = data.get("year")
    return Taken(
        name,
        sha256,
        report.title,
        report.organ,
        year if type(year) is int else None,
        _figures(report, data.get("doubts")),
        tuple(_paragraphs(report)),
        is_summed="rollup" in data,
    )


def _figures(report: StoredReport, doubts: Any) -> Figures:
    """The figures; a cell that was read with doubt is neither a number nor blank."""
    told = [doubt for doubt in doubts if isinstance(doubt, dict)] if isinstance(doubts, list) else []
    reasons = {doubt.get("cell"): str(doubt.get("why") or _DOUBTED) for doubt in told}
    cells: dict[str, Cell] = {}
    for name, value in report.values.items():
        if name in reasons:
            cells[name] = Cell(value, State.DOUBTFUL, why=reasons[name])
        else:
            cells[name] = Cell(value, State.BLANK if value is None else State.READ)
    return Figures(report.form, cells)


def _paragraphs(report: StoredReport) -> Iterator[Paragraph]:
    """Each line of a section's text is a paragraph; where it stood in its file is known no more."""
    for section in report.sections:
        for raw in section.text.splitlines():
            if raw.strip():
                line = Line(settle(raw), raw)
                yield Paragraph(compact(line.text), (0,), (line,))
