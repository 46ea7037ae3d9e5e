"""Registers the app, what the ledger keeps of it, and its place in the list of what is public."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db.models.signals import post_migrate


def _name_ourselves(*, apps: Any = all_apps, **_: Any) -> None:
    """Give this installation its id, unless it has one: so that nobody who only reads has to write it."""
    try:
        instance = apps.get_model("harvest", "Instance")
    except LookupError:  # the tables of another app alone were made
        return
    instance.objects.get_or_create(pk=1)


class Harvest(AppConfig):
    name = "gongkai.web.harvest"
    label = "harvest"
    verbose_name = "采集"

    def ready(self) -> None:
        from . import events, indexing, sweeps  # noqa: F401 - they register themselves

        post_migrate.connect(_name_ourselves, sender=self, dispatch_uid="harvest.instance")
