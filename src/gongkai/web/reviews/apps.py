"""Registers the app, what the ledger keeps of it, and what the database guards."""

from django.apps import AppConfig


class Reviews(AppConfig):
    name = "gongkai.web.reviews"
    label = "reviews"
    verbose_name = "审签"

    def ready(self) -> None:
        from . import events, guards  # noqa: F401 - they register themselves
