"""Letters of a case: the list of them, any other paper written, printed with the names, and voided."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from gongkai.kernel.duties import Viewer
from gongkai.kernel.letter_forms import LetterForm
from gongkai.web.applications.actions import lettering
from gongkai.web.applications.letters.known import Around, known_of
from gongkai.web.applications.models import Application, Attempt, Letter, ReleaseNotice
from gongkai.web.applications.models.ground import HANDLERS, SIGNERS
from gongkai.web.applications.replies.letters import latest
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.office.rows import Rows, day, rows

from .letters import WithLetter
from .moves import LINES, CaseForm

# What no officer types, whatever the form: it is the case's, the organ's or the law's to say.
_FROM_THE_CASE = (
    *("organ", "received_on", "registration_no", "wanted", "signed_on", "number", "basis", "remedy"),
    *("contact_office", "contact_phone", "contact_address"),
)
_MOST = 30  # characters of what somebody was asked about, in a list


class WriteLetter(WithLetter):
    """拟制文书: first which, then what it has to be told, then it is read."""

    code = forms.ChoiceField(label="文书")
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    sends = "出具文书"

    def __init__(self, *args: Any, data: Any = None, **kwargs: Any) -> None:
        self.shown_before = data.get("asked", "") if data else ""
        if data:
            data = data.copy()
            data["asked"] = data.get("code", "")
        super().__init__(*args, data=data, **kwargs)

    def prepare(self) -> None:
        """The forms that suit the case now, and the fields of the chosen one."""
        del self.fields["on_paper"]
        known = lettering.writable(self.row)
        self.fields["code"].choices = [("", "请选择"), *((one.key, _named(one)) for one in known)]
        key = self.data.get("code", "") if self.is_bound else ""
        self.chosen = next((one for one in known if one.key == key), None)
        if self.chosen:
            self.letters = (self.chosen.form.code,)
            self.ask_for_letters()

    @property
    def button(self) -> str:
        """What the next round does."""
        return super().button if self.letters else "填写这种文书"

    @property
    def is_on_paper(self) -> bool:
        """It is written to be sent."""
        return False

    def begun_around(self) -> Around:
        """What the letter is about."""
        return lettering.around_of(self.row, self.chosen, on=clock.today())

    def around(self, said: Mapping[str, Any]) -> Around:
        """The same: nothing happens with it."""
        return self.begun_around()

    def clean(self) -> dict[str, Any]:
        """What was chosen just now is asked for what it has to be told, before anything is wrong with it."""
        if self.chosen and self.shown_before != self.chosen.key:
            self._errors.clear()
            self.add_error("asked", "请接着填写。")
            return self.cleaned_data
        return super().clean()

    def carry_out(self, *, at: datetime) -> Application:
        """Write it."""
        code, asked = self.chosen.form.code, self.chosen.consultation
        lettering.write_letter(self.row, code, self.told()[code], consultation=asked, by=self.viewer, at=at)
        return self.row

    def _said_of(self, form: LetterForm) -> Iterable[str]:
        return (*_FROM_THE_CASE, *known_of(self.row, form.code, self.begun_around()))


def _named(one: lettering.Writable) -> str:
    """第三方意见征求书（李**：分户的补贴金额）."""
    asked = one.consultation
    return (
        f"{one.form.name}（{asked.masked_name}：{Truncator(asked.about).chars(_MOST)}）"
        if asked
        else one.form.name
    )


class LetterField(forms.ModelChoiceField):
    """One letter of the case."""

    def label_from_instance(self, obj: Letter) -> str:
        """补正告知书 枕溪政公开告〔2026〕3号（2026年3月5日）."""
        return f"{obj.name} {obj.number}（{day(obj.signed_on)}）"


class PrintNotice(CaseForm):
    """打印文书: with the full names, to be handed over or posted."""

    letter = LetterField(Letter.objects.none(), label="文书")
    confirm = "打印出的文书写有申请人或者第三方的姓名，只用于送达；每次打印都记入台账。"
    button = "打印（PDF）"

    def prepare(self) -> None:
        """Those that count."""
        self.fields["letter"].queryset = in_force(self.row)

    def carry_out(self, *, at: datetime) -> HttpResponse:
        """The sheet."""
        letter = self.cleaned_data["letter"]
        data = lettering.print_notice(letter, by=self.viewer, at=at)
        return handed_out(data, media_type="application/pdf", name=f"{letter}.pdf")


class VoidLetter(CaseForm):
    """作废文书."""

    letter = LetterField(Letter.objects.none(), label="文书")
    reason = forms.CharField(label="作废的原因", widget=forms.Textarea(LINES), max_length=200)
    confirm = "作废以后文号保留、不再使用，申请人不能再下载这件文书；已经办理的事项不变。需要更正的，请用“拟制文书”重新出具。"
    button = "作废"

    def prepare(self) -> None:
        """Those that count."""
        self.fields["letter"].queryset = in_force(self.row)

    def carry_out(self, *, at: datetime) -> Application:
        """Void it."""
        lettering.void_letter(**self.cleaned_data, by=self.viewer, at=at)
        return self.row


def in_force(application: Application) -> QuerySet:
    """The letters that were not voided."""
    return application.letters.filter(voided_on=None).order_by("-pk")


def has_letters(application: Application, _viewer: Viewer) -> bool:
    """Whether there is one that counts."""
    return in_force(application).exists()


def can_be_written(application: Application, _viewer: Viewer) -> bool:
    """Once it is received, and as long as it lies here."""
    return application.received_on is not None


def letters_table(application: Application, viewer: Viewer) -> Rows:
    """文书: what it is called, its number and day, and what became of it."""
    may = viewer.holds(*HANDLERS, *SIGNERS, path=application.organ.path) is not None
    letters = (
        (
            _read(application, one) if may else one.name,
            one.number or "内部用表，不编文号",
            day(one.signed_on),
            "；".join(_carried(attempt) for attempt in one.attempts.all()),
            f"{day(one.voided_on)}作废：{one.voided_because}" if one.voided_on else _went(one),
        )
        for one in application.letters.select_related("paper").prefetch_related("attempts").order_by("pk")
    )
    notices = _notices(application, is_read=may)
    return rows(("文书", "文号", "成文日期", "送达", "情况"), (*letters, *notices))


def _notices(application: Application, *, is_read: bool) -> Iterator[tuple[Any, ...]]:
    """What third parties are told whose information is given although they do not agree; it is read beside the reply."""
    reply = latest(application)
    found = ReleaseNotice.objects.filter(reply__application=application).select_related(
        "consultation", "reply"
    )
    for one in found.prefetch_related("attempts").order_by("pk"):
        name = f"公开决定告知书（{one.consultation.masked_name}）"
        is_current = is_read and one.reply == reply and one.voided_on is None
        address = reverse("applications:letter", args=[application.pk])
        yield (
            format_html('<a href="{}">{}</a>', address, name) if is_current else name,
            one.number,
            day(one.reply.signed_on),
            "；".join(_carried(attempt) for attempt in one.attempts.all()),
            _told(one),
        )


def _told(notice: ReleaseNotice) -> str:
    """Whether it still counts, and has gone out."""
    if notice.voided_on:
        return f"{day(notice.voided_on)}随签发的撤回作废"
    return "已入卷" if notice.told_on else "还没有送出；在“打印答复”中打印"


def _read(application: Application, letter: Letter) -> Any:
    address = reverse("applications:letter-copy", args=[application.pk, letter.pk])
    return format_html(
        '<a href="{0}">{1}</a>（<a href="{0}?ending=docx">{2}</a>）', address, letter.name, "DOCX"
    )


def _carried(attempt: Attempt) -> str:
    """邮寄送达，2026年3月5日送出，2026年3月9日送到."""
    said = [attempt.get_way_display(), f"{day(attempt.on)}送出"]
    said += [f"{day(attempt.arrived_on)}送到"] if attempt.arrived_on else []
    said += [f"{day(attempt.failed_on)}退回"] if attempt.failed_on else []
    return "，".join(said)


def _went(letter: Letter) -> str:
    """Where it is to be had."""
    if letter.paper.destroyed_on:
        return "文件已经销毁"
    return "申请人可以在“我的申请”下载" if letter.paper.is_for_applicant else "已入卷"
