"""What forms of 送达 and 用印 have in common: which letter they are about, and how it went out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models import Application, ReleaseNotice, Service
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.foundations import clock

from .moves import LINES, CaseForm

FIRST = [(one.value, one.label) for one in (Service.DIRECT, Service.POST, Service.ELECTRONIC)]

_WAY = ("service", "on", "tracking_no", "address", "unsealed_because")
_UNSEALED = (
    "没有盖章的答复书、告知书，收件人看不出是不是本机关作出的，复议机关、法院也可能不予认可。"
    "请先用印并登记，再送达；确实来不及用印的，写明原因。"
)


class SentForm(CaseForm):
    """What is written down of a letter that goes out."""

    service = forms.ChoiceField(label="送达方式", widget=forms.RadioSelect, choices=FIRST)
    on = forms.DateField(label="日期")
    tracking_no = forms.CharField(
        label="邮件号", max_length=60, required=False, help_text="邮寄送达的，写 EMS 或者挂号信的邮件号。"
    )
    sent_time = forms.TimeField(
        label="发送成功的时间",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text="电子送达的填写。当天办理的可以不填，按现在的时间记。",
    )
    address = forms.CharField(
        label="接收地址",
        max_length=200,
        required=False,
        help_text="电子送达的填写，不填的，按申请人留下的电子邮箱；邮寄的，收件人没有留通信地址时填写寄到哪里。只以遮盖的形式保存。",
    )

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        """The post needs somewhere to bring it."""
        said = super().clean()
        is_posted = said.get("service") == Service.POST and not said.get("address", "").strip()
        if is_posted and not {"letter", "notice"} & set(self.errors) and not served.has_address(self.sent()):
            self.add_error(
                "address", "收件人没有留通信地址。请写明寄到哪里、地址从哪里来，或者选别的送达方式。"
            )
        return said

    def sent(self) -> Carried:
        """The letter that goes out."""
        raise NotImplementedError

    def way(self) -> dict[str, Any]:
        """How it went, as the acts take it."""
        said = self.cleaned_data
        way = {name: said[name] for name in _WAY if name in said}
        return way | {"sent_at": _moment(said["on"], said["sent_time"])}


class GoingOut(CaseForm):
    """A form by which a letter goes out for the first time: without its seal only when it is said why."""

    unsealed_because = forms.CharField(
        label="没有用印仍然送出的原因",
        widget=forms.Textarea(LINES),
        max_length=300,
        required=False,
        help_text="只记在案卷里，不写进文书；归档时仍然列为缺少盖章件。",
    )

    def prepare(self) -> None:
        """Which of the letters bear no seal, and what that means."""
        super().prepare()
        self.unsealed = [one for one in self.going_out() if served.sealing_of(one) is None]
        if not self.unsealed:
            del self.fields["unsealed_because"]
            return
        names = "、".join(served.title_of(one) for one in self.unsealed)
        self.confirm = f"{names}还没有登记用印。{_UNSEALED}{self.confirm}"

    def clean(self) -> dict[str, Any]:
        """The reason, where the letter bears no seal."""
        said = super().clean()
        if not said.get("unsealed_because", "-").strip() and self.is_unsealed():
            self.add_error("unsealed_because", "这份文书没有登记用印。请先用印，或者写明原因。")
        return said

    def going_out(self) -> Sequence[Carried]:
        """The letters that may go out by this form for the first time."""
        raise NotImplementedError

    def is_unsealed(self) -> bool:
        """Whether the one that is chosen bears no seal."""
        return bool(self.unsealed)


class OfLetter(CaseForm):
    """A form about one letter of the case; where there is only one to choose, it is not asked which."""

    begun_with = ("letter",)
    letter = forms.ChoiceField(label="文书")

    def prepare(self) -> None:
        """Those to which it may happen now."""
        if "on" in self.fields:
            self.fields["on"].initial = clock.today()
        self.letters = _letters(self.row, self.suits)
        self.fields["letter"].choices = [(key, _labelled(one)) for key, one in self.letters.items()]
        self.fields["letter"].initial = next(iter(self.letters), None)
        if len(self.letters) == 1:
            del self.fields["letter"]

    @staticmethod
    def suits(carried: Carried) -> bool:
        """Whether it may happen to this letter."""
        raise NotImplementedError

    def chosen(self) -> Carried:
        """The letter that it is about."""
        return self.letters[self.cleaned_data.get("letter") or next(iter(self.letters))]


def may(form: type[OfLetter]) -> Callable[[Application, Viewer], bool]:
    """Whether there is a letter of the case for this form."""

    def is_offered(application: Application, _viewer: Viewer) -> bool:
        is_kept = application.state == CaseStateCode.ARCHIVED
        return not is_kept and bool(_letters(application, form.suits))

    return is_offered


def _letters(application: Application, suits: Callable[[Carried], bool]) -> Mapping[str, Carried]:
    return {f"{served.field_of(one)}-{one.pk}": one for one in served.carried_in(application) if suits(one)}


def _labelled(carried: Carried) -> str:
    if isinstance(carried, ReleaseNotice):
        return f"{served.title_of(carried)}，告知{carried.consultation.masked_name}"
    return served.title_of(carried)


def is_signed(carried: Carried) -> bool:
    """Whether it has been signed."""
    return (served.reply_of(carried) or carried).signed_on is not None


def _moment(on: date, at: time | None) -> datetime | None:
    return datetime.combine(on, at, tzinfo=get_current_timezone()) if at else None
