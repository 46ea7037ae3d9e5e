"""Registers the app."""

from django.apps import AppConfig


class Office(AppConfig):
    name = "gongkai.web.office"
    label = "office"
    verbose_name = "办公"
