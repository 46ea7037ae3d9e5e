"""Which row a label names: one compiled pattern per form, made from the anchors that the law data gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.engine.marks import compact, han, settle
from gongkai.kernel.form import Form, Row, Table

_OTHER_MISC = r"\(?3[.、)]{0,2}其他(?![法处对组行])"
_RESULT_TOTAL = r"\(七\)[总合]计|七[、.]?[总合]计"
_SPECIAL_FIRSTS = {"(", "3", "七"}
_SPECIAL = {"other_misc": _OTHER_MISC, "result_total": _RESULT_TOTAL}


@dataclass(frozen=True, slots=True)
class Labels:
    """The row labels of one table: `pattern` finds them in text without white space; `sizes` tells how many figures
    a row can have."""

    table: Table
    pattern: re.Pattern[str]
    ids: tuple[str, ...]
    sizes: frozenset[int]

    def find(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """Every label in compact settled text: (start, stop, row)."""
        for match in self.pattern.finditer(text):
            if match.lastindex is not None:
                yield match.start(), match.end(), self.table.row(self.ids[match.lastindex - 1])

    def row_of(self, text: str) -> Row | None:
        """The row that a whole label cell names, None when it names none."""
        match = self.pattern.search(text)
        return self.table.row(self.ids[match.lastindex - 1]) if match and match.lastindex else None


@cache
def labels(form: Form, table_id: str) -> Labels:
    """The labels of `table2` or `table3` in a form. Longer anchors are tried first."""
    table = form.table(table_id)
    pairs: list[tuple[str, str]] = []
    for row in table.rows:
        patterns = [
            re.escape(compact(settle(anchor))) for anchor in sorted(row.anchors, key=len, reverse=True)
        ]
        if row.id in _SPECIAL:
            patterns.append(_SPECIAL[row.id])
        if row.anchors == ("其他处理",):  # a group label in form 2021, a row in form 2019
            patterns = [r"\(六\)其他处理"]
        pairs.append((row.id, "|".join(patterns)))
    pairs.sort(key=lambda pair: -len(pair[1]))
    firsts = {compact(settle(anchor))[0] for row in table.rows for anchor in row.anchors}
    opening = (
        "(?=[" + re.escape("".join(sorted(firsts | _SPECIAL_FIRSTS))) + "])"
    )  # spares trying every label at every character
    pattern = opening + "(?:" + "|".join(f"({text})" for _, text in pairs) + ")"
    sizes = frozenset(len(row.columns) for row in table.rows)
    return Labels(table, re.compile(pattern), tuple(row_id for row_id, _ in pairs), sizes)


_NUMBERING = re.compile(r"\s*(?:[一二三四五六七]\s*[、.,]|\(\s*[一二三四五六七]\s*\))")


_VARIANT_MARKS = re.compile(r"[^\u4e00-\u9fff、]+")


@lru_cache(maxsize=4096)
def wording(label: str) -> str:
    """A label for comparison: its number, marks and blanks left out."""
    return han(_NUMBERING.sub("", settle(label), count=1))


@cache
def official_wording(row: Row) -> str:
    """The official label of a row, for comparison."""
    return wording(row.label)


@lru_cache(maxsize=4096)
def is_variant(row: Row, label: str) -> bool:
    """Whether a printed label is one of the known other wordings; here 、 counts."""
    return _plain(label) in _variants(row)


@cache
def _variants(row: Row) -> frozenset[str]:
    return frozenset(_plain(alias) for alias in row.aliases) - {_plain(row.label)}


def _plain(label: str) -> str:
    return _VARIANT_MARKS.sub("", _NUMBERING.sub("", settle(label), count=1)).strip("、")


def lost_characters(printed: str, official: str) -> int | None:
    """How many characters a label has lost against the official one; None when it is not a shortened form of it."""
    if printed == official:
        return 0
    position = 0
    for character in printed:
        position = official.find(character, position) + 1
        if position == 0:
            return None
    return len(official) - len(printed)
