"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Organs(AppConfig):
    name = "gongkai.web.organs"
    label = "organs"
    verbose_name = "机关"

    def ready(self) -> None:
        from . import events  # noqa: F401 - the kinds of events register themselves
