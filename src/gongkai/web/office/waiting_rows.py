"""The duties of whole catalogues, counted organ by organ: how many are late, how many are due within some days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.duties import Viewer
from gongkai.web.catalogue.board import BoardLine, State
from gongkai.web.catalogue.models import KEEPERS, Row
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.disclosure.selectors import standing
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Owed:
    """How many duties of one organ stand in one state."""

    organ: Organ
    state: State
    count: int


def duties_of(viewer: Viewer, today: date) -> list[BoardLine]:
    """How each duty stands in the organs where the viewer drafts or keeps the catalogue, from the top of the tree down."""
    grounds = on_ground(viewer.ground(*DRAFTERS, *KEEPERS))
    rows = Row.objects.active().filter(grounds, organ__status="active").select_related("organ")
    return standing(rows, today)


def owed(lines: list[BoardLine], state: State, until: date) -> list[Owed]:
    """What is in this state and due until a day, counted by organ."""
    return list(_counted([one for one in lines if one.state is state and one.due_on and one.due_on <= until]))


def _counted(lines: list[BoardLine]) -> Iterator[Owed]:
    organs = {one.row.organ_id: one.row.organ for one in lines}
    for organ, number in Counter(one.row.organ_id for one in lines).items():
        yield Owed(organs[organ], lines[0].state, number)
