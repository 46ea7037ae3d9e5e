"""What happens to the applications of the county, and where its people file online for review, as far as it is not there."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.filing import settle_review_online
from gongkai.web.applications.models import ReviewOnline
from gongkai.web.demo.county import BEGINNING, Toml
from gongkai.web.demo.scene import Deed, Scene

from .case import Case, later
from .content import cases, steps_of, told
from .moves import tell

_DAY = timedelta(days=1)


def application_deeds(scenes: Mapping[str, Scene], *, is_small: bool) -> Iterator[Deed]:
    """Every organ's channel for review; of the whole county all applications, too."""
    for scene in scenes.values():
        yield from _settling(scene)
    if not is_small:
        for place, raw in enumerate(cases()):
            if raw["organ"] in scenes:
                yield from _of_case(scenes[raw["organ"]], raw, place)


def _settling(scene: Scene) -> Iterator[Deed]:
    """Where one files online for review: a reply that goes out electronically has to say it."""
    if not scene.organ.reviews_online.exists():
        row = ReviewOnline(organ=scene.organ, address=told()["review_online"], since_on=BEGINNING)
        days = (scene.today - BEGINNING).days
        yield scene.moment(days, 0), lambda at: _settle(row, at)


def _settle(row: ReviewOnline, at: datetime) -> None:
    settle_review_online(row, by=SYSTEM, at=at)


def _of_case(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """What is done with an application before today, unless the organ has it already or nobody takes it in."""
    if not scene.has("clerk") or scene.organ.applications.filter(title=raw["title"]).exists():
        return
    case = Case(raw, scene)
    # Handed in on a working day; its steps are counted from there.
    begun = later(scene.ago(raw["ago"]) - _DAY, 1)
    first = () if raw.get("is_part") else ("apply 0",)
    for number, step in enumerate((*first, *steps_of(raw))):
        name, after = step.split()
        on = later(begun, int(after))
        if on < scene.today:
            yield scene.moment((scene.today - on).days, place, number), _telling(case, name)


def _telling(case: Case, step: str) -> Callable[[datetime], None]:
    return lambda at: tell(case, step, at)
