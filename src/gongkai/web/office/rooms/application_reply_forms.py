"""What is filled in from the draft of a reply to the end of the case: sent into the chain, served, proven, opened again."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.case import Reopener
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications import replies, reviewing
from gongkai.web.applications.actions import filing, replying, serving
from gongkai.web.applications.models import Application, CasePaper, PaperKind, ReleaseNotice, Service
from gongkai.web.disclosure import gate
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.reviews.actions import LIGHTENERS
from gongkai.web.uploads import UploadField

from .application_forms import read, with_ending
from .application_moves import LINES, CaseForm, offers_now

_WAYS = {"serve": Service.DIRECT, "post": Service.POST, "serve_online": Service.ELECTRONIC}
_REOPENERS = {
    Reopener.REVIEW: "行政复议决定",
    Reopener.COURT: "人民法院的判决",
    Reopener.SELF: "本机关自行纠正",
}
_OF_NOTICES = (Service.DIRECT, Service.POST, Service.ELECTRONIC)


class Submit(CaseForm):
    """送审: into the chain; each personal detail that has to stay needs its reason."""

    chain = forms.ChoiceField(label="审核流程", widget=forms.RadioSelect)
    lighter_because = forms.CharField(
        label="选用较简流程的理由",
        widget=forms.Textarea(LINES),
        max_length=500,
        required=False,
        help_text="选用比通常简单的流程时填写；签署的人会看到。",
    )
    button = "送审"

    def prepare(self) -> None:
        """The chains that are enough for a reply, and a field for each personal detail."""
        law, organ, kind = review_law(), self.row.organ, reviewing.KIND
        may = self.viewer.holds(*LIGHTENERS, path=organ.path) is not None
        enough = [
            one
            for one in law.chains.values()
            if law.is_enough(one.code, kind=kind)
            and (may or not law.is_lighter(one.code, kind=kind, level=organ.level))
        ]
        self.fields["chain"].choices = [
            (one.code, f"{one.name}：{' → '.join(stage.name for stage in one.stages)}") for one in enough
        ]
        self.fields["chain"].initial = law.usual(kind, level=organ.level).code
        if not may:
            del self.fields["lighter_because"]
        self.reply = replies.latest(self.row)
        screening = replies.screened(self.reply)
        self.marks = gate.to_settle(screening)
        for place, mark in enumerate(self.marks):
            where = "、".join(gate.places_of(screening, mark))
            self.fields[f"mark{place}"] = forms.CharField(
                label=f"{where}：{mark.found}（{mark.name}）",
                max_length=200,
                help_text=f"{mark.why}确需写给申请人的，写明理由；否则请返回，删去或者隐去。",
            )

    def carry_out(self, *, at: datetime) -> Application:
        """Send it in."""
        said = self.cleaned_data
        replying.submit(
            self.reply,
            chain=said["chain"],
            lighter_because=said.get("lighter_because", ""),
            overrides={mark.fingerprint: said[f"mark{place}"] for place, mark in enumerate(self.marks)},
            by=self.viewer,
            at=at,
        )
        return self.row


class TakeBack(CaseForm):
    """撤回签发."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=2000)

    def carry_out(self, *, at: datetime) -> Application:
        """Take it back."""
        replying.take_back(
            replies.latest(self.row), reason=self.cleaned_data["reason"], by=self.viewer, at=at
        )
        return self.row


class Serve(CaseForm):
    """送达答复."""

    service = forms.ChoiceField(label="送达方式", widget=forms.RadioSelect)
    on = forms.DateField(label="日期")
    tracking_no = forms.CharField(
        label="邮件号", max_length=60, required=False, help_text="邮寄送达的，写 EMS 或者挂号信的邮件号。"
    )
    button = "登记送达"

    def prepare(self) -> None:
        """The ways that are open, and what each of them does to the day of the reply."""
        known, moves = offers_now(self.row), case_lifecycle().moves
        ways = [code for code in _WAYS if known[code].is_lawful]
        self.fields["service"].choices = [(_WAYS[code].value, _WAYS[code].label) for code in ways]
        told = "".join(f"{_WAYS[code].label}：{moves[code].confirm}" for code in ways)
        wanted = self.row.get_delivery_display()
        self.confirm = f"申请人希望的获取方式是“{wanted}”。{told}"
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Application:
        """Serve it."""
        serving.serve(replies.latest(self.row), **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class NoticeField(forms.ModelChoiceField):
    """One notice to a third party."""

    def label_from_instance(self, obj: ReleaseNotice) -> str:
        """枕政告〔2026〕3号，告知张**."""
        return f"{obj.number}，告知{obj.consultation.masked_name}"


class TellThirdParty(CaseForm):
    """告知第三方."""

    notice = NoticeField(ReleaseNotice.objects.none(), label="告知书")
    service = forms.ChoiceField(label="送达方式", choices=[(one.value, one.label) for one in _OF_NOTICES])
    on = forms.DateField(label="日期")
    tracking_no = forms.CharField(label="邮件号", max_length=60, required=False)
    button = "登记告知"

    def prepare(self) -> None:
        """Those that have not gone out."""
        self.fields["notice"].queryset = untold(self.row)
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said = dict(self.cleaned_data)
        serving.tell_third_party(said.pop("notice"), **said, by=self.viewer, at=at)
        return self.row


def untold(application: Application) -> Any:
    """Notices to third parties that have not gone out."""
    mine = ReleaseNotice.objects.filter(reply__application=application, told_on=None)
    return mine.select_related("consultation")


def has_untold(application: Application, _viewer: Viewer) -> bool:
    """Whether somebody has to be told before the applicant gets his reply."""
    return application.state == CaseStateCode.SIGNED and untold(application).exists()


class DiscardPaper(CaseForm):
    """撤下文件: one that was to go out with the reply does not."""

    paper = forms.ModelChoiceField(
        label="撤下哪个文件",
        queryset=CasePaper.objects.none(),
        empty_label="请选择",
        help_text="文件撤下以后不随答复送出，也不再保存。答复正在审签的，退回重新送审。",
    )
    button = "撤下"

    def prepare(self) -> None:
        """Those that have not gone out."""
        self.fields["paper"].queryset = to_be_supplied(self.row)

    def carry_out(self, *, at: datetime) -> Application:
        """Take it out."""
        filing.discard_paper(self.cleaned_data["paper"], by=self.viewer, at=at)
        return self.row


def to_be_supplied(application: Application) -> QuerySet[CasePaper]:
    """Files that are to go out with a reply which is not signed yet."""
    supplied = application.papers.filter(kind=PaperKind.SUPPLIED, is_for_applicant=False, destroyed_on=None)
    return supplied.filter(reply__signed_on=None).order_by("pk")


def has_supplied(application: Application, _viewer: Viewer) -> bool:
    """Whether there is such a file."""
    return to_be_supplied(application).exists()


class ProveService(CaseForm):
    """登记送达凭证."""

    on = forms.DateField(label="签收日期")
    scan = UploadField(
        label="送达凭证", required=False, help_text="送达回证、邮件回执的扫描件或者照片；直接送达的必须上传。"
    )

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def clean_scan(self) -> bytes | None:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said, name = self.cleaned_data, with_ending("送达凭证", self.files.get("scan"))
        serving.prove_service(
            replies.latest(self.row), on=said["on"], name=name, scan=said["scan"], by=self.viewer, at=at
        )
        return self.row


def is_made(application: Application, _viewer: Viewer) -> bool:
    """Whether a reply has gone out whose proof may still come."""
    return application.made_on is not None and application.state in (
        CaseStateCode.SERVED,
        CaseStateCode.CLOSED,
    )


class Conclude(CaseForm):
    """办结."""

    on = forms.DateField(label="办结日期")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Application:
        """End it."""
        return serving.conclude(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)


class PrintLetter(CaseForm):
    """打印答复: with the applicants' full names, told in the ledger each time."""

    ending = forms.ChoiceField(label="格式", choices=[("pdf", "PDF"), ("docx", "DOCX")])
    button = "下载"

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The file."""
        reply, ending = replies.latest(self.row), self.cleaned_data["ending"]
        data = serving.print_letter(reply, ending=ending, by=self.viewer, at=at)
        return handed_out(data, media_type=MEDIA_TYPES[ending], name=f"答复 {reply.number}.{ending}")


def is_signed(application: Application, _viewer: Viewer) -> bool:
    """Whether the last reply is signed."""
    reply = replies.latest(application)
    return reply is not None and reply.signed_on is not None


class Reopen(CaseForm):
    """重新办理."""

    reopener = forms.ChoiceField(
        label="因何重新办理", choices=[(one.value, name) for one, name in _REOPENERS.items()]
    )
    on = forms.DateField(label="日期", help_text="收到决定或者判决的那一天；自行纠正的，作出决定的那一天。")
    limit_on = forms.DateField(
        label="决定或者判决限定的日期", required=False, help_text="没有限定的不填，按答复期限重新计算。"
    )
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=2000)
    button = "重新办理"

    def prepare(self) -> None:
        """The first result stays."""
        self.confirm = case_lifecycle().moves["reopen_by_self"].confirm
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Application:
        """Open it again."""
        return replying.reopen(self.row, **self.cleaned_data, by=self.viewer, at=at)
