"""Files that go with what somebody hands in: how many, and which kinds."""

from collections.abc import Collection, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.engine.accept import accept
from gongkai.kernel.problems import Problem
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.application_form import Enclosed
from gongkai.web.applications.models import PaperKind


def enclosed(
    kind: PaperKind, files: Sequence[UploadedFile], *, endings: Collection[str] = ()
) -> list[Enclosed]:
    """Files as they are put into the case, told by their bytes; without `endings` of every kind that can be read.
    ValidationError says of each what is wrong."""
    most = portal_limits().files  # of one kind: both sides of a card, and those of a few who apply together
    if len(files) > most:
        raise forms.ValidationError(f"一次最多{most}个文件。请把几张图片合成一个 PDF 文件。")
    papers = [Enclosed(kind, file.name[-100:], file.read()) for file in files]
    wrong = [f"文件“{one.name}”：{told}" for one in papers if (told := _refused(one, endings))]
    if wrong:
        raise forms.ValidationError(wrong)
    return papers


def _refused(paper: Enclosed, endings: Collection[str]) -> str:
    """Why a file is not taken; empty for one that is."""
    try:
        ending = accept(paper.data, name=paper.name).ending
    except Problem as problem:
        return str(problem)
    return "证明材料请用 PDF、JPG 或者 PNG 文件。" if endings and ending not in endings else ""
