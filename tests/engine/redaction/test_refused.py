"""What is refused: files made by hand that still say it, files that cannot be taken, marks that are nowhere."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from gongkai.engine.redaction import Box, Ground, Mark, StillReadable, find_text, proven, redact
from gongkai.kernel.problems import Encrypted, Problem, Refused, TooBig, Unreadable, Unsupported
from tests.engine.redaction.files import SPECIMENS, with_old_revision

GROUND = Ground("privacy", "条例第十五条", "涉及个人隐私")
SOURCE = SPECIMENS[0].read_bytes()
SOUGHT = "信息公开"


def _marks(count: int = 1) -> tuple[Mark, ...]:
    found = find_text(SOURCE, "公开")[:count]
    return tuple(Mark(page, boxes, GROUND) for page, boxes in found)


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"text", filename="a.txt")


def _describe(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo[Name.Title] = String("公开")


def _tell(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as told:
        told["dc:title"] = "公开"


def _remark(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array(
        [Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("公开"))]
    )


def _layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]))


def _write(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].obj.Contents
    contents.write(contents.read_bytes() + b"\n/Span <</ActualText (x)>> BDC EMC")


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("x"))


def _name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources[Name("/公开")] = Name("/公开")


def _thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.pages[0].obj.Resources.XObject.P


def _keep_unused(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject.Q = pdf.make_stream("公开".encode())


CHANGES = (_attach, _describe, _tell, _remark, _layer, _write, _script, _name, _thumbnail, _keep_unused)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_put_into_the_file_later_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    marks = _marks()
    with pikepdf.Pdf.open(io.BytesIO(redact(SOURCE, marks).data)) as pdf:
        change(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(StillReadable) as told:
        proven(buffer.getvalue(), marks, source=SOURCE)
    assert told.value.code == "still_readable"


def test_older_revisions_and_bytes_behind_the_end_are_refused() -> None:
    marks = _marks()
    data = redact(SOURCE, marks).data
    plain = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        pdf.save(plain, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for changed in (data + b"% x", with_old_revision(plain.getvalue())):
        with pytest.raises(StillReadable):
            proven(changed, marks, source=SOURCE)


def test_a_mark_that_was_not_burned_in_is_refused() -> None:
    marks = _marks(3)
    with pytest.raises(StillReadable, match="处"):
        proven(redact(SOURCE, marks[:1]).data, marks, source=SOURCE)


def test_a_picture_that_was_not_blackened_is_refused() -> None:
    scan = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(scan, "PNG", dpi=(100, 100))
    mark = Mark(1, (Box(20, 20, 90, 60),), GROUND)
    proven(redact(scan.getvalue(), (mark,)).data, (mark,), source=scan.getvalue())
    with pytest.raises(StillReadable, match="没有盖严"):
        proven(redact(scan.getvalue(), ()).data, (mark,), source=scan.getvalue())


def test_the_same_text_elsewhere_is_told() -> None:
    places = find_text(SOURCE, SOUGHT)
    assert len(places) > 1
    first, *others = places
    marks = (Mark(first[0], first[1], GROUND),)
    again = proven(redact(SOURCE, marks).data, marks, source=SOURCE)
    assert {(one.page, one.boxes) for one in again} >= set(others)
    every = tuple(Mark(page, boxes, GROUND) for page, boxes in places)
    assert proven(redact(SOURCE, every).data, every, source=SOURCE) == ()


@pytest.mark.parametrize(
    "mark",
    [
        Mark(99, (Box(10, 10, 40, 40),), GROUND),
        Mark(1, (Box(10, 10, 9999, 40),), GROUND),
        Mark(1, (Box(10, 10, 10, 40),), GROUND),
        Mark(1, (Box(-30, 10, 10, 40),), GROUND),
    ],
)
def test_marks_that_are_nowhere_are_refused(mark: Mark) -> None:
    with pytest.raises(Refused):
        redact(SOURCE, (mark,))


def _locked() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(SOURCE)) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="a", owner="b"))
    return buffer.getvalue()


def _endless() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page()
        for _ in range(10_000):
            pdf.pages.append(page)
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_locked, Encrypted),
        (lambda: SOURCE[:4000], Unreadable),
        (lambda: b"%PDF-1.7 nothing", Unreadable),
        (lambda: b"%PDF-1.7\n" + bytes(300_000_000), TooBig),
        (_endless, TooBig),
        (lambda: b"\x89PNG\r\n\x1a\n broken", Problem),
        (lambda: b"plain text", Unsupported),
    ],
)
def test_files_that_cannot_be_taken_are_told_so(data: Callable[[], bytes], problem: type[Problem]) -> None:
    with pytest.raises(problem) as told:
        redact(data(), ())
    assert told.value.message.endswith("。")
    assert told.value.advice.endswith("。")
