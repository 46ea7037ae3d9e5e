"""What every act on a report begins and ends with: the report held, the duty asked, and what a change undoes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.reports.compiling.going_on import moved, unpublished
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.duties import makers
from gongkai.web.reports.models import Compilation, Justification, State
from gongkai.web.reviews.actions import void

LABEL = "reports.edition"
CHANGED = "报告在送审以后修改"


def held(compilation: Compilation) -> Compilation:
    """The report as stored, with its organ, held until the act ends."""
    found = Compilation.objects.select_for_update(of=("self",)).select_related("organ")
    return found.get(pk=compilation.pk)


@contextmanager
def changing(
    name: str, compilation: Compilation, *, by: Viewer, at: datetime
) -> Iterator[tuple[Pen, Compilation]]:
    """An act that changes what a report says. Whatever was signed or asked of other words counts no more afterwards."""
    with act(name, compilation.organ_id, by=by, at=at, subject=compilation) as pen:
        stored = held(compilation)
        pen.duty = by.must_hold(*makers(), path=stored.organ.path)
        must_exist(stored.organ)
        if stored.state == State.PUBLISHED:
            raise Refused("这份报告已经公布。", "要修改的，请先办理“更正”，写明更正说明。")
        after = moved(stored, "change", met=None, at=at)
        yield pen, stored
        _undo(pen, stored)
        reckon(pen, stored)
        set_state(pen, stored, after)


def reckon(pen: Pen, compilation: Compilation) -> None:
    """Look anew what is wrong with a report that says something else now. What was answered of other figures counts no more;
    the numbers are not saved."""
    standing = Standing(compilation, localdate(pen.at))
    found = {one.fingerprint for one in standing.found if not one.is_final}
    for row in compilation.justifications.filter(is_withdrawn=False).exclude(fingerprint__in=found):
        strike(pen, row)
    compilation.errors = standing.count(Severity.ERROR)
    compilation.warnings = standing.count(Severity.WARNING)


def strike(pen: Pen, row: Justification) -> None:
    """An answer that counts no more; that it was given stays."""
    row.is_withdrawn = True
    facts = {"year": row.compilation.year, "code": row.code}
    pen.save(row, "reports.justification_withdrawn", facts=facts)


def set_state(pen: Pen, compilation: Compilation, state: State) -> None:
    """Write where a report stands now."""
    compilation.changed_at = pen.at
    if compilation.state == state:
        pen.save(compilation, "reports.reckoned")
    else:
        compilation.state = state
        pen.save(compilation, "reports.moved")


def remember_author(pen: Pen, compilation: Compilation) -> None:
    """Whose words they are, he does not judge them."""
    if pen.by.person is not None and pen.by.person not in compilation.authors:
        compilation.authors = [*compilation.authors, pen.by.person]


def _undo(pen: Pen, compilation: Compilation) -> None:
    """What was asked of the authority is taken back, what was signed is unsigned, the review is void."""
    remember_author(pen, compilation)
    asked = compilation.pre_reviews.filter(given_at=None, taken_back_at=None).first()
    if asked is not None:
        asked.taken_back_at = pen.at
        pen.save(asked, "reports.taken_back", facts={"year": compilation.year})
    edition = unpublished(compilation)
    if edition is None:
        return
    if edition.approval_id is not None:
        edition.approval, edition.approved_hash, edition.signed_on = None, "", None
        facts = {"year": compilation.year, "number": edition.number}
        pen.save(edition, "reports.unsigned", facts=facts)
    void(pen, LABEL, edition.pk, because=CHANGED)


def organ_held(organ: Organ) -> Organ:
    """An organ as stored, held: two people never begin the same report."""
    return Organ.objects.select_for_update().get(pk=organ.pk)
