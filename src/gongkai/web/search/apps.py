"""Registers the app; after every migration the index is there again."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Search(AppConfig):
    name = "gongkai.web.search"
    label = "search"
    verbose_name = "搜索与公开总表"

    def ready(self) -> None:
        from gongkai.web.organs.actions.tree import renaming

        from . import (  # noqa: F401 - they register themselves
            events,
            opensearch_errands,
            soundness,
            sweeps,
        )
        from .index import index
        from .sweeps import ask_to_list_again

        renaming.append(ask_to_list_again)
        post_migrate.connect(
            lambda **_: index().install(), sender=self, dispatch_uid="search.index", weak=False
        )
