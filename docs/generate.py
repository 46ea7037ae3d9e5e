"""Writes the reference pages from law data and code, so that they cannot lag: `python -m docs.generate`."""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

import click

from docs import examples, law, letters, outcomes, site, states
from docs.markdown import REFERENCE, page, table, words
from gongkai import lawbook
from gongkai.cli import app
from gongkai.engine.render.people import SEVERITY_NAMES
from gongkai.kernel.form import Column, Form, Row, Table
from gongkai.kernel.problems import Problem, Refused
from gongkai.kernel.rules import Need, Rule
from gongkai.web.settings.environment import SETTINGS

NEEDS = {
    Need.FILE: "本报告",
    Need.LAST_YEAR: "上一年度报告",
    Need.MEMBERS: "下级或同级机关的报告",
    Need.REGISTER: "公开登记",
    Need.LEDGER: "办理台账",
}


def years(first: int, last: int) -> str:
    """A span of report years in words; 9999 means that no end is known."""
    return f"{first} 年起" if last == 9999 else f"{first}—{last} 年"


def rules() -> str:
    """Every check: what it says, how grave it is, what it needs, where it comes from."""
    book = lawbook.load()
    overview = table(
        ("编码", "名称", "级别", "需要"),
        (
            (f"[`{r.code}`](#{r.code.lower()})", r.title, SEVERITY_NAMES[r.severity], NEEDS[r.needs])
            for r in book.rules
        ),
    )
    return page(
        "检查规则",
        "每条发现都带有下面的编码。编码一经使用不再改作他用。",
        "“需要”一栏不具备时，该规则不适用，不算通过也不算不通过。",
        overview,
        *(_rule(rule) for rule in book.rules),
    )


def _rule(rule: Rule) -> str:
    span = years(rule.first_year, rule.last_year)
    lines = [
        f"## {rule.code}",
        f"**{rule.title}**（{SEVERITY_NAMES[rule.severity]}；需要：{NEEDS[rule.needs]}；适用于{span}的报告）",
        rule.sentence,
        f"依据：{rule.source}",
    ]
    if rule.advice:
        lines.append(f"怎么办：{rule.advice}")
    return "\n\n".join(lines)


def form() -> str:
    """The official forms, cell by cell, with the other wordings that are understood."""
    return page(
        "报告格式",
        "格子的名称是 `表.行.列`，例如 `table3.new_received.natural_person`。"
        "“其他写法”读得懂，但会提示为非标准表述。",
        *(_form(one) for one in lawbook.load().forms.values()),
    )


def _form(one: Form) -> str:
    sections = table(
        ("部分", "标题", "其他写法"),
        ((str(s.number), s.heading, "；".join(s.aliases)) for s in one.sections),
    )
    span = years(one.first_year, one.last_year)
    topics = table(("序号", "标题", "代号"), ((t.number, t.heading, f"`{t.kind}`") for t in one.topics))
    return "\n\n".join(
        [
            f"## {one.title}",
            f"代号 `{one.id}`，适用于{span}的报告，共 {len(one.cells)} 格。依据：{one.source}",
            sections,
            "第一部分应当包括：",
            topics,
            *(_table(one_table) for one_table in one.tables),
        ]
    )


def _table(one: Table) -> str:
    parts = [f"### {one.heading}（`{one.id}`，{len(one.cells)} 格）"]
    for rows in _same_columns(one.rows):
        columns = rows[0].columns
        parts.append("列：" + "；".join(_column(column) for column in columns))
        parts.append(
            table(
                ("行", "标签", "其他写法"),
                ((f"`{row.id}`", row.label, "；".join(row.aliases)) for row in rows),
            )
        )
    return "\n\n".join(parts)


def _same_columns(rows: Iterable[Row]) -> list[list[Row]]:
    """Neighbouring rows that share their columns."""
    blocks: list[list[Row]] = []
    for row in rows:
        if blocks and blocks[-1][0].columns == row.columns:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _column(column: Column) -> str:
    others = f"（也写作{'、'.join(column.aliases)}）" if column.aliases else ""
    return f"`{column.id}` {column.label}{others}"


def problems() -> str:
    """Every way in which a file cannot be read or an act not be done, and what to do."""
    kinds = problem_kinds()
    return page(
        "读不了、办不成的时候",
        "编码一经使用不再改作他用。",
        "## 文件",
        "文件读不了时，命令在标准错误输出写明路径、下面的编码和怎么办，其余文件照常处理，退出状态为 2。",
        _told(kind for kind in kinds if not issubclass(kind, Refused)),
        "## 办事",
        "规则不允许的事，什么也不改动，页面和命令说明理由；谁想办什么、为什么没有办成，记入台账。",
        _told(kind for kind in kinds if issubclass(kind, Refused)),
    )


def _told(kinds: Iterable[type[Problem]]) -> str:
    told = {entry["code"]: entry for entry in words()["problems"]}
    rows = ((f"`{kind.code}`", told[kind.code]["meaning"], told[kind.code]["advice"]) for kind in kinds)
    return table(("编码", "含义", "怎么办"), rows)


def problem_kinds() -> list[type[Problem]]:
    """The problems that have a code of their own, by it; those of the site and of redaction too."""
    site.start_django()
    import_module("gongkai.engine.redaction")
    return sorted(_below(Problem), key=lambda kind: kind.code)


def _below(kind: type[Problem]) -> Iterator[type[Problem]]:
    for each in kind.__subclasses__():
        if "code" in vars(each):
            yield each
        yield from _below(each)


def glossary() -> str:
    """One word for one thing: the term, the word in the code, what it means."""
    rows = ((t["term"], f"`{t['id']}`", t["meaning"], t.get("article", "")) for t in words()["terms"])
    return page(
        "词汇表",
        "同一件事，屏幕、代码、数据和文档用同一个词。代码中的模型名与值的类名都取自本表。",
        table(("术语", "代码中的词", "含义", "依据"), rows),
    )


def settings() -> str:
    """What an operator of the site may choose."""
    rows = ((f"`{s.name}`", f"`{s.default}`" if s.default else "（空）", s.help) for s in SETTINGS)
    return page("网站设置", "全部设置只从环境变量读取。", table(("环境变量", "不设时", "说明"), rows))


def commands() -> str:
    """The command line, from the commands themselves."""
    context = click.Context(app, info_name="gongkai")
    parts = []
    for name in app.list_commands(context):
        command = app.commands[name]
        parts.append(_command(command, click.Context(command, info_name=name, parent=context)))
    return page(
        "命令",
        "退出状态：0 一切正常；1 至少有一条级别为“错误”的发现；2 有文件读不了，或用法有误（2 优先于 1）。"
        "网站的命令办不成时为 1，并说明理由。",
        *parts,
    )


def _command(command: click.Command, context: click.Context) -> str:
    usage = _in_chinese(" ".join(["gongkai", command.name or "", *command.collect_usage_pieces(context)]))
    lines = [f"## gongkai {command.name}", (command.help or "").strip(), f"```\n{usage}\n```"]
    records = [record for param in command.params if (record := param.get_help_record(context))]
    rows = [(f"`{_in_chinese(name)}`", _in_chinese(" ".join(text.split()))) for name, text in records]
    if command.context_settings.get(
        "allow_extra_args"
    ):  # handed on to the site, which knows what may stand there
        rows += site.arguments(command.name or "")
    if rows:
        lines.append(table(("参数", "说明"), rows))
    return "\n\n".join(lines)


def _in_chinese(text: str) -> str:
    """What the command-line library says in English, said in the page's language; types of plain text left out."""
    text = (
        re.sub(r" <(?:list\[)?str\]?>", "", text)
        .replace("[OPTIONS]", "[选项]")
        .replace("[required]", "（必需）")
    )
    return re.sub(r"\[default: (.*?)\]", r"（默认 \1）", text)


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules,
    "form.md": form,
    "problems.md": problems,
    "glossary.md": glossary,
    "commands.md": commands,
    "settings.md": settings,
    "duties.md": site.duties,
    "accounts.md": site.accounts,
    "addresses.md": site.addresses,
    "events.md": site.events,
    "limits.md": law.limits_page,
    "reviews.md": law.reviews_page,
    "catalogue.md": law.catalogue_page,
    "outcomes.md": outcomes.outcomes_page,
    "letters.md": letters.letters_page,
    "fees.md": outcomes.fees_page,
    "application-states.md": states.states_page,
    "openapi.json": site.openapi,
}


def main() -> None:
    """Write every page anew."""
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), "utf-8")
        print(f"docs/reference/{name}")
    for page_name in examples.PAGES:
        (examples.ROOT / page_name).write_text(examples.filled(page_name), "utf-8")
        print(page_name)


if __name__ == "__main__":
    main()
