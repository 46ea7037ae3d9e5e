"""Registers the app; after every migration the database guards the ledger again."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class Ledger(AppConfig):
    name = "gongkai.web.ledger"
    label = "ledger"
    verbose_name = "台账"

    def ready(self) -> None:
        from . import events, sweeps, triggers  # noqa: F401 - events and sweeps register themselves

        pre_migrate.connect(
            lambda **_: triggers.lift_guards(), sender=self, dispatch_uid="ledger.lift", weak=False
        )
        post_migrate.connect(
            lambda **_: triggers.install(), sender=self, dispatch_uid="ledger.triggers", weak=False
        )
