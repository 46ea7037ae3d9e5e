"""What an officer fills in for a letter: a field for every place of its form of which nobody knows yet what stands there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.kernel.days import in_words
from gongkai.kernel.letter_forms import COUNTER, ORDINAL, PLACE, LetterFacts, LetterForm, Slip, told

MOST_ROWS = 20
_EMPTY_ROWS = 2
_LONGEST = 2000
_PREFIX = "fact-"
# What lies with the letter, how its days and its sum were reckoned, and what became of the request, nobody types.
_BY_ITSELF = frozenset(
    {"letter", COUNTER, ORDINAL, "annexes", "reckoned", "amended", "late_due_on", "fee_items"}
)
_DAY, _SHORT = "_on", ("_no", "_phone", "number", "_days")


class RowsWidget(forms.Widget):
    """Some rows with the same few boxes: those that are filled in, and empty ones to go on; it needs no script."""

    use_fieldset = True

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.columns = dict(columns)
        super().__init__()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """The rows in which anything stands."""
        rows = [
            {column: str(data.get(f"{name}-{place}-{column}", "")).strip() for column in self.columns}
            for place in range(MOST_ROWS)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Rows may all be empty."""
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """Each box has a label of its own."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """One group a row; the style sheet sets its boxes side by side where there is room."""
        filled: Sequence[Mapping[str, str]] = value or ()
        shown = [*filled, *({} for _ in range(_EMPTY_ROWS))][:MOST_ROWS]
        groups = format_html_join("", "{}", ((self._row(name, no, row),) for no, row in enumerate(shown)))
        return format_html('<div class="letter-rows">{}</div>', groups)

    def _row(self, name: str, place: int, row: Mapping[str, str]) -> SafeString:
        boxes = (
            (f"id_{name}-{place}-{column}", label, f"{name}-{place}-{column}", row.get(column, ""))
            for column, label in self.columns.items()
        )
        told_boxes = format_html_join(
            "",
            '<div><label for="{0}">{1}</label><textarea id="{0}" name="{2}" rows="2" maxlength="2000">{3}</textarea></div>',
            boxes,
        )
        return format_html(
            '<div class="letter-row" role="group" aria-label="第{0}项"><span class="letter-row-no">{0}</span>{1}</div>',
            place + 1,
            told_boxes,
        )


class RowsField(forms.Field):
    """Several things of the same kind, each told in the same few words; half a row is not taken."""

    def __init__(self, columns: Mapping[str, str], **kwargs: Any) -> None:
        self.columns = dict(columns)
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def clean(self, value: Any) -> tuple[dict[str, str], ...]:
        """The rows, every box of them filled in."""
        rows = tuple(value or ())
        if self.required and not rows:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        faults = [
            f"第{no}项没有写“{label}”。"
            for no, row in enumerate(rows, 1)
            for column, label in self.columns.items()
            if not row[column]
        ]
        if any(len(words) > _LONGEST for row in rows for words in row.values()):
            faults.append(f"每一格最多写{_LONGEST}个字。")
        if faults:
            raise forms.ValidationError("".join(faults))
        return rows


def fields_of(form: LetterForm, known: LetterFacts, outcomes: Collection[str] = ()) -> dict[str, forms.Field]:
    """A field for every place that is not `known` (a list of which nothing is to be said is known to be empty)."""
    fields: dict[str, forms.Field] = {}
    for name, columns in _places(form, outcomes).items():
        if _is_known(name, known) or name in form.defaults:
            continue
        wanted = f"{name}.{next(iter(columns))}" if columns else name
        fields[f"{_PREFIX}{name}"] = _field(form, name, columns, _must(form, wanted, outcomes))
    return fields


def facts_from(form: LetterForm, cleaned: Mapping[str, Any]) -> LetterFacts:
    """What was filled in, as the letter is told it: days in words, lists as rows."""
    names = _places(form, form_outcomes(form))
    said = {name: cleaned.get(f"{_PREFIX}{name}") for name in names}
    return {name: _worded(value) for name, value in said.items() if value}


def form_outcomes(form: LetterForm) -> frozenset[str]:
    """Every result to which some part of a letter belongs."""
    return frozenset(code for part in form.parts for code in part.condition.outcomes)


def used_by(form: LetterForm, facts: LetterFacts) -> LetterFacts:
    """Of some facts those that a letter prints or asks for, so that nothing more is kept of it."""
    names = {name for part in form.parts for text in part.texts for name in PLACE.findall(text)}
    names |= {name.partition(".")[0] for name in names}
    names |= {one for part in form.parts for one in (part.condition.when, part.condition.unless)}
    return {name: fact for name, fact in facts.items() if name in names}


def _places(form: LetterForm, outcomes: Collection[str]) -> dict[str, dict[str, str]]:
    """Every place that somebody may fill before the signature, in the order in which it is read; lists with columns."""
    found: dict[str, dict[str, str]] = {}
    for part in form.parts:
        if part.condition.outcomes and part.condition.outcomes.isdisjoint(outcomes):
            continue
        for name in (name for text in part.texts for name in PLACE.findall(text)):
            if name in _BY_ITSELF or name.partition(".")[0] in _BY_ITSELF or _is_later(form, name):
                continue
            head, _, column = name.partition(".")
            if part.each and head == part.each:
                found.setdefault(head, {})[column] = form.labels[name]
            else:
                found.setdefault(name, {})
    return found


def _is_later(form: LetterForm, name: str) -> bool:
    element = form.element_of(name)
    return element is not None and element.is_later


def _is_known(name: str, known: LetterFacts) -> bool:
    """Told, or said to be empty."""
    return name in known and (told(known, name) or not isinstance(known[name], str))


def _must(form: LetterForm, name: str, outcomes: Collection[str]) -> str:
    """What is said when it is not filled in; empty where it may be left out, or told in another way."""
    element = form.element_of(name)
    is_owed = element is not None and element.is_due(outcomes) and len(element.ways) == 1
    return element.missing if element is not None and is_owed else ""


def _field(form: LetterForm, name: str, columns: Mapping[str, str], missing: str) -> forms.Field:
    more: dict[str, Any] = {"required": bool(missing)}
    if missing:
        more["error_messages"] = {"required": missing}
    if columns:
        return RowsField(columns, label="、".join(columns.values()), **more)
    more["label"] = form.labels[name]
    if name.endswith(_DAY) and not _is_in_a_slip(form, name):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=widget, **more)
    if name.endswith(_SHORT):
        return forms.CharField(max_length=200, **more)
    return forms.CharField(max_length=_LONGEST, widget=forms.Textarea({"rows": 2}), **more)


def _is_in_a_slip(form: LetterForm, name: str) -> bool:
    """In a table of signatures a day may still be left to the hand that signs."""
    slips: Iterator[Slip] = (part for part in form.parts if isinstance(part, Slip))
    return any(f"{{{name}}}" in text for part in slips for text in part.texts)


def _worded(value: Any) -> str | tuple[Mapping[str, str], ...]:
    if isinstance(value, date):
        return in_words(value)
    return tuple(value) if isinstance(value, (list, tuple)) else str(value).strip()
