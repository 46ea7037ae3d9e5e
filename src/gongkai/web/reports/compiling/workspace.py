"""Everything that the screen of one report shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.duties import Viewer
from gongkai.kernel.facts import Fact
from gongkai.kernel.form import Form
from gongkai.kernel.tally import Period
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.organs.selectors import authority_of
from gongkai.web.reports.arrangements import calendar_of, due_on
from gongkai.web.reports.models import Compilation, Edition, PreReview, Shortcoming, Snapshot
from gongkai.web.reviews.models import Review

from .figures import Shown
from .found import Found
from .going_on import NextMove, next_moves, unpublished
from .prose import Written
from .state import Standing


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact that may be put into a text: how it reads, alone and as a whole statement where it has one; its register."""

    code: str
    name: str
    words: str
    statement: str
    is_known: bool
    register: str
    topics: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """One report as it stands for one viewer."""

    compilation: Compilation
    period: Period
    form: Form
    figures: Mapping[str, Shown]
    last_year_from: str
    snapshot: Snapshot | None
    findings: tuple[Found, ...]
    passages: tuple[Written, ...]
    facts: Mapping[str, Fact]
    chips: Mapping[str, Chip]
    shortcomings: tuple[Shortcoming, ...]
    carried: tuple[Shortcoming, ...]
    moves: tuple[NextMove, ...]
    due_on: date
    editions: tuple[Edition, ...]
    pre_reviews: tuple[PreReview, ...]
    review: Review | None
    content_hash: str

    @property
    def state_name(self) -> str:
        """How far it has come, in words."""
        return reporting_law().lifecycle.states[self.compilation.state].name


def workspace(compilation: Compilation, viewer: Viewer) -> Workspace:
    """A report as it stands now. A few dozen questions to the database, whatever the number of cases."""
    standing = Standing(compilation)
    rows = tuple(compilation.shortcomings.filter(is_removed=False).order_by("order", "pk"))
    edition = unpublished(compilation)
    calendar = calendar_of(authority_of(compilation.organ), compilation.year)
    return Workspace(
        compilation=compilation,
        period=standing.period,
        form=standing.figured.form,
        figures=standing.figured.cells,
        last_year_from=standing.figured.last_year_from,
        snapshot=standing.figured.snapshot,
        findings=tuple(standing.found),
        passages=tuple(standing.written),
        facts=standing.facts,
        chips=chips(standing.facts),
        shortcomings=tuple(row for row in rows if not row.carried_from_id),
        carried=tuple(row for row in rows if row.carried_from_id),
        moves=next_moves(standing, viewer),
        due_on=due_on(compilation.organ, compilation.year, calendar),
        editions=tuple(compilation.editions.select_related("approval").order_by("-number")),
        pre_reviews=tuple(compilation.pre_reviews.select_related("authority", "given_by", "asked_by")),
        review=_open_review(edition),
        content_hash=standing.content_hash,
    )


def chips(facts: Mapping[str, Fact]) -> dict[str, Chip]:
    """Every fact of the law data as something to put into a text."""
    return {
        code: Chip(
            code=code,
            name=kind.name,
            words=kind.words(facts.get(code)),
            statement=kind.statement(facts.get(code)) if kind.some else "",
            is_known=code in facts and facts[code].is_known,
            register=kind.register,
            topics=kind.topics,
            cells=kind.cells,
        )
        for code, kind in fact_kinds().items()
    }


def _open_review(edition: Edition | None) -> Review | None:
    if edition is None:
        return None
    return Review.objects.open().filter(subject_label="reports.edition", subject_id=edition.pk).first()
