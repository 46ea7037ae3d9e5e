"""Registers the app."""

from django.apps import AppConfig


class Harvest(AppConfig):
    name = "gongkai.web.harvest"
    label = "harvest"
    verbose_name = "采集"
