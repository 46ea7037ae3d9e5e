"""What members published, against what they handed in: the figures that differ, member by member."""

from collections.abc import Container
from dataclasses import dataclass

from django.db.models import Prefetch

from gongkai.engine.kept import figures, kept
from gongkai.kernel.rollup import Difference, differences
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Edition, Report, SettledCell

from .sums import Standing, standing


@dataclass(frozen=True, slots=True)
class Published:
    """A member whose published report says something else than it handed in: `left` was handed in, `right` published.
    `report` is None where it published nothing."""

    organ: Organ
    report: Report | None
    form: str
    differences: tuple[Difference, ...] = ()


def reconciled(authority: Organ, year: int) -> list[Published]:
    """The members that published nothing, or other figures than they handed in; what is known to be the same
    needs no look."""
    members = [one for one in standing(authority, year) if one.is_handed_in]
    reports = Report.objects.published().filter(organ__path__startswith=authority.path, year=year)
    with_editions = reports.defer("data").prefetch_related(
        Prefetch("editions", Edition.objects.only("report"))
    )
    known = {report.organ_id: report for report in with_editions}
    settled = set(SettledCell.objects.filter(filing__year=year).values_list("filing", flat=True))
    pairs = ((one, known.get(one.organ.pk)) for one in members)
    to_look_at = ((one, report) for one, report in pairs if not _is_same(one, report, settled=settled))
    return [found for one, report in to_look_at if (found := _compared(one, report))]


def _compared(member: Standing, report: Report | None) -> Published | None:
    if report is None:
        return Published(member.organ, None, member.filing.form)
    data = Report.objects.values_list("data", flat=True).get(pk=report.pk)
    form = member.filing.form
    if data["form"] != form:
        return Published(member.organ, report, form)
    found = differences(figures(form, member.filing.figures), figures(form, kept(data)))
    return Published(member.organ, report, form, found) if found else None


def _is_same(member: Standing, report: Report | None, *, settled: Container[int]) -> bool:
    """Whether what was published is the very file that was handed in, with no cell settled since, or was written from the
    very edition that was."""
    filing = member.filing
    if report is None or filing is None:
        return False
    if filing.edition_id is not None:
        return any(one.pk == filing.edition_id for one in report.editions.all())
    return filing.sha256 == report.sha256 and filing.pk not in settled
