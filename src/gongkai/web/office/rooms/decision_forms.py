"""What is filled in of monthly counts: which year of which organ, its months and kinds as a grid, and a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.problems import Refused
from gongkai.lawbook.decisions import DecisionKind, decision_kinds
from gongkai.web.decisions.actions import Entry, Place, needs_reason
from gongkai.web.decisions.models import ENTERERS, LONGEST_NOTE, LONGEST_SOURCE, MonthlyCount
from gongkai.web.decisions.months import existed_in, first_of, months_of, named
from gongkai.web.decisions.values import plain, shown, value_of
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.roster_views import RosterFileField
from gongkai.web.office.years import years_offered
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.models import INSIDERS


class Choice(forms.Form):
    """Which year of which organ; the viewer's first organ and this year when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, data: Any, *, viewer: Viewer, today: date) -> None:
        organs = _organs(viewer, *INSIDERS)
        own = _organs(viewer, *ENTERERS).first() or organs.first()
        super().__init__(
            {"organ": data.get("organ") or (own and own.pk), "year": data.get("year") or today.year}
        )
        self.fields["organ"].queryset = organs
        self.fields["year"].choices = years_offered(today)


class ListForm(forms.Form):
    """The organ, and a list of its months."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    file = RosterFileField(label="清单", help_text="XLSX 或 CSV，有一行列名。可以先下载空白清单填写。")

    def __init__(self, *args: Any, viewer: Viewer) -> None:
        super().__init__(*args)
        self.fields["organ"].queryset = _organs(viewer, *ENTERERS)


class CountField(forms.Field):
    """One cell: what it says is read as people write numbers, and compared with what stood there when it was shown."""

    def __init__(self, kind: DecisionKind, month: date, *, value: Number | None) -> None:
        label = f"{named(month)}{kind.name}（{kind.unit}）"
        told = {"inputmode": "decimal" if kind.is_amount else "numeric", "autocomplete": "off"}
        attrs = told | {"aria-label": label, "data-column": kind.code, "data-missing": value is None}
        super().__init__(
            required=False,
            label=label,
            initial=plain(value),
            show_hidden_initial=True,
            widget=forms.TextInput(attrs),
        )
        self.kind, self.month = kind, month

    def to_python(self, value: Any) -> Number | None:
        """The number that it says; None for a blank."""
        try:
            return value_of(value or "", self.kind)
        except Refused as refused:
            raise forms.ValidationError(f"{named(self.month)}：{refused}") from refused


@dataclass(frozen=True, slots=True)
class Line:
    """One month of the grid: its cells, and how many of them nobody has filled; without cells why there are `none`."""

    month: date
    cells: tuple[BoundField, ...]
    missing: int
    none: str


class YearForm(forms.Form):
    """The months of a year that are over, for every kind."""

    source = forms.CharField(
        label="数据来源",
        max_length=LONGEST_SOURCE,
        required=False,
        help_text="这次填的数从哪里来，例如：行政审批系统、执法台账、财务室。",
    )
    note = forms.CharField(
        label="说明",
        max_length=LONGEST_NOTE,
        required=False,
        help_text="统计口径；年度的数固定以后更正的，写明原因。不写当事人的姓名。",
    )

    def __init__(
        self, data: Any, *, organ: Organ, year: int, stored: Mapping[Place, MonthlyCount], on: date
    ) -> None:
        super().__init__(data)
        self.organ, self.year, self.stored, self.on = organ, year, stored, on
        self.months = [one for one in months_of(year) if one < first_of(on) and existed_in(organ, one)]
        for month in self.months:
            for kind in decision_kinds().values():
                field = CountField(kind, month, value=self._stands((kind.code, month)))
                self.fields[f"{kind.code}-{month.month}"] = field
        self.sources = sorted({row.source for row in stored.values()})
        self.fields["source"].widget.attrs["list"] = "sources"

    def lines(self) -> Iterator[Line]:
        """The twelve months."""
        for month in months_of(self.year):
            cells = tuple(self[f"{code}-{month.month}"] for code in decision_kinds() if month in self.months)
            missing = sum(self._stands((one.field.kind.code, month)) is None for one in cells)
            yield Line(month, cells, missing, self._none(month))

    def values(self) -> Iterator[tuple[date, list[str]]]:
        """The twelve months for whoever only reads them."""
        for month in months_of(self.year):
            yield (
                month,
                [_shown(self._stands((code, month)), self._none(month)) for code in decision_kinds()],
            )

    def sent(self) -> Iterator[tuple[str, str]]:
        """Every cell as the browser sent it, with what it showed: to be sent again, when it is confirmed."""
        for name in self._cells():
            for key in (name, self.add_initial_prefix(name)):
                yield key, self.data.get(key, "")

    def entries(self, *, zeros: str = "") -> list[Entry]:
        """What is to be entered; `zeros` is the number of a month of which all that nobody has filled is zero."""
        said = {"source": self.cleaned_data["source"], "note": self.cleaned_data["note"]}
        entries = []
        for name, field in self._cells().items():
            value, was = self.cleaned_data[name], self._was(name)
            if zeros == str(field.month.month) and value is None and was is None:
                value = 0
            if value != was:
                entries.append(Entry(field.kind.code, field.month, value, was=was, **said))
        return entries

    def must_say(self, entries: Iterable[Entry]) -> None:
        """Errors beside the fields that have to be filled in for these entries."""
        wanted = list(entries)
        if wanted and not self.cleaned_data["source"].strip():
            self.add_error(
                "source", "没有写明数据来源。请写数从哪里来，例如：行政审批系统、执法台账、财务室。"
            )
        is_fixed = any(one.was is not None and needs_reason(one.month, on=self.on) for one in wanted)
        if is_fixed and not self.cleaned_data["note"].strip():
            self.add_error("note", "这一年的数已经固定，更正以后台账与年度报告不一致。请写明更正的原因。")

    def _cells(self) -> dict[str, CountField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, CountField)}

    def _was(self, name: str) -> Number | None:
        """What the cell showed."""
        try:
            return self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
        except forms.ValidationError:  # somebody has written there what we never show
            return None

    def _none(self, month: date) -> str:
        """Why nothing is entered for a month; empty where something is."""
        if month in self.months:
            return ""
        if not existed_in(self.organ, month):
            return "当时没有这个机关"
        return "还没有过完" if month == first_of(self.on) else "还没有到"

    def _stands(self, place: Place) -> Number | None:
        return self.stored[place].value if place in self.stored else None


def _shown(value: Number | None, none: str) -> str:
    return shown(value) if value is not None else none or "没有登记"


def _organs(viewer: Viewer, *duties: str) -> QuerySet[Organ]:
    return Organ.objects.filter(on_ground(viewer.ground(*duties), prefix=""))
