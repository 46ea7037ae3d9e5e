"""Sheets of paper as a scanner gives them back."""

import io

from pypdfium2 import PdfDocument


def photographed(sheet, name):
    """The first page of a printed file, ready to be uploaded."""
    picture = io.BytesIO()
    PdfDocument(sheet)[0].render(scale=1).to_pil().convert("RGB").save(picture, "jpeg")
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture.getvalue()}
