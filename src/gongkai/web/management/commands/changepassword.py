"""Django's command of this name would change a password behind the ledger's back: here it says what to do instead."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "不适用：这样改口令不会记入台账。请用 gongkai people reset。"
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("username", nargs="?")

    def handle(self, *_args: Any, **_options: Any) -> NoReturn:
        raise CommandError("这样改口令不会记入台账。请用 gongkai people reset 登录名。")
