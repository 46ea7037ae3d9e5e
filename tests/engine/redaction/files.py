"""PDF files of many kinds with secrets in every place where one can hide: made from the specimens, by number."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

from gongkai.engine.redaction import redact

SPECIMENS = sorted((Path(__file__).parents[2] / "specimens/data").glob("*-pdf-*/source.pdf"))
SECRET = "柳暗秘闻七四一"  # stands only where nobody sees it


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and in which ways it was changed."""

    data: bytes
    called: str


def _turned(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    """Pages that lie turned in the file and are shown the right way up, as those of landscape tables."""
    for page in pdf.pages:
        if page.obj.get("/Rotate", 0):
            continue
        left, bottom, right, top = (float(side) for side in page.cropbox)
        width, height = right - left, top - bottom
        turn, size, matrix = chance.choice(
            (
                (90, (height, width), (0, 1, -1, 0, top, -left)),
                (180, (width, height), (-1, 0, 0, -1, right, top)),
                (270, (height, width), (0, -1, 1, 0, -bottom, right)),
            )
        )
        page.contents_coalesce()
        moved = " ".join(f"{side:.3f}" for side in matrix).encode()
        page.obj.Contents = pdf.make_stream(
            b"q " + moved + b" cm\n" + page.obj.Contents.read_bytes() + b"\nQ"
        )
        page.obj.MediaBox = Array([0, 0, *size])
        if "/CropBox" in page.obj:
            del page.obj["/CropBox"]
        page.obj.Rotate = turn


def _cropped(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    for page in pdf.pages:
        left, bottom, right, top = (float(side) for side in page.mediabox)
        page.obj.MediaBox = Array([left - 30, bottom - 40, right + 10, top + 20])
        page.obj.CropBox = Array([left + chance.randint(0, 20), bottom, right, top - chance.randint(0, 20)])


def _described(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.docinfo[Name.Title] = String(SECRET)
    pdf.docinfo[Name("/秘")] = String(SECRET)
    with pdf.open_metadata() as told:
        told["dc:title"] = SECRET
        told["dc:description"] = SECRET


def _remarked(pdf: pikepdf.Pdf, _: random.Random) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[60, 60, 90, 90], Contents=String(SECRET), T=String(SECRET)
    )
    free = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=[60, 20, 200, 50],
        Contents=String(SECRET),
        DA=String("/Helv 12 Tf 0 g"),
    )
    pdf.pages[0].obj.Annots = pdf.make_indirect(Array([pdf.make_indirect(note), pdf.make_indirect(free)]))


def _filled(pdf: pikepdf.Pdf, _: random.Random) -> None:
    look = pdf.make_stream(
        b"BT /H 10 Tf 2 3 Td (A field 8642) Tj ET",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 120, 16],
        Resources=Dictionary(Font=Dictionary(H=_helvetica(pdf))),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("field"),
            TU=String(SECRET),
            V=String("A field 8642"),
            DV=String(SECRET),
            Rect=[60, 30, 180, 46],
            F=4,
            AP=Dictionary(N=look),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=[field])
    pdf.pages[-1].obj.Annots = Array([field])


def _attached(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.attachments["秘.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="秘.txt")


def _layered(pdf: pikepdf.Pdf, _: random.Random) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    pdf.Root.OCProperties = Dictionary(
        OCGs=[layer], D=Dictionary(OFF=[layer], BaseState=Name.ON, Order=[layer])
    )
    page = pdf.pages[0]
    page.add_resource(layer, Name.Properties, name=Name.L0)
    _write(pdf, page, b"/OC /L0 BDC BT /Hq 9 Tf 40 12 Td (hidden 97531) Tj ET EMC")


def _covered(pdf: pikepdf.Pdf, _: random.Random) -> None:
    _write(pdf, pdf.pages[0], b"BT /Hq 9 Tf 40 25 Td (covered 86420) Tj ET 0 g 30 20 120 20 re f")


def _whitened(pdf: pikepdf.Pdf, _: random.Random) -> None:
    _write(pdf, pdf.pages[0], b"1 g BT /Hq 9 Tf 40 8 Td (white 75319) Tj ET 0 g")


def _scripted(pdf: pikepdf.Pdf, _: random.Random) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _helvetica(pdf: pikepdf.Pdf) -> Dictionary:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def _write(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes) -> None:
    page.obj.Contents = _all_of(pdf, page)
    page.add_resource(_helvetica(pdf), Name.Font, name=Name.Hq)
    page.contents_add(b"q " + content + b" Q")


def _all_of(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    page.contents_coalesce()
    return pdf.make_stream(b"q\n" + page.obj.Contents.read_bytes() + b"\nQ")


CHANGES: tuple[Callable[[pikepdf.Pdf, random.Random], None], ...] = (
    _turned,
    _cropped,
    _described,
    _remarked,
    _filled,
    _attached,
    _layered,
    _covered,
    _whitened,
    _scripted,
)


def with_old_revision(data: bytes) -> bytes:
    """A revision behind the first, whose texts are still in the file."""
    start = data.rindex(b"startxref") + 10
    previous = int(data[start:].split()[0])
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        size, (root, generation) = int(pdf.trailer.Size), pdf.Root.objgen
    told = f"{size} 0 obj\n<</Old <{SECRET.encode('utf-16').hex()}>>>\nendobj\n".encode()
    at = len(data) + 1
    table = (
        f"xref\n{size} 1\n{at:010} 00000 n \ntrailer\n<</Size {size + 1} /Root {root} {generation} R "
        f"/Prev {previous}>>\nstartxref\n{at + len(told)}\n%%EOF\n"
    )
    return data + b"\n" + told + table.encode()


def made(seed: int) -> Made:
    """The file of this number."""
    chance = random.Random(seed)
    path = SPECIMENS[seed % len(SPECIMENS)]
    data = path.read_bytes()
    called = [path.parent.name]
    if seed % 7 == 3:  # a scan with a layer of text
        data = redact(data, ()).data
        called.append("scan")
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        changes = chance.sample(CHANGES, chance.randint(1, 4))
        for change in changes:
            if change is _filled and _turned in changes:
                continue  # a field that stands on its head is no page that anybody hands in
            change(pdf, chance)
            called.append(change.__name__)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = buffer.getvalue()
    if seed % 5 == 2:
        data = with_old_revision(data)
        called.append("revised")
    return Made(data, " ".join(called))


def everything(data: bytes) -> str:
    """All that a file says anywhere: its texts page by page, every text and every stream of its objects, its bytes."""
    told = [data.decode("latin-1")]
    with pypdfium2.PdfDocument(data) as document:
        told += [page.get_textpage().get_text_range() for page in document]
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and str(item.get("/Subtype", "")) != "/Image":
                raw = item.read_bytes()
                told += [raw.decode("utf-8", "replace"), raw.decode("utf-16-be", "replace")]
            told.append(repr(item))
    return "\n".join(told)
