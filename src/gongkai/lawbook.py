"""The one loader of the law: TOML data of the package, overlaid by a folder of the office, as kernel values.

An office that must change a value puts a file of the same relative path (e.g. `rules/figures.toml`) into the
folder named by GONGKAI_LAW_DIR; that file then replaces ours. Everything is validated when it is loaded.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.kernel.findings import Severity
from gongkai.kernel.form import Column, Form, Group, Row, Section, Table, Topic
from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.rules import Identity, Need, Rule

NEWEST = "2021"
PACKAGE_LAW = Path(__file__).parent / "law"
Toml = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LawBook:
    """All that the law says and the engine asks for."""

    forms: Mapping[str, Form]
    rules: tuple[Rule, ...]
    equations: Mapping[str, tuple[Identity, ...]]
    wording: Toml

    def form(self, form_id: str) -> Form:
        """The form with this id; KeyError when there is none."""
        return self.forms[form_id]

    def form_for(self, year: int | None) -> Form:
        """The form that reports of this year use; the newest when the year is unknown or earlier than any."""
        for form in self.forms.values():
            if year is not None and form.first_year <= year <= form.last_year:
                return form
        return self.forms[NEWEST]

    def rule(self, code: str) -> Rule:
        """The rule with this code; KeyError when there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

    def identities(self, form: Form) -> tuple[Identity, ...]:
        """Every equation that the rules demand of this form (42 in both forms)."""
        return self.equations[form.id]


@cache
def load(law_dir: str | None = None) -> LawBook:
    """The law book of this process; `law_dir` (default: GONGKAI_LAW_DIR) overlays the package's data."""
    overlay = law_dir or os.environ.get("GONGKAI_LAW_DIR")
    base = _read("forms/2021.toml", overlay)
    forms = {"2019": _form(_derive(base, _read("forms/2019.toml", overlay))), "2021": _form(base)}
    rows = [
        raw
        for name in ("figures", "structure", "prose")
        for raw in _read(f"rules/{name}.toml", overlay)["rules"]
    ]
    rules = tuple(_rule(raw) for raw in rows)
    if len({rule.code for rule in rules}) != len(rules):
        raise LawInvalid("规则编码重复。", "请检查 rules 目录下的文件。")
    shapes = {raw["code"]: raw["identity"] for raw in rows if "identity" in raw}
    equations = {
        form.id: tuple(eq for code, shape in shapes.items() for eq in _equations(form, code, shape))
        for form in forms.values()
    }
    return LawBook(forms, rules, equations, _read("wording/prose.toml", overlay))


def _read(name: str, overlay: str | None) -> dict[str, Any]:
    """One data file, the office's own when it has one."""
    path = PACKAGE_LAW / name
    if overlay and (Path(overlay) / name).is_file():
        path = Path(overlay) / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawInvalid(f"数据文件 {path.name} 不能读取：{error}。", "请改正该文件后重试。") from error


def _derive(base: Toml, change: Toml) -> Toml:
    """A form told as the difference from another one."""
    table3 = dict(base["table3"])
    drop = set(change["table3"]["drop_rows"])
    rows = [row for row in table3["rows"] if row["id"] not in drop]
    for extra in change["table3"]["insert"]:
        index = next(i for i, row in enumerate(rows) if row["id"] == extra["before"])
        rows.insert(index, {k: v for k, v in extra.items() if k != "before"})
    table3["rows"] = rows
    table3["groups"] = [g for g in table3["groups"] if g["id"] not in set(change["table3"]["drop_groups"])]
    own = {key: change[key] for key in ("id", "title", "source", "years", "table2")}
    return {**base, **own, "table3": table3}


def _form(raw: Toml) -> Form:
    """A form from its data, with every cell named once."""
    first_year, last_year = raw["years"]
    form = Form(
        id=raw["id"],
        title=raw["title"],
        source=raw["source"],
        first_year=first_year,
        last_year=last_year,
        sections=tuple(_section(section) for section in raw["sections"]),
        topics=tuple(
            Topic(t["number"], t["kind"], t["heading"], tuple(t["keywords"])) for t in raw["topics"]
        ),
        tables=(_table2(raw["table2"]), _table3(raw["table3"]), _table4(raw["table4"])),
    )
    if len(set(form.cells)) != len(form.cells):
        raise LawInvalid(f"格式 {form.id} 中有重名的格。", "请检查 forms 目录下的文件。")
    return form


def _section(raw: Toml) -> Section:
    return Section(raw["number"], raw["heading"], tuple(raw.get("aliases", ())), tuple(raw["keywords"]))


def _columns(rows: list[Toml]) -> tuple[Column, ...]:
    return tuple(
        Column(
            id=raw["id"],
            label=raw["label"],
            aliases=tuple(raw.get("aliases", ())),
            decimals=raw.get("decimals", 0),
            signed=raw.get("signed", False),
            units=tuple(raw.get("units", ())),
        )
        for raw in rows
    )


def _row(raw: Toml, columns: tuple[Column, ...], article: str = "") -> Row:
    return Row(
        id=raw["id"],
        label=raw["label"],
        columns=columns,
        group=raw.get("group", ""),
        article=article,
        is_leaf=raw.get("leaf", False),
        anchors=tuple(raw.get("anchors", ())),
        aliases=tuple(raw.get("aliases", ())),
    )


def _table2(raw: Toml) -> Table:
    rows: list[Row] = []
    for block in raw["blocks"]:
        columns = _columns(block["columns"])
        rows.extend(_row(row, columns, block["article"]) for row in block["rows"])
    return Table("table2", raw["heading"], tuple(rows), texts={"corner": raw["corner"]})


def _table3(raw: Toml) -> Table:
    columns = _columns(raw["columns"])
    rows = tuple(_row(row, columns) for row in raw["rows"])
    groups = tuple(Group(group["id"], group["label"]) for group in raw["groups"])
    texts = {key: raw[key] for key in ("corner", "columns_heading", "organisations")}
    return Table("table3", raw["heading"], rows, groups, texts)


def _table4(raw: Toml) -> Table:
    columns = _columns(raw["columns"])
    rows = tuple(_row(row, columns) for row in raw["rows"])
    return Table("table4", raw["heading"], rows, texts={"suits": raw["suits"]})


def _rule(raw: Toml) -> Rule:
    try:
        return Rule(
            code=raw["code"],
            title=raw["title"],
            sentence=raw["sentence"],
            severity=Severity(raw["severity"]),
            needs=Need(raw["needs"]),
            first_year=raw["years"][0],
            last_year=raw["years"][1],
            source=raw["source"],
            advice=raw["advice"],
        )
    except (KeyError, ValueError) as error:
        raise LawInvalid(
            f"规则 {raw.get('code', '？')} 缺少或写错了一项：{error}。", "请检查 rules 目录下的文件。"
        ) from error


def _equations(form: Form, code: str, shape: Toml) -> tuple[Identity, ...]:
    """The equations of one rule: one for each column or each row of its table."""
    table = form.table(shape["table"])
    leaves = [row.id for row in table.leaves]

    def side(names: list[str]) -> list[str]:
        return [item for name in names for item in (leaves if name == "@leaves" else [name])]

    left, right = side(shape["left"]), side(shape["right"])
    if shape["each"] == "column":
        return tuple(
            Identity(
                code,
                f"{table.id}.{column.id}",
                tuple(f"{table.id}.{row}.{column.id}" for row in left),
                tuple(f"{table.id}.{row}.{column.id}" for row in right),
            )
            for column in table.rows[0].columns
        )
    return tuple(
        Identity(
            code,
            f"{table.id}.{row.id}",
            tuple(f"{table.id}.{row.id}.{column}" for column in left),
            tuple(f"{table.id}.{row.id}.{column}" for column in right),
        )
        for row in table.rows
    )
