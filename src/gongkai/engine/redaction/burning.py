"""Burns boxes into the picture of a page; in each stands its number and, where there is room, the article."""

import io
from functools import cache
from math import ceil, floor

import typst
from PIL import Image

from gongkai.engine.redaction.covering import Cover
from gongkai.engine.redaction.frames import Frame
from gongkai.engine.redaction.marks import Rect
from gongkai.engine.redaction.sheets import Sheet
from gongkai.engine.render import typefaces
from gongkai.kernel.problems import Unwritable

BLACK = (0, 0, 0)
Place = tuple[int, int, int, int]  # left, upper, right, lower pixel of a picture
_LETTER = 64.0  # points: labels are set once, large, and made smaller
_HIGHEST, _LEAST = 36, 12  # pixels of a label
_CLEAR = 22  # pixels: lower than that, the number alone is larger and easier to read
_SET = '#set page(width: auto, height: auto, margin: 4pt, fill: black)\n#text(fill: white, size: {size}pt, font: ("Noto Sans CJK SC", "Noto Serif CJK SC"), {text})'


def pixels(frame: Frame, rect: Rect, *, size: tuple[int, int]) -> Place:
    """The pixels, outwards, under a rectangle of the file in a picture of that size."""
    width, height = frame.size
    across, up = size[0] / width, size[1] / height
    left, upper = floor((rect[0] - frame.left) * across), floor((frame.top - rect[3]) * up)
    right, lower = ceil((rect[2] - frame.left) * across), ceil((frame.top - rect[1]) * up)
    return max(left, 0), max(upper, 0), min(right, size[0]), min(lower, size[1])


def burn(picture: Image.Image, sheet: Sheet, *, covers: tuple[Cover, ...]) -> None:
    """Burn the boxes of a sheet into its picture: first all that is black, then what is written on it."""
    places = [
        (cover, pixels(sheet.frame, rect, size=picture.size)) for cover in covers for rect in cover.rects
    ]
    edges = [pixels(sheet.frame, rect, size=picture.size) for cover in covers for rect in cover.edges(sheet)]
    for place in [*edges, *(place for _, place in places)]:
        picture.paste(BLACK, place)
    for cover, place in places:
        picture.paste(stamp(cover, place, turned=sheet.frame.turned), place[:2])


def stamp(cover: Cover, place: Place, *, turned: int) -> Image.Image:
    """What a box shows, made of nothing but its size and its mark."""
    size = place[2] - place[0], place[3] - place[1]
    box = Image.new("RGB", size, BLACK)
    width, height = size[::-1] if turned % 180 else size
    article = cover.mark.ground.article
    for text, least in ((f"{cover.number} {article}" * bool(article), _CLEAR), (str(cover.number), _LEAST)):
        label = _label(text, typefaces.folder()) if text else None
        if label and (small := _fitted(label, width, height, least=least)):
            upright = small.rotate(turned, expand=True)
            box.paste(upright, ((size[0] - upright.width) // 2, (size[1] - upright.height) // 2))
            break
    return box


def _fitted(label: Image.Image, width: int, height: int, *, least: int) -> Image.Image | None:
    """The label as large as the box allows; None where nobody could read it."""
    scale = min(width / label.width, height / label.height, _HIGHEST / label.height)
    size = int(label.width * scale), int(label.height * scale)
    return label.resize(size, Image.Resampling.LANCZOS) if size[1] >= least else None


@cache
def _label(text: str, folder: str) -> Image.Image:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    source = _SET.format(size=_LETTER, text=quoted)
    try:
        drawn = typst.compile(source.encode(), format="png", ppi=72.0, font_paths=typefaces.fonts(folder))
    except typst.TypstError:
        raise Unwritable("遮盖处的编号写不出来。", "请检查所引条款的文字和本机的中文字体。") from None
    return Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
