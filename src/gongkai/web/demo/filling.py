"""The words and figures of one paper: drawn by chance, the same for the same organ, paper and day.

Figures of a table and the sums in the text come from one drawing, so they agree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from gongkai.web.ledger.sentences import day

from .county import Toml, words

_QUARTERS = "一二三四"
_SEASONS = {12: "冬", 1: "冬", 2: "冬", 3: "春", 4: "春", 5: "春", 6: "夏", 7: "夏", 8: "夏"}
_HEAD = '<th scope="col">{}</th>'
_LEFT = '<th scope="row">{}</th>'


@dataclass(frozen=True, slots=True)
class Drawn:
    """What fills a paper: words by their names, and its table as HTML."""

    words: Mapping[str, str]
    table: str

    def fill(self, text: str) -> str:
        """A text of the pattern with the words in it."""
        return text.format_map(self.words).strip()


def drawn(pattern: Toml, organ: Toml, formed: date, *, sections: str) -> Drawn:
    """Draw the words of a paper that an organ makes on a day."""
    chance = Random(f"{organ['slug']}/{pattern['id']}/{formed.isoformat()}")
    known = _of_organ(organ, sections) | _of_day(formed)
    villages = list(words()["villages"].get(organ["slug"], ("县城", "枕溪镇", "灯下镇", "听雨镇")))
    chance.shuffle(villages)
    known |= {f"v{place}": village for place, village in enumerate(villages[:4], 1)}
    figures = {name: chance.randint(*between) for name, between in pattern.get("numbers", {}).items()}
    figures |= {name: figures[one] * factor for name, (one, factor) in pattern.get("products", {}).items()}
    known |= {name: str(figure) for name, figure in figures.items()}
    for name, choices in pattern.get("choose", {}).items():
        known[name] = chance.choice(choices).format_map(known)
    table, sums = _table(pattern["table"], villages, known, chance) if "table" in pattern else ("", {})
    return Drawn(known | sums | {"table": table}, table)


def _of_organ(organ: Toml, sections: str) -> dict[str, str]:
    return {
        "name": organ["name"],
        "short": organ["short_name"],
        "phone": organ["phone"],
        "address": organ["address"],
        "hours": organ["office_hours"],
        "sections": sections,
        "sign": words()["signs"][organ["slug"]],
        "duties": words()["duties"].get(organ["slug"], "本辖区的公共事务"),
    }


def _of_day(formed: date) -> dict[str, str]:
    return {
        "formed": day(formed),
        "formed_year": str(formed.year),
        "year": str(formed.year),
        "last": str(formed.year - 1),
        "next": str(formed.year + 1),
        "month": str(formed.month),
        "quarter": _QUARTERS[(formed.month - 1) // 3],
        "half": "春" if formed.month < 8 else "秋",
        "season": _SEASONS.get(formed.month, "秋"),
    }


def _table(
    raw: Toml, villages: list[str], known: Mapping[str, str], chance: Random
) -> tuple[str, dict[str, str]]:
    """The table, and the sums of its columns as `sum1`, `sum2` …"""
    names = sorted(villages) if raw["rows"] == "villages" else raw["rows"]
    rows = [_row(raw["columns"], chance) for _ in names]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    lines = [
        f"<tr>{_LEFT.format(escape(name))}{_cells(row)}</tr>" for name, row in zip(names, rows, strict=True)
    ]
    lines.append(f"<tr>{_LEFT.format('合计')}{_cells(totals)}</tr>")
    caption = f"<caption>{raw['caption'].format_map(known)}</caption>" if "caption" in raw else ""
    head = "".join(_HEAD.format(escape(name)) for name in raw["head"])
    html = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return html, {f"sum{place}": str(total) for place, total in enumerate(totals, 1)}


def _row(columns: list[Toml], chance: Random) -> list[int]:
    """A figure is drawn, or an earlier one (counted from 1) times something."""
    row: list[int] = []
    for column in columns:
        if "times" in column:
            place, factor = column["times"]
            row.append(row[place - 1] * factor)
        else:
            row.append(chance.randint(*column["between"]))
    return row


def _cells(figures: Iterator[int] | list[int]) -> str:
    return "".join(f"<td>{figure}</td>" for figure in figures)
