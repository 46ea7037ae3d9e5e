"""Forms of the office: they ask the actions to do the work."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.forms import BaseImageForm

from gongkai.engine import intake
from gongkai.kernel.problems import Problem
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions as reports
from gongkai.web.reports.models import Report
from gongkai.web.uploads import ReportFileField


class PictureForm(BaseImageForm):
    """A picture to keep. Wagtail looks whether it is one before it looks at its size, and the pieces over the limit
    are not kept: such a picture would be called damaged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.files.get(self.add_prefix("file"))
        if sent and sent.size > settings.UPLOAD_LIMIT:
            messages = self.fields["file"].error_messages
            messages["invalid_image"] = messages["file_too_large_unknown_size"]


class OrganForm(WagtailAdminModelForm):
    """An organ and its place in the tree; its address name is settled once."""

    class Meta:
        model = Organ
        fields = [
            "name",
            "short_name",
            "slug",
            "level",
            "kind",
            "parent",
            "address",
            "phone",
            "email",
            "office_hours",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """Refuse a parent that stands below the organ itself."""
        cleaned = super().clean()
        parent = cleaned.get("parent")
        if self.instance.pk and parent and parent.path.startswith(self.instance.path):
            self.add_error("parent", "上级机关不能是本机关或其下级机关，请另选一个。")
        return cleaned

    def save(self, commit: bool = True) -> Organ:  # noqa: FBT001, FBT002 - Django's signature
        """Let the action write the organ and the paths below it."""
        organ = super().save(commit=False)
        return organs.place(organ) if commit else organ


class ReportForm(WagtailAdminModelForm):
    """A published report to take in, or a new file for one that we have; the engine reads the rest from the file."""

    file = ReportFileField(
        label="年度报告文件",
        help_text="pdf、docx、xlsx、html 或 txt。同一机关同一年度已有报告的，以这一份代替。",
    )
    # Asked only when the file names another organ: until then there is nothing to tick.
    keep_anyway = forms.BooleanField(label="仍然保存", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = ["organ"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """Read the file now, so that a problem is told on the form."""
        cleaned = super().clean()
        if cleaned.get("organ") and cleaned.get("file"):
            try:
                source = intake.take_bytes(cleaned["file"].read(), name=cleaned["file"].name)
                self.examined = reports.prepare(cleaned["organ"], source)
            except Problem as problem:
                self.add_error("file", str(problem))
            else:
                self._must_replace(self.examined.year)
                self._must_belong(self.examined.report.organ, cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Report:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        """Let the action keep the source and what is read from it."""
        report = reports.keep(self.examined, at=timezone.now())
        self.instance.pk = report.pk  # Wagtail goes on with the instance that it gave us
        self.instance.refresh_from_db()
        return self.instance

    def _must_replace(self, year: int) -> None:
        """A new file for a known report must be for the same year."""
        if self.instance.pk and self.instance.year != year:
            message = f"这个文件是 {year} 年度的报告，这里要换的是 {self.instance.year} 年度的。其他年度请用“添加”。"
            self.add_error("file", message)

    def _must_belong(self, named: str, cleaned: dict[str, Any]) -> None:
        """A file that names another organ is kept only when somebody says so."""
        organ = cleaned["organ"]
        if not named or organ.is_called(named):
            return
        self.fields["keep_anyway"].widget = forms.CheckboxInput()
        if not cleaned.get("keep_anyway"):
            message = f"文件写的机关是“{named}”，所选的机关是“{organ.name}”。请核对；确实要存在这个机关名下的，请勾选“仍然保存”并重新选择文件。"
            self.add_error("file", message)
