"""Registers the app."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "gongkai.web.search"
    label = "search"
    verbose_name = "搜索与公开总表"
