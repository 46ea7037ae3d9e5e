"""Registers the app and what the ledger keeps of it."""

from django.apps import AppConfig


class Disclosure(AppConfig):
    name = "gongkai.web.disclosure"
    label = "disclosure"
    verbose_name = "信息公开"

    def ready(self) -> None:
        from gongkai.web.reviews.registry import subject

        from . import actions, events, guards, indexing, soundness, statements, sweeps  # noqa: F401 - they register themselves

        subject(
            actions.LABEL,
            current=actions.current,
            approved=actions.approved,
            returned=actions.returned,
            in_use=actions.in_use,
        )
