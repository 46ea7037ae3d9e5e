"""Prose over facts, and the list of problems with what is done about them."""

from datetime import datetime

from django import forms
from django.urls import reverse

from gongkai.kernel.compilation import Listing
from gongkai.kernel.facts import pieces
from gongkai.lawbook.facts import fact_kinds
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.reports.actions import compiling, shortcomings
from gongkai.web.reports.compiling.prose import Written
from gongkai.web.reports.models import Compilation, Passage, Shortcoming, SpecialItem

from .pieces import Drawn, Group, by_hand, drawn, insertable
from .work_form import LINES, WorkForm, number, one_of


class Write(WorkForm):
    """编写正文: one passage, with facts as references."""

    section = forms.IntegerField(widget=forms.HiddenInput)
    topic = forms.CharField(widget=forms.HiddenInput, max_length=40)
    special = forms.ModelChoiceField(SpecialItem.objects.all(), widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="正文",
        widget=forms.Textarea({"rows": 10}),
        required=False,
        max_length=20000,
        help_text="登记里有的数字，从右边（手机上在下边）的数据中插入，不要手写。空一行另起一段。",
    )
    begun_with = ("section", "topic", "special")
    button = "保存正文"

    def prepare(self) -> None:
        """As it stands; the preview is asked for while one writes."""
        passage = self.passage
        self.fields["text"].initial = passage.text if passage else ""
        self.fields["text"].widget.attrs["data-preview"] = reverse("compilations:preview", args=[self.row.pk])

    @property
    def passage(self) -> Written | None:
        """Which one is written."""
        asked = (self.asked("section"), self.asked("topic"), self.asked("special"))
        return next((one for one in self.work.passages if _key(one) == asked), None)

    @property
    def heading(self) -> str:
        """What it is called."""
        return (self.passage.heading or "引言") if self.passage else "没有这一部分"

    @property
    def told(self) -> str:
        """What the authority asks for, where it does; what no register tells, so that people have to."""
        if self.passage is None:
            return ""
        special = self.passage.special
        return f"主管部门的要求：{special.what}" if special else by_hand(self.passage)

    @property
    def facts(self) -> list[Group]:
        """What may be referred to here, what belongs to this passage first."""
        return insertable(self.work.chips, self.asked("topic"), is_rolled_up=self.row.is_rolled_up)

    @property
    def pieces(self) -> list[Drawn]:
        """The text as it will be read."""
        text = self.data.get("text", "") if self.is_bound else self.fields["text"].initial
        return drawn(pieces(text, self.work.facts, kinds=fact_kinds()), self.row.pk)

    @property
    def listed(self) -> tuple[str, ...]:
        """What stands behind the words by itself, from the list of problems or the figures given by hand."""
        return self.passage.lists if self.passage else ()

    @property
    def is_adjusted(self) -> bool:
        """Whether that is made of figures given by hand."""
        topic = reporting_law().topic(self.asked("topic"))
        return topic is not None and topic.listed is Listing.ADJUSTED

    @property
    def faults(self) -> list[str]:
        """What was wrong with it when it was saved last."""
        key = (self.asked("section"), self.asked("topic"))
        return [one.message for one in self.work.findings if (str(one.section), one.topic) == key]

    def carry_out(self, *, at: datetime) -> Passage:
        """Keep it."""
        said = self.cleaned_data
        self.done = f"已保存：{self.heading}。"
        return compiling.write(
            self.row,
            said["section"],
            said["topic"],
            text=said["text"],
            special=said["special"],
            by=self.viewer,
            at=at,
        )


def _key(passage: Written) -> tuple[str, str, str]:
    """Section, topic and special item, as an address says them."""
    return str(passage.section), passage.topic, str(passage.special.pk) if passage.special else ""


class NoteProblem(WorkForm):
    """问题清单的一项."""

    problem_id = forms.CharField(widget=forms.HiddenInput, required=False)
    problem = forms.CharField(label="存在的问题", widget=forms.Textarea(LINES), max_length=500)
    measure = forms.CharField(
        label="改进措施",
        widget=forms.Textarea(LINES),
        max_length=500,
        required=False,
        help_text="没有措施的问题，检查时会提示。",
    )
    owner = forms.CharField(label="责任单位", max_length=60, required=False)
    due_on = forms.DateField(label="完成期限", required=False)
    result = forms.CharField(
        label="整改结果",
        widget=forms.Textarea(LINES),
        max_length=500,
        required=False,
        help_text="上年列入的问题在这里写明做到什么程度。",
    )
    is_settled = forms.BooleanField(label="已经解决", required=False)
    begun_with = ("problem_id",)
    button = "保存"

    def prepare(self) -> None:
        """As it stands, when it is changed."""
        for name in ("problem", "measure", "owner", "due_on", "result", "is_settled"):
            self.fields[name].initial = getattr(self.changed, name) if self.changed else None

    @property
    def changed(self) -> Shortcoming | None:
        """The one that is changed; None for a new one."""
        return _found(self.row, self.asked("problem_id"))

    def carry_out(self, *, at: datetime) -> Shortcoming:
        """Note it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "problem_id"}
        self.done = "问题清单已保存。"
        return shortcomings.note(self.row, shortcomings.Told(**told), row=self.changed, by=self.viewer, at=at)


class RemoveProblem(WorkForm):
    """删去问题清单的一项."""

    problem_id = forms.CharField(widget=forms.HiddenInput)
    begun_with = ("problem_id",)
    button = "删去"

    @property
    def heading(self) -> str:
        """Which one."""
        found = _found(self.row, self.asked("problem_id"))
        return found.problem if found else "没有这个问题"

    def carry_out(self, *, at: datetime) -> Shortcoming:
        """Take it off the list."""
        rows = self.row.shortcomings.filter(is_removed=False)
        self.done = "已从问题清单删去。"
        row = one_of(rows, "清单中没有这个问题。", pk=number(self.cleaned_data["problem_id"]))
        return shortcomings.remove(row, by=self.viewer, at=at)


def _found(report: Compilation, key: str) -> Shortcoming | None:
    """A problem of this report by its key."""
    return report.shortcomings.filter(is_removed=False, pk=number(key)).first()
