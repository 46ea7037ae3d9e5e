"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "gongkai.web.catalogue"
    label = "catalogue"
    verbose_name = "目录"

    def ready(self) -> None:
        from . import events  # noqa: F401 - the kinds of events register themselves
