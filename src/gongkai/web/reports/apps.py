"""Registers the app."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "gongkai.web.reports"
    label = "reports"
    verbose_name = "年度报告"

    def ready(self) -> None:
        from . import (  # noqa: F401 - they register themselves
            compiling_events,
            events,
            expunging,
            facts,
            guards,
            indexing,
            leftovers,
            meeting,
            sweeps,
            tally,
        )
        from .actions import signing  # noqa: F401 - as above
        from .collecting import events as collecting_events  # noqa: F401 - as above
