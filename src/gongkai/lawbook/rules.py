"""Rules and the equations between cells, from their data files."""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.kernel.findings import Severity
from gongkai.kernel.form import Form, Table
from gongkai.kernel.rules import Identity, Need, Rule
from gongkai.lawbook.files import Entry, Library

OURS = ("figures", "structure", "prose")
_TEXTS = ("code", "title", "sentence", "severity", "needs", "source", "advice")
_ANSWER = "数字确实如此"  # what most rules are answered
# The numbers that the judging functions ask for; a file that replaces ours must give them too.
PARAMETERS: Mapping[str, frozenset[str]] = {
    "YOY_SWING": frozenset({"factor", "at_least"}),
    "COPY_LAST_YEAR": frozenset({"share", "shortest_passage"}),
}


def rule_entries(library: Library) -> list[Entry]:
    """The entries of all rule files, each code once."""
    files = [library.read(name).allow("rules") for name in library.names("rules", OURS)]
    entries = [entry for file in files for entry in file.each("rules")]
    seen: set[str] = set()
    for entry in entries:
        if entry.text("code") in seen:
            raise entry.fault("规则编码重复")
        seen.add(entry.text("code"))
    return entries


def rule(entry: Entry) -> Rule:
    """One rule; its parameters are those that its judging function asks for."""
    entry.allow(*_TEXTS, "years", "identity", "parameters", "unproved", "is_justifiable", "answer")
    first_year, last_year = entry.years()
    code, needs = entry.text("code"), entry.text("needs")
    parameters = entry.numbers("parameters")
    if set(parameters) != PARAMETERS.get(code, frozenset()):
        asked = "、".join(sorted(PARAMETERS.get(code, ()))) or "无"
        raise entry.fault(f"“parameters”应恰有这些数：{asked}")
    if needs not in set(Need):
        raise entry.fault(f"“needs”写的是“{needs}”，应是 {'、'.join(Need)} 之一")
    return Rule(
        code=code,
        title=entry.text("title"),
        sentence=entry.text("sentence"),
        severity=_severity(entry, "severity"),
        needs=Need(needs),
        first_year=first_year,
        last_year=last_year,
        source=entry.text("source"),
        advice=entry.text("advice"),
        parameters=parameters,
        unproved=_severity(entry, "unproved") if "unproved" in entry.data else None,
        is_justifiable=entry.flag("is_justifiable", default=True),
        answer=entry.text("answer", _ANSWER),
    )


def _severity(entry: Entry, key: str) -> Severity:
    """One of the three."""
    severity = entry.text(key)
    if severity not in set(Severity):
        raise entry.fault(f"级别“{severity}”应是 {'、'.join(Severity)} 之一")
    return Severity(severity)


def equations(entries: Iterable[Entry], form: Form) -> tuple[Identity, ...]:
    """Every equation that the rules demand of one form."""
    return tuple(
        identity for entry in entries if "identity" in entry.data for identity in _identities(entry, form)
    )


def _identities(entry: Entry, form: Form) -> Iterator[Identity]:
    """The equations of one rule: one for each column or each row of its table."""
    shape = entry.part("identity").allow("table", "each", "left", "right")
    table = next((table for table in form.tables if table.id == shape.text("table")), None)
    if table is None:
        raise shape.fault(f"表“{shape.text('table')}”不存在")
    each = shape.text("each")
    if each not in ("column", "row"):
        raise shape.fault(f"“each”写的是“{each}”，应是 column 或 row")
    left, right = (_side(shape, key, table) for key in ("left", "right"))
    code, columns = entry.text("code"), [column.id for column in table.rows[0].columns]
    for item in columns if each == "column" else [row.id for row in table.rows]:
        name = f"{table.id}.{{}}.{item}" if each == "column" else f"{table.id}.{item}.{{}}"
        sides = (tuple(map(name.format, side)) for side in (left, right))
        yield Identity(code, f"{table.id}.{item}", *sides)


def _side(shape: Entry, key: str, table: Table) -> list[str]:
    """The rows or columns of one side; `@leaves` stands for all ways to end an application."""
    leaves = [row.id for row in table.leaves]
    names = [
        item
        for name in shape.texts(key, is_required=True)
        for item in (leaves if name == "@leaves" else [name])
    ]
    by_column = shape.text("each") == "column"
    known = (
        {row.id for row in table.rows}
        if by_column
        else {column.id for row in table.rows for column in row.columns}
    )
    for name in names:
        if name not in known:
            raise shape.fault(f"“{key}”中的“{name}”不是{table.id}的{'行' if by_column else '列'}")
    return names
