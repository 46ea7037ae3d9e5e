"""A file about somebody's subsidy, and how it is taken in, marked and made."""

import pypdfium2
import pytest

from gongkai.engine.redaction import find_text
from gongkai.web.applications.actions import redacting
from gongkai.web.applications.models import CasePaper, Redaction, Reply
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import Marked, kept_mark
from gongkai.web.foundations import files
from tests.web.conftest import NOW

NUMBER, PHONE, NAME = "11010519491231002X", "13912345678", "李望山"
WORDS = (
    f"枕溪镇补贴发放情况\n领取人{NAME}，身份证号码{NUMBER}，联系电话{PHONE}。\n"
    f"每亩补贴九十元，共二十户。\n经核对，{NAME}领取九百元。\n发放日期为二〇二五年五月。"
)
PRIVACY = "属于第三方的个人隐私，本人不同意公开"


@pytest.fixture
def taken(bureau, case) -> Redaction:
    """A text that was taken in and printed."""
    return take(bureau, case)


@pytest.fixture
def reply(bureau, case) -> Reply:
    """The draft with which it goes out."""
    return bureau.draft(case, "O02")


def take(bureau, case, *, name: str = "发放情况.txt", data: bytes = WORDS.encode()) -> Redaction:
    """Taken in by the clerk."""
    return redacting.take_source(case, name=name, data=data, by=bureau.clerk, at=NOW)


def mark(bureau, redaction, *texts: str, code: str = "O08", reason: str = PRIVACY) -> Redaction:
    """Everything of these texts is marked, and no suggestion is left unseen."""
    data = files.read(redaction.source.kept)
    found = [place for text in texts for place in find_text(data, text)]
    marks = [kept_mark(page, boxes, code=code, reason=reason) for page, boxes in found]
    return place(bureau, redaction, marks)


def place(bureau, redaction, marks) -> Redaction:
    """These marks and no others; every suggestion was looked at."""
    looked_at = [redactions.TAKEN for _ in redaction.suggestions]
    return redacting.mark(
        redaction, Marked(marks, looked_at), version=redaction.version, by=bureau.clerk, at=NOW
    )


def make(bureau, redaction, **more) -> Redaction:
    """Made of the marks as they are."""
    return redacting.make(redaction, version=redaction.version, by=bureau.clerk, at=NOW, **more)


def said(paper: CasePaper) -> str:
    """Every character of a PDF file."""
    with pypdfium2.PdfDocument(files.read(paper.kept)) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def all_private(bureau, redaction):
    """The marks of all that is private, as they are kept."""
    return mark(bureau, redaction, NAME, NUMBER, PHONE).marks


def found(redaction, text):
    """Marks wherever a text stands."""
    places = find_text(files.read(redaction.source.kept), text)
    return [kept_mark(page, boxes, code="O08", reason=PRIVACY) for page, boxes in places]
