"""Forms of 用印: a seal on a signed letter, the scan of what was stamped, and an entry that counts no more."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.web.applications.actions import sealing
from gongkai.web.applications.actions.sealing import Stamp
from gongkai.web.applications.models import Application, Letter, Seal, Sealing
from gongkai.web.applications.service import esealing, served
from gongkai.web.applications.service.served import Carried
from gongkai.web.office.acts import ActForm
from gongkai.web.uploads import UploadField

from .forms import read, with_ending
from .moves import LINES
from .sent_forms import OfLetter

_SCAN = "盖章以后的扫描件或者照片（pdf、jpg、png）。它是送给申请人的文本；没有上传的，送达系统生成的 PDF。"


class SealLetter(OfLetter):
    """用印."""

    seal = forms.ChoiceField(label="印章", choices=Seal.choices, widget=forms.RadioSelect)
    copies = forms.IntegerField(label="份数", min_value=1, max_value=99, initial=1)
    on = forms.DateField(label="用印日期")
    is_electronic = forms.BooleanField(
        label="加盖电子印章", required=False, help_text="由本机关的电子印章程序盖在 PDF 上，按今天登记。"
    )
    scan = UploadField(label="盖章件", required=False, help_text=_SCAN)
    confirm = "用印以签发为依据。用印前的文本和盖章件都留在案卷里。"
    button = "登记用印"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """Signed, numbered, and without an entry that counts."""
        if isinstance(carried, Letter):
            return bool(carried.number) and served.sealing_of(carried) is None
        reply = served.reply_of(carried)
        return reply.signed_on is not None and served.sealing_of(carried) is None

    def prepare(self) -> None:
        """The electronic seal, where there is one."""
        super().prepare()
        self.fields["seal"].initial = Seal.DISCLOSURE
        if not esealing.can_seal():
            del self.fields["is_electronic"]

    def clean_scan(self) -> bytes | None:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        """Either by the program or by hand."""
        said = super().clean()
        if said.get("is_electronic") and said.get("scan"):
            self.add_error("scan", "加盖电子印章的，不用上传扫描件。")
        return said

    def carry_out(self, *, at: datetime) -> Application:
        """Seal it."""
        said, letter = self.cleaned_data, self.chosen()
        if said.get("is_electronic"):
            sealing.seal_electronically(letter, seal=said["seal"], by=self.viewer, at=at)
            return self.row
        name = with_ending("盖章件", self.files.get("scan"))
        stamp = Stamp(seal=said["seal"], copies=said["copies"], name=name, scan=said["scan"])
        sealing.seal(letter, stamp, on=said["on"], by=self.viewer, at=at)
        return self.row


class FileStamped(ActForm):
    """补传盖章件."""

    scan = UploadField(label="盖章件", help_text=_SCAN)
    button = "上传"

    def clean_scan(self) -> bytes:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def carry_out(self, *, at: datetime) -> Sealing:
        """File it."""
        name = with_ending("盖章件", self.files.get("scan"))
        return sealing.file_stamped(
            self.row, name=name, scan=self.cleaned_data["scan"], by=self.viewer, at=at
        )


class VoidSealing(ActForm):
    """作废用印登记."""

    reason = forms.CharField(label="作废的原因", widget=forms.Textarea(LINES), max_length=300)
    button = "作废"

    def carry_out(self, *, at: datetime) -> Sealing:
        """Void it."""
        return sealing.undo(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)


def counts(row: Sealing, _viewer: object) -> bool:
    """Whether the entry is not void."""
    return row.voided_on is None


def lacks_its_scan(row: Sealing, _viewer: object) -> bool:
    """Whether the scan is still to come."""
    return row.voided_on is None and row.stamped_id is None
