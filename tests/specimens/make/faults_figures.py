"""Faults planted in the tables after everything agreed: broken sums, blanks, words for numbers."""

import random

from tests.specimens.make.draft import Draft, Fault
from tests.specimens.make.layouts.grid import KINDS3, KINDS4

TABLE_IDENTITIES = ("T3_ROW_TOTAL", "T3_LEAF_SUM", "T3_BALANCE", "T4_TOTAL")


def _bump(draft: Draft, row: str, column: int, by: int) -> None:
    values = draft.figures.table3[row]
    values[column] = int(values[column] or 0) + by


def balance(draft: Draft, rng: random.Random) -> Fault:
    """New and carried in no longer equal results and carried out."""
    column, by = rng.randrange(6), rng.randint(1, 3)
    row = rng.choice(["carried_out", "carried_in", "new_received"])
    for at in (column, 6):
        _bump(draft, row, at, by)
    rows = ("new_received", "carried_in", "result_total", "carried_out")
    cells = tuple(f"table3.{r}.{KINDS3[at]}" for at in (column, 6) for r in rows)
    return Fault("T3_BALANCE", cells, "error")


def leaf_sum(draft: Draft, rng: random.Random) -> Fault:
    """One leaf was changed, the total of results was not."""
    column, by = rng.randrange(6), rng.randint(1, 4)
    leaf = rng.choice(draft.figures.leaves[:18])
    for at in (column, 6):
        _bump(draft, leaf, at, by)
    cells = tuple(f"table3.{row}.{KINDS3[at]}" for at in (column, 6) for row in ("result_total", leaf))
    return Fault("T3_LEAF_SUM", cells, "error")


def row_total(draft: Draft, rng: random.Random) -> Fault:
    """One row's total is not the sum of the six kinds."""
    row = rng.choice(draft.figures.leaves[:18])
    _bump(draft, row, 6, rng.randint(1, 3))
    return Fault("T3_ROW_TOTAL", (f"table3.{row}.total",), "error", also=("T3_LEAF_SUM",))


def suits_total(draft: Draft, rng: random.Random) -> Fault:
    """One group of table four does not add up."""
    row = rng.choice(list(draft.figures.table4))
    values = draft.figures.table4[row]
    values[4] = int(values[4] or 0) + rng.randint(1, 2)
    return Fault("T4_TOTAL", tuple(f"table4.{row}.{kind}" for kind in KINDS4), "error")


def rule_power(draft: Draft, rng: random.Random) -> Fault:
    """An organ without rule-making power reports rules."""
    columns = list(draft.figures.table2["rules"])
    column = rng.choice(columns)
    draft.figures.table2["rules"][column] = rng.randint(1, 4)
    return Fault("T2_RULE_POWER", (f"table2.rules.{column}",), "error")


def blank(draft: Draft, rng: random.Random) -> Fault:
    """One to three cells of a row are empty."""
    row = rng.choice([r for r in draft.figures.table3 if r not in ("result_total", "new_received")])
    columns = rng.sample(range(7), rng.choice([1, 1, 2, 3]))
    return _blanked(draft, [(row, column) for column in columns], "")


def blank_row(draft: Draft, rng: random.Random) -> Fault:
    """A whole row of results is empty."""
    row = rng.choice(draft.figures.leaves)
    return _blanked(draft, [(row, column) for column in range(7)], "")


def dash(draft: Draft, rng: random.Random) -> Fault:
    """A stroke instead of a figure."""
    row = rng.choice(draft.figures.leaves)
    mark = rng.choice(["/", "—", "-", "／"])
    return _blanked(draft, [(row, column) for column in rng.sample(range(7), rng.randint(1, 2))], mark)


def _blanked(draft: Draft, places: list[tuple[str, int]], mark: str) -> Fault:
    cells = []
    also = set()
    for row, column in places:
        cell = f"table3.{row}.{KINDS3[column]}"
        draft.printed[cell] = mark
        cells.append(cell)
        if draft.figures.table3[row][column]:
            also.update(TABLE_IDENTITIES[:3])
    alternatives = ("CELL_NOT_A_NUMBER",) if mark else ()
    return Fault("CELL_BLANK", tuple(cells), "error", also=tuple(sorted(also)), alternatives=alternatives)


def not_a_number(draft: Draft, rng: random.Random) -> Fault:
    """A word, a fraction or a negative count stands in a cell."""
    row, column = rng.choice(draft.figures.leaves), rng.randrange(7)
    cell = f"table3.{row}.{KINDS3[column]}"
    draft.printed[cell] = rng.choice(["若干", "未统计", "1.5", "-2", "待定", "#REF!"])
    return Fault("CELL_NOT_A_NUMBER", (cell,), "error", also=TABLE_IDENTITIES[:3])


def label(draft: Draft, rng: random.Random) -> Fault:
    """A row is not called what the form calls it."""
    choices = [
        ("denied_law_prohibited", "2.其他法律法规禁止公开"),
        ("denied_law_prohibited", "2.其他法律、行政法规禁止公开"),
    ]
    if draft.form == "2021":
        choices.append(("normative_docs", "规范性文件"))
    row, text = rng.choice(choices)
    draft.labels[row] = text
    return Fault("LABEL_NONSTANDARD", (), "notice", quote=text.lstrip("2."))


PLANTED = {
    "T3_BALANCE": balance, "T3_LEAF_SUM": leaf_sum, "T3_ROW_TOTAL": row_total, "T4_TOTAL": suits_total,
    "T2_RULE_POWER": rule_power, "CELL_BLANK": blank, "CELL_BLANK_ROW": blank_row, "CELL_DASH": dash,
    "CELL_NOT_A_NUMBER": not_a_number, "LABEL_NONSTANDARD": label,
}  # fmt: skip
