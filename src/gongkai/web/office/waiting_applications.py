"""What waits among the applications: each worklist with its count, leading to the register that shows the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models import Destruction, DestructionState
from gongkai.web.applications.models.archive import DECIDERS
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.selectors import WORKLISTS, below, counts
from gongkai.web.foundations.ground import on_ground

# The most urgent first. What somebody reviews is told with everything else that he reviews.
HEADINGS = (
    ("申请的答复期限", ("late", "soon", "next_day")),
    ("申请的内部期限", ("confirm_late", "triage_late", "draft_late")),
    ("申请等我办理", ("unconfirmed", "unassigned", "asked", "fee_to_approve", "lapsed", "to_serve")),
    ("申请在等别人", ("for_applicant", "for_third_party", "for_payment")),
    ("已经延期的申请", ("extended",)),
    ("多人申请的信息", ("promotable",)),
    ("申请待归档", ("to_archive",)),
)
# Told beside the list of which they are a part, and not counted twice.
_PARTS = {"next_day"}
# Of the organs below, as many lines; the register has them all.
MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """One heading: how many applications, and the words and the address of each of its lists."""

    title: str
    total: int
    lines: tuple[tuple[str, str], ...]


def counted(viewer: Viewer, today: date) -> Iterator[Counted]:
    """The headings under which something waits for somebody who handles applications, or watches over those who do."""
    if viewer.holds(*HANDLERS):
        yield from _handled(viewer, today)
    if viewer.holds("authority"):
        yield from _below(viewer, today)
    if viewer.holds(*DECIDERS):
        yield from _to_be_destroyed(viewer)


def _to_be_destroyed(viewer: Viewer) -> Iterator[Counted]:
    """Volumes that somebody else wants to destroy."""
    proposed = Destruction.objects.filter(
        on_ground(viewer.ground(*DECIDERS)), state=DestructionState.PROPOSED
    )
    rows = list(proposed.exclude(proposed_by=viewer.person).select_related("organ")[:MOST_LINES])
    if rows:
        lines = tuple((str(one), reverse("archive-destructions:sheet", args=[one.pk])) for one in rows)
        yield Counted("案卷销毁等我批准", len(rows), lines)


def _below(viewer: Viewer, today: date) -> Iterator[Counted]:
    """Organ by organ, the one that is most behind first."""
    found = list(below(viewer, today))
    lines = [
        (
            f"{one['organ__short_name']}：{WORKLISTS[code].name}{one[code]}件",
            _address(code, organ=one["organ"]),
        )
        for one in found
        for code in ("late", "soon")
        if one[code]
    ]
    if lines:
        total = sum(one["late"] + one["soon"] for one in found)
        yield Counted("下级机关的申请", total, tuple(lines[:MOST_LINES]))


def _handled(viewer: Viewer, today: date) -> Iterator[Counted]:
    found = counts(viewer, today)
    for title, codes in HEADINGS:
        lines = tuple(_line(code, found[code]) for code in codes if found[code])
        if lines:
            yield Counted(title, sum(found[code] for code in codes if code not in _PARTS), lines)


def _line(code: str, count: int) -> tuple[str, str]:
    part = "其中" if code in _PARTS else ""
    return f"{part}{WORKLISTS[code].name}：{count}件", _address(code)


def _address(code: str, **more: int) -> str:
    """The register with the same ones."""
    return f"{reverse('applications:index')}?{urlencode({'waits': code} | more)}"
