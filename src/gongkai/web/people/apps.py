"""Registers the app."""

from django.apps import AppConfig


class People(AppConfig):
    name = "gongkai.web.people"
    label = "people"
    verbose_name = "人员与职责"

    def ready(self) -> None:
        from gongkai.web.organs.actions.endings import ending

        from . import events  # noqa: F401 - the kinds of events register themselves
        from .actions.organ_ends import end_all_in

        ending.append(end_all_in)
