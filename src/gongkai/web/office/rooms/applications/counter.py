"""At the counter: an application is registered, its applicant is shown who he is, gets his code anew, is told apart."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from gongkai.kernel.days import full_day
from gongkai.web.applications.actions import codes, intake
from gongkai.web.applications.application_form import (
    Applied,
    Enclosed,
    Fault,
    Wanted,
    faults,
    lacking,
    remarks,
    tidied,
)
from gongkai.web.applications.identity import Identity, IdType
from gongkai.web.applications.models import (
    ApplicantKind,
    Application,
    Channel,
    Delivery,
    PaperKind,
    SupplyForm,
)
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ
from gongkai.web.uploads import UploadsField, limit

from .forms import read
from .moves import LINES, CaseForm

_OF_MATTER = ("title", "wanted", "doc_no", "supply_form", "delivery", "needs_help")
_OF_PERSON = ("name", "id_type", "id_number", "phone", "email", "address", "postcode", "contact")
_OF_AGENT = ("agent", "agent_id_number", "agent_phone")
_SCANS = {"scan": PaperKind.APPLICATION, "proof": PaperKind.IDENTITY, "authority": PaperKind.AUTHORITY}
_SEVERAL = ("name", "id_number", "phone")  # then an e-mail address, if any, and where to write to


_GROUPS = (
    ("怎样送到", ("organ", "channel", "arrived_on")),
    ("申请人", ("kind", *_OF_PERSON, "others")),
    ("代理人（没有的不填）", _OF_AGENT),
    ("所需的政府信息", _OF_MATTER),
    ("材料", tuple(_SCANS)),
)


def _words(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, **more)


class Register(CaseForm):
    """登记申请: what came to the counter, by post, by fax, by mail or by word of mouth."""

    shown_in = "office/case_receipt.html"
    organ = forms.ModelChoiceField(Organ.objects.none(), label="受理机关")
    channel = forms.ChoiceField(label="提交方式", choices=Channel.choices)
    arrived_on = forms.DateField(
        label="送到日期",
        help_text="当面提交和需要签收的邮寄，送到之日就是收到之日；平常信函、传真、电子邮件和口头提出的，登记后再与申请人确认（条例第三十一条）。",
    )
    kind = forms.ChoiceField(label="申请人类别", choices=ApplicantKind.choices)
    name = _words("姓名或者名称")
    id_type = forms.ChoiceField(label="证件类型", choices=[("", "（不填）"), *IdType.choices], required=False)
    id_number = _words("证件号码")
    phone = _words("电话")
    email = _words("电子邮箱")
    address = _words("通信地址")
    postcode = _words("邮政编码")
    contact = _words("联系人", help_text="申请人是单位的，写联系人。")
    others = _words(
        "共同申请人",
        widget=forms.Textarea({"rows": 2}),
        help_text="几人共同申请的，其余的人每人一行：姓名，证件号码，电话，通信地址；有电子邮箱的写在最后。用逗号分开，没有的空着。",
    )
    agent = _words("代理人姓名")
    agent_id_number = _words("代理人证件号码")
    agent_phone = _words("代理人电话")
    title = _words("所需信息的名称")
    doc_no = _words("文号")
    wanted = _words(
        "所需信息的内容描述",
        widget=forms.Textarea({"rows": 4}),
        help_text="名称、文号、描述至少写一项。照申请人的原话写，不问用途。",
    )
    supply_form = forms.ChoiceField(label="提供形式", choices=SupplyForm.choices)
    delivery = forms.ChoiceField(label="获取方式", choices=Delivery.choices)
    needs_help = _words("需要的帮助", help_text="阅读、视听有困难的，写明怎样方便（条例第四十三条）。")
    scan = UploadsField(label="申请表的扫描件", required=False)
    proof = UploadsField(label="身份证明的扫描件", required=False)
    authority = UploadsField(label="授权委托书的扫描件", required=False)
    button = "登记"

    def prepare(self) -> None:
        """Organs whose cases the viewer handles; mostly today, mostly at the counter."""
        organs = Organ.objects.filter(on_ground(self.viewer.ground(*HANDLERS), prefix="")).active()
        self.fields["organ"].queryset = organs
        self.fields["arrived_on"].initial = clock.today()
        self.fields["scan"].help_text = f"pdf、jpg、png，可以一次选几个，每个不超过{limit()}。"

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand on the sheet of paper."""
        return [(heading, [self[name] for name in names]) for heading, names in _GROUPS]

    def _scans(self, name: str) -> list[Enclosed]:
        """Each by its bytes; what it calls itself does not count."""
        kind = _SCANS[name]
        uploads = self.cleaned_data[name]
        return [Enclosed(kind.value, upload.name, read(upload) or b"") for upload in uploads]

    def clean_scan(self) -> list[Enclosed]:
        """The form as it was handed in."""
        return self._scans("scan")

    def clean_proof(self) -> list[Enclosed]:
        """What shows who somebody is."""
        return self._scans("proof")

    def clean_authority(self) -> list[Enclosed]:
        """What shows that somebody acts for another."""
        return self._scans("authority")

    def clean(self) -> dict[str, Any]:
        """Every fault beside its field."""
        said = super().clean()
        if not self.errors:
            for fault in faults(tidied(self.applied())):
                self.add_error(self._place(fault), fault.message)
        return said

    def applied(self) -> Applied:
        """The application as it was filled in."""
        said = self.cleaned_data
        first = Identity(**{name: said[name] for name in (*_OF_PERSON, *_OF_AGENT)})
        identities = [first, *self._others()]
        return Applied(
            organ=said["organ"],
            channel=said["channel"],
            wanted=Wanted(**{name: said[name] for name in _OF_MATTER}),
            kinds=[said["kind"]] * len(identities),
            identities=identities,
            papers=[one for name in _SCANS for one in said.get(name, [])],
        )

    def carry_out(self, *, at: datetime) -> dict[str, Any]:
        """Take it in; the code is known this once, and what looks wrong or is missing is told with it."""
        applied, on = self.applied(), self.cleaned_data["arrived_on"]
        taken = intake.apply(applied, by=self.viewer, at=at, arrived_on=on)
        stored = Application.objects.select_related("organ").get(pk=taken.application.pk)
        tidy = tidied(applied)
        return {
            "taken": stored,
            "sheet": reverse("applications:sheet", args=[stored.pk]),
            "code": taken.code,
            "due": full_day(stored.due_on) if stored.due_on else "",
            "received": full_day(stored.received_on) if stored.received_on else "",
            "arrived": full_day(on),
            "remarks": [fault.message for fault in (*lacking(tidy), *remarks(tidy))],
        }

    def _others(self) -> Iterator[Identity]:
        for line in self.cleaned_data["others"].splitlines():
            parts = [part.strip() for part in line.replace("，", ",").split(",")]
            if any(parts):
                yield _another(parts)

    def _place(self, fault: Fault) -> str:
        return "others" if fault.applicant else fault.field


def _another(parts: list[str]) -> Identity:
    """Somebody who applies with the first; an address may have commas in it."""
    email = next((part for part in parts if "@" in part), "")
    said = [part for part in parts if part != email or not email]
    address = "，".join(filter(None, said[len(_SEVERAL) :]))
    return Identity(**dict(zip(_SEVERAL, said, strict=False)), email=email, address=address)


class RenewCode(CaseForm):
    """换发查询码."""

    shown_in = "office/case_code.html"
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="例如：申请人到窗口出示身份证，查询码遗失。不写证件号码。",
    )
    confirm = "换发以后，原来的查询码不能再用。请先核对来人的身份证件。"
    button = "换发查询码"

    def carry_out(self, *, at: datetime) -> dict[str, Any]:
        """A new code, known this once."""
        return {"code": codes.renew_code(self.row, **self.cleaned_data, by=self.viewer, at=at)}
