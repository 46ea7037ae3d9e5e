"""Registers the app, what the ledger keeps of it, and its place in the list of what is public."""

from django.apps import AppConfig


class Harvest(AppConfig):
    name = "gongkai.web.harvest"
    label = "harvest"
    verbose_name = "采集"

    def ready(self) -> None:
        from . import events, indexing, sweeps  # noqa: F401 - they register themselves
