"""Registers the app."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "gongkai.web.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        from . import item_files  # noqa: F401 - it registers what is to be forgotten when an item ends
