"""The statutory clock on the command line: when a reply is due, and how that day came about."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from gongkai import usage
from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.kernel.clock import Clock, clock
from gongkai.kernel.problems import NotLawful, Problem, Unreadable
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.deadlines import clock_law

SCHEMA = "gongkai.clock/1"
_ADVICE = "请改正后重试。"
_LAST_YEAR = 2999
_MOST_DAYS = 1000
# What an event may say besides its kind and day.
_SAYS = {
    Happened.RECEIVED: (),
    Happened.CORRECTION_ASKED: ("limit_on",),
    Happened.CORRECTED: (),
    Happened.CORRECTION_LAPSED: (),
    Happened.CONSULTATION_SENT: ("of",),
    Happened.CONSULTATION_RECEIVED: (),
    Happened.CONSULTATION_CLOSED: (),
    Happened.EXTENDED: ("days",),
    Happened.DELAYED: ("until",),
    Happened.FEE_NOTICED: (),
    Happened.FEE_PAID: (),
    Happened.FEE_LAPSED: (),
    Happened.REASONS_ASKED: (),
    Happened.REPLIED: (),
    Happened.POSTED: (),
    Happened.SERVED: (),
    Happened.WITHDRAWN: (),
    Happened.REOPENED: ("by", "limit_on"),
}
_ALWAYS = ("kind", "on", "id", "reason")


class _Day(click.ParamType):
    """A day, written as YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = _day(value)
        if day is None:
            self.fail("应是日期，例如 2026-01-30", param, ctx)
        return day


def _day(written: object) -> date | None:
    """A day out of YYYY-MM-DD; None when it is none."""
    if not isinstance(written, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year <= _LAST_YEAR else None


@click.command(cls=usage.Command)
@click.option("--received", type=_Day(), metavar="日期", help="收到申请的日期，例如 2026-01-30。")
@click.option("--events", metavar="文件", help="事项的 JSON 列表（- 为标准输入），先后不限。")
@click.option("--from", "first", type=_Day(), metavar="日期", help="逐日列表的第一天，与 --to 一起用。")
@click.option("--to", "last", type=_Day(), metavar="日期", help="逐日列表的最后一天。")
@click.option("--days", type=click.IntRange(1, _MOST_DAYS), metavar="天数", help="逐日列表算多少个工作日。")
@click.option(
    "--format", "format_", type=click.Choice(["json", "text"]), help="输出方式：json（默认）或者 text。"
)
def due(
    received: date | None,
    events: str | None,
    first: date | None,
    last: date | None,
    days: int | None,
    format_: str | None,
) -> None:
    """算出答复期限的最后一天，逐步说明由来和依据；或者列出一段日子里每一天起算的届满日（CSV）。"""
    if (received is not None) + (events is not None) + (first is not None or last is not None) != 1:
        raise click.UsageError("请给出 --received、--events，或者 --from 和 --to，三者之一。")
    is_list = first is not None or last is not None
    if days is not None and not is_list:
        raise click.UsageError("--days 只与 --from、--to 一起用。")
    try:
        if is_list:
            _list_days(first, last, days=days, format_=format_)
            return
        told = [CaseEvent(kind=Happened.RECEIVED, on=received)] if received else list(_read(events or ""))
        _print(_explained(told), format_)
    except NotLawful as problem:
        click.echo(f"{problem.code}: {problem.message}依据：{problem.article}。{problem.advice}", err=True)
        sys.exit(1)
    except Problem as problem:
        click.echo(f"{problem.code}: {problem.message}{problem.advice}", err=True)
        sys.exit(2)


def _explained(events: list[CaseEvent]) -> Clock:
    law = clock_law()
    explained = clock(events, law=law)
    if explained.received_on is None:
        article = law.deadlines.articles[Happened.RECEIVED]
        raise NotLawful(
            "没有收到申请的日期，期限无从起算。", "请先记入收到申请（received）。", article=article
        )
    return explained


def _print(explained: Clock, format_: str | None) -> None:
    if format_ == "text":
        for step in explained.steps:
            article = f"（{step.article}）" if step.article else ""
            click.echo(f"{step.on}  {step.sentence}{article}")
        return
    click.echo(json.dumps(as_json(explained), ensure_ascii=False))


def as_json(explained: Clock) -> dict[str, Any]:
    """A clock as the contract has it."""
    return {
        "schema": SCHEMA,
        "received_on": _iso(explained.received_on),
        "due_on": _iso(explained.due_on),
        "provisional": explained.is_provisional,
        "closed": explained.is_closed,
        "steps": [
            {
                "on": step.on.isoformat(),
                "what": str(step.what),
                "article": step.article,
                "effect": step.effect,
            }
            for step in explained.steps
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _list_days(first: date | None, last: date | None, *, days: int | None, format_: str | None) -> None:
    """One line of CSV for every day of a range."""
    if first is None or last is None or first > last:
        raise click.UsageError("--from 和 --to 要一起给出，--from 不晚于 --to。")
    if format_ is not None:
        raise click.UsageError("逐日列表只有 CSV，不用 --format。")
    law = clock_law()
    _explained([CaseEvent(kind=Happened.RECEIVED, on=first)])  # what no clock takes is no row either
    count = days or law.deadlines.reply_due.workdays
    click.echo("received_on,due_on,provisional")
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        end = add_workdays(day, count, calendar=law.calendar)
        click.echo(f"{day},{end.day},{'true' if end.is_provisional else 'false'}")


def _read(name: str) -> Iterator[CaseEvent]:
    """The events of a file, in whatever order they stand. Unreadable when one is not as the contract has it."""
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        rows = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{name} 不能读取，或者不是 JSON。", _ADVICE) from error
    if not isinstance(rows, list):
        raise Unreadable("事项应是 JSON 的列表。", _ADVICE)
    for place, row in enumerate(rows, 1):
        yield _event(row, place)


def _event(row: object, place: int) -> CaseEvent:
    where = f"第 {place} 个事项"
    if not isinstance(row, dict) or row.get("kind") not in [*_SAYS]:
        raise Unreadable(f"{where}的 kind 不认识。", f"kind 应是 {'、'.join(_SAYS)} 之一。")
    row = {key: value for key, value in row.items() if value is not None}
    kind = Happened(row["kind"])
    says = _SAYS[kind]
    for key in row:
        if key not in (*_ALWAYS, *says):
            raise Unreadable(f"{where}（{kind}）没有“{key}”这一项。", _ADVICE)
    texts = {key: _text(row, key, where) for key in ("id", "reason")}
    on = _day(row.get("on"))
    if on is None:
        raise Unreadable(f"{where}（{kind}）的 on 应是 YYYY-MM-DD 的日期。", _ADVICE)
    return CaseEvent(kind=kind, on=on, **texts, **_said(row, where))


def _text(row: Mapping[str, Any], key: str, where: str) -> str:
    text = row.get(key, "")
    if not isinstance(text, str):
        raise Unreadable(f"{where}的 {key} 应是文字。", _ADVICE)
    return text


def _said(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What an event says besides its kind and day, of the right type."""
    said: dict[str, Any] = {}
    for key in ("limit_on", "until"):
        if key in row:
            said[key] = _day(row[key])
    if "days" in row:
        said["days"] = row["days"] if type(row["days"]) is int else None
    for key, known in (("of", Consulted), ("by", Reopener)):
        if key in row:
            said[key] = known(row[key]) if row[key] in [*known] else None
    if wrong := [key for key, value in said.items() if value is None]:
        raise Unreadable(f"{where}的 {wrong[0]} 写得不对：{row[wrong[0]]!r}。", _ADVICE)
    return said
