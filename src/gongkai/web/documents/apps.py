"""Registers the app, what the ledger keeps of it, what it asks of publication, and what it does each day."""

from django.apps import AppConfig


class Documents(AppConfig):
    name = "gongkai.web.documents"
    label = "documents"
    verbose_name = "发文台账"

    def ready(self) -> None:
        from . import events, following, sweeps  # noqa: F401 - they register themselves
