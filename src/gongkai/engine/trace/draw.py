"""Marks on the picture of a page: thin lines, colours that let the page through, small labels."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gongkai.engine.render import typefaces
from gongkai.engine.trace.stages import Mark, Stage

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

    Font = FreeTypeFont | BitmapFont

Colour = tuple[int, int, int]


class Look(NamedTuple):
    """The colour of a line, how strongly the box is filled with it (of 255), and how wide the line is."""

    colour: Colour
    fill: int
    width: int = 1


LOOKS = {
    "run": Look((9, 88, 180), 20),
    "ruling": Look((206, 24, 30), 0, 2),
    "shade": Look((228, 170, 0), 90),
    "line": Look((10, 120, 60), 26),
    "cell": Look((112, 48, 160), 26),
    "empty": Look((112, 48, 160), 0),
    "table": Look((112, 48, 160), 0, 2),
    "margin": Look((110, 110, 110), 70),
    "read": Look((10, 120, 60), 30),
    "unread": Look((190, 90, 0), 60, 2),
    "error": Look((190, 20, 26), 34, 3),
    "warning": Look((176, 96, 0), 34, 3),
    "notice": Look((9, 88, 180), 30, 3),
}

# Chinese typefaces by the names of their files and the place of the simplified one in each. Pillow looks for such names
# in the folders of the system.
TYPEFACES = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("NotoSansSC-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("SourceHanSansCN-Regular.otf", 0),
    ("NotoSerifCJK-Regular.ttc", 2),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("simsun.ttc", 0),
    ("PingFang.ttc", 0),
    ("STHeiti Light.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("uming.ttc", 0),
)
_SMALLEST, _LARGEST = 9, 14  # pixels
_PAPER = (255, 255, 255, 205)
_VEIL = (255, 255, 255, 110)  # above a printed figure, which has to be seen
_GAP = 2
_LEGEND = 18
_INSET = 24
_MOST_LEGENDS = 40


def has_typeface() -> bool:
    """Whether labels can be Chinese."""
    return _typeface(typefaces.folder()) is not None


def draw(image: "Image", stage: Stage, *, page: int, width: float) -> "Image":
    """A copy of a page's picture with the marks of a stage, and below it what they mean. `width` is the page's, in
    points. All boxes come first, so that no label is covered."""
    from PIL import ImageDraw

    drawn = image.copy()
    pen = ImageDraw.Draw(drawn, "RGBA")
    marks = stage.marks.get(page, ())
    scale = image.width / max(width, 1)
    for mark in marks:
        _box(pen, mark, scale)
    is_chinese = has_typeface()
    for mark in marks:
        if mark.label:
            _label(pen, mark, mark.label if is_chinese else mark.plain, scale)
    legends = stage.legends.get(page, ())[:_MOST_LEGENDS]
    lines = [(legend.look, legend.label if is_chinese else legend.plain) for legend in legends]
    return _with_legend(drawn, lines)


def _with_legend(image: "Image", lines: Sequence[tuple[str, str]]) -> "Image":
    """The picture with lines of text below it, each in the colour of its look."""
    from PIL import Image, ImageDraw

    if not lines:
        return image
    pen = ImageDraw.Draw(image)
    pitch, width = _LEGEND + 8, image.width - 2 * _INSET
    parts = [(look, part) for look, text in lines for part in _wrapped(pen, text, size=_LEGEND, width=width)]
    taller = Image.new("RGB", (image.width, image.height + _INSET + len(parts) * pitch), "white")
    taller.paste(image)
    pen = ImageDraw.Draw(taller)
    for index, (look, part) in enumerate(parts):
        spot = (_INSET, image.height + index * pitch)
        pen.text(spot, part, LOOKS[look].colour, font=_font(_LEGEND))
    return taller


def _box(pen: "ImageDraw", mark: Mark, scale: float) -> None:
    look = LOOKS[mark.look]
    left, top, right, bottom = (round(side * scale) for side in mark.box)
    fill = (*look.colour, look.fill) if look.fill else None
    pen.rectangle(
        (left, top, max(left, right), max(top, bottom)), fill, (*look.colour, 230), width=look.width
    )


def _label(pen: "ImageDraw", mark: Mark, text: str, scale: float) -> None:
    left, top, right, bottom = (side * scale for side in mark.box)
    colour = LOOKS[mark.look].colour
    if mark.side == "inside":
        size, lines = _fitted(pen, text, width=right - left - 2 * _GAP, height=bottom - top - _GAP)
        _write(pen, (left + _GAP, top + 1), "\n".join(lines), font=_font(size), colour=colour, ground=_VEIL)
        return
    font = _font(13 if mark.side == "before" else 16)
    width, height = _measured(pen, text, font)
    if mark.side == "corner":
        _write(pen, (left, top), text, font=font, colour=(255, 255, 255), ground=(*colour, 255))
        return
    if mark.side == "before":
        _write(pen, (max(left - width - 2 * _GAP, 0), top), text, font=font, colour=colour)
        return
    _write(pen, (left, max(top - height - 2 * _GAP, 0)), text, font=font, colour=colour)


def _fitted(pen: "ImageDraw", text: str, *, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size in which all fits into a box, and its lines; else the smallest, each part cut to one line,
    the first ones shortened or left out."""
    for size in range(_LARGEST, _SMALLEST - 1, -1):
        lines = _wrapped(pen, text, size=size, width=width)
        if len(lines) * (size + 1) <= height:
            return size, lines
    room = max(int(height // (_SMALLEST + 1)), 1)
    parts = text.split("\n")
    if room == 2 < len(parts):
        parts = [f"{parts[0][:4]}·{parts[1]}", parts[2]]
    return _SMALLEST, [_wrapped(pen, part, size=_SMALLEST, width=width)[0] for part in parts[-room:]]


def _wrapped(pen: "ImageDraw", text: str, *, size: int, width: float) -> list[str]:
    """Lines broken anywhere: names of cells are longer than cells."""
    font = _font(size)
    lines = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and pen.textlength(line + character, font=font) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def _write(
    pen: "ImageDraw",
    spot: tuple[float, float],
    text: str,
    *,
    font: "Font",
    colour: Colour,
    ground: tuple[int, int, int, int] = _PAPER,
) -> None:
    """Text on a ground that lets some of the page through."""
    width, height = _measured(pen, text, font)
    x, y = spot
    pen.rectangle((x - 1, y, x + width + 1, y + height), ground)
    pen.multiline_text((x, y - 1), text, (*colour, 255), font=font, spacing=0)


def _measured(pen: "ImageDraw", text: str, font: "Font") -> tuple[float, float]:
    box = pen.multiline_textbbox((0, -1), text, font=font, spacing=0)
    return box[2], box[3] + 1


@cache
def _font(size: int) -> "Font":
    """A typeface in one size; without a Chinese one the plain one that Pillow carries."""
    from PIL import ImageFont

    found = _typeface(typefaces.folder())
    if found is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(found[0], size, index=found[1])


@cache
def _typeface(folder: str) -> tuple[str, int] | None:
    """The first Chinese typeface in the office's folder or on the machine; None when there is none."""
    from PIL import ImageFont

    for file, index in TYPEFACES:
        for name in ([str(Path(folder) / file)] if folder else []) + [file]:
            try:
                ImageFont.truetype(name, _LARGEST, index=index)
            except OSError:
                continue
            return name, index
    return None
