"""Registers the app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "gongkai.web.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from gongkai.web.people.actions.roster import leaving

        from . import events, receivers, sweeps  # noqa: F401 - they register themselves
        from .actions.rows import end_where_he_was

        leaving.append(end_where_he_was)
