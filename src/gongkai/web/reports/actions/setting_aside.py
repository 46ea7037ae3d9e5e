"""What was public as a file stays when another report of the same year takes its place: as an edition, with its file. Also
what was withdrawn meanwhile, for those who have a part in it."""

from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.models import Organ
from gongkai.web.reports.former import file_of_year, public_since
from gongkai.web.reports.models import FormerReport


def set_aside(pen: Pen, organ: Organ, year: int, *, note: str) -> FormerReport | None:
    """Keep the file of a year, public or withdrawn, inside the act of whoever has the organ held and puts another report in
    its place; None where there is none. Raises Refused without a note where everybody reads it."""
    report = file_of_year(organ.pk, year)
    if report is None:
        return None
    if report.is_published and not note.strip():
        raise Refused(
            f"{organ.name}{year}年度已经公开过一份报告，还没有写更正说明。",
            "请写明更正什么、为什么更正；它印在更正后的报告上。",
        )
    before = FormerReport.objects.filter(organ=organ, year=year).count()
    row = FormerReport(
        organ=organ,
        year=year,
        number=before + 1,
        title=report.title,
        source=report.source.name,
        source_name=report.source_name,
        media_type=report.media_type,
        sha256=report.sha256,
        data=report.data,
        public_from=public_since(report),
        replaced_at=pen.at,
        withdrawn_on=report.withdrawn_on,
        withdrawn_because=report.withdrawn_because,
        note=note.strip(),
    )
    checked(row)
    pen.save(row, "reports.set_aside", facts={"year": year, "number": row.number})
    return row
