"""How figures are stated in prose, as values: one pattern for each way of saying it and the cells it may mean.

Patterns are compiled when a sentence first needs them, since a report uses only some. What an office lays over
our file is compiled and tried on its examples at once, so that a slip is told when the data are loaded.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.kernel.form import Form
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.wording import require_pattern

_NAME = "wording/claims.toml"
_PLACE = re.compile(r"\{([a-z][a-z_]*)\}")
_KEYS = ("word", "text", "readings", "value", "needs", "refuses", "by_kind", "example")
Cells = tuple[str, ...]
Fill = Callable[[str], str]


@dataclass(frozen=True)
class ClaimPattern:
    """One way of stating a figure: `readings` are the sums of cells that it may mean, most likely first.

    `word` stands in every match, so that most sentences are passed over without trying the pattern.
    """

    word: str
    text: str
    readings: tuple[Cells, ...]
    value: int | None
    needs: str
    refuses: str
    by_kind: bool
    example: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The statement; its figure is the group `n` unless `value` is stated by the words alone."""
        return re.compile(self.text)

    def recognises(self, sentence: str) -> bool:
        """Whether a sentence that stands alone is such a statement."""
        refused = self.refused and self.refused.search(sentence)
        is_home = self.word in sentence and self.needed.search(sentence)
        return bool(is_home and not refused and self.pattern.search(sentence))

    @cached_property
    def needed(self) -> re.Pattern[str]:
        """What the paragraph must speak of; empty matches every paragraph."""
        return re.compile(self.needs)

    @cached_property
    def refused(self) -> re.Pattern[str] | None:
        """What the clause must not speak of."""
        return re.compile(self.refuses) if self.refuses else None


@dataclass(frozen=True)
class Kind:
    """A kind of applicant: its column in table 3, its names in lists, its words near a figure."""

    column: str
    names: tuple[str, ...]
    near: str
    is_sure_behind: bool

    @cached_property
    def words(self) -> re.Pattern[str]:
        """The words near a figure by which this kind is told."""
        return re.compile(self.near)


@dataclass(frozen=True, slots=True)
class ClaimWording:
    """All ways of stating a figure of one form. `inexact` and `year` tell which figures are not judged."""

    patterns: tuple[ClaimPattern, ...]
    kinds: tuple[Kind, ...]
    inexact: re.Pattern[str]
    year: re.Pattern[str]


def claim_wordings(library: Library, forms: Iterable[Form]) -> dict[str, ClaimWording]:
    """The wording of claims for each form."""
    file = library.read(_NAME).allow("fragments", "reading", "kinds", "claims")
    fill = _filler(file.part("fragments"))
    reading = file.part("reading").allow("inexact", "year")
    inexact, year = (_compiled(reading, key, fill) for key in ("inexact", "year"))
    entries = [entry.allow(*_KEYS) for entry in file.each("claims")]
    kinds = {form: tuple(_kinds(file, form)) for form in forms}
    _require_known_cells(entries, kinds)
    wordings = {}
    for form, known in kinds.items():
        patterns = [
            pattern for entry in entries for pattern in _patterns(entry, fill, form=form, kinds=known)
        ]
        wordings[form.id] = ClaimWording(tuple(patterns), known, inexact, year)
    if library.is_theirs(_NAME):
        for wording in wordings.values():
            _try_out(file, wording)
    return wordings


def _filler(fragments: Entry) -> Fill:
    """A function that puts the fragments in the place of `{name}`; fragments may use those before them."""
    known: dict[str, str] = {}

    def fill(text: str) -> str:
        return _PLACE.sub(lambda match: known.get(match[1], match[0]), text)

    for name in fragments.data:
        known[name] = _pattern_text(fragments, name, fill)
    return fill


def _pattern_text(entry: Entry, key: str, fill: Fill) -> str:
    """A regular expression with its fragments in place; only `{kind}` may be left."""
    text = fill(entry.text(key, "" if key in ("needs", "refuses") else None))
    for name in _PLACE.findall(text):
        if name != "kind":
            raise entry.fault(f"“{key}”中的片段 {{{name}}} 没有定义")
    return text


def _compiled(entry: Entry, key: str, fill: Fill) -> re.Pattern[str]:
    text = _pattern_text(entry, key, fill)
    require_pattern(entry, text, where=key)
    return re.compile(text)


def _kinds(file: Entry, form: Form) -> Iterator[Kind]:
    """The kinds of applicants that the form has columns for, named as the form names them and otherwise."""
    columns = {column.id: column for column in form.table("table3").rows[0].columns}
    for entry in file.each("kinds"):
        entry.allow("column", "listed", "near", "is_sure_behind")
        column = columns.get(entry.text("column"))
        if column is None:
            raise entry.fault(f"格式 {form.id} 的表三没有“{entry.text('column')}”这一列")
        names = (column.label, *column.aliases)
        near = "|".join((*names, *entry.texts("near")))
        require_pattern(entry, near, where="near")
        is_sure = entry.flag("is_sure_behind", default=True)
        yield Kind(column.id, (*names, *entry.texts("listed")), near, is_sure)


def _patterns(entry: Entry, fill: Fill, *, form: Form, kinds: Iterable[Kind]) -> Iterator[ClaimPattern]:
    """The patterns that one entry gives under a form: one, or one for each name of a kind of applicant."""
    text, needs, refuses = (_pattern_text(entry, key, fill) for key in ("text", "needs", "refuses"))
    if "value" not in entry.data and "(?P<n>" not in text:
        raise entry.fault("“text”中没有件数 {n}，也没有写明“value”")
    is_of_kinds = "{kind}" in text
    for column, name in (
        [(kind.column, name) for kind in kinds for name in kind.names] if is_of_kinds else [("", "")]
    ):
        readings = tuple(_readings(entry, form, column))
        if readings:
            yield ClaimPattern(
                word=entry.text("word").replace("{kind}", name),
                text=text.replace("{kind}", name),
                readings=readings,
                value=entry.number("value", 0) if "value" in entry.data else None,
                needs=needs,
                refuses=refuses,
                by_kind=entry.flag("by_kind"),
                example=entry.text("example").replace("{kind}", name),
            )


def _readings(entry: Entry, form: Form, column: str) -> Iterator[Cells]:
    """The readings whose cells the form has."""
    for names in entry.lists("readings"):
        cells = [_cells(name.replace("{kind}", column), form) for name in names]
        if all(cells):
            yield tuple(cell for part in cells for cell in part)


def _cells(name: str, form: Form) -> Cells:
    """The cells that a name stands for: itself, or totals of table 3 by row or by the beginning of leaf rows."""
    if "." in name:
        return (name,) if name in form.cells else ()
    table = form.table("table3")
    rows = [row.id for row in table.rows if row.id == name] or [
        row.id for row in table.leaves if row.id.startswith(name)
    ]
    return tuple(f"table3.{row}.total" for row in rows)


def _require_known_cells(entries: Iterable[Entry], kinds: Mapping[Form, tuple[Kind, ...]]) -> None:
    """Refuse the name of a cell that no form has."""
    for entry in entries:
        for name in (name for names in entry.lists("readings") for name in names):
            for column in {kind.column for known in kinds.values() for kind in known}:
                if not any(_cells(name.replace("{kind}", column), form) for form in kinds):
                    raise entry.fault(f"“readings”中的“{name}”不是任何格式的格")


def _try_out(file: Entry, wording: ClaimWording) -> None:
    """Refuse a pattern that is no regular expression or does not recognise its own example."""
    for pattern in wording.patterns:
        for key, text in (("text", pattern.text), ("needs", pattern.needs), ("refuses", pattern.refuses)):
            require_pattern(file, text, where=f"“{pattern.example}”的 {key}")
        if not pattern.recognises(pattern.example):
            raise file.fault(f"“{pattern.example}”不符合它自己的说法（word、text、needs、refuses）")
