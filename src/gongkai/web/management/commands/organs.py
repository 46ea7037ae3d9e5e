"""Takes a list of organs in from a file, or hands out an empty list to fill in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.foundations import clock
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.organs.importing import Plan, PlannedRow, Verdict, carry_out, plan, take_roster, template


class Command(SiteCommand):
    help = "按名册（XLSX 或 CSV）登记机关：逐行预演，没有一行有问题才一次登记；另可取得空白名册。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True, metavar="import|template")
        taken = tasks.add_parser("import", help="按名册登记")
        taken.add_argument("file", type=Path, metavar="文件", help="XLSX 或 CSV 名册")
        taken.add_argument("--dry-run", action="store_true", help="只预演，说明每一行会怎样，不登记")
        empty = tasks.add_parser("template", help="写出空白名册")
        empty.add_argument("file", type=Path, metavar="文件", help="要写的 XLSX 文件")

    def handle(self, *_args: Any, task: str, file: Path, **options: Any) -> None:
        try:
            if task == "template":
                self._write_template(file)
            else:
                self._import(file, is_dry=options["dry_run"])
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        except OSError as error:
            done = "写" if task == "template" else "读"
            raise CommandError(f"文件 {file} 不能{done}：{error.strerror}。") from error

    def _write_template(self, file: Path) -> None:
        if file.suffix.lower() != ".xlsx":
            raise CommandError("空白名册是 XLSX 文件。请给出以 .xlsx 结尾的文件名。")
        try:
            with file.open("xb") as out:  # what somebody has filled in already is not written over
                out.write(template())
        except FileExistsError as error:
            raise CommandError(f"已经有这个文件，没有改动：{file}。请换一个文件名。") from error
        self.stdout.write(f"空白名册已写到 {file}。")

    def _import(self, file: Path, *, is_dry: bool) -> None:
        planned = plan(take_roster(file.read_bytes(), name=file.name), by=SYSTEM)
        self._tell(planned)
        if planned.is_idle:
            self.stdout.write("名册与现有登记一致，不需要登记。")
            return
        if not planned.is_ready:
            raise CommandError("一行也没有登记。请按各行的说明改正后重试。")
        if is_dry:
            self.stdout.write("这是预演，没有登记。")
        else:
            carry_out(planned, seal=planned.seal, by=SYSTEM, at=clock.now())
            self.stdout.write("已全部登记。")

    def _tell(self, planned: Plan) -> None:
        for row in planned.rows:
            if row.verdict is not Verdict.UNCHANGED:
                self.stdout.write(
                    f"第{row.line}行 {row.name or '（没有全称）'}：{row.verdict.label}。{_why(row)}"
                )
        self.stdout.write(planned.summary())


def _why(row: PlannedRow) -> str:
    """What is wrong with a row, or what it changes."""
    if row.faults:
        return "".join(map(str, row.faults))
    return "".join(f"{change.heading}由“{change.before}”改为“{change.after}”。" for change in row.changes)
