"""What is filled in when somebody else is asked before the organ decides: third parties, and other organs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.days import full_day
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions import consulting
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, Consultation, Opinion
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ

from .letters import WithLetter
from .moves import LINES, CaseForm

_CONTACT = ("name", "phone", "email", "address", "postcode")


class _Consult(WithLetter):
    """Somebody is asked in writing; who is a third party may answer by a link, which is shown once."""

    of = Consulted.THIRD_PARTY
    sends = "发出征求意见书"
    shown_in = "office/case_link.html"
    about = forms.CharField(
        label="涉及的内容",
        widget=forms.Textarea(LINES),
        max_length=2000,
        help_text="写明是哪一份文件，其中涉及对方的是哪些内容。不写申请人的姓名和联系方式：对方不需要知道是谁申请的。",
    )
    on = forms.DateField(
        label="发出日期",
        help_text="从发出的次日起，征求意见的时间不计入答复期限。发出以后，下一页给出在网上提出意见的链接和二维码，"
        "另外打印，随征求意见书一并送给对方。",
    )

    def prepare(self) -> None:
        """Mostly today."""
        move = case_lifecycle().moves[f"consult_{self.of.value}"]
        self.confirm, self.letters = move.confirm, move.letters
        self.fields["on"].initial = clock.today()
        self.ask_for_letters()

    def around(self, said: Mapping[str, Any]) -> Around:
        """Who would be asked, from today on."""
        consultation = consulting.to_consult(self.row, self.asked())
        event = CaseEvent(kind=Happened.CONSULTATION_SENT, on=said["on"], id="…", of=self.of)
        return Around(on=clock.today(), event=event, consultation=consultation)

    def asked(self) -> consulting.Asked:
        """Who is asked about what."""
        raise NotImplementedError

    def carry_out(self, *, at: datetime) -> dict[str, Any]:
        """Ask; the address of the link is known this once."""
        on = self.cleaned_data["on"]
        consultation, token = consulting.consult(
            self.row, self.asked(), on=on, by=self.viewer, at=at, letters=self.told()
        )
        return {"consultation": consultation, "path": reverse("portal:opinion", args=[token])}


class ConsultThirdParty(_Consult):
    """征求第三方意见."""

    name = forms.CharField(label="第三方的姓名或者名称", max_length=100)
    is_person = forms.BooleanField(label="第三方是自然人", required=False, initial=True)
    phone = forms.CharField(label="电话", max_length=30, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    postcode = forms.CharField(label="邮政编码", max_length=10, required=False)
    field_order = (*_CONTACT[:1], "is_person", *_CONTACT[1:], "about", "on")

    def clean(self) -> dict[str, Any]:
        """Whoever is asked must be reached."""
        if not any(self.cleaned_data.get(way) for way in ("phone", "email", "address")):
            self.add_error(
                "phone", "没有写联系方式。电话、电子邮箱、通信地址至少写一项，征求意见书才能送到。"
            )
        return super().clean()

    def asked(self) -> consulting.Asked:
        """By name."""
        said = self.cleaned_data
        identity = Identity(**{name: said[name] for name in _CONTACT})
        return consulting.Asked(
            of=self.of, about=said["about"], identity=identity, is_person=said["is_person"]
        )


class ConsultOrgan(_Consult):
    """征求其他机关意见."""

    of = Consulted.ORGAN
    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", required=False)
    name = forms.CharField(
        label="本系统以外的机关", max_length=100, required=False, help_text="在上面选到了的不填。"
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    field_order = ("organ", "name", "phone", "address", "about", "on")

    def prepare(self) -> None:
        """Organs that exist, but one's own."""
        super().prepare()
        self.fields["organ"].queryset = Organ.objects.active().exclude(pk=self.row.organ_id)

    def asked(self) -> consulting.Asked:
        """One of ours, or another by its name."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("name", "phone", "address")}
        identity = Identity(**words) if said["name"].strip() else None
        return consulting.Asked(
            of=self.of, about=said["about"], organ=said["organ"], identity=identity, is_person=False
        )


class ConsultCoMaker(ConsultOrgan):
    """征求共同制作机关意见."""

    of = Consulted.CO_MAKER


class ConsultationField(forms.ModelChoiceField):
    """One party that was asked."""

    def label_from_instance(self, obj: Consultation) -> str:
        """第三方 张**：….（2026年3月5日（星期四）前）."""
        limit = consulting.limit_of(obj)
        until = f"（{full_day(limit)}前）" if limit else ""
        return f"{obj.get_of_display()} {obj.masked_name}：{obj.about[:30]}{until}"


def unanswered(application: Application) -> QuerySet:
    """Those that were asked and are still waited for."""
    return application.consultations.filter(opinion="")


class _Waited(CaseForm):
    """Something about one of the consultations that are waited for; mostly today."""

    consultation = ConsultationField(Consultation.objects.none(), label="征求意见")

    def prepare(self) -> None:
        """Those that are waited for; mostly today."""
        self.fields["consultation"].queryset = unanswered(self.row)
        self.fields["on"].initial = clock.today()


class Deliver(_Waited):
    """登记征求意见书送达."""

    on = forms.DateField(label="送达日期", help_text="对方收到的那一天；提出意见的期限从次日起算。")

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said = self.cleaned_data
        consulting.deliver(said["consultation"], on=said["on"], by=self.viewer, at=at)
        return self.row


class TakeOpinion(_Waited):
    """结束征求意见."""

    opinion = forms.ChoiceField(label="结果", choices=Opinion.choices, widget=forms.RadioSelect)
    grounds = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=4000,
        required=False,
        help_text="照对方所写。第三方不同意公开的，理由是否合理由本机关判断（条例第三十二条）。",
    )
    gave_none = forms.BooleanField(label="第三方没有说明理由", required=False)
    on = forms.DateField(label="收到意见的日期", help_text="逾期未答复的，写期限届满的次日。")

    def clean(self) -> dict[str, Any]:
        """Grounds, or that there were none."""
        said = super().clean()
        if said.pop("gave_none", False) and said.get("opinion") in consulting.NEED_GROUNDS:
            if said.get("grounds"):
                self.add_error("gave_none", "已经写了理由。请去掉这一项，或者删去理由。")
            said["grounds"] = consulting.NO_GROUNDS
        return said

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said = dict(self.cleaned_data)
        consulting.take_opinion(said.pop("consultation"), **said, by=self.viewer, at=at)
        return self.row
