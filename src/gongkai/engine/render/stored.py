"""A report kept as the contract's JSON, read back and checked: what is wrong is told with its place in the JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from gongkai import lawbook
from gongkai.engine.closing import Closing
from gongkai.engine.marks import LONGEST_NUMBER
from gongkai.engine.render.contract import SCHEMA
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Column, Form, Row
from gongkai.kernel.problems import NotAReport, Unreadable

_ADVICE = "请改正这一处，或用 gongkai read 重新生成。"


@dataclass(frozen=True, slots=True)
class StoredSection:
    """One section: its text a line a paragraph, its topics as (number, heading, text)."""

    number: int
    heading: str
    text: str
    topics: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What a report says, without findings. `values` are its figures by cell name; None is printed as nothing. A report
    that was kept before signatures were told apart has no `closing`: its text ends with it."""

    title: str
    organ: str
    form: Form
    preface: str
    sections: tuple[StoredSection, ...]
    values: Mapping[str, Number | None]
    closing: Closing | None = None


def parsed(text: str) -> dict[str, Any]:
    """The object in the text of a JSON file. Raises Unreadable when it is no JSON, or holds more than one report."""
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise Unreadable(
                f"文件里有不止一份报告（第 {error.lineno} 行起是另一份）。", "请一份存一个文件。"
            ) from None
        raise Unreadable(
            f"不是完整的 JSON（第 {error.lineno} 行第 {error.colno} 个字符）。", _ADVICE
        ) from None
    except RecursionError:
        raise Unreadable("JSON 的层数太多。", _ADVICE) from None
    except ValueError:  # an integer of thousands of digits
        raise Unreadable("JSON 里有过长的数字。", _ADVICE) from None
    if not isinstance(found, dict):
        raise NotAReport("JSON 的最外层应是一个对象 {…}。", _ADVICE)
    return found


def _no_number(name: str) -> NoReturn:
    raise Unreadable(f"JSON 里写着 {name}，它不是数。", "请改为数字；空白写 null。")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"JSON 的同一个对象里有两个“{twice[:40]}”。", _ADVICE)
    return found


def stored(data: Mapping[str, Any]) -> StoredReport:
    """The report in an object of the contract. Raises NotAReport with the place of what is wrong."""
    root = _Node("", data)
    schema = root["schema"]
    if schema.value != SCHEMA:
        raise schema.fault(f"应是“{SCHEMA}”")
    forms = lawbook.load().forms
    form = forms.get(root["form"].text())
    if form is None:
        raise root["form"].fault(f"应是 {'、'.join(forms)} 之一")
    return StoredReport(
        title=root["title"].text(),
        organ=root["organ"].text(),
        form=form,
        preface=root["preface"].text() if "preface" in data else "",
        sections=tuple(_section(node) for node in root["sections"].items()),
        values=_values(root, form),
        closing=_closing(root["closing"]) if data.get("closing") is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the JSON with its path."""

    path: str
    value: Any

    def fault(self, said: str) -> NotAReport:
        shown = json.dumps(self.value, ensure_ascii=True, default=str)
        told = f"，现在是 {shown[:40]}" if not isinstance(self.value, dict | list) else ""
        return NotAReport(f"{self.path or 'JSON'}：{said}{told}。", _ADVICE)

    def __getitem__(self, key: str) -> "_Node":
        path = f"{self.path}.{key}" if self.path else key
        if not isinstance(self.value, dict):
            raise self.fault("应是一个对象 {…}")
        if key not in self.value:
            raise NotAReport(f"{path}：没有这一项。", _ADVICE)
        return _Node(path, self.value[key])

    def items(self) -> "list[_Node]":
        if not isinstance(self.value, list):
            raise self.fault("应是一个列表 […]")
        return [_Node(f"{self.path}[{index}]", value) for index, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fault("应是文字")
        return self.value

    def only(self, *keys: str) -> None:
        """Refuse a key that the form does not have."""
        if not isinstance(self.value, dict):
            raise self.fault("应是一个对象 {…}")
        for key in self.value:
            if key not in keys:
                raise NotAReport(f"{self.path}：格式里没有“{key[:40]}”。", _ADVICE)

    def figure(self, column: Column) -> Number | None:
        value = self.value
        if value is None:
            return None
        if isinstance(value, float):  # of our own making: what is read from a file is a Decimal
            value = Decimal(str(value))
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.fault("应是数字或 null")
        return self._fitting(value, column)

    def _fitting(self, value: Number, column: Column) -> Number:
        """The figure in its shortest form, if the column can hold it."""
        if value < 0 and not column.signed:
            raise self.fault("不应是负数")
        exact = Decimal(value)
        if exact.adjusted() >= LONGEST_NUMBER or exact.adjusted() < -LONGEST_NUMBER:
            raise self.fault(f"数字过长，最多 {LONGEST_NUMBER} 个字符")
        exact = exact.normalize()
        places = -int(exact.as_tuple().exponent)
        if places > column.decimals:
            raise self.fault(f"小数不应超过 {column.decimals} 位" if column.decimals else "应是整数")
        if len(f"{exact:f}") > LONGEST_NUMBER:
            raise self.fault(f"数字过长，最多 {LONGEST_NUMBER} 个字符")
        return exact if places > 0 else int(exact)


def _closing(node: _Node) -> Closing:
    return Closing(node["organ"].text(), node["day"].text())


def _section(node: _Node) -> StoredSection:
    number = node["number"].value
    if type(number) is not int or not 1 <= number <= 99:
        raise node["number"].fault("应是 1 以上的整数")
    topics = node["topics"].items() if "topics" in node.value else []
    return StoredSection(
        number,
        node["heading"].text(),
        node["text"].text(),
        tuple((topic["number"].text(), topic["heading"].text(), topic["text"].text()) for topic in topics),
    )


def _values(root: _Node, form: Form) -> dict[str, Number | None]:
    """The figures by cell name: table two keeps objects, tables three and four keep lists."""
    values: dict[str, Number | None] = {}
    for table in form.tables:
        node = root[table.id]
        node.only(*(row.id for row in table.rows))
        for row in table.rows:
            figures = _by_name(node[row.id], row) if table.id == "table2" else _in_order(node[row.id], row)
            values.update(zip(table.names[row.id], figures, strict=True))
    return values


def _by_name(node: _Node, row: Row) -> list[Number | None]:
    node.only(*(column.id for column in row.columns))
    return [node[column.id].figure(column) for column in row.columns]


def _in_order(node: _Node, row: Row) -> list[Number | None]:
    items = node.items()
    if len(items) != len(row.columns):
        raise node.fault(f"应有 {len(row.columns)} 个数，现在有 {len(items)} 个")
    return [item.figure(column) for item, column in zip(items, row.columns, strict=True)]
