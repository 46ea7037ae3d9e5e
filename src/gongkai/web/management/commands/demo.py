"""Fills the site with an invented county, so that there is something to look at."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongkai.web.demo.building import build


class Command(BaseCommand):
    help = "建立演示数据：虚构的墨鹭县，八个机关，每个机关两个年度的报告；重复运行不会重复添加。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-account", action="store_true", help="另建一个演示账号 demo，口令随机生成，只显示一次"
        )

    def handle(self, *_args: Any, with_account: bool, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        organs, reports = build(at=timezone.now())
        self.stdout.write(f"演示数据已就绪：{organs} 个机关，{reports} 份年度报告（全部虚构）。")
        if with_account:
            self.stdout.write(_account())


def _account() -> str:
    """Make the account `demo` with a password that nobody has chosen; an existing one is left alone."""
    people = get_user_model().objects
    if people.filter(username="demo").exists():
        return "账号 demo 已经存在，口令没有改动；忘记时用 changepassword demo 重设。"
    password = secrets.token_urlsafe(12)
    people.create_superuser("demo", password=password, first_name="示", last_name="演")
    return f"后台 /office/ 的演示账号：demo，口令：{password}（只显示这一次）"
