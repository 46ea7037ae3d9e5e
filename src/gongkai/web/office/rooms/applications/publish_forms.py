"""What is filled in when something of a case becomes public: an answer shown by choice, information that several wanted."""

import re
from datetime import datetime
from typing import Any

from django import forms

from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.limits import limits
from gongkai.lawbook.promotions import promotion_rule
from gongkai.web.applications.actions import publishing as actions
from gongkai.web.applications.models import Application, CasePaper, Promotion, SuggestedBy
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.publishing import answers as publishing
from gongkai.web.applications.publishing.answers import Given, Shown
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.limits import GENERAL
from gongkai.web.foundations import clock
from gongkai.web.office.acts import Act

from .moves import LINES, TEMPLATE, CaseForm

_LONG = {"rows": 8}
_NAMES_NOBODY = "不得看出是谁的申请：保存时核对姓名、联系方式和编号，发布以前再核对一次。"
_NUMBER = re.compile(r"\D*(\d{4})\D+(\d{1,6})\D*")
_BY_HAND = (SuggestedBy.APPLICANT, SuggestedBy.OFFICER)


class PapersField(forms.ModelMultipleChoiceField):
    """Files that the applicant got."""

    def __init__(self) -> None:
        super().__init__(
            CasePaper.objects.none(),
            label="附件",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="只列出随答复提供给申请人的文件。图片里的文字系统看不到，请先打开看过。",
        )

    def label_from_instance(self, obj: CasePaper) -> str:
        """By its name."""
        return obj.name

    def offer(self, papers: list[CasePaper]) -> None:
        """These, all of them chosen."""
        self.queryset = CasePaper.objects.filter(pk__in=[paper.pk for paper in papers])
        self.initial = [paper.pk for paper in papers]


class PublishAnswer(CaseForm):
    """公开这份答复: what is shown, begun without whoever asked."""

    title = forms.CharField(label="名称", max_length=200, help_text=_NAMES_NOBODY)
    summary = forms.CharField(label="内容概述", widget=forms.Textarea(LINES), max_length=1000)
    wanted = forms.CharField(
        label="申请的内容",
        widget=forms.Textarea(_LONG),
        max_length=4000,
        help_text="已经隐去姓名、联系方式和编号；其他能看出是谁的说法，请改写。",
    )
    answer = forms.CharField(label="答复的内容", widget=forms.Textarea(_LONG), max_length=20000)
    papers = PapersField()
    confirm = (
        "在“依申请公开答复选登”中起草一条信息，依据、处理结果和答复日期一并写入；经审核批准以后才发布。"
        "撤回那条信息不影响这件申请。"
    )
    button = "起草公开"
    done = "已经起草。请在下面的“公开情况”中打开，送审以后发布。"

    def prepare(self) -> None:
        """What was asked and answered, without whoever asked."""
        self.sent = publishing.last_sent(self.row)
        shown = publishing.begun(self.sent)
        for name in ("title", "summary", "wanted", "answer"):
            self.fields[name].initial = getattr(shown, name)
        self.fields["papers"].offer(list(shown.papers))

    def carry_out(self, *, at: datetime) -> Application:
        """Begin the item."""
        said = dict(self.cleaned_data)
        actions.publish_answer(self.sent, Shown(**said), by=self.viewer, at=at)
        return self.row


class SuggestPromotion(CaseForm):
    """登记主动公开的建议."""

    suggested_by = forms.ChoiceField(
        label="提出的方式",
        choices=[(one.value, one.label) for one in _BY_HAND],
        widget=forms.RadioSelect,
        initial=SuggestedBy.APPLICANT,
    )
    on = forms.DateField(label="提出日期")
    others = forms.CharField(
        label="申请同样信息的其他申请",
        required=False,
        max_length=300,
        help_text="经办人提出的，写明登记编号，用顿号或者空格分开，例如：2026-3、2026-15。",
    )

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()
        self.confirm = (
            f"登记以后{promotion_rule().decide}个工作日内决定是否转为主动公开（期限是机关的工作制度）。"
        )

    def clean_others(self) -> list[Application]:
        """Cases of this organ by their numbers."""
        said = re.split(r"[、，,;；\s]+", self.cleaned_data["others"].strip())
        return [self._case(number) for number in said if number]

    def _case(self, number: str) -> Application:
        found = _NUMBER.fullmatch(number)
        cases = Application.objects.filter(organ=self.row.organ_id).exclude(pk=self.row.pk)
        case = cases.filter(year=found[1], serial=found[2]).first() if found else None
        if case is None:
            raise forms.ValidationError(f"本机关没有登记编号为“{number}”的其他申请。请核对年份和顺序号。")
        return case

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        actions.suggest_promotion(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class Promote(CaseForm):
    """转为主动公开."""

    title = forms.CharField(label="名称", max_length=200, help_text=_NAMES_NOBODY)
    summary = forms.CharField(label="内容概述", widget=forms.Textarea(LINES), max_length=1000)
    row = forms.ModelChoiceField(Row.objects.none(), label="公开事项", help_text="目录中的哪一项。")
    doc_no = forms.CharField(label="文号", max_length=80, required=False)
    formed_on = forms.DateField(label="成文日期")
    body = forms.CharField(
        label="正文",
        widget=forms.Textarea(_LONG),
        max_length=20000,
        required=False,
        help_text="附件里已经写全的，可以不写。",
    )
    papers = PapersField()
    happened = ("formed_on",)
    button = "转为主动公开"
    done = "已经决定转为主动公开并且起草。请在下面的“公开情况”中打开，送审以后发布。"

    def prepare(self) -> None:
        """What was given, without whoever asked."""
        reply, promotion = publishing.last_sent(self.row), open_promotion(self.row)
        title = publishing.anonymous(self.row.title, self.row)
        self.fields["title"].initial, self.fields["doc_no"].initial = title, self.row.doc_no
        self.fields["summary"].initial = title
        rows = Row.objects.active().filter(organ=self.row.organ_id).exclude(code=publishing.ANSWERS)
        self.fields["row"].queryset = rows.order_by("order", "pk")
        self.fields["papers"].offer(publishing.released_with(reply) if reply else [])
        limit = limits()[GENERAL]
        self.confirm = (
            f"已有{promotion.applicants}名申请人。决定以后{limit.amount}个工作日内公开（{limit.article}）；"
            "经审核批准以后才发布。"
        )

    def clean(self) -> dict[str, Any]:
        """Something must be there to read."""
        said = super().clean()
        if not said.get("papers") and not said.get("body"):
            self.add_error("body", "没有正文，也没有附件。请写正文，或者选择附件。")
        return said

    def carry_out(self, *, at: datetime) -> Application:
        """Begin the item."""
        said = dict(self.cleaned_data)
        row = said.pop("row")
        actions.promote(open_promotion(self.row), Given(**said), row=row, by=self.viewer, at=at)
        return self.row


class KeepFromPromotion(CaseForm):
    """暂不转为主动公开."""

    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=500,
        help_text="不写申请人的姓名和联系方式。以后又有新的申请人得到同样的信息，系统会再次提示。",
    )

    def carry_out(self, *, at: datetime) -> Application:
        """Decide."""
        reason = self.cleaned_data["reason"]
        actions.keep_from_promotion(open_promotion(self.row), reason=reason, by=self.viewer, at=at)
        return self.row


def open_promotion(application: Application) -> Promotion | None:
    """The suggestion that waits at a case."""
    return application.promotions.open().first()


def suggestion(application: Application) -> str:
    """What stands above a case at which a suggestion waits; empty for others."""
    promotion = open_promotion(application)
    if promotion is None:
        return ""
    how = promotion.get_suggested_by_display()
    several = f"已有{promotion.applicants}名申请人得到同样的信息，" if promotion.applicants > 1 else ""
    return (
        f"{how}：{several}可以转为主动公开（条例第四十四条）。请在{full_day(promotion.due_on)}以前决定转为主动公开，"
        "或者写明理由暂不转。"
    )


def _may_be_shown(application: Application, _viewer: Viewer) -> bool:
    """An answer went out, shows nowhere, and whoever asked is still known, so that he can be left out."""
    reply = publishing.last_sent(application)
    if reply is None or application.applicants.filter(purged_on__isnull=False).exists():
        return False
    return actions.shown_as(reply) is None


def _may_be_suggested(application: Application, _viewer: Viewer) -> bool:
    return application.received_on is not None and open_promotion(application) is None


def _is_suggested(application: Application, _viewer: Viewer) -> bool:
    return open_promotion(application) is not None


def _may_be_promoted(application: Application, viewer: Viewer) -> bool:
    return _is_suggested(application, viewer) and publishing.last_sent(application) is not None


def _act(name: str, title: str, form: type[CaseForm], is_offered: Any) -> Act:
    return Act(name, title, form, HANDLERS, is_offered=is_offered, template=TEMPLATE)


ACTS = (
    _act("promote", "转为主动公开", Promote, _may_be_promoted),
    _act("keep-from-promotion", "暂不转为主动公开", KeepFromPromotion, _is_suggested),
    _act("publish-answer", "公开这份答复", PublishAnswer, _may_be_shown),
    _act("suggest-promotion", "登记主动公开的建议", SuggestPromotion, _may_be_suggested),
)
