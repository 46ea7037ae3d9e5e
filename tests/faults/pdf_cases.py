"""Bad and odd PDF files by name: what makes them, and what must come of them."""

import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.faults import novel
from tests.faults.pdf_files import (
    Edit,
    as_picture,
    drawn_over,
    edited,
    font,
    good,
    locked,
    many_pages,
    paged,
    pictures,
    stream,
    text_pages,
    written,
)  # fmt: skip

LINES = [line[at : at + 30] for line in novel.text().split("\n") for at in range(0, len(line), 30)]
BIG_PAGE = b"/MediaBox [0 0 40000 40000]"
LARGE = novel.text(3_000_000).replace("\n", "")

FORMS = b"".join(b"%d 0 obj /Subtype /Form 1 0 R " % number for number in range(200_000))


def _good() -> bytes:
    return good().source.read_bytes()


def _cut(percent: int) -> Callable[[], bytes]:
    return lambda: _good()[: len(_good()) * percent // 100]


def in_hex(data: bytes, more: bytes = b"") -> bytes:
    """A stream packed in another way than most."""
    packed = data.hex().encode() + b">"
    return b"<</Length %d /Filter /ASCIIHexDecode %b>>stream\n%b\nendstream" % (len(packed), more, packed)


def form(drawing: bytes, inner: bytes = b"", *, pack: Callable[..., bytes] = stream) -> bytes:
    """A drawing that pages place as a whole, and the drawing that it uses itself."""
    return pack(
        drawing, b"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources <</XObject <<%b>>>>" % inner
    )


def nested(depth: int, times: int, *, pack: Callable[..., bytes] = stream) -> bytes:
    """Drawings one inside the other, each using the next so many times."""
    forms = {10 + at: form(b"/X Do " * times, b"/X %d 0 R" % (11 + at), pack=pack) for at in range(depth)}
    forms[10 + depth] = form(b"0 0 m 50 50 l S")
    return paged([b"/X Do"], resources=b"/XObject <</X 10 0 R>>", more={**font("甲"), **forms})


def circle() -> bytes:
    """Two drawings that use each other twice."""
    forms = {10: form(b"/X Do /X Do", b"/X 11 0 R"), 11: form(b"/X Do /X Do", b"/X 10 0 R")}
    return paged([b"/X Do"], resources=b"/XObject <</X 10 0 R>>", more={**font("甲"), **forms})


def tree(depth: int, last: bytes = b"<</Type /Page /MediaBox [0 0 595 842]>>") -> bytes:
    """A page so many folders down."""
    kids = {
        2 + at: b"<</Type /Pages /Count 1 /Parent %d 0 R /Kids [%d 0 R]>>" % (1 + at, 3 + at)
        for at in range(depth)
    }
    return written({1: b"<</Type /Catalog /Pages 2 0 R>>", **kids, 2 + depth: last})


def paths(count: int) -> bytes:
    """So many short lines all over a page."""
    lines = (b"%d %d m %d %d l S" % (50 + n % 500, n // 500, 52 + n % 500, n // 500) for n in range(count))
    return b"0.5 w " + b"\n".join(lines)


def squares(count: int) -> bytes:
    """So many grey squares."""
    return b"0.9 g " + b"\n".join(b"%d %d 20 20 re f" % (n % 500, n // 500) for n in range(count))


def scribble(count: int) -> bytes:
    """One path of so many segments."""
    return (
        b"0 0 m " + b"\n".join(b"%d %d l" % (n * 7919 % 600, n * 104729 % 800) for n in range(count)) + b" S"
    )


def squared_paper(count: int) -> bytes:
    """So many lines each way."""
    return b"\n".join(
        b"0 %d m %d %d l S %d 0 m %d %d l S" % (n * 5, count * 5, n * 5, n * 5, n * 5, count * 5)
        for n in range(count)
    )


def figures(rows: int, columns: int) -> bytes:
    """A page full of figures, far apart."""
    row = b"<00000000> Tj 30 0 Td " * columns
    return paged(
        [b"BT /F 10 Tf 10 39000 Td " + (row + b"%d -20 Td " % (-30 * columns)) * rows + b"ET"],
        page=BIG_PAGE,
        more=font("1"),
    )


def _each_page(**entries: object) -> Edit:
    def edit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for key, value in entries.items():
                page[f"/{key}"] = value

    return edit


def _box(*sides: int) -> Array:
    return Array(sides)


def untold(pdf: pikepdf.Pdf) -> None:
    """The fonts lose their tables of characters."""
    for page in pdf.pages:
        for face in page.Resources.Font.values():
            if "/ToUnicode" in face:
                del face["/ToUnicode"]


def invisible(pdf: pikepdf.Pdf) -> None:
    """Text is there and not drawn, as behind a scanned page."""
    for page in pdf.pages:
        page.contents_coalesce()
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"BT", b"BT 3 Tr "))


def remarked(pdf: pikepdf.Pdf) -> None:
    """A remark, a field that is filled in, a file inside, a script, and names for the pages."""
    place = {"Type": Name.Annot, "Rect": _box(100, 100, 300, 140), "DA": "/Helv 10 Tf"}
    remark = pdf.make_indirect(Dictionary(Subtype=Name.FreeText, Contents="数据有误", **place))
    entry = pdf.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Tx, T="甲", V="13", **place))
    pdf.pages[0].Annots = Array([remark, entry])
    pdf.Root.AcroForm = Dictionary(Fields=Array([entry]))
    pdf.attachments["内部.txt"] = pikepdf.AttachedFileSpec(pdf, "内部资料".encode(), filename="内部.txt")
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="while (true) { app.alert(1) }")
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r, St=2147483647)]))


CUT = {f"cut-{percent}": (_cut(percent), "unreadable") for percent in range(10, 100, 10)}
LOCKED = {
    f"locked-{name}": (lambda revision=revision, aes=aes: locked(user="x", revision=revision, aes=aes), "encrypted")
    for name, revision, aes in (("aes-256", 6, True), ("aes-128", 4, True), ("rc4-128", 3, False), ("rc4-40", 2, False))
}  # fmt: skip
# Small files; one command reads them all.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    **LOCKED,
    **CUT,
    "head-only": (lambda: b"%PDF-1.7\n", "unreadable"),
    "no-objects": (lambda: written({}), "unreadable"),
    "no-pages": (lambda: paged([]), "unreadable"),
    "endless-tree": (lambda: tree(3, b"<</Type /Pages /Count 1 /Kids [2 0 R]>>"), "image_only"),
    "deep-tree": (lambda: tree(20_000), "image_only"),
    "deep-array": (
        lambda: tree(1).replace(b"/Catalog", b"/Catalog /X " + b"[" * 100_000 + b"]" * 100_000),
        "image_only",
    ),
    "count-lies": (lambda: paged([b""]).replace(b"/Count 1", b"/Count 499"), "image_only"),
    "count-2000000000": (lambda: paged([b""]).replace(b"/Count 1", b"/Count 2000000000"), "image_only"),
    "empty-pages": (lambda: paged([b""] * 3), "image_only"),
    "pictures": (lambda: pictures(6), "image_only"),
    "novel": (lambda: text_pages([LINES]), "not_a_report"),
    "300-pages": (lambda: many_pages(300), "not_a_report"),
    "2000-pages": (lambda: many_pages(2000), "too_big"),
    "untold": (lambda: text_pages([LINES], is_told=False), "unreadable"),
    "untold-report": (lambda: edited(untold), "unreadable"),
    "rare": (lambda: text_pages([["𠮷" * 30] * 30]), "not_a_report"),
    "lone-halves": (lambda: text_pages([["甲\ud842乙", "\udfb7丙"] * 30]), "unreadable"),
    "enormous-page": (lambda: edited(_each_page(MediaBox=_box(0, 0, 10**9, 10**9))), "unreadable"),
    "far-page": (lambda: edited(_each_page(MediaBox=_box(10**9, 10**9, 10**9 + 595, 10**9 + 842))), "unreadable"),
    "nan-page": (lambda: paged([b""], page=b"/MediaBox [nan 1e999 -inf 9%b]" % (b"9" * 60)), "image_only"),
    "circle": (circle, "too_big"),
    "laughs": (lambda: nested(8, 10), "too_big"),
    "many-drawings": (lambda: b"%PDF-1.7" + b"1 0 obj /Subtype /Form " * 5 + FORMS, "too_big"),
    "laughs-in-codes": (lambda: nested(17, 3).replace(b"/Form", b"/F#6frm"), "too_big"),
    "laughs-elsewhere": (lambda: nested(17, 3).replace(b"/Subtype /Form", b"/Subtype 9999 0 R"), "too_big"),
    "laughs-packed-otherwise": (lambda: nested(17, 3, pack=in_hex), "too_big"),
    "nested": (lambda: nested(50, 1), "image_only"),
    "nested-500": (lambda: nested(500, 2), "too_big"),
}  # fmt: skip
# Each of these gets a process of its own, which is measured.
HEAVY: dict[str, tuple[Callable[[], bytes], str]] = {
    "million-characters": (lambda: text_pages([[LARGE[:1_000_000]]]), "not_a_report"),
    "three-million": (lambda: text_pages([[LARGE[at : at + 40] for at in range(0, 1_000_000, 40)]] * 3), "too_big"),
    "hundred-thousand-figures": (lambda: figures(1000, 100), "too_big"),
    "nine-thousand-figures": (lambda: figures(300, 30), "not_a_report"),
    "squared-paper": (lambda: paged([squared_paper(2000)], page=BIG_PAGE, more=font("甲")), "image_only"),
    "squared-papers": (lambda: paged([squared_paper(140)] * 400, more=font("甲")), "too_big"),
    "squares-on-each-page": (lambda: paged([squares(60_000)] * 400, more=font("甲")), "too_big"),
    "unpacks-to-150-MB": (lambda: paged([b" " * 150_000_000], more=font("甲")), "image_only"),
}  # fmt: skip
# These take longest: the soak tries them; of each way to be heavy another one is tried in every run.
LONGEST = {"squared-papers", "squares-on-each-page", "three-million"}
# The report with something odd about it: every figure is still read.
READ: dict[str, Callable[[], bytes]] = {
    "owner-aes-256": lambda: locked(user="", revision=6, aes=True),
    "owner-rc4-128": lambda: locked(user="", revision=3, aes=False),
    "wrong-xref": lambda: re.sub(rb"startxref\s+\d+", b"startxref\n7", _good()),
    "no-xref": lambda: _good()[: _good().rindex(b"startxref")],
    "noise-before": lambda: b"\x00\xff" * 450 + _good(),
    "noise-behind": lambda: _good() + b"\x00\xff" * 50_000,
    "packed-objects": lambda: edited(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "for-the-web": lambda: edited(linearize=True),
    "invisible": lambda: edited(invisible),
    "remarked": lambda: edited(remarked),
    "cropped": lambda: edited(_each_page(CropBox=_box(0, 400, 595, 842))),
    "no-size": lambda: edited(_each_page(MediaBox=_box(0, 0, 0, 0))),
    "one-point": lambda: edited(_each_page(MediaBox=_box(0, 0, 1, 1))),
    "inside-out": lambda: edited(_each_page(MediaBox=_box(595, 842, 0, 0))),
    "size-in-words": lambda: edited(_each_page(MediaBox=Array([Name.A] * 4))),
    "turned-45": lambda: edited(_each_page(Rotate=45)),
    "10000-paths": lambda: edited(drawn_over(paths(10_000))),
    "200000-paths": lambda: edited(drawn_over(paths(200_000))),
    "million-segments": lambda: edited(drawn_over(scribble(1_000_000))),
    "first-page-picture": lambda: edited(as_picture(0)),
}
