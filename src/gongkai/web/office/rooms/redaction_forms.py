"""区分处理: the files of a case in which something is withheld, and how one is taken in."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.actions import redacting
from gongkai.web.applications.models import Application, Redaction
from gongkai.web.applications.redaction.files import is_current
from gongkai.web.uploads import UploadField, limit

from .applications.forms import read, with_ending
from .applications.moves import CaseForm


class TakeSource(CaseForm):
    """取得原件."""

    name = forms.CharField(
        label="文件的名称",
        max_length=150,
        help_text="遮盖后的文件以这个名称随答复提供，会写在答复的附件中；不写第三方的姓名和证件号码。",
    )
    file = UploadField(label="原件")
    button = "上传并开始标记"
    done = "原件已经入卷，只供机关内部使用。请标记不予公开的内容。"

    def prepare(self) -> None:
        """Which files can be taken, and those that are there already."""
        self.fields["file"].help_text = (
            f"PDF、JPEG、PNG 直接标记；Word 文档和文本先打印再标记，版面会有变化，要保持版面的请自己另存为 PDF。"
            f"不超过{limit()}，页数多的需要等几秒钟。"
        )

    def clean_file(self) -> bytes | None:
        """By its bytes."""
        return read(self.cleaned_data["file"])

    def carry_out(self, *, at: datetime) -> Redaction:
        """Take it in."""
        said = self.cleaned_data
        name = with_ending(said["name"], self.files.get("file"))
        return redacting.take_source(self.row, name=name, data=said["file"], by=self.viewer, at=at)

    @property
    def begun(self) -> list[tuple[str, str, str]]:
        """Address, name and progress of each file of the case."""
        rows = self.row.redactions.filter(source__destroyed_on=None)
        return [
            (address_of(one), one.source.name, _told(one)) for one in rows.select_related("source", "result")
        ]


def address_of(redaction: Redaction) -> str:
    """The page on which a file is marked."""
    return reverse("applications:redaction", args=[redaction.application_id, redaction.pk])


def may_be_redacted(application: Application, _viewer: Viewer) -> bool:
    """While the case is worked on; what was made stays to be seen."""
    is_at_work = application.received_on is not None and application.made_on is None
    return is_at_work or application.redactions.exists()


def _told(redaction: Redaction) -> str:
    marks = f"标记{len(redaction.marks)}处"
    if is_current(redaction):
        return f"{marks}，已经生成遮盖后的文件"
    return f"{marks}，{redaction.get_state_display()}" if redaction.marks else "还没有标记"


def shown_at(row: Any) -> str | None:
    """The page of a file that was just taken in; None for anything else."""
    return address_of(row) if isinstance(row, Redaction) else None
