"""Registers the app."""

from django.apps import AppConfig


class Api(AppConfig):
    name = "gongkai.web.api"
    label = "api"
    verbose_name = "数据接口"

    def ready(self) -> None:
        from . import events  # noqa: F401 - it registers itself
