"""How the things that the ledger names by their ids are called now: asked for all at once, told one by one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.apps import apps
from django.contrib.auth import get_user_model

from . import registry
from .models import INSTALLATION

ORGAN = "organs.organ"
GONE = "（已清除）"


class Names:
    """Names by model and id. What is wanted is collected first, so that a page costs one question a model."""

    def __init__(self, wanted: Iterable[tuple[str, int | None]] = ()) -> None:
        self._known: dict[str, Mapping[int, str]] = {}
        ids: dict[str, set[int]] = defaultdict(set)
        for label, pk in wanted:
            if label and pk is not None:
                ids[label].add(pk)
        for label, these in ids.items():
            self._known[label] = _asked(label, these)

    def of(self, label: str, pk: int | None) -> str:
        """What something is called; that it is gone when the database has it no more."""
        if not label or pk is None:
            return ""
        if label not in self._known or (pk not in self._known[label] and label == ORGAN):
            self._known[label] = {**self._known.get(label, {}), **_asked(label, {pk})}
        return self._known[label].get(pk, GONE)

    def organ(self, organ: int) -> str:
        """Whose chain it is."""
        return "本系统" if organ == INSTALLATION else self.of(ORGAN, organ)


def people() -> str:
    """The label of the model of colleagues."""
    return get_user_model()._meta.label_lower


def _asked(label: str, ids: Collection[int]) -> Mapping[int, str]:
    if naming := registry.naming_of(label):
        return naming(ids)
    try:
        model = apps.get_model(label)
    except LookupError:  # an app that is not installed any more
        return {}
    return {row.pk: str(row) for row in model._base_manager.filter(pk__in=ids)}
