"""Registers the app and what it sends."""

from django.apps import AppConfig


class Alerts(AppConfig):
    name = "gongkai.web.alerts"
    label = "alerts"
    verbose_name = "邮件订阅"

    def ready(self) -> None:
        from . import sending  # noqa: F401 - it registers itself
