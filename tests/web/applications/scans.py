"""Scans as offices make them: a photograph of a sheet of paper."""

import io

from PIL import Image


def photo(shade: int = 255) -> bytes:
    """A picture of a sheet; another shade is another sheet."""
    stream = io.BytesIO()
    Image.new("L", (60, 80), shade).save(stream, "JPEG")
    return stream.getvalue()
