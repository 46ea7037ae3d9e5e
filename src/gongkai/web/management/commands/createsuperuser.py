"""Django's command of this name, which would make somebody who may do everything: here it says what to do instead."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from gongkai.web.foundations.models import NoSuperuser


class Command(BaseCommand):
    help = "不适用：没有可以办理一切事项的超级用户。请用 gongkai people add。"
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> NoReturn:
        raise CommandError(str(NoSuperuser()))
