"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Applications(AppConfig):
    name = "gongkai.web.applications"
    label = "applications"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from . import (  # noqa: F401 - they register themselves
            archive_events,
            events,
            guards,
            letter_events,
            notices,
            promotion_sweeps,
            publishing_events,
            purging,
            reckoning_anew,
            recovering,
            redaction_events,
            redaction_making,
            reviewing,
            sending,
            service_events,
            sweeps,
        )
