"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Decisions(AppConfig):
    name = "gongkai.web.decisions"
    label = "decisions"
    verbose_name = "行政行为"

    def ready(self) -> None:
        from . import events  # noqa: F401 - it registers itself
