"""Files that people send: kept in memory up to the limit, never written to disk before somebody decides to keep them."""

from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryUpTo(MemoryFileUploadHandler):
    """Reads files into memory; past the limit it lets go of what it kept and only counts on.

    The rest of the body is still read, so that the browser gets an answer and the other fields their values. What a
    form then sees is an empty file that tells its true size: every field that looks at sizes can say what is wrong.
    """

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Take every upload: a large one is refused while it is read, whatever length it announced."""
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep one piece, or let go of all pieces; the limit holds for everything that one request brings."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self.file = BytesIO()
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file, or what tells that it was too large."""
        is_over = self.received > settings.UPLOAD_LIMIT
        return super().file_complete(self.received if is_over else file_size)


class UploadField(forms.FileField):
    """A file field that says when a file is too large; of an empty one the reader itself says what to do."""

    advice = "图片很多的，另存为较小的 PDF 后再传；或者分成几个文件。"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Any:
        """Refuse a file over the limit before anything else is asked of it."""
        if data and data.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(f"文件超过 {limit()}。{self.advice}", code="too_big")
        return super().clean(data, initial)


class ReportFileField(UploadField):
    """An annual report."""

    advice = "请只上传年度报告本身；图片很多的，另存为较小的 PDF 后再传。"


class _SeveralFiles(forms.ClearableFileInput):
    """The browser's own choice of files, several at once."""

    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files at once; a list, empty for none."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each by the rules of one."""
        several = data if isinstance(data, list | tuple) else [data]
        return [clean for one in several if (clean := super(UploadsField, self).clean(one, initial))]


def limit() -> str:
    """The largest file that is taken, in words."""
    return f"{settings.UPLOAD_LIMIT // 2**20} MB"
