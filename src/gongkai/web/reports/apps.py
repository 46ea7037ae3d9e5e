"""Registers the app."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "gongkai.web.reports"
    label = "reports"
    verbose_name = "年度报告"

    def ready(self) -> None:
        from . import events, expunging, indexing, leftovers, meeting  # noqa: F401 - they register themselves
