"""Questions about annual reports. Lists never load what was read; only one report's own page does."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ

from .deadlines import BoardRow, due_board
from .former import with_standing
from .models import Compilation, Edition, PreReview, PreReviewVerdict, Report, State

__all__ = [
    "BoardRow",
    "Withdrawn",
    "corrections",
    "due_board",
    "editions",
    "newest",
    "of",
    "published",
    "to_comment",
    "to_go_on",
    "years",
]


class Withdrawn(Http404):
    """Where there was a report that everybody could read; the portal answers that it is gone, not that it never was."""

    def __init__(self, report: Report) -> None:
        super().__init__("Withdrawn")
        self.report = report


def published(slug: str, year: int) -> Report:
    """An organ's report as everybody may read it, with its standing among the versions of its year. Raises Http404, and
    Withdrawn for one that was published once."""
    reports = Report.objects.select_related("organ").filter(organ__slug=slug, year=year)
    report = with_standing(reports.visible_to(PUBLIC)).first()
    if report is None:
        if withdrawn := reports.defer("data").first():
            raise Withdrawn(withdrawn)
        raise Http404("No such report")
    return report


def newest(count: int) -> QuerySet[Report]:
    """The published reports read last, with their organs."""
    reports = Report.objects.visible_to(PUBLIC).select_related("organ").defer("data")
    return reports.order_by("-year", "-read_at", "organ__path")[:count]


def of(organ: Organ) -> QuerySet[Report]:
    """An organ's published reports, newest year first."""
    return organ.reports.visible_to(PUBLIC).defer("data").order_by("-year")


def years(organ: Organ) -> list[int]:
    """The years for which an organ has a published report, newest first."""
    return list(of(organ).values_list("year", flat=True))


def editions(report: Report) -> QuerySet[Edition]:
    """Every published edition of a report that everybody may read, the newest first; none of one that came as a file."""
    return (
        Edition.objects.visible_to(PUBLIC)
        .filter(compilation__organ=report.organ_id, compilation__year=report.year)
        .order_by("-number")
    )


def corrections(rows: Iterable[BoardRow]) -> dict[int, Edition]:
    """By compilation, the newest published edition that took the place of another report."""
    made = [one.compilation for one in rows if one.compilation]
    found = Edition.objects.published().filter(compilation__in=made, number__gt=1).order_by("number")
    return {one.compilation_id: one for one in found.defer("data")}


def to_comment(viewer: Viewer) -> QuerySet[PreReview]:
    """What waits for the comments of the viewer's authority."""
    waiting = PreReview.objects.filter(
        on_ground(viewer.ground("authority"), prefix="authority__"),
        given_at=None,
        taken_back_at=None,
    )
    return waiting.select_related("compilation__organ").order_by("asked_at")


def to_go_on(viewer: Viewer) -> QuerySet[Compilation]:
    """What was commented on, sent back by the authority or approved, and is the viewer's to take further."""
    given = PreReview.objects.filter(compilation=OuterRef("pk"), given_at__isnull=False)
    said_last = Subquery(given.order_by("-given_at", "-pk").values("verdict")[:1])
    sent_back = Q(state=State.DRAFTING, said_last=PreReviewVerdict.RETURNED)
    mine = Compilation.objects.changeable_by(viewer).annotate(said_last=said_last)
    waiting = mine.filter(Q(state__in=(State.COMMENTED, State.SIGNED)) | sent_back)
    return waiting.select_related("organ").order_by("changed_at")
