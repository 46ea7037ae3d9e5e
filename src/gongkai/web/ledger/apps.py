"""Registers the app."""

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "gongkai.web.ledger"
    label = "ledger"
    verbose_name = "台账"
