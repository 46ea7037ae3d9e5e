"""The county's years: catalogues, papers, postings and applications, each done by its own people in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.web.catalogue import actions as catalogue
from gongkai.web.disclosure.models import Item
from gongkai.web.organs.models import Organ

from . import asking, papers, posted, story
from .applications.deeds import application_deeds
from .building import report_deeds
from .compiling import compiling_deeds
from .county import Toml
from .decisions import count_deeds
from .scene import Deed, Scene
from .wording import all_told, told

# Goes through the deeds, and may tell somebody how far they have come.
Watched = Callable[[list[Deed]], Iterable[Deed]]


def begin_life(*, at: datetime, is_small: bool = False, watched: Watched = iter) -> int:
    """Let whatever is not there yet happen in the months before; how many items there are. Twice changes nothing."""
    today = localdate(at)
    scenes = {organ.slug: Scene(organ, today) for organ in Organ.objects.all() if organ.is_active}
    data = told() if is_small else all_told()
    deeds = [
        deed
        for kind, tell in _TOLD.items()
        for place, raw in enumerate(data.get(kind, ()))
        if raw["organ"] in scenes
        for deed in tell(scenes[raw["organ"]], raw, place)
    ]
    deeds += application_deeds(scenes, is_small=is_small)
    if not is_small:
        deeds += report_deeds(at=at)
        deeds += count_deeds(scenes)
        deeds += compiling_deeds(scenes)
    for moment, do in watched(sorted(deeds, key=lambda deed: deed[0])):
        do(moment)
    return Item.objects.count()


def _catalogue_deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """A catalogue taken over from the law, some of its duties given to sections, unless the organ has begun one."""
    if scene.has("office_head") and not scene.organ.catalogue_rows.exists():
        yield scene.moment(raw["ago"], place), lambda at: _adopt(scene, raw, at)


def _adopt(scene: Scene, raw: Toml, at: datetime) -> None:
    office_head = scene.viewer("office_head", at=at)
    catalogue.adopt_starter(scene.organ, by=office_head, at=at)
    rows = {row.code: row for row in scene.organ.catalogue_rows.select_related("organ")}
    for name, codes in raw["sections"].items():
        if section := scene.section(name):
            for code in filter(rows.__contains__, codes):
                catalogue.assign(rows[code], section=section, person=None, by=office_head, at=at)


_TOLD: dict[str, Callable[[Scene, Toml, int], Iterator[Deed]]] = {
    "catalogues": _catalogue_deeds,
    "items": story.deeds,
    "documents": papers.deeds,
    "consultations": asking.deeds,
    "channels": posted.channel_deeds,
    "places": posted.place_deeds,
}
