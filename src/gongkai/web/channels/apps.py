"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Channels(AppConfig):
    name = "gongkai.web.channels"
    label = "channels"
    verbose_name = "渠道"

    def ready(self) -> None:
        from . import events, watching  # noqa: F401 - they register themselves
        from .actions import removals  # noqa: F401 - it registers itself
