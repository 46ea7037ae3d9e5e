"""What an officer tells for the letter of a reply: about single things in rows, each under the articles of its result."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.kernel.outcomes import Decision, Outcome
from gongkai.web.applications.letters.fields import RowsField, RowsWidget
from gongkai.web.applications.models import Application
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies.letters import form_of, still_asked
from gongkai.web.applications.replies.rows import LISTS, PART, lists_of, part_of

_LONGEST = 2000
_UNDER = "属于哪一种结果"
_TITLES = {
    "supplied": ("提供的信息（没有电子文件的）", "随答复提供的文件由系统列出，这里写纸质材料、光盘等。"),
    "given": ("公开的部分", "一项一行。不写的，由系统按提供的文件和上面填写的列出。"),
    "withheld": (
        "不予公开的内容",
        "一项一行：写明是什么、为什么，不要写出不能公开的内容本身。属于国家秘密的，写明何时、由谁、依据什么定密，以及密级。",
    ),
    "unable": ("不能提供的内容", "一项一行。理由可以不写，检索记录等由系统写上。"),
    "others": ("对其他内容的答复", "以一种结果为主的，其余各项在这里逐项答复；案卷里有的由系统写上。"),
}


class ThingsWidget(RowsWidget):
    """Rows of boxes; where several results are possible, the one that a row belongs to is chosen."""

    def __init__(self, columns: Mapping[str, str], parts: Sequence[Outcome]) -> None:
        self.parts = parts
        super().__init__(columns)

    def _row(self, name: str, place: int, row: Mapping[str, str]) -> SafeString:
        boxes = format_html_join(
            "", "<div>{}</div>", ((self._box(name, place, column, row),) for column in self.columns)
        )
        said = '<div class="letter-row" role="group" aria-label="第{0}项"><span class="letter-row-no">{0}</span>{1}</div>'
        return format_html(said, place + 1, boxes)

    def _box(self, name: str, place: int, column: str, row: Mapping[str, str]) -> SafeString:
        there = {"id": f"id_{name}-{place}-{column}", "name": f"{name}-{place}-{column}"}
        label = format_html('<label for="{}">{}</label>', there["id"], self.columns[column])
        if column == PART:
            return label + self._results(there, row)
        box = '<textarea id="{}" name="{}" rows="2" maxlength="2000">{}</textarea>'
        return label + format_html(box, there["id"], there["name"], row.get(column, ""))

    def _results(self, there: Mapping[str, str], row: Mapping[str, str]) -> SafeString:
        chosen = part_of(row, self.parts)
        choices = ((part.code, " selected" * (part == chosen), part.name) for part in self.parts)
        options = format_html_join("", '<option value="{}"{}>{}</option>', choices)
        return format_html(
            '<select id="{}" name="{}"><option value="">请选择</option>{}</select>',
            there["id"],
            there["name"],
            options,
        )


class ThingsField(RowsField):
    """Rows that may still be half: the sheet of checks says what is missing before anything is sent in."""

    def __init__(self, columns: Mapping[str, str], parts: Sequence[Outcome], **kwargs: Any) -> None:
        super().__init__(columns, required=False, **kwargs)
        self.widget = ThingsWidget(columns, parts)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The rows in which anything stands."""
        rows = list(value or ())
        if any(len(words) > _LONGEST for row in rows for words in row.values()):
            raise forms.ValidationError(f"每一格最多写{_LONGEST}个字。")
        return rows


def fields_for(application: Application, decision: Decision) -> Iterator[tuple[str, forms.Field]]:
    """What the letter of a decision wants told beside its proofs: words, then rows."""
    for name, label in still_asked(application, decision).items():
        if name not in proofs.keys_of(decision):
            yield name, words(label, "写在答复里。")
    for name, parts in lists_of(decision).items():
        title, told = _TITLES[name]
        yield name, ThingsField(_columns(name, parts, decision), parts, label=title, help_text=told)


def words(label: str, told: str) -> forms.CharField:
    """A few sentences; what is missing is told by the sheet of checks."""
    box = forms.Textarea({"rows": 2})
    return forms.CharField(label=label, widget=box, max_length=1000, required=False, help_text=told)


def _columns(name: str, parts: Sequence[Outcome], decision: Decision) -> dict[str, str]:
    """The boxes of a row; of a single result nobody has to say which it is."""
    labels = form_of(decision).labels
    wanted = (column for column in LISTS[name] if column != PART or len(parts) > 1)
    return {column: _UNDER if column == PART else labels.get(f"{name}.{column}", column) for column in wanted}
