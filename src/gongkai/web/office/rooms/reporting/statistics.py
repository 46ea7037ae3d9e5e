"""统计表: the three tables of an organ for a year, a quarter or a month, on the page and as a file."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from gongkai.engine.render.annual import tables_paper
from gongkai.kernel.duties import Viewer
from gongkai.kernel.paper import Paper
from gongkai.kernel.problems import Refused
from gongkai.kernel.tally import Period
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.years import years_offered
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reviews.models import INSIDERS

from .tables import Filling, Shown, form_of

TITLE = "统计表"
_QUARTERS = {f"q{number}": f"第{name}季度" for number, name in enumerate("一二三四", start=1)}
_MONTHS = {f"m{number}": f"{number}月" for number in range(1, 13)}
_SPANS = {"year": "全年", **_QUARTERS, **_MONTHS}
ENDINGS = {"xlsx": "下载电子表格", "pdf": "打印（PDF）"}


class Choice(forms.Form):
    """Which organ and which stretch of which year; this year so far when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)
    span = forms.ChoiceField(label="期间", choices=list(_SPANS.items()))

    def __init__(self, data: Any, *, viewer: Viewer, today: date) -> None:
        organs = Organ.objects.filter(on_ground(viewer.ground(*INSIDERS), prefix=""))
        first = organs.first()
        begun = {"organ": first and first.pk, "year": today.year, "span": "year"}
        super().__init__({**begun, **{name: data[name] for name in begun if data.get(name)}})
        self.fields["organ"].queryset = organs
        self.fields["year"].choices = years_offered(today)

    def clean(self) -> dict[str, Any]:
        """A period that has not begun is not counted."""
        said = super().clean() or self.cleaned_data
        if {"year", "span"} <= said.keys():
            try:
                self.period.must_have_begun(clock.today())
            except Refused as refused:
                self.add_error("span", str(refused))
        return said

    @property
    def period(self) -> Period:
        """The days that are meant."""
        year, span = self.cleaned_data["year"], self.cleaned_data["span"]
        if span in _QUARTERS:
            return Period.quarter(year, int(span[1:]))
        return Period.month(year, int(span[1:])) if span in _MONTHS else Period.year_of(year)

    @property
    def asked(self) -> str:
        """The same as the query of an address."""
        said = self.cleaned_data
        return urlencode({"organ": said["organ"].pk, "year": said["year"], "span": said["span"]})


def shown(form: Choice) -> dict[str, Any]:
    """The tables of what was chosen, each figure a way to its cases."""
    organ, period, asked = form.cleaned_data["organ"], form.period, form.asked
    counted = tally.of(organ, period)
    figures = {cell: Shown(value) for cell, value in counted.figures.items()}

    def opened(cell: str) -> str:
        return f"{reverse('compilations:statistics-cell', args=[cell])}?{asked}"

    return {
        "lead": f"{organ}，{period.so_far(clock.today())}。",
        "tables": list(Filling(form_of(counted.form, period), figures, opened, {}).tables().values()),
        "files": [
            (words, f"{reverse('compilations:statistics-file', args=[ending])}?{asked}")
            for ending, words in ENDINGS.items()
        ],
    }


def paper(organ: Organ, period: Period) -> Paper:
    """The same as paper, in the official drawing; a figure that nobody kept stays empty."""
    counted = tally.of(organ, period)
    form = form_of(counted.form, period)
    return tables_paper(title_of(organ, period), organ.name, form=form, values=counted.figures)


def title_of(organ: Organ, period: Period) -> str:
    """枕溪镇人民政府2026年第一季度政府信息公开统计表."""
    return f"{organ.name}{period.so_far(clock.today())}政府信息公开统计表"
