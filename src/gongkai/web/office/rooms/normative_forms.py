"""What is filled in for one step of a normative document: the fields that the step needs, and no others."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from gongkai.kernel.lifecycle import Move
from gongkai.web.documents import actions
from gongkai.web.documents.actions import Particulars, Step
from gongkai.web.documents.models import NormativeDocument
from gongkai.web.foundations import clock
from gongkai.web.office.acts import ActForm

from .document_forms import DocumentByNumber, NumberField

# What "reference" means in each step.
_REFERENCES = {
    "pass_review": "合法性审核意见的编号",
    "deliberate": "会议名称和日期",
    "acknowledge": "备案回执的编号",
    "interpret": "解读的标题或者网址",
    "clean_up": "清理结果的文号",
    "extend": "评估报告",
    "amend": "作出修改的文件",
    "repeal": "决定废止的文件",
}
_CHANGING = ("amend", "repeal")


class StepForm(ActForm):
    """One step; its fields are those that the law data ask for."""

    move: Move
    on = forms.DateField(label="日期")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()
        if self.move.code == "take_over":
            self.fields["on"].label = "公布日期"
        for need in self.move.needs:
            self.fields.update(_FIELDS[need](self.move))
        if "number" in self.move.needs or self.move.code == "take_over":
            self.fields["doc_no"] = NumberField(initial=self.row.document.doc_no)
        if self.move.code in _CHANGING:
            told = "登记在台账中的，填写文号，公开页面会指向它。"
            self.fields["changed_by"] = DocumentByNumber(label="该文件的文号", required=False, help_text=told)

    def clean(self) -> dict[str, Any]:
        """What changes it stands in the register, where a number is given."""
        cleaned = super().clean()
        doc_no = cleaned.pop("changed_by", "")
        if doc_no:
            cleaned["changed_by"] = self.fields["changed_by"].found(doc_no, self)
            if cleaned["changed_by"] is None:
                self.add_error("changed_by", "您能看到的台账中没有这个文号。没有登记的，请留空。")
        return cleaned

    def carry_out(self, *, at: datetime) -> NormativeDocument:
        """Take the step."""
        return actions.step(self.row, self.move.code, Step(**self.cleaned_data), by=self.viewer, at=at)


def _reason(move: Move) -> dict[str, forms.Field]:
    return {"reason": forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))}


def _reference(move: Move) -> dict[str, forms.Field]:
    return {
        "reference": forms.CharField(label=_REFERENCES.get(move.code, "依据的文件或者材料"), max_length=200)
    }


def _party(move: Move) -> dict[str, forms.Field]:
    told = "例如：县司法局。报送的日期填在上面。"
    return {"party": forms.CharField(label="报送备案的机关", max_length=100, help_text=told)}


def _until(move: Move) -> dict[str, forms.Field]:
    return {
        "effective_on": _day("施行日期" if move.code != "extend" else "新的有效期自"),
        "valid_until_on": _day("有效期至"),
    }


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


_FIELDS = {
    "reason": _reason,
    "reference": _reference,
    "party": _party,
    "number": lambda _move: {},
    "until": _until,
}


def step_form(move: Move) -> type[StepForm]:
    """The form of one step."""
    return type(f"{move.code.title().replace('_', '')}Form", (StepForm,), {"move": move})


class ChangeParticulars(ActForm):
    """修改基本情况."""

    NAMES: ClassVar = ("is_trial", "is_major", "is_lead")
    is_trial = forms.BooleanField(label="暂行或者试行", required=False, help_text="有效期较短。")
    is_major = forms.BooleanField(label="重大行政决策", required=False, help_text="公开征求意见的期限较长。")
    is_lead = forms.BooleanField(
        label="由本机关制定或者牵头制定",
        required=False,
        help_text="联合制定、不由本机关牵头的，不计入本机关的件数。",
    )

    def prepare(self) -> None:
        """As it stands."""
        for name in self.NAMES:
            self.fields[name].initial = getattr(self.row, name)

    def carry_out(self, *, at: datetime) -> NormativeDocument:
        """Change it."""
        return actions.change_particulars(self.row, Particulars(**self.cleaned_data), by=self.viewer, at=at)
