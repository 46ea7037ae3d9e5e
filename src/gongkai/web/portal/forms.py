"""What a visitor sends: one file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.engine import intake
from gongkai.kernel.problems import Problem
from gongkai.web.reports import actions
from gongkai.web.uploads import ReportFileField, limit


class CheckForm(forms.Form):
    """An annual report to be looked at once and forgotten; `report` holds what the engine said of it."""

    file = ReportFileField(
        label="年度报告文件",
        allow_empty_file=True,  # the engine says what an empty file is, in the words that the command line uses
        error_messages={"required": "还没有选择文件。请先选择一份年度报告，再点“开始检查”。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report: dict[str, Any] = {}
        self.limit = limit()

    def clean_file(self) -> UploadedFile:
        """Let the engine read and check the file: a problem is told beside the field."""
        file = self.cleaned_data["file"]
        try:
            self.report = actions.check(intake.take_bytes(file.read(), name=file.name))
        except Problem as problem:
            raise forms.ValidationError(str(problem), code=problem.code) from problem
        return file
