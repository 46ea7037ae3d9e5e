"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Applications(AppConfig):
    name = "gongkai.web.applications"
    label = "applications"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from . import events, guards, notices, purging, reckoning_anew, recovering, reviewing, sending, sweeps  # noqa: F401 - they register themselves
