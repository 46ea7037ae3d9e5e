"""Every entry of the ledger about a case: about itself, about each row that belongs to it, and about the reviews of its replies."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q

from gongkai.web.applications.models import Application, Reply
from gongkai.web.ledger.extracts import trouble
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.registry import all_tracked
from gongkai.web.ledger.troubles import Trouble
from gongkai.web.reviews.models import Review

_FURTHEST = 2  # how many rows lie between one that belongs to a case and the case


def entries_of(application: Application) -> list[Event]:
    """All of them, in the order of their chains."""
    about = Q()
    for model, where in _belonging(application):
        pks = list(model._base_manager.filter(where).order_by("pk").values_list("pk", flat=True))
        about |= Q(subject_type=model._meta.label_lower, subject_id__in=pks)
    return list(Event.objects.filter(about).order_by("organ_id", "position"))


def left_out(told: Mapping[str, Any]) -> Iterator[Trouble]:
    """Entries about the applications of an extract that it does not have, until the end that it names."""
    chains = {chain["organ"]: chain for chain in told["chains"]}
    shown = {(organ, one["position"]) for organ, chain in chains.items() for one in chain["entries"]}
    named = [entry["subject"] for chain in told["chains"] for entry in chain["entries"]]
    cases = {pk for label, pk in named if label == Application._meta.label_lower}
    for application in Application.objects.filter(pk__in=cases).order_by("pk"):
        for one in entries_of(application):
            chain = chains.get(one.organ_id)
            is_within = chain is not None and one.position <= chain["head"]["position"]
            if is_within and (one.organ_id, one.position) not in shown:
                yield trouble(chain, one.position, "与这件申请有关，摘录里却没有。")


def _belonging(application: Application) -> list[tuple[type[Model], Q]]:
    """The models whose rows can belong to a case, each with the condition that they belong to this one."""
    found: list[tuple[type[Model], Q]] = [(Application, Q(pk=application.pk))]
    for label in all_tracked():
        model = apps.get_model(label)
        if model._meta.app_label == "applications" and model is not Application:
            paths = _paths(model, _FURTHEST)
            found += [(model, Q(**{paths[0]: application.pk}))] if paths else []
    replies = list(Reply.objects.filter(application=application).values_list("pk", flat=True))
    reviewed = Q(subject_label=Reply._meta.label_lower, subject_id__in=replies)
    reviews = list(Review._base_manager.filter(reviewed).values_list("pk", flat=True))
    found.append((Review, Q(pk__in=reviews)))
    steps = (apps.get_model(label) for label in all_tracked() if label.startswith("reviews."))
    return found + [(model, Q(review__in=reviews)) for model in steps if _points_at(model, Review)]


def _paths(model: type[Model], furthest: int) -> list[str]:
    """By which fields one comes from a row to its case, the shortest way first."""
    keys = [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey)]
    near = [one.name for one in keys if one.related_model is Application]
    if near or not furthest:
        return near
    return [
        f"{one.name}__{further}"
        for one in keys
        if one.related_model._meta.app_label == "applications" and one.related_model is not model
        for further in _paths(one.related_model, furthest - 1)
    ]


def _points_at(model: type[Model], other: type[Model]) -> bool:
    return any(one.name == "review" and one.related_model is other for one in model._meta.concrete_fields)
