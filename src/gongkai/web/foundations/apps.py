"""Registers the app."""

from django.apps import AppConfig


class Foundations(AppConfig):
    name = "gongkai.web.foundations"
    label = "foundations"
    verbose_name = "基础"
