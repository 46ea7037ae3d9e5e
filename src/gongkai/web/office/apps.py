"""Registers the app."""

from django.apps import AppConfig


class Office(AppConfig):
    name = "gongkai.web.office"
    label = "office"
    verbose_name = "办公"

    def ready(self) -> None:
        """The policy forbids the scripts that Wagtail's choosers write into the page; items, replies and reports say how they are shown."""
        from . import reviewed_editions, reviewed_items, reviewed_replies  # noqa: F401 - they register themselves
        from .choosers import without_inline_scripts  # its models are there only now

        without_inline_scripts()
