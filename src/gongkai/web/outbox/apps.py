"""Registers the app and its own daily errand."""

from django.apps import AppConfig


class Outbox(AppConfig):
    name = "gongkai.web.outbox"
    label = "outbox"
    verbose_name = "后台事务"

    def ready(self) -> None:
        from . import sweeps  # noqa: F401 - the sweep registers itself
