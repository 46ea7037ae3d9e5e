"""What a visitor sends: one file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from gongkai.engine import intake
from gongkai.kernel.problems import Problem
from gongkai.web.reports import actions


class CheckForm(forms.Form):
    """An annual report to be looked at once and forgotten; `report` holds what the engine said of it."""

    file = forms.FileField(
        label="年度报告文件",
        max_length=255,
        allow_empty_file=True,  # the engine says what an empty file is, in the words that the command line uses
        error_messages={
            "required": "还没有选择文件。请先选择一份年度报告，再点“开始检查”。",
            "max_length": "文件名太长。请改短后再传。",
        },
    )

    def __init__(self, *args: Any, is_too_big: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report: dict[str, Any] = {}
        if is_too_big:
            message = f"文件超过 {self.limit}。请只上传年度报告本身；图片很多的，另存为纯文本后再传。"
            self.fields["file"].error_messages["required"] = message

    @property
    def limit(self) -> str:
        """The largest file that is taken, in words."""
        return f"{settings.UPLOAD_LIMIT // 2**20} MB"

    def clean_file(self) -> UploadedFile:
        """Let the engine read and check the file: a problem is told beside the field."""
        file = self.cleaned_data["file"]
        try:
            self.report = actions.check(intake.take_bytes(file.read(), name=file.name))
        except Problem as problem:
            raise forms.ValidationError(str(problem), code=problem.code) from problem
        return file
