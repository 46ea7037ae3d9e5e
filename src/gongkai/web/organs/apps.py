"""Registers the app."""

from django.apps import AppConfig


class Organs(AppConfig):
    name = "gongkai.web.organs"
    label = "organs"
    verbose_name = "机关"
