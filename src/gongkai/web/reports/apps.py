"""Registers the app."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "gongkai.web.reports"
    label = "reports"
    verbose_name = "年度报告"
