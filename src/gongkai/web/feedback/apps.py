"""Registers the app."""

from django.apps import AppConfig


class Feedback(AppConfig):
    name = "gongkai.web.feedback"
    label = "feedback"
    verbose_name = "报错与意见"
