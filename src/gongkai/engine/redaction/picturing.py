"""The picture of a page as the bytes of a PDF file: small where it is writing, true where it is a photograph."""

import io
import zlib
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageChops

COLOURS = 32  # of writing: black, one or two others and what lies between
_SMALL = 0.12  # bytes a pixel: what takes more is a photograph or a scan
_QUALITY = 75
_COLOURLESS = 24  # of 255: less difference between the three colours is grey


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture as it lies in a file. `palette` is empty for greys; `filter` is the name of how it was made small, `bits` are those of a pixel."""

    data: bytes
    size: tuple[int, int]
    filter: str
    space: str
    palette: bytes = b""
    bits: int = 8


def packed(picture: Image.Image) -> Packed:
    """The picture in as few bytes as it can be without harm."""
    is_grey = _is_grey(picture)
    few = _few_greys(picture) if is_grey else _few_colours(picture)
    if len(few.data) <= _SMALL * picture.width * picture.height:
        return few
    buffer = io.BytesIO()
    (picture.convert("L") if is_grey else picture).save(buffer, "JPEG", quality=_QUALITY)
    space = "DeviceGray" if is_grey else "DeviceRGB"
    photograph = Packed(buffer.getvalue(), picture.size, "DCTDecode", space)
    return min(few, photograph, key=lambda one: len(one.data))


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    differences = ImageChops.difference(red, green), ImageChops.difference(green, blue)
    return all(_most(difference) < _COLOURLESS for difference in differences)


def _most(difference: Image.Image) -> int:
    return cast("tuple[int, int]", difference.getextrema())[1]


def _few_greys(picture: Image.Image) -> Packed:
    levels = picture.convert("L").point([(value + 8) // 17 for value in range(256)])
    halves = Image.frombytes("P", levels.size, levels.tobytes()).tobytes("raw", "P;4")
    return Packed(zlib.compress(halves, 6), picture.size, "FlateDecode", "DeviceGray", bits=4)


def _few_colours(picture: Image.Image) -> Packed:
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = bytes(few.getpalette() or ())[: 3 * COLOURS]
    return Packed(zlib.compress(few.tobytes(), 6), picture.size, "FlateDecode", "Indexed", palette)
