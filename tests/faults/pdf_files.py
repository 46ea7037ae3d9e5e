"""PDF files made on the spot: byte by byte where the file is wrong, by an edit of a good report where it is only odd."""

import io
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pikepdf

from tests.faults import novel
from tests.specimens.specimens import Specimen, specimens

Objects = dict[int, bytes]
Edit = Callable[[pikepdf.Pdf], None]

PAGE = b"/MediaBox [0 0 595 842]"
FONT, FONT_DOWN, FONT_SIZES, CODES = 900, 901, 902, 903  # numbers of objects that no page takes
FIRST = 1000


def good() -> Specimen:
    """A report without faults, four pages of ruled tables."""
    return next(s for s in specimens() if s.name == "252-pdf-office-stacked")


def written(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A file of these objects with a table of references; the first is the catalogue."""
    out = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(objects, default=0) + 1
    out.write(b"trailer\n<</Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A packed stream."""
    packed = zlib.compress(data)
    return b"<</Length %d /Filter /FlateDecode %b>>stream\n%b\nendstream" % (len(packed), more, packed)


def font(characters: Sequence[str], *, is_told: bool = True) -> Objects:
    """A font whose codes are places in `characters`; unless told, what they mean is not in the file."""
    table = "".join(
        f"1 beginbfchar <{code:04x}> <{character.encode('utf-16-be', 'surrogatepass').hex()}> endbfchar\n"
        for code, character in enumerate(characters)
    )
    codes = f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n{table}endcmap"
    to_unicode = b"/ToUnicode %d 0 R" % CODES if is_told else b""
    return {
        FONT: b"<</Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H "
        b"/DescendantFonts [%d 0 R] %b>>" % (FONT_DOWN, to_unicode),
        FONT_DOWN: b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /None /DW 1000 /FontDescriptor %d 0 R "
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>" % FONT_SIZES,
        FONT_SIZES: b"<</Type /FontDescriptor /FontName /None /Flags 4 /Ascent 880 /Descent -120 "
        b"/FontBBox [0 -120 1000 880] /ItalicAngle 0 /CapHeight 700 /StemV 80>>",
        CODES: stream(codes.encode()),
    }


def shown(lines: Iterable[str], characters: Sequence[str], *, size: float = 10, top: float = 800) -> bytes:
    """The drawing of lines of text from the top of a page down."""
    places = {character: place for place, character in enumerate(characters)}
    parts = [f"BT /F {size} Tf {size * 1.5} TL 60 {top} Td"]
    parts += [f"<{''.join(f'{places[character]:04x}' for character in line)}> Tj T*" for line in lines]
    return ("\n".join(parts) + "\nET").encode()


def paged(
    contents: Sequence[bytes],
    *,
    page: bytes = PAGE,
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A file with one page for each drawing; `more` are further objects."""
    kids = b" ".join(b"%d 0 R" % (FIRST + 2 * index) for index in range(len(contents)))
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [%b] /Count %d>>" % (kids, len(contents)),
        **(more or {}),
    }
    for index, content in enumerate(contents):
        number = FIRST + 2 * index
        objects[number] = (
            b"<</Type /Page /Parent 2 0 R /Contents %d 0 R %b /Resources <</Font <</F %d 0 R>> %b>>>>"
            % (number + 1, page, FONT, resources)
        )
        objects[number + 1] = stream(content)
    return written(objects)


def text_pages(pages: Sequence[Sequence[str]], *, is_told: bool = True, page: bytes = PAGE) -> bytes:
    """A file with these lines on its pages."""
    characters = sorted({character for lines in pages for line in lines for character in line})
    return paged(
        [shown(lines, characters) for lines in pages], page=page, more=font(characters, is_told=is_told)
    )


def edited(*edits: Edit, specimen: Specimen | None = None, **saving: object) -> bytes:
    """The good report after these edits; `saving` says how it is written."""
    out = io.BytesIO()
    with pikepdf.open((specimen or good()).source) as pdf:
        for edit in edits:
            edit(pdf)
        pdf.save(out, **{"deterministic_id": True, "fix_metadata_version": False, **saving})
    return out.getvalue()


def locked(*, user: str, revision: int, aes: bool) -> bytes:
    """The good report under a password to open it, or, with an empty one, only under one to change it."""
    protection = pikepdf.Encryption(
        user=user, owner="掌印人" if revision == 6 else "owner", R=revision, aes=aes, metadata=aes
    )
    return edited(encryption=protection, deterministic_id=False)


@cache
def many_pages(count: int) -> bytes:
    """A file of so many pages full of text."""
    story = novel.text(40_000).replace("\n", "")
    return text_pages([[story[(at + row * 30) % 9000 :][:30] for row in range(30)] for at in range(count)])


def picture() -> bytes:
    """A picture that fills a page."""
    from PIL import Image

    out = io.BytesIO()
    Image.radial_gradient("L").resize((827, 1169)).save(out, "JPEG")
    return out.getvalue()


def _picture_stream() -> bytes:
    data = picture()
    return (
        b"<</Type /XObject /Subtype /Image /Width 827 /Height 1169 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d>>stream\n%b\nendstream" % (len(data), data)
    )


def pictures(count: int) -> bytes:
    """A scanned file: one picture a page and no character."""
    return paged(
        [b"q 595 0 0 842 0 0 cm /P Do Q"] * count,
        resources=b"/XObject <</P 899 0 R>>",
        more={899: _picture_stream()},
    )


def as_picture(*indices: int) -> Edit:
    """Pages of the report become pictures."""

    def edit(pdf: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(
            pdf, picture(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=827, Height=1169,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        for index in indices:
            page = pdf.pages[index]
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
            page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")

    return edit


def drawn_over(drawing: bytes, *, resources: Mapping[str, object] | None = None) -> Edit:
    """Something is drawn over the first page."""

    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q " + drawing)
        for name, value in (resources or {}).items():
            page.Resources[name] = value

    return edit


def write(folder: Path, name: str, data: bytes) -> Path:
    """Put one of these files into a folder."""
    path = folder / name
    path.write_bytes(data)
    return path
