"""What a visitor sends: a report, and perhaps the one of the year before."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.kernel.problems import Problem
from gongkai.web.reports import actions
from gongkai.web.uploads import ReportFileField, limit

_KINDS = "请提供 pdf、docx、xlsx、html 或 txt 文件。"


class CheckForm(forms.Form):
    """An annual report to be looked at once and forgotten; `report` holds what the engine said of it,
    `source` the file itself."""

    # Read before the report itself, which is then checked beside it.
    last_year = ReportFileField(label="上一年度的报告（可不选）", required=False, allow_empty_file=True)
    file = ReportFileField(
        label="年度报告文件",
        allow_empty_file=True,  # the engine says what an empty file is, in the words that the command line uses
        error_messages={"required": "还没有选择文件。请先选择一份年度报告，再点“开始检查”。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report: dict[str, Any] = {}
        self.source: intake.Source | None = None
        self.note = ""
        self.limit = limit()

    def clean_last_year(self) -> Any:
        """The report of the year before, examined; None when there is none."""
        file = self.cleaned_data["last_year"]
        return _read(file, examine) if file else None

    def clean_file(self) -> UploadedFile:
        """Let the engine read and check the file: a problem is told beside the field."""
        file = self.cleaned_data["file"]
        last_year = self.cleaned_data.get("last_year")
        self.source, checked = _read(
            file, lambda source: (source, actions.check(source, last_year=last_year))
        )
        self.report, self.note = checked.data, checked.note
        return file


def _read(file: UploadedFile, reader: Callable[[intake.Source], Any]) -> Any:
    """What the engine makes of a file; a problem names the file, for two may have been sent."""
    try:
        return reader(intake.take_bytes(file.read(), name=file.name))
    except Problem as problem:
        raise forms.ValidationError(f"文件“{file.name}”：{_told(problem)}", code=problem.code) from problem


def _told(problem: Problem) -> str:
    """What is wrong and what to do, once: the kinds of files stand beside the field anyway."""
    shorter = problem.advice.removesuffix(_KINDS)
    return f"{problem.message}{shorter or problem.advice}"
