"""Registers the app."""

from django.apps import AppConfig


class Outbox(AppConfig):
    name = "gongkai.web.outbox"
    label = "outbox"
    verbose_name = "待办事务"
