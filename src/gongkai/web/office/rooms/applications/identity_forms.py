"""Who applied, shown to whoever says why; one application told apart into several, or joined with its double."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions import identity, splitting
from gongkai.web.applications.actions.correcting import correct_identity
from gongkai.web.applications.application_form import LABELS, Wanted
from gongkai.web.applications.identity import Identity, IdType
from gongkai.web.applications.likeness import alike
from gongkai.web.applications.models import Applicant, Application
from gongkai.web.office.application_views import PERSONAL, mark_for

from .moves import LINES, CaseForm
from .search import found


class Unmask(CaseForm):
    """查看申请人信息."""

    shown_in = "office/case_identity.html"
    applicant = forms.ModelChoiceField(Applicant.objects.none(), label="申请人")
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="例如：电话告知补正；填写邮寄地址；核对来人身份。",
    )
    confirm = "每次查看都记入台账，写明谁、什么时候、为什么。只查看办理这件申请所必需的。"
    button = "查看一次"

    def prepare(self) -> None:
        """Whoever applied."""
        self.fields["applicant"].queryset = self.row.applicants.order_by("order")

    def carry_out(self, *, at: datetime) -> dict[str, Any]:
        """His words, this once, and the papers that show him, for some minutes."""
        said = self.cleaned_data
        known = identity.unmask(said["applicant"], reason=said["reason"], by=self.viewer, at=at)
        papers = self.row.papers.filter(kind__in=PERSONAL, destroyed_on=None).exclude(kept=None)
        mark = urlencode({"mark": mark_for(self.row, self.viewer)})
        addresses = [
            (paper.name, f"{reverse('applications:paper', args=[self.row.pk, paper.pk])}?{mark}")
            for paper in papers
        ]
        return {"told": _told(known), "papers": addresses}


def is_known(application: Application, _viewer: Viewer) -> bool:
    """Whether it is still known who applied."""
    return application.applicants.filter(purged_on=None).exists()


def _told(known: Identity) -> list[tuple[str, str]]:
    """What was given, by its labels."""
    said = {name: getattr(known, name) for name in LABELS}
    said["id_type"] = dict(IdType.choices).get(known.id_type, known.id_type)
    return [(LABELS[name], value) for name, value in said.items() if value]


class CorrectIdentity(CaseForm):
    """更正申请人信息."""

    applicant = forms.ModelChoiceField(Applicant.objects.none(), label="申请人")
    cleared = forms.MultipleChoiceField(
        label="删去的项目",
        choices=[(name, label) for name, label in LABELS.items() if name != "name"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="登记错了、又没有可以代替的，例如别人的电话。",
    )
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="例如：窗口登记时证件号码少录一位，申请人持身份证来更正。",
    )
    confirm = "原来的内容加密留存；以后按更正后的证件号码识别同一申请人。谁、什么时候更正，记入台账。"
    button = "更正"

    def prepare(self) -> None:
        """A field for everything that may be wrong, all of them empty: nobody reads for it what is right."""
        self.fields["applicant"].queryset = self.row.applicants.filter(purged_on=None).order_by("order")
        if len(self.fields["applicant"].queryset) == 1:
            self.fields["applicant"].initial = self.fields["applicant"].queryset[0]
        for name, label in LABELS.items():
            self.fields[name] = forms.CharField(label=label, max_length=200, required=False)
        self.fields["id_type"] = forms.ChoiceField(
            label=LABELS["id_type"], choices=[("", "（不改）"), *IdType.choices], required=False
        )
        self.fields["name"].help_text = "只填写要更正的项目；空着的不变。"
        self.order_fields(["applicant", *LABELS, "cleared", "reason"])

    def carry_out(self, *, at: datetime) -> Application:
        """Put it right."""
        said = self.cleaned_data
        changes = dict.fromkeys(said["cleared"], "") | {name: said[name] for name in LABELS if said[name]}
        correct_identity(said["applicant"], changes, reason=said["reason"], by=self.viewer, at=at)
        return self.row


class Split(CaseForm):
    """拆分."""

    parts = forms.CharField(
        label="各件要什么信息",
        widget=forms.Textarea({"rows": 5}),
        help_text="每件一行，至少两件。写名称；需要描述的，在名称后加冒号再写。提供形式和获取方式与原件相同。",
    )
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=2000)

    def prepare(self) -> None:
        """It cannot be taken back."""
        self.confirm = case_lifecycle().moves["split"].confirm

    def carry_out(self, *, at: datetime) -> Application:
        """Split it."""
        lines = [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        parts = [self._part(line) for line in lines]
        splitting.split(self.row, parts, reason=self.cleaned_data["reason"], by=self.viewer, at=at)
        return self.row

    def _part(self, line: str) -> Wanted:
        title, _, described = line.replace(":", "：").partition("：")
        forms_ = {"supply_form": self.row.supply_form, "delivery": self.row.delivery}
        return Wanted(title=title, wanted=described, **forms_)


class Void(CaseForm):
    """并入另一件."""

    other = forms.CharField(label="另一件的登记编号或者回执号", max_length=40)

    def prepare(self) -> None:
        """The one that is most like it."""
        self.confirm = case_lifecycle().moves["void"].confirm
        near = alike(self.row)
        if near:
            self.fields["other"].initial = str(near[0])
            named = "、".join(f"{one}（{one.title[:30]}）" for one in near[:3])
            self.fields["other"].help_text = f"同一申请人内容相近的：{named}。"

    def clean_other(self) -> Application:
        """One of the same organ, by its number."""
        numbered = found(Application.objects.filter(organ=self.row.organ_id), self.cleaned_data["other"])
        one = numbered.exclude(pk=self.row.pk).first()
        if one is None:
            raise forms.ValidationError(
                "本机关没有这个编号的申请。请写登记编号，例如〔年份〕12号，或者回执号。"
            )
        return one

    def carry_out(self, *, at: datetime) -> Application:
        """Join it with the other."""
        same_as = self.cleaned_data["other"]
        return splitting.void_duplicate(self.row, same_as=same_as, by=self.viewer, at=at)
