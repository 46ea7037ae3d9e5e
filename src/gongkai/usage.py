"""What the command line says of itself, in Chinese: its help, what usage is wrong, how a run came out."""

import re
from collections import Counter
from typing import Any

import click

from gongkai.engine.render.people import printable
from gongkai.engine.report import AnnualReport
from gongkai.kernel.problems import Problem

_WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "[required]": "（必需）",
    "Show this message and exit.": "显示本说明。",
}
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


def _said(text: str) -> str:
    """What the library says in English, in Chinese."""
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    return text


class _Help(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _said(args), prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_said(heading)}：\n")

    def write_dl(self, rows: Any, *widths: int, **named: int) -> None:
        super().write_dl([(name, _said(text)) for name, text in rows], *widths, **named)


class _Context(click.Context):
    formatter_class = _Help


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = _Context


class Commands(click.Group):
    """Commands whose help is Chinese."""

    context_class = _Context
    command_class = Command


class Files(click.Argument):
    """The files behind a command, told in its help."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """What may stand there."""
        return self.make_metavar(ctx), "一个或者多个文件；给出文件夹的，办理其中的全部文件。- 是标准输入。"


def wrong(error: click.UsageError) -> str:
    """What is wrong with the usage, and where to look it up."""
    command = error.ctx.command_path if error.ctx else "gongkai"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    return f"用法有误：{_in_chinese(error)}\n请看 {command} --help。"


def _in_chinese(error: click.UsageError) -> str:
    """The commonest errors of usage; others as the library words them."""
    if isinstance(error, click.MissingParameter):
        if not isinstance(error.param, click.Option):
            named = error.param.metavar if error.param else None
            return f"没有给出{(named or '文件').rstrip('…')}。"
        names = error.param.opts
        return "没有写输出文件（-o）。" if "-o" in names else f"没有写 {names[0]}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in error.message
        return f"{error.option_name} {'后面不带值' if takes_none else '后面没有写值'}。"
    if isinstance(error, click.BadParameter) and error.param:
        return _bad_value(error.param)
    if extra := _EXTRA.search(error.message):
        return f"多出了“{extra[1]}”。"
    if match := re.match(r"No such command '(.*?)'", error.format_message()):
        return f"没有命令 {match[1]}。"
    return error.format_message()


def _bad_value(parameter: click.Parameter) -> str:
    known = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
    return f"{parameter.opts[0]} 的值不对{'，应是 ' + '、'.join(known) + ' 之一' if known else ''}。"


class Exit:
    """The worst exit status so far (2 wins over 1) and how many files came to what."""

    def __init__(self) -> None:
        self.status = 0
        self.failures = 0
        self.done: Counter[str] = Counter()

    def note(self, report: AnnualReport) -> None:
        """Count a report that was read."""
        if report.has_errors:
            self.status = max(self.status, 1)
        self.done[
            "有错误" if report.has_errors else "有需核对或提示" if report.findings else "没有发现问题"
        ] += 1

    def failed(self, name: str, problem: Problem) -> None:
        """Tell a problem on standard error: path, code, what happened and what to do."""
        self.status = 2
        self.failures += 1
        click.echo(f"{printable(name)}: {problem.code}: {problem.message}{problem.advice}", err=True)

    def refused(self, problem: Problem, *, name: str = "") -> None:
        """Tell why something that could be read was not used; the codes are for what could not be read."""
        self.status = 2
        click.echo(printable(f"{f'{name}：' if name else ''}{problem.message}{problem.advice}"), err=True)

    def total(self) -> str:
        """All files in one line; empty for a single one."""
        count = self.done.total() + self.failures
        told = [f"{number} 份{what}" for what, number in self.done.items()]
        told += [f"{self.failures} 个文件未能读取" if self.failures else ""]
        return f"共 {count} 个文件：{'，'.join(part for part in told if part)}。" if count > 1 else ""


# What Django runs: the names of its commands, and what the list of commands says of them.
OF_SITE = {
    "serve": "启动网站（默认 http://127.0.0.1:8000），同时办理后台事务。",
    "demo": "在本机数据库中建立演示数据（一个虚构的县）。",
    "tick": "办理一次到期的后台事务和每天的例行事务，然后结束；重复运行无妨。",
    "verify": "核对台账有没有被改动：每条记录、链头、数据库触发器，以及各表与台账是否一致。",
    "rebuild": "按台账重写数据库中被改动的列；不加 --write 时只列出。",
    "search": "核对搜索（check），或者重建公开总表和搜索索引（rebuild）。",
    "expunge": "清除：列出待办的提议，提出清除，执行或者驳回别人提出的清除。",
    "work": "办理后台事务，直到停止；网站之外再加人手时用。",
    "organs": "按名册登记机关，或者取得空白名册。",
    "keys": "发放、停用、列出数据接口的密钥。",
    "harvest": "采集：从登记的来源收入公开的信息，或者检查一个网站的变更接口合不合格式。",
    "reseal": "用新的密钥重新加密申请人信息和第二道验证的密钥；中断了可以再运行。",
    "report": "年度报告：由台账计算各表（compile），固定年末的数字（freeze），公布（publish），汇总（rollup）。",
    "people": "登记人员、授予职责、解除登录锁定、重设口令。",
}
