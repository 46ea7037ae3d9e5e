"""表四 from the register of reviews and suits."""

from collections.abc import Collection, Sequence

from gongkai.kernel.challenges import ChallengeColumn
from gongkai.kernel.tally import Period
from gongkai.lawbook.tally import tally_law
from gongkai.web.organs.models import Organ
from gongkai.web.remedies import challenges_told
from gongkai.web.remedies import selectors as remedies
from gongkai.web.reports.keeping import Keeping

from .registry import Behind, Part, RowKind, provider

REGISTER = "challenges"


def counted(organ_ids: Collection[int], period: Period) -> dict[int, Part]:
    """Every cell but the totals."""
    figures: dict[int, dict[str, int]] = {}
    for one in remedies.counted(organ_ids, period.first, period.last, population=tally_law().population):
        figures.setdefault(one.organ, {})[f"table4.{one.row}.{one.column}"] = one.n
    return {organ: Part(cells) for organ, cells in figures.items()}


def behind(organ: Organ, period: Period, cell: str) -> Sequence[Behind]:
    """The reviews or suits of a cell; of a total, those of its four columns."""
    _table, row, column = cell.split(".")
    columns = ChallengeColumn if column == "total" else [ChallengeColumn(column)]
    rows = challenges_told.standing(
        organ, period.first, period.last, row, columns, population=tally_law().population
    )
    return (Behind("复议诉讼", RowKind.CHALLENGES, rows, told=challenges_told),)


provider(REGISTER, counted=counted, behind=behind, keeping=Keeping())
