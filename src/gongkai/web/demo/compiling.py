"""The reports of this year that are begun before it is over: a township's own, and the county's, which adds up the others."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from gongkai.web.reports.actions import compiling
from gongkai.web.reports.models import Compilation

from .scene import Deed, Scene

_BEGUN = ("zhenxi", "molu")
_AGO = 3  # days


def compiling_deeds(scenes: Mapping[str, Scene]) -> Iterator[Deed]:
    """Each is begun by its clerk, unless it is there."""
    for place, slug in enumerate(_BEGUN):
        scene = scenes.get(slug)
        if scene and scene.has("clerk") and not _is_there(scene):
            yield scene.moment(_AGO, place), _beginning(scene)


def _is_there(scene: Scene) -> bool:
    return Compilation.objects.filter(organ=scene.organ, year=scene.today.year).exists()


def _beginning(scene: Scene) -> Callable[[datetime], None]:
    def do(at: datetime) -> None:
        clerk = scene.viewer("clerk", at=at)
        compiling.begin(scene.organ, at.year, by=clerk, at=at)

    return do
