"""The official forms from their data files.

A form may be told as the difference from another one (`base`): it has its own id, title, source and years, mostly
its own table 2, and drops rows of table 3 or inserts them before a row; everything else is the base's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.kernel.form import Column, Form, Group, Row, Section, Table, Topic
from gongkai.lawbook.files import Entry, Library

OURS = ("2019", "2021")
_NAMES = ("id", "title", "source", "years")  # never inherited
_OWN = (*_NAMES, "table2")
_KEYS = (*_OWN, "sections", "topics", "table3", "table4", "part_words")


def forms(library: Library) -> dict[str, Form]:
    """Every form by its id, oldest first; each is named as its file is."""
    files = [library.read(name) for name in library.names("forms", OURS)]
    for entry in files:
        if entry.where != f"forms/{entry.text('id')}.toml":
            raise entry.fault(f"id 是“{entry.text('id')}”，应与文件名相同")
    whole = {entry.text("id"): entry for entry in files if "base" not in entry.data}
    changes = [entry for entry in files if "base" in entry.data]
    read = [_form(entry) for entry in whole.values()]  # first, so that a fault is told where it stands
    read += [_form(_derived(entry, whole)) for entry in changes]
    return {form.id: form for form in sorted(read, key=lambda form: form.first_year)}


def _derived(change: Entry, whole: Mapping[str, Entry]) -> Entry:
    """A form told as the difference from another one, put together."""
    change.allow("base", "table3", *_OWN)
    base = whole.get(change.text("base"))
    if base is None:
        raise change.fault(f"base 所指的格式“{change.text('base')}”不存在")
    edit = change.part("table3").allow("drop_rows", "drop_groups", "insert")
    table: dict[str, Any] = dict(base.part("table3").data)
    rows = _without(table["rows"], edit, "drop_rows")
    for extra in edit.each("insert") if "insert" in edit.data else []:
        before = extra.text("before")
        index = next((place for place, row in enumerate(rows) if row["id"] == before), None)
        if index is None:
            raise extra.fault(f"before 所指的行“{before}”不存在")
        rows.insert(index, {key: value for key, value in extra.data.items() if key != "before"})
    table |= {"rows": rows, "groups": _without(table["groups"], edit, "drop_groups")}
    own = {key: value for key, value in change.data.items() if key in _OWN}
    inherited = {key: value for key, value in base.data.items() if key not in _NAMES}
    return Entry(change.where, {**inherited, **own, "table3": table})


def _without(rows: list[dict[str, Any]], edit: Entry, key: str) -> list[dict[str, Any]]:
    """The rows that the list `key` does not name; it may name only rows that there are."""
    drop = edit.texts(key)
    for name in drop:
        if name not in {row["id"] for row in rows}:
            raise edit.fault(f"{key} 中的“{name}”不存在")
    return [row for row in rows if row["id"] not in drop]


def _form(entry: Entry) -> Form:
    """A form from its data."""
    entry.allow(*_KEYS)
    first_year, last_year = entry.years()
    return Form(
        id=entry.text("id"),
        title=entry.text("title"),
        source=entry.text("source"),
        first_year=first_year,
        last_year=last_year,
        sections=tuple(_section(section) for section in entry.each("sections")),
        topics=tuple(_topic(topic) for topic in entry.each("topics")),
        tables=(_table2(entry.part("table2")), _table3(entry.part("table3")), _table4(entry.part("table4"))),
        part_words=_part_words(entry.part("part_words")) if "part_words" in entry.data else {},
    )


def _part_words(entry: Entry) -> dict[str, str]:
    """Words of the labels, and what stands for them in tables of a part of a year."""
    return {word: entry.text(word) for word in entry.data}


def _section(entry: Entry) -> Section:
    entry.allow("number", "heading", "aliases", "keywords")
    keywords = entry.texts("keywords", is_required=True)
    return Section(entry.number("number", 0), entry.text("heading"), entry.texts("aliases"), keywords)


def _topic(entry: Entry) -> Topic:
    entry.allow("number", "kind", "heading", "keywords")
    keywords = entry.texts("keywords", is_required=True)
    return Topic(entry.text("number"), entry.text("kind"), entry.text("heading"), keywords)


def _once(entry: Entry, names: Iterable[str]) -> None:
    """Refuse two rows or two columns of one name, since cells are named after them."""
    for name, count in Counter(names).items():
        if count > 1:
            raise entry.fault(f"“{name}”重名")


def _columns(entry: Entry) -> tuple[Column, ...]:
    columns = tuple(_column(raw) for raw in entry.each("columns"))
    _once(entry, (column.id for column in columns))
    return columns


def _column(entry: Entry) -> Column:
    entry.allow("id", "label", "aliases", "decimals", "signed", "units")
    return Column(
        id=entry.text("id"),
        label=entry.text("label"),
        aliases=entry.texts("aliases"),
        decimals=entry.number("decimals", 0),
        signed=entry.flag("signed"),
        units=entry.texts("units"),
    )


def _rows(entry: Entry, columns: tuple[Column, ...], *, article: str = "") -> list[Row]:
    return [_row(raw, columns, article=article) for raw in entry.each("rows")]


def _row(entry: Entry, columns: tuple[Column, ...], *, article: str) -> Row:
    entry.allow("id", "label", "group", "leaf", "anchors", "aliases")
    return Row(
        id=entry.text("id"),
        label=entry.text("label"),
        columns=columns,
        group=entry.text("group", ""),
        article=article,
        is_leaf=entry.flag("leaf"),
        anchors=entry.texts("anchors"),
        aliases=entry.texts("aliases"),
    )


def _table2(entry: Entry) -> Table:
    entry.allow("heading", "corner", "blocks")
    rows: list[Row] = []
    for block in entry.each("blocks"):
        block.allow("article", "columns", "rows")
        rows += _rows(block, _columns(block), article=block.text("article"))
    _once(entry, (row.id for row in rows))
    return Table("table2", entry.text("heading"), tuple(rows), texts={"corner": entry.text("corner")})


def _table3(entry: Entry) -> Table:
    printed = ("corner", "columns_heading", "organisations")
    entry.allow("heading", "columns", "groups", "rows", *printed)
    rows = tuple(_rows(entry, _columns(entry)))
    groups = tuple(Group(group.text("id"), group.text("label")) for group in entry.each("groups"))
    _once(entry, (row.id for row in rows))
    for row in rows:
        if row.group and row.group not in {group.id for group in groups}:
            raise entry.fault(f"行“{row.id}”所属的组“{row.group}”不存在")
    return Table("table3", entry.text("heading"), rows, groups, {key: entry.text(key) for key in printed})


def _table4(entry: Entry) -> Table:
    entry.allow("heading", "suits", "columns", "rows")
    rows = tuple(_rows(entry, _columns(entry)))
    _once(entry, (row.id for row in rows))
    return Table("table4", entry.text("heading"), rows, texts={"suits": entry.text("suits")})
