"""What may be done next with a report, and why something may not: the table of the law data, asked for this report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.timezone import localdate

from gongkai.kernel import lifecycle
from gongkai.kernel.duties import Viewer
from gongkai.kernel.lifecycle import MoveTaken
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.organs.models import Organ
from gongkai.web.reports.arrangements import pre_reviewer_of
from gongkai.web.reports.models import Compilation, Edition, PreReview, PreReviewVerdict, State

from .state import Standing

# What people choose; the others follow from what somebody else does.
OFFERED = ("ask", "take_back", "agreed", "remarks", "returned", "send_in", "publish", "correct")
# Where nobody has to be asked, asking is not kept back: it is no step of this report.
_NEEDLESS_WITHOUT = frozenset({"has_authority"})


@dataclass(frozen=True, slots=True)
class NextMove:
    """One step: whether it may be taken now, else why not."""

    code: str
    name: str
    is_open: bool
    why_not: tuple[str, ...] = ()


def requirements_met(standing: Standing, *moves: str) -> frozenset[str]:
    """Of the requirements that these moves of the table have, those that this report meets on its day. Only they are looked
    at: to find every error takes longer than everything else."""
    compilation, on = standing.compilation, standing.on

    @cache
    def reviewer() -> Organ | None:
        return pre_reviewer_of(compilation.organ, compilation.year, on)

    @cache
    def said() -> PreReview | None:
        return said_last(standing)

    known: Mapping[str, Callable[[], bool]] = {
        "year_over": lambda: on > standing.period.last,
        "corrected": lambda: not any(one.is_final for one in standing.found),
        "errors_settled": lambda: not any(one.is_open and not one.is_final for one in standing.found),
        "correction_told": lambda: standing.number == 1 or bool(standing.note),
        "has_authority": lambda: reviewer() is not None,
        "pre_reviewed": lambda: reviewer() is None or said() is not None,
        "not_returned": lambda: reviewer() is None or not is_returned(said()),
        "as_agreed": lambda: reviewer() is None or is_as_agreed(standing, said()),
        "unchanged": lambda: is_unchanged(standing),
    }
    table = reporting_law().lifecycle.moves
    wanted = {code for move in moves for code in table[move].requires}
    return frozenset(code for code in wanted if known[code]())


def said_last(standing: Standing) -> PreReview | None:
    """What the authority said last since the last publication."""
    reviews = PreReview.objects.filter(compilation=standing.compilation, given_at__isnull=False)
    published = standing.compilation.editions.published().order_by("-number").first()
    if published is not None:
        reviews = reviews.filter(given_at__gt=published.published_at)
    return reviews.select_related("authority", "given_by").order_by("-given_at", "-pk").first()


def is_returned(said: PreReview | None) -> bool:
    """Whether the authority wants to see it again."""
    return said is not None and said.verdict == PreReviewVerdict.RETURNED


def is_as_agreed(standing: Standing, said: PreReview | None) -> bool:
    """无意见 covers these very words; 有意见 lets them change."""
    is_agreed = said is not None and said.verdict == PreReviewVerdict.AGREED
    return not is_agreed or said.content_hash == standing.content_hash


def asked_path(compilation: Compilation) -> str:
    """Of the authority that is asked for its comments now, which need not stand above the organ; of the organ where none is."""
    asked = compilation.pre_reviews.filter(given_at=None, taken_back_at=None)
    row = asked.select_related("authority").first()
    return row.authority.path if row else compilation.organ.path


def is_unchanged(standing: Standing) -> bool:
    """Whether what would be put together now is what was sent in."""
    edition = unpublished(standing.compilation)
    return edition is None or edition.content_hash == standing.content_hash


def unpublished(compilation: Compilation) -> Edition | None:
    """The edition that is on its way, if one is."""
    return compilation.editions.filter(published_at=None).first()


def moved(compilation: Compilation, move: str, *, met: frozenset[str] | None, at: datetime) -> State:
    """Where a move leads. Raises NotLawful with what is missing; without `met`, what was looked at is not looked at again."""
    law = reporting_law().lifecycle
    before = lifecycle.Standing(law.states[compilation.state])
    after = lifecycle.take(before, MoveTaken(move, localdate(at)), lifecycle=law, facts=met)
    return State(after.state.code)


def next_moves(standing: Standing, viewer: Viewer) -> tuple[NextMove, ...]:
    """The steps that lead on from here and that the viewer's duties allow, the open ones first."""
    law, compilation = reporting_law().lifecycle, standing.compilation
    here = [law.moves[code] for code in OFFERED if compilation.state in law.moves[code].steps]
    paths = dict.fromkeys(PreReviewVerdict.values, asked_path(compilation))
    own = compilation.organ.path
    mine = [move for move in here if _may(viewer, move.duties, paths.get(move.code, own))]
    met = requirements_met(standing, *(move.code for move in mine))
    mine = [move for move in mine if not (_NEEDLESS_WITHOUT & set(move.requires)) - met]
    moves = (
        NextMove(
            move.code,
            move.name,
            all(code in met for code in move.requires),
            tuple(law.requirements[code].refusal for code in move.requires if code not in met),
        )
        for move in mine
    )
    return tuple(sorted(moves, key=lambda one: not one.is_open))


def _may(viewer: Viewer, duties: tuple[str, ...], path: str) -> bool:
    return viewer.is_system or viewer.holds(*duties, path=path) is not None
