"""What is filled in from the draft of a reply to the end of the case: sent into the chain, served, proven, opened again."""

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.case import Reopener
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions import filing, replying, serving
from gongkai.web.applications.models import Application, CasePaper, PaperKind, ReleaseNotice, Reply
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies import reviewing
from gongkai.web.applications.service import served
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.office.into_chain import ChainForm

from .moves import LINES, CaseForm

_REOPENERS = {
    Reopener.REVIEW: "行政复议决定",
    Reopener.COURT: "人民法院的判决",
    Reopener.SELF: "本机关自行纠正",
}


class Submit(ChainForm, CaseForm):
    """送审: into the chain; each personal detail that has to stay needs its reason."""

    must_stay = "确需写给申请人的，写明理由；否则请返回，删去或者隐去。"

    def prepare(self) -> None:
        """The chains that are enough for a reply, and a field for each personal detail."""
        self.offer(reviewing.KIND, self.row.organ)
        self.reply = replies.latest(self.row)
        self.ask_about(replies.screened(self.reply))

    def carry_out(self, *, at: datetime) -> Application:
        """Send it in."""
        replying.submit(self.reply, **self.chosen(), by=self.viewer, at=at)
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
    """打印答复: with the full names, told in the ledger each time; what third parties are told with it, too."""

    letter = forms.ChoiceField(label="文书")
    ending = forms.ChoiceField(label="格式", choices=[("pdf", "PDF"), ("docx", "DOCX")])
    button = "下载"
    field_order = ("letter", "ending")

    def prepare(self) -> None:
        """A choice only where something was signed with the reply."""
        self.signed = _signed(self.row)
        if len(self.signed) == 1:
            del self.fields["letter"]
        else:
            self.fields["letter"].choices = [
                (str(place), name) for place, (name, _) in enumerate(self.signed)
            ]

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The file."""
        ending = self.cleaned_data["ending"]
        _, carried = self.signed[int(self.cleaned_data.get("letter") or 0)]
        data = serving.print_letter(carried, ending=ending, by=self.viewer, at=at)
        name = f"{served.kind_of(carried)} {carried.number}.{ending}"
        return handed_out(data, media_type=MEDIA_TYPES[ending], name=name)


def _signed(application: Application) -> list[tuple[str, Reply | ReleaseNotice]]:
    """The last reply, and the notices that were signed with it, by their names."""
    reply = replies.latest(application)
    notices = (
        reply.notices.in_force().select_related("consultation", "reply__application__organ").order_by("pk")
    )
    told = [(f"{served.title_of(one)}，告知{one.consultation.masked_name}", one) for one in notices]
    return [(f"{served.title_of(reply)}，送申请人", reply), *told]


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
