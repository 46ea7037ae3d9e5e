"""Looks whether the search finds all that is public, and makes its index anew; status 1 when something is wrong."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.search.mending import rebuild
from gongkai.web.search.selectors import public
from gongkai.web.search.soundness import troubles


class Command(SiteCommand):
    help = "核对搜索（check），或者重建公开总表和搜索索引（rebuild）；重建时网站照常使用，搜索不中断。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "do", metavar="check|rebuild", choices=("check", "rebuild"), help="核对，或者重建"
        )

    def handle(self, *_args: Any, do: str, **_options: Any) -> None:
        if do == "rebuild":
            done = rebuild(at=clock.now(), progress=self._tell)
            self.stdout.write(
                f"重建完毕：{done.entries} 条，其中补列或者更正 {done.relisted} 条，移出 {done.delisted} 条。"
            )
            self._tell_cluster()
        found = list(troubles())
        for number, trouble in enumerate(found, start=1):
            self.stdout.write(f"{number}. {trouble.where}\n   {trouble.what}{trouble.advice}")
        if found:
            self.stdout.write(f"核对完毕：发现 {len(found)} 处不对。")
            sys.exit(1)
        self.stdout.write(f"核对完毕：{public().count()} 条公开内容都能搜索到。")

    def _tell_cluster(self) -> None:
        """Fill a new index of the cluster, too, where there is one."""
        if settings.SEARCH_CLUSTER:
            from gongkai.web.search import opensearch_feed  # its library is an extra

            for number in opensearch_feed.rebuild():
                self._tell(number)
            self.stdout.write("搜索集群的索引也已重建。")

    def _tell(self, count: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"已重建 {count} 条…", ending="\r")
