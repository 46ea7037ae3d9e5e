"""Shows people the page that they mark: exactly what would be handed out, the way it is shown."""

import io

from PIL import Image

from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.kernel.problems import Refused

WIDTH = 1240  # pixels: as clear as print where the page fills a window


def shown_page(data: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """A page, counted from 1, as a PNG picture of at most that width. Raises Refused when there is none."""
    for sheet in sheets(data, only=number):
        picture = _upright(sheet)
        if picture.width > width:
            height = round(picture.height * width / picture.width)
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        stored = io.BytesIO()
        picture.save(stored, "PNG")
        return stored.getvalue()
    raise Refused(f"文件没有第 {number} 页。", "请从页码中选择。")


def _upright(sheet: Sheet) -> Image.Image:
    turned = sheet.frame.turned
    return sheet.draw().rotate(-turned, expand=True) if turned else sheet.draw()
