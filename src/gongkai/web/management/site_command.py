"""What every command of the site shares: its name and help as people know them, and a database that is up to date."""

import sys
from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

# Django's own options, for those who write Django sites: in our help they would only be in the way.
_FOR_DEVELOPERS = {
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
}


class SiteCommand(BaseCommand):
    """A command of `gongkai`; one that `only_looks` leaves a database that is not there as it is, and says so."""

    suppressed_base_arguments: ClassVar = _FOR_DEVELOPERS
    only_looks = False
    requires_system_checks: ClassVar = []  # the tests make them; here they would only take time

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        """Called by whatever name, it is a command of `gongkai`."""
        return super().create_parser("gongkai", subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Bring the database up to date first; what goes wrong is told in its own words alone."""
        try:
            self._bring_up_to_date()
            return super().execute(*args, **options)
        except CommandError as error:
            if not self._called_from_command_line:
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)

    def _bring_up_to_date(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return
            if self.only_looks:
                raise CommandError("数据库还没有建立，或者不是当前版本。请先运行一次 gongkai serve。")
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(
                f"数据库不能使用：{str(error).strip()}\n请检查 GONGKAI_DATABASE（或 GONGKAI_HOME 文件夹）和数据库服务，然后重试。"
            ) from error
