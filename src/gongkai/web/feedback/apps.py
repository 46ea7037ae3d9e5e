"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Feedback(AppConfig):
    name = "gongkai.web.feedback"
    label = "feedback"
    verbose_name = "报错和意见"

    def ready(self) -> None:
        from . import events  # noqa: F401 - it registers itself
