"""Registers the app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "gongkai.web.accounts"
    label = "accounts"
    verbose_name = "账号"
