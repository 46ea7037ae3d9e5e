"""The calendar of an office on the command line: a year's notice on days off is read, shown and kept."""

import os
import re
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai import usage
from gongkai.engine import intake
from gongkai.kernel.days import WEEKDAYS
from gongkai.kernel.problems import LawInvalid, Problem, Unreadable, Unwritable
from gongkai.lawbook.calendars import OURS
from gongkai.lawbook.calendars import calendar as load_calendar
from gongkai.lawbook.files import Library
from gongkai.lawbook.notices import as_toml, read_notice


@click.group(cls=usage.Commands)
def calendar() -> None:
    """放假和调休的日历。"""


@calendar.command("import")
@click.argument("file", metavar="文件")
@click.option("--replace", is_flag=True, help="这一年已经有日历的，用这份通知替换。")
@click.option("--yes", is_flag=True, help="不再询问，直接写入。")
def import_(file: str, *, replace: bool, yes: bool) -> None:
    """载入国务院办公厅一年的放假通知（通知原文的文本，或者 TOML 文件），显示读出的日期，确认后写入 GONGKAI_LAW_DIR。"""
    try:
        folder = _folder()
        written, unread = _read(Path(file))
        year = _checked(written)
        target = folder / "calendars" / f"{year}.toml"
        _refuse_known(year, target, is_replacing=replace)
        for line in _table(written):
            click.echo(line)
        for said in unread:
            click.echo(f"不是放假安排，没有载入：{said}。")
        if not yes and not click.confirm(f"写入 {target} 吗"):
            click.echo("没有写入。")
            return
        _write(target, written)
        click.echo(f"已写入 {target}。")
    except Problem as problem:
        click.echo(f"{problem.code}: {problem.message}{problem.advice}", err=True)
        sys.exit(2)


def _folder() -> Path:
    """The folder of the office's own law data."""
    overlay = Library.opened(os.environ.get("GONGKAI_LAW_DIR")).overlay
    if overlay is None:
        raise LawInvalid(
            "没有机关自己的数据目录。", "请建一个文件夹，把它的路径设为 GONGKAI_LAW_DIR 后重试。"
        )
    return overlay


def _read(file: Path) -> tuple[str, tuple[str, ...]]:
    """The calendar that a file holds, as TOML, and the sentences of a notice that set no day off."""
    try:
        text = intake.decode(file.read_bytes())
    except OSError as error:
        raise Unreadable(f"{file} 不能读取。", "请核对文件名。") from error
    if file.suffix.lower() == ".toml":
        return text, ()
    notice = read_notice(text)
    return as_toml(notice), notice.unread


def _checked(written: str) -> int:
    """The year of a calendar that holds together; LawInvalid otherwise."""
    try:
        year = tomllib.loads(written).get("year")
    except tomllib.TOMLDecodeError as error:
        raise LawInvalid(f"文件不是 TOML：{error}。", "请改正后重试。") from error
    if type(year) is not int or not re.fullmatch(r"20\d\d", str(year)):
        raise LawInvalid("文件没有写明年份（year = 2027）。", "请改正后重试。")
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "calendars" / f"{year}.toml"
        _write(trial, written)
        load_calendar(folder)
    return year


def _refuse_known(year: int, target: Path, *, is_replacing: bool) -> None:
    if not is_replacing and (str(year) in OURS or target.exists()):
        raise Unwritable(f"{year} 年的日历已经有了。", "通知在年中有调整的，请核对以后加上 --replace。")


def _table(written: str) -> list[str]:
    """What was understood, a line for each holiday."""
    data: dict[str, Any] = tomllib.loads(written)
    lines = [f"{data['year']} 年"]
    lines += [f"{each['number']}  {each['title']}（{each['issued_on']}）" for each in data["notice"]]
    for each in data["holiday"]:
        first, last = each["first_on"], each["last_on"]
        until = f" 至 {_day(last)}" if last != first else ""
        worked = "、".join(_day(day) for day in each.get("makeup", ()))
        lines.append(
            f"{each['name']}  放假 {_day(first)}{until}，共 {(last - first).days + 1} 天"
            + (f"；上班 {worked}" if worked else "")
        )
    return lines


def _day(day: date) -> str:
    return f"{day}（星期{WEEKDAYS[day.weekday()]}）"


def _write(target: Path, written: str) -> None:
    """Whole or not at all: whoever reads the calendar meanwhile has the old one or the new one."""
    try:
        target.parent.mkdir(exist_ok=True)
        draft = target.with_suffix(".new")
        draft.write_text(written, "utf-8")
        draft.replace(target)
    except OSError as error:
        raise Unwritable(f"{target} 写不进去：{error.strerror}。", "请检查文件夹的权限。") from error
