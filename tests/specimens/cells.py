"""Names and compares the cells of reports in the shape of the contract."""

from typing import Any

KINDS3 = (
    "natural_person", "commercial_enterprise", "research_institution", "social_welfare_org",
    "legal_service_org", "other_org", "total",
)  # fmt: skip
KINDS4 = ("upheld", "corrected", "other", "pending", "total")


def named(report: dict[str, Any]) -> dict[str, Any]:
    """Every cell of the three tables by its name `table.row.column`."""
    cells = {f"table2.{row}.{c}": v for row, values in report["table2"].items() for c, v in values.items()}
    for table, kinds in (("table3", KINDS3), ("table4", KINDS4)):
        for row, values in report[table].items():
            cells.update({f"{table}.{row}.{kind}": v for kind, v in zip(kinds, values, strict=True)})
    return cells


def differences(expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """One sentence for each cell that is not as it should be; blank is null and never 0."""
    truth, found = named(expected), named(got)
    untellable: dict[str, list[Any]] = expected.get("untellable", {})
    wrong = []
    for cell, value in truth.items():
        table_row = cell.rpartition(".")[0]
        if table_row not in untellable and (cell not in found or not _same(value, found[cell])):
            wrong.append(f"{cell}: expected {value!r}, got {found.get(cell, 'nothing')!r}")
    for table_row, original in untellable.items():
        wrong += _untold(table_row, original, expected, got)
    return wrong


def _same(expected: Any, got: Any) -> bool:
    if expected is None or got is None:
        return expected is got
    return abs(float(expected) - float(got)) < 1e-9


def _untold(name: str, original: list[Any], expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """A row whose blanks left no trace: any cell may be null, none may differ, and enough must be null."""
    table, row = name.split(".")
    true, found = expected[table][row], got[table][row]
    wrong = [
        f"{name}: expected {true} or nulls, got {found}"
        for a, b in zip(original, found, strict=True)
        if b is not None and not _same(a, b)
    ]
    if sum(v is None for v in found) < sum(v is None for v in true):
        wrong.append(f"{name}: blanks vanished: expected {true}, got {found}")
    return wrong[:1]
