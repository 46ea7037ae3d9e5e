"""Forms of 送达: how a letter went out, what became of it, and what proves that; for replies, notices and other letters."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.service import service_law
from gongkai.web.applications.actions import announcing, receipts, serving
from gongkai.web.applications.actions.attempting import Sent, last_known
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.models import Application, Letter, ReleaseNotice, Reply, Service
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.letters import way_in
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.foundations.handing import handed_out
from gongkai.web.uploads import UploadField

from .forms import read, with_ending
from .moves import offers_now
from .sent_forms import FIRST, GoingOut, OfLetter, SentForm, is_signed

_WAYS = {"serve": Service.DIRECT, "post": Service.POST, "serve_online": Service.ELECTRONIC}


class Serve(GoingOut, SentForm):
    """送达答复."""

    button = "登记送达"

    def prepare(self) -> None:
        """The ways that are open, what each of them does to the day of the reply, and the last day of each."""
        super().prepare()
        known, moves = offers_now(self.row), case_lifecycle().moves
        ways = [code for code in _WAYS if known[code].is_lawful]
        self.fields["service"].choices = [(_WAYS[code].value, _WAYS[code].label) for code in ways]
        told = "".join(f"{_WAYS[code].label}：{moves[code].confirm}" for code in ways)
        wanted = self.row.get_delivery_display()
        said = f"答复书写明的送达方式是“{way_in(self.sent())}”；用别的方式送达的，按实际的方式登记，答复书不改写。"
        self.confirm = f"{self.confirm}{last_days(self.row)}{said}申请人希望的获取方式是“{wanted}”。{told}"

    def going_out(self) -> list[Carried]:
        """The reply."""
        return [self.sent()]

    def sent(self) -> Reply:
        """The reply."""
        return replies.latest(self.row)

    def carry_out(self, *, at: datetime) -> Application:
        """Serve it."""
        serving.serve(self.sent(), **self.way(), by=self.viewer, at=at)
        return self.row


def last_days(application: Application) -> str:
    """邮寄的，最迟2026年3月5日（星期四）交邮；直接送达的，最迟同日签收；…。; empty while no day runs."""
    due_on = clock_of(application).due_on
    return f"{service_law().last_days(due_on)}。" if due_on and not application.made_on else ""


class NoticeField(forms.ModelChoiceField):
    """One notice to a third party."""

    def label_from_instance(self, obj: ReleaseNotice) -> str:
        """枕政告〔2026〕3号，告知张**."""
        return f"{obj.number}，告知{obj.consultation.masked_name}"


class TellThirdParty(GoingOut, SentForm):
    """告知第三方."""

    notice = NoticeField(ReleaseNotice.objects.none(), label="告知书")
    field_order = ("notice",)
    button = "登记告知"

    def prepare(self) -> None:
        """Those that have not gone out."""
        super().prepare()
        self.fields["notice"].queryset = untold(self.row)
        self.fields[
            "address"
        ].help_text = "电子送达的填写；邮寄的，第三方没有留通信地址时填写寄到哪里。只以遮盖的形式保存。"

    def going_out(self) -> list[Carried]:
        """Every notice that has not gone out."""
        return list(untold(self.row))

    def sent(self) -> ReleaseNotice:
        """The notice that is chosen."""
        return self.cleaned_data["notice"]

    def is_unsealed(self) -> bool:
        """Of the notice that is chosen."""
        return self.cleaned_data.get("notice") in self.unsealed

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        notice = self.cleaned_data["notice"]
        serving.tell_third_party(notice, **self.way(), by=self.viewer, at=at)
        return self.row


def untold(application: Application) -> Any:
    """Notices to third parties that have not gone out."""
    mine = ReleaseNotice.objects.in_force().filter(reply__application=application, told_on=None)
    return mine.select_related("consultation", "reply__application__organ")


def has_untold(application: Application, _viewer: Viewer) -> bool:
    """Whether somebody has to be told before the applicant gets his reply."""
    return application.state == CaseStateCode.SIGNED and untold(application).exists()


class ProveService(OfLetter):
    """登记送达凭证."""

    on = forms.DateField(label="签收日期")
    scan = UploadField(
        label="送达凭证",
        required=False,
        help_text="送达回证、邮件回执、邮件跟踪结果的扫描件或者照片；直接送达的必须上传。",
    )

    @staticmethod
    def suits(carried: Carried) -> bool:
        """What went out and did not come back, until the case is archived."""
        attempt = last_known(carried)
        return attempt is not None and attempt.failed_on is None

    def prepare(self) -> None:
        """Of an announcement, the day on which it counts."""
        super().prepare()
        found = (last_known(one) for one in self.letters.values())
        announced = [one.counts_on for one in found if one and one.counts_on and one.is_open]
        if announced:
            article = service_law().announcement.article
            said = "、".join(f"{on:%Y年%-m月%-d日}" for on in announced)
            self.fields["on"].help_text = f"公告送达的，{said}视为送达（{article}），写那一天。"

    def clean_scan(self) -> bytes | None:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        """Of a notice or another letter there must be a sheet."""
        said = super().clean()
        if "scan" in said and said["scan"] is None and not isinstance(self.chosen(), Reply):
            self.add_error("scan", "请上传送达凭证的扫描件或者照片。")
        return said

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said, name = self.cleaned_data, with_ending("送达凭证", self.files.get("scan"))
        told = {"on": said["on"], "name": name, "scan": said["scan"], "by": self.viewer, "at": at}
        letter = self.chosen()
        if isinstance(letter, Reply):
            serving.prove_service(letter, **told)
        else:
            announcing.prove_delivery(letter, **told)
        return self.row


class SendLetter(OfLetter, SentForm):
    """登记文书送达."""

    field_order = ("letter",)
    button = "登记送达"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """A numbered letter of the case that has not gone out."""
        return isinstance(carried, Letter) and served.last_of(carried) is None

    def sent(self) -> Carried:
        """The letter that is chosen."""
        return self.chosen()

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        serving.send_letter(self.chosen(), Sent(**self.way()), by=self.viewer, at=at)
        return self.row


class PrintReceipt(OfLetter):
    """打印送达回证."""

    service = forms.ChoiceField(label="送达方式", choices=[FIRST[0], FIRST[1]])
    place = forms.CharField(
        label="送达的地点", max_length=200, help_text="例如：枕溪镇便民服务中心三号窗口。"
    )
    confirm = "印出的送达回证写有收件人的姓名；打印记入台账。"
    button = "下载"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """Whatever is signed."""
        return is_signed(carried)

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The file."""
        said, letter = self.cleaned_data, self.chosen()
        way = dict(FIRST)[said["service"]]
        data = receipts.print_receipt(letter, way=way, place=said["place"], by=self.viewer, at=at)
        return handed_out(data, media_type=MEDIA_TYPES["pdf"], name=f"送达回证 {letter.number}.pdf")
