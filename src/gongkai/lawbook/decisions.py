"""What is counted month by month for table 2 of the annual report, from the law data; loaded apart from the law book, for
the site alone."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from gongkai.kernel.findings import Number
from gongkai.lawbook.catalogue import LawCatalogue, catalogue
from gongkai.lawbook.files import Entry, Library

CODES = ("licences", "penalties", "compulsion", "admin_fees")
_TOLD = ("code", "name", "unit", "column", "article", "item", "remark", "source")


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """One kind of administrative act: how it is counted, where it stands in table 2, under which rows of the catalogue its
    results are published. `item` is the item of Article 20; `scale`: so many units are one of the table's."""

    code: str
    name: str
    unit: str
    column: str
    article: str
    item: str
    remark: str
    source: str
    decimals: int
    scale: int
    results: tuple[str, ...]

    @property
    def is_amount(self) -> bool:
        """Whether money is counted, in yuan, and not decisions."""
        return self.decimals > 0

    @property
    def cell(self) -> str:
        """Its cell in the report: table2.licences.decisions."""
        return f"table2.{self.code}.{self.column}"

    def figure(self, total: Number) -> Number:
        """A sum in the unit of the table: exactly, and a whole number where it is one."""
        if self.scale == 1:
            return total
        value = Decimal(total) / self.scale
        return int(value) if value == value.to_integral_value() else value.normalize()


@cache
def decision_kinds(law_dir: str | None = None) -> Mapping[str, DecisionKind]:
    """Every kind by its code, in the order of the table. Raises LawInvalid."""
    law_dir = law_dir or os.environ.get("GONGKAI_LAW_DIR")
    entry = Library.opened(law_dir).read("decisions.toml").allow("source", "kind")
    entry.text("source")
    rows = catalogue(law_dir)
    kinds = [_kind(each, rows) for each in entry.each("kind")]
    if tuple(kind.code for kind in kinds) != CODES:
        raise entry.fault(f"“kind”应依次是 {'、'.join(CODES)}，各一项")
    return MappingProxyType({kind.code: kind for kind in kinds})


def _kind(entry: Entry, known: LawCatalogue) -> DecisionKind:
    entry.allow(*_TOLD, "decimals", "scale", "results")
    told = {key: entry.text(key) for key in _TOLD}
    decimals, scale, results = entry.number("decimals", 0), entry.number("scale", 1), entry.texts("results")
    if decimals not in (0, 2):
        raise entry.fault("“decimals”应是 0（件数）或者 2（元）")
    if scale < 1:
        raise entry.fault("“scale”应大于 0")
    if told["item"] not in known.articles:
        raise entry.fault(f"条例列举的各项中没有“{told['item']}”")
    if unknown := [code for code in results if code not in known.rows]:
        raise entry.fault(f"基础目录中没有“{unknown[0]}”")
    return DecisionKind(**told, decimals=decimals, scale=scale, results=results)
