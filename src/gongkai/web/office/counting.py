"""What is counted of an organ's items in a period, and the form that asks which."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from gongkai.kernel.duties import Viewer
from gongkai.web.channels.selectors import ByChannel, by_category_and_channel, by_channel
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.disclosure.selectors import Counted, counted, told
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ

from .rows import Rows, rows

EACH_CHANNEL = "一条信息通过几个渠道公开的，信息计一条，每个渠道各计一次。"


class Period(forms.Form):
    """Which organ, from which day to which; this year when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    since = forms.DateField(label="从", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label="到", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: Any, *, viewer: Viewer, today: date) -> None:
        organs = Organ.objects.filter(on_ground(viewer.ground(*INSIDERS), prefix=""))
        first = organs.first()
        begun = {"organ": first and first.pk, "since": date(today.year, 1, 1), "until": today}
        super().__init__({**begun, **{name: data[name] for name in begun if data.get(name)}})
        self.fields["organ"].queryset = organs

    def clean(self) -> dict[str, Any]:
        """From the first day to the last."""
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", "结束日期早于开始日期，请核对。")
        return cleaned


def tables(organ: Organ, since: date, until: date) -> dict[str, Any]:
    """The sentence and the three tables."""
    counts = counted(organ, since=since, until=until)
    found = by_channel(organ, since, until)
    return {
        "organ": organ,
        "sentence": told(counts),
        "items": found.items,
        "tables": (
            ("按类别", _by_category(counts), ""),
            ("按渠道", _by_channel(found), EACH_CHANNEL),
            ("类别和渠道", _crossed(organ, since, until), "每格是一类信息中通过一个渠道公开的条数。"),
        ),
    }


def _by_category(counts: Iterable[Counted]) -> Rows:
    """New and changed, statutory and other, with their sums."""
    lines = [(one.category, _nature(one), one.new, one.changed, one.total) for one in counts]
    sums = [sum(column) for column in zip(*(line[2:] for line in lines), strict=True)] or [0, 0, 0]
    return rows(("类别", "性质", "新增", "变更", "合计"), [*lines, ("合计", "", *sums)])


def _nature(one: Counted) -> str:
    return "法定主动公开内容" if one.is_statutory else "其他"


def _by_channel(found: ByChannel) -> Rows:
    return rows(("渠道", "条次"), ((one.name, one.items) for one in found.channels))


def _crossed(organ: Organ, since: date, until: date) -> Rows:
    """Categories down, channels across; an item counts once in each field."""
    fields = by_category_and_channel(organ, since, until)
    channels = list(dict.fromkeys(channel for _, channel in fields))
    categories = list(dict.fromkeys(category for category, _ in fields))
    lines = (
        (category, *(fields.get((category, channel), 0) for channel in channels)) for category in categories
    )
    return rows(("类别", *channels), lines)
