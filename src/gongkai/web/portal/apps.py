"""Registers the app."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "gongkai.web.portal"
    label = "portal"
    verbose_name = "公开网站"
