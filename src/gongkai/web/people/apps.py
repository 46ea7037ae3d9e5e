"""Registers the app."""

from django.apps import AppConfig


class People(AppConfig):
    name = "gongkai.web.people"
    label = "people"
    verbose_name = "人员与职责"
