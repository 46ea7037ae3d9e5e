"""Tells whether the ledger, and what rests on it, is as it was written; status 1 when it is not."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from gongkai.kernel.problems import Problem
from gongkai.web.applications.bundling.entries import left_out
from gongkai.web.foundations import clock
from gongkai.web.ledger import extracts, heads
from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.ledger.troubles import Trouble
from gongkai.web.ledger.verify import verify
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.organs.models import Organ


class Command(SiteCommand):
    help = "核对台账：每条记录、链头、导出的链头、数据库触发器，以及各表是否与台账一致；只读，可以在网站运行时进行。"
    only_looks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organ", metavar="机关", help="只核对一个机关的台账：网址名、全称或编号")
        parser.add_argument(
            "--heads",
            metavar="文件夹",
            type=Path,
            action="append",
            default=[],
            help="另一处保存的链头，可以多次给出",
        )
        parser.add_argument(
            "--extract", metavar="文件", type=Path, help="只对照证据包里的一份台账摘录（台账摘录.json）"
        )
        parser.add_argument("--export", action="store_true", help="核对无误后导出今天的链头")

    def handle(
        self,
        *_args: Any,
        organ: str | None,
        heads: list[Path],
        extract: Path | None,
        export: bool,
        **_options: Any,
    ) -> None:
        if extract is not None:
            self._compare(extract)
            return
        _must_be_folders(heads)
        chosen = None if organ is None else _organ(organ)
        self._list(verify(organ=chosen, folders=heads, progress=self._tell))
        events = Event.objects.all() if chosen is None else Event.objects.filter(organ_id=chosen)
        self.stdout.write(f"核对完毕：台账 {events.count()} 条，没有发现改动。")
        if export:
            self._export()

    def _list(self, troubles: list[Trouble]) -> None:
        for number, trouble in enumerate(troubles, start=1):
            self.stdout.write(f"{number}. {trouble.where}\n   {trouble.what}{trouble.advice}")
        if troubles:
            self.stdout.write(f"核对完毕：发现 {len(troubles)} 处不对。")
            sys.exit(1)

    def _compare(self, file: Path) -> None:
        try:
            told = extracts.read(file)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self._list([*extracts.differences(told), *left_out(told)])
        count = sum(len(chain["entries"]) for chain in told["chains"])
        self.stdout.write(f"核对完毕：摘录的 {count} 条都与台账一致，没有遗漏。")

    def _tell(self, count: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"已核对 {count} 条…", ending="\r")

    def _export(self) -> None:
        try:
            files = heads.export_daily(clock.today())
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("\n".join(f"链头：{file}" for file in files))


def _must_be_folders(folders: list[Path]) -> None:
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"没有 {folder} 这个文件夹，请检查 --heads。")


def _organ(word: str) -> int:
    if word == str(INSTALLATION):
        return INSTALLATION
    organs = Organ.objects.filter(pk=word) if word.isdecimal() else Organ.objects.filter(slug=word)
    found = organs.first() or Organ.objects.filter(name=word).first()
    if found is None:
        raise CommandError(f"没有“{word}”这个机关，请给出它的网址名、全称或编号；0 表示本系统自己的台账。")
    return found.pk
