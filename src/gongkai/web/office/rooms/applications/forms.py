"""What is filled in while a case is worked on: who handles it, what sections say, where was searched, what lies in the file."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from gongkai.engine.accept import accept
from gongkai.kernel.days import full_day
from gongkai.kernel.problems import Problem
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import internal
from gongkai.web.applications.actions import filing, inquiring, intake, steps
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import (
    Application,
    Channel,
    ConfirmMethod,
    Contribution,
    PaperKind,
)
from gongkai.web.applications.models.ground import SECTION_HANDLERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.office.acts import PersonField
from gongkai.web.organs.models import Section
from gongkai.web.people.models import Appointment
from gongkai.web.uploads import UploadField, limit

from .letters import WithLetter
from .moves import LINES, CaseForm

# What the office agrees on with the applicant; the others come about by themselves.
_AGREED = [one for one in ConfirmMethod if one not in (ConfirmMethod.RECEIPT, ConfirmMethod.HANDED_OVER)]
_FILED_BY_HAND = tuple(
    (kind.value, kind.label) for kind in PaperKind if kind not in (PaperKind.SUPPLIED, PaperKind.REPLY)
)


def sections_of(application: Application) -> QuerySet:
    """The sections that the organ has."""
    return Section.objects.filter(organ=application.organ_id, until_on=None)


def handlers_of(application: Application, on: date) -> QuerySet:
    """Who may handle cases of the organ on a day."""
    held = Appointment.objects.in_force(on).filter(Q(organ=application.organ_id), duty__in=SECTION_HANDLERS)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).select_related("organ")


class Receive(CaseForm):
    """确认收到: this day is the day of receipt."""

    on = forms.DateField(
        label="收到日期",
        help_text="双方确认收到的那一天（条例第三十一条）。答复期限从次日起算。",
    )
    method = forms.ChoiceField(label="怎样确认的", choices=[(one.value, one.label) for one in _AGREED])
    reason = forms.CharField(
        label="说明",
        required=False,
        max_length=2000,
        help_text="例如：几点几分电话确认；申请人核对代填的申请表并签字。没有留电话和电子邮箱的，写明怎样联系上的。",
    )
    button = "确认收到"

    def prepare(self) -> None:
        """Mostly today, mostly by telephone."""
        self.fields["on"].initial = clock.today()
        is_oral = self.row.channel == Channel.ORAL
        usual = ConfirmMethod.IN_PERSON if is_oral else ConfirmMethod.TELEPHONE
        self.fields["method"].initial = usual.value

    def carry_out(self, *, at: datetime) -> Application:
        """Receive it."""
        return intake.confirm(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Assign(CaseForm):
    """分办."""

    section = forms.ModelChoiceField(Section.objects.none(), label="承办科室")
    handler = PersonField(label="经办人", required=False)

    def prepare(self) -> None:
        """The organ's own sections and people."""
        self.fields["section"].queryset = sections_of(self.row)
        self.fields["handler"].queryset = handlers_of(self.row, clock.today())
        self.fields["section"].initial, self.fields["handler"].initial = self.row.section, self.row.handler

    def carry_out(self, *, at: datetime) -> Application:
        """Give it to them."""
        return steps.assign(self.row, **self.cleaned_data, by=self.viewer, at=at)


class AskSection(WithLetter):
    """请科室协办, mostly without a letter: the question stands on the section's page."""

    section = forms.ModelChoiceField(Section.objects.none(), label="协办科室")
    question = forms.CharField(
        label="需要什么",
        widget=forms.Textarea(LINES),
        max_length=1000,
        help_text="例如：有没有申请人所要的信息、在哪里、能不能公开、有什么顾虑。不写申请人的姓名和联系方式。",
    )
    due_on = forms.DateField(label="内部期限", help_text="协办不停止答复期限的计算。")
    letters = ("T10",)
    sends = "发给科室"

    def prepare(self) -> None:
        """The organ's sections, with some days to answer."""
        self.fields["section"].queryset = sections_of(self.row)
        usual = add_workdays(clock.today(), internal().section, calendar=calendar()).day
        self.fields["due_on"].initial = usual
        self.ask_for_letters()
        paper = self.fields["on_paper"]
        paper.label, paper.initial = "不另出具协助办理函", True
        paper.help_text = "科室在系统里看到并答复的，不需要函；需要书面函件的，去掉这一项。"

    def around(self, said: Mapping[str, Any]) -> Around:
        """What the section would be asked."""
        told = {name: said[name] for name in ("section", "question", "due_on")}
        return Around(on=clock.today(), contribution=Contribution(application=self.row, **told))

    def carry_out(self, *, at: datetime) -> Application:
        """Ask."""
        inquiring.ask_section(self.row, **self.moved(), by=self.viewer, at=at, letters=self.told())
        return self.row


class ContributionField(forms.ModelChoiceField):
    """One question to a section."""

    def label_from_instance(self, obj: Contribution) -> str:
        """农业农村办（2026年3月5日（星期四）前）：有没有…."""
        return f"{obj.section}（{full_day(obj.due_on)}前）：{obj.question[:40]}"


class AnswerSection(CaseForm):
    """答复协办."""

    contribution = ContributionField(Contribution.objects.none(), label="协办的事项")
    answer = forms.CharField(
        label="科室的意见",
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        help_text="有没有、在哪里、能不能公开，理由是什么。",
    )
    button = "提交意见"

    def prepare(self) -> None:
        """Those that are not answered yet."""
        self.fields["contribution"].queryset = open_questions(self.row)

    def carry_out(self, *, at: datetime) -> Application:
        """Answer."""
        said = self.cleaned_data
        inquiring.answer_section(said["contribution"], answer=said["answer"], by=self.viewer, at=at)
        return self.row


def open_questions(application: Application) -> QuerySet:
    """What sections have not answered yet."""
    return application.contributions.filter(answered_on=None).select_related("section")


class RecordSearch(CaseForm):
    """登记检索."""

    on = forms.DateField(label="检索日期")
    places = forms.CharField(
        label="检索的地方和系统",
        widget=forms.Textarea(LINES),
        max_length=1000,
        help_text="例如：公文系统、综合档案室、业务科室的文件柜。",
    )
    terms = forms.CharField(label="检索词", max_length=300)
    people = forms.CharField(label="检索人", max_length=100)
    result = forms.CharField(
        label="检索结果",
        widget=forms.Textarea(LINES),
        max_length=2000,
        help_text="找到什么，或者没有找到；答复信息不存在的，须有没有找到的检索记录（条例第三十六条第（四）项）。",
    )
    is_found = forms.BooleanField(label="找到了所需信息", required=False)

    def prepare(self) -> None:
        """Mostly today, by whoever enters it."""
        self.fields["on"].initial = clock.today()
        person = User.objects.filter(pk=self.viewer.person).first()
        self.fields["people"].initial = person.name if person else ""

    def carry_out(self, *, at: datetime) -> Application:
        """Write it down."""
        told = inquiring.SearchTold(**self.cleaned_data)
        inquiring.record_search(self.row, told, by=self.viewer, at=at)
        return self.row


class FilePaper(CaseForm):
    """材料入卷."""

    begun_with = ("kind", "name")
    kind = forms.ChoiceField(label="材料类别", choices=_FILED_BY_HAND)
    name = forms.CharField(label="名称", max_length=200, help_text="不写申请人的姓名和证件号码。")
    on = forms.DateField(label="材料的日期")
    file = UploadField(label="文件", required=False)

    def prepare(self) -> None:
        """Mostly of today."""
        self.fields["on"].initial = clock.today()
        self.fields[
            "file"
        ].help_text = f"扫描件或者照片，不超过{limit()}。只有纸质原件、没有扫描的，可以不传，只登记名称。"

    def clean_file(self) -> bytes | None:
        """By its bytes; what it calls itself does not count."""
        return read(self.cleaned_data["file"])

    def carry_out(self, *, at: datetime) -> Application:
        """Put it into the file."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("kind", "name", "on")}
        words["name"] = with_ending(said["name"], self.files.get("file"))
        filing.file_paper(self.row, **words, data=said["file"], by=self.viewer, at=at)
        return self.row


def with_ending(name: str, upload: UploadedFile | None) -> str:
    """核对记录.pdf: the officer's words with the ending of the file, by which its bytes are held against its name."""
    ending = PurePath(upload.name).suffix if upload else ""
    return name if name.endswith(ending) else f"{name}{ending}"


def read(upload: UploadedFile | None) -> bytes | None:
    """The bytes of an upload that is a file of a kind that is taken. Raises ValidationError."""
    if not upload:
        return None
    data = upload.read()
    try:
        accept(data, name=upload.name)
    except Problem as problem:
        raise forms.ValidationError(str(problem)) from problem
    return data
