"""Registers the app."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "gongkai.web.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        from . import alert_sources, item_files  # noqa: F401 - they register of what people are told by mail, and what is to be forgotten when an item ends
