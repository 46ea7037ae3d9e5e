"""Runs what is due, once: for a timer of the system where no worker is wanted. Running it twice does no harm."""

from argparse import ArgumentParser
from typing import Any

from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.outbox import selectors
from gongkai.web.outbox.actions import ask_again
from gongkai.web.outbox.worker import drain, told


class Command(SiteCommand):
    help = "办理一次到期的后台事务（包括每天一次的例行事务），然后结束；重复运行无妨。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="先把多次没有办成的事务重新排队")

    def handle(self, *_args: Any, again: bool, **_options: Any) -> None:
        if again and (count := ask_again(at=clock.now())):
            self.stdout.write(f"{count} 件多次没有办成的事务已重新排队。")
        self.stdout.write(told(list(drain(now=clock.now))))
        for errand in selectors.stuck():
            self.stdout.write(
                f"需要处理：{errand.topic} {errand.key}，试过 {errand.attempts} 次，{errand.problem or '没有办理它的程序'}。"
            )
