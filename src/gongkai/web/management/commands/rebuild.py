"""Writes the columns that are caches of the ledger anew from its events; without --write it only tells."""

import sys
from argparse import ArgumentParser
from typing import Any

from gongkai.web.foundations import clock
from gongkai.web.ledger.caches import rebuild, trouble_of
from gongkai.web.management.site_command import SiteCommand


class Command(SiteCommand):
    help = "按台账重写数据库中被改动的列；不加 --write 时只列出，不写。"
    only_looks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="写回数据库，并记入台账")

    def handle(self, *_args: Any, write: bool, **_options: Any) -> None:
        found = rebuild(at=clock.now(), is_dry=not write)
        for difference in found:
            trouble = trouble_of(difference)
            done = "已写回。" if write and difference.is_mendable else trouble.advice
            self.stdout.write(f"{trouble.where}\n   {trouble.what}{done}")
        if not found:
            self.stdout.write("数据库与台账一致，没有需要重写的。")
        elif not write:
            self.stdout.write(f"共 {len(found)} 处不一致；加上 --write 才写回。")
        if any(not write or not one.is_mendable for one in found):
            sys.exit(1)
