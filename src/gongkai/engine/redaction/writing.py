"""Writes the new file. Nothing of the old one is carried over: it holds pictures of pages, and characters nobody sees.

The characters stand in typefaces that draw nothing and only tell which character is meant: so every reader finds,
copies and speaks them, and no typeface of the old file, whose very choice of characters could tell what was withheld,
lives on.
"""

import io
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from gongkai.engine.redaction.frames import Frame
from gongkai.engine.redaction.lines import UNITS, Placed, lines
from gongkai.engine.redaction.picturing import Packed

GLYPH = "{width} 0 0 0 {width} 1000 d1"  # room for a character, and no ink
_ROOM = 255  # characters of a typeface
_MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{parts}
endcmap end end"""


class Writer:
    """A new file that grows page by page."""

    def __init__(self) -> None:
        self._pdf = pikepdf.Pdf.new()
        self._codes: dict[tuple[str, int], int] = {}
        self._fonts = self._pdf.make_indirect(Dictionary())

    def page(self, frame: Frame, picture: Packed, *, text: Iterable[Placed]) -> None:
        """Add a page as large and turned as the frame."""
        drawn = self._picture(picture)
        box = [frame.left, frame.bottom, frame.right, frame.top]
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([round(side, 3) for side in box]),
            Rotate=frame.turned,
            Resources=Dictionary(XObject=Dictionary(P=drawn), Font=self._fonts),
            Contents=self._pdf.make_stream(self._contents(frame, text)),
        )
        self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(page)))

    def finished(self) -> bytes:
        """The file; the same pages give the same bytes."""
        characters = list(self._codes)
        widths = sorted({width for _, width in characters})
        glyphs = {width: self._pdf.make_stream(GLYPH.format(width=width).encode()) for width in widths}
        for start in range(0, len(characters), _ROOM):
            self._fonts[f"/F{start // _ROOM}"] = self._font(characters[start : start + _ROOM], glyphs)
        # A file that was read and saved again stays as it is for ever: the proof relies on that.
        with pikepdf.Pdf.open(io.BytesIO(saved(self._pdf))) as settled:
            return saved(settled)

    def _picture(self, picture: Packed) -> Stream:
        space: pikepdf.Object = Name(f"/{picture.space}")
        if picture.palette:
            colours = self._pdf.make_stream(picture.palette)
            space = Array([Name.Indexed, Name.DeviceRGB, len(picture.palette) // 3 - 1, colours])
        return self._pdf.make_stream(
            picture.data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.size[0],
            Height=picture.size[1],
            BitsPerComponent=picture.bits,
            ColorSpace=space,
            Filter=Name(f"/{picture.filter}"),
        )

    def _contents(self, frame: Frame, text: Iterable[Placed]) -> bytes:
        width, height = frame.size
        told = [f"q {width:.3f} 0 0 {height:.3f} {frame.left:.3f} {frame.bottom:.3f} cm /P Do Q", "BT"]
        for line in lines(text):
            told += self._line(line)
        return "\n".join([*told, "ET"]).encode()

    def _line(self, line: list[Placed]) -> Iterator[str]:
        """A line, begun anew where the typeface changes."""
        current, pen = -1, 0
        parts: list[str] = []
        for placed in line:
            font, code = divmod(self._codes.setdefault((placed.text, placed.width), len(self._codes)), _ROOM)
            if font != current:
                if parts:
                    yield f"[{''.join(parts)}] TJ"
                yield f"/F{font} 1 Tf"
                yield f"{placed.matrix} Tm"
                current, parts, pen, first = font, [], 0, placed
            at = round((placed.start - first.start) / first.height * UNITS)
            parts += [f"{pen - at}"] if pen != at else []
            parts.append(f"<{code + 1:02X}>")
            pen = at + placed.width
        yield f"[{''.join(parts)}] TJ"

    def _font(self, characters: Sequence[tuple[str, int]], glyphs: dict[int, Stream]) -> Dictionary:
        count = len(characters)
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, UNITS, UNITS],
            FontMatrix=[1 / UNITS, 0, 0, 1 / UNITS, 0, 0],
            FirstChar=1,
            LastChar=count,
            Widths=[width for _, width in characters],
            CharProcs=Dictionary({f"/g{width}": glyphs[width] for _, width in characters}),
            Encoding=Dictionary(
                Type=Name.Encoding, Differences=Array([1, *(Name(f"/g{width}") for _, width in characters)])
            ),
            Resources=Dictionary(),
            ToUnicode=self._pdf.make_stream(_map([text for text, _ in characters])),
        )


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes that the parts of a file make."""
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _map(characters: Sequence[str]) -> bytes:
    told = [f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(characters, 1)]
    parts = [told[start : start + 100] for start in range(0, len(told), 100)]
    return _MAP.format(
        parts="\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    ).encode()
