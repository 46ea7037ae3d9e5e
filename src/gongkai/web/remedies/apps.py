"""Registers the app, what the ledger keeps of it, and who is reminded."""

from django.apps import AppConfig


class Remedies(AppConfig):
    name = "gongkai.web.remedies"
    label = "remedies"
    verbose_name = "复议诉讼"

    def ready(self) -> None:
        from . import events, forgetting, notices  # noqa: F401 - they register themselves
