"""Collects from the registered sources, or looks whether a site offers a feed that can be collected.

Exit status: 0 fine, 1 something was not collected or does not fit the format, 2 it could not be read at all.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any

import click
from django.core.management.base import CommandError

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.foundations import clock
from gongkai.web.harvest import actions
from gongkai.web.harvest.actions import Counted, asking_of
from gongkai.web.harvest.client import Asking
from gongkai.web.harvest.format import MOST_ENTRIES
from gongkai.web.harvest.models import Source, SourceState
from gongkai.web.harvest.validating import MOST_FAULTS, MOST_PAGES, Remark, validate
from gongkai.web.ledger.sentences import moment
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.management.slugs import organ_at


class Command(SiteCommand):
    help = (
        "采集：从登记的来源收入新公开的信息，撤下对方已经撤下的；不带参数时依次采集全部来源。"
        "validate 检查一个网站的变更接口合不合格式，供其他系统的开发者使用。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", metavar="名称", help="只采集这一个来源")
        parser.add_argument("--anew", action="store_true", help="从头全面核对，对方不再列出的移出")
        parser.add_argument(
            "--at-once",
            type=_amount,
            default=MOST_ENTRIES,
            metavar="条数",
            help="一次读几条；线路慢的可以少些，默认 200",
        )
        tasks = parser.add_subparsers(dest="task", metavar="add|list|validate")
        checked = tasks.add_parser("validate", help="检查一个网站的变更接口")
        checked.add_argument("address", metavar="网址", help="网站首页的网址，例如 https://zhenxi.example.cn")
        checked.add_argument("--key-stdin", action="store_true", help="从标准输入读取接口密钥")
        checked.add_argument(
            "--pages", type=int, default=MOST_PAGES, metavar="页数", help=f"最多读几页，默认 {MOST_PAGES}"
        )
        added = tasks.add_parser("add", help="登记来源")
        added.add_argument("name", metavar="名称", help="来源的名称")
        added.add_argument("address", metavar="网址", help="网站首页的网址")
        added.add_argument(
            "--organ", required=True, metavar="机关", help="归入哪个机关，写它的网址名，例如 molu"
        )
        added.add_argument("--key-stdin", action="store_true", help="从标准输入读取接口密钥")
        tasks.add_parser("list", help="列出来源")

    def handle(self, *_args: Any, task: str | None, **options: Any) -> None:
        try:
            getattr(self, f"_{task or 'collect'}")(**options)
        except Problem as problem:
            raise CommandError(str(problem), returncode=2) from problem

    def _collect(self, *, source: str | None, anew: bool, at_once: int, **_: Any) -> None:
        chosen = [_source(source)] if source else list(Source.objects.collecting())
        if not chosen:
            self.stdout.write("没有在采集的来源。请用 gongkai harvest add 登记，或者在后台的“采集”中登记。")
        amiss = [
            self._is_amiss(one, anew=anew, at_once=at_once) for one in chosen
        ]  # all of them, whatever becomes of the first
        if any(amiss):
            sys.exit(1)

    def _is_amiss(self, source: Source, **how: Any) -> bool:
        """Collect from one source and say how that went; whether anything was left."""
        if source.state != SourceState.COLLECTING:
            self.stderr.write(f"{source}：{source.get_state_display()}，没有采集。")
            return True
        total = Counted()
        try:
            for counted in self._shown(source, **how):
                total += counted
        except Problem as problem:
            self.stderr.write(f"{source}：{problem}")
            return True
        gaps = source.gaps.count()
        self.stdout.write(
            f"{source}：收入或者更新 {total.put} 条，移出 {total.removed} 条，没有收的 {gaps} 条。"
        )
        for gap in source.gaps.order_by("-number")[:5]:
            self.stdout.write(f"  没有收：{gap}")
        return bool(gaps)

    def _shown(self, source: Source, *, anew: bool, at_once: int) -> Iterator[Counted]:
        """Collect under a bar that grows with the numbers of the feed; it is only drawn on a terminal."""
        asking = asking_of(source, at_once=at_once)
        newest = asking.newest() or source.cursor
        read = actions.reading(source, at=clock.now(), by=SYSTEM, anew=anew, asking=asking)
        begun = 0 if anew else source.cursor
        length = max(newest - begun, 1)
        with click.progressbar(length=length, label=f"{source}：正在采集", file=sys.stderr) as bar:
            for counted in read:
                source.refresh_from_db()
                bar.update(source.cursor - begun - bar.pos)
                yield counted

    def _validate(self, *, address: str, key_stdin: bool, pages: int, **_: Any) -> None:
        entries = errors = hints = 0
        asking = Asking(address.rstrip("/"), _key(is_given=key_stdin))
        for said in validate(asking, on=clock.today(), most_pages=pages):
            if isinstance(said, int):
                entries += said
                continue
            errors, hints = errors + said.is_error, hints + (not said.is_error)
            self._remark(said, errors if said.is_error else hints)
        self.stdout.write(f"读了 {entries} 条，{errors} 处不合格式，{hints} 处提示。{_verdict(errors)}")
        if errors:
            sys.exit(1)

    def _remark(self, remark: Remark, count: int) -> None:
        if count <= MOST_FAULTS:
            self.stdout.write(f"{'不合格式' if remark.is_error else '提示'}  {remark.place}：{remark.what}")

    def _add(self, *, name: str, address: str, organ: str, key_stdin: bool, **_: Any) -> None:
        home = organ_at(organ)
        source = Source(organ=home, name=name, address=address)
        added = actions.add(source, key=_key(is_given=key_stdin), by=SYSTEM, at=clock.now())
        self.stdout.write(
            f"已登记来源“{added}”；后台很快开始采集，也可以现在运行 gongkai harvest --source {added}。"
        )

    def _list(self, **_: Any) -> None:
        sources = Source.objects.select_related("organ")
        if not sources:
            self.stdout.write("还没有登记来源。请用 gongkai harvest add 登记，或者在后台的“采集”中登记。")
        for source in sources:
            self.stdout.write(
                f"{source}  {source.address}  {source.get_state_display()}，归入{source.organ.short_name}，"
                f"没有收的 {source.gaps.count()} 条，{_last_time(source)}"
            )


def _amount(written: str) -> int:
    """How many entries to ask for at once. Raises ArgumentTypeError."""
    if not written.isdecimal() or not 1 <= int(written) <= MOST_ENTRIES:
        raise ArgumentTypeError(f"应为 1 到 {MOST_ENTRIES} 之间的整数")
    return int(written)


def _last_time(source: Source) -> str:
    """When it was read last, and what was in the way since."""
    read = f"上次采集完毕是{moment(source.collected_at)}" if source.collected_at else "还没有采集完一次"
    if not source.problem:
        return f"{read}。"
    return f"{read}；{moment(source.problem_at)}没有采集成功：{source.problem}"


def _key(*, is_given: bool) -> str:
    """Our key there: not from the command line, which everybody on the machine can read."""
    return sys.stdin.readline().strip() if is_given else ""


def _source(name: str) -> Source:
    found = Source.objects.exclude(state=SourceState.ENDED).filter(name=name).first()
    if found is None:
        raise CommandError(f"没有名称为“{name}”的来源。用 gongkai harvest list 列出全部来源。")
    return found


def _verdict(errors: int) -> str:
    return "不合格式的，采集时不会收入，请逐处改正后再检查。" if errors else "可以采集。"
