"""Which files can be redacted, and what is left of them when the time of a case is over."""

import io

import pypdfium2
import pytest
from PIL import Image

from gongkai.engine.redaction import Box, printed
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.applications.actions.forgetting import forget
from gongkai.web.applications.actions.moving import held
from gongkai.web.applications.models import CasePaper, Redaction
from gongkai.web.applications.redaction.files import kept_mark
from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, Bureau, opened
from .redacted import NAME, NUMBER, PHONE, PRIVACY, WORDS, make, mark, place, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def test_a_scan_is_covered_where_somebody_drew(bureau, case, reply) -> None:
    stored = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(stored, "JPEG", dpi=(100, 100))
    scan = take(bureau, case, name="扫描件.jpg", data=stored.getvalue())
    assert (scan.silent, scan.suggestions) == ([1], [])
    drawn = place(bureau, scan, [kept_mark(1, [Box(100, 100, 300, 140)], code="O08", reason=PRIVACY)])
    made = make(bureau, drawn)
    with pypdfium2.PdfDocument(files.read(made.result.kept)) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    assert (picture.getpixel((105, 105)), picture.getpixel((200, 200))) == (0, 255)


@pytest.mark.parametrize(
    ("name", "data"),
    [("表.xlsx", b"PK\x03\x04"), ("回证.pdf", b"GIF89a"), ("声音.mp3", b"ID3" + bytes(30))],
    ids=["a table", "another picture", "a recording"],
)
def test_what_cannot_be_marked(bureau, case, name, data) -> None:
    with pytest.raises(Problem):
        take(bureau, case, name=name, data=data)
    assert not Redaction.objects.exists()


def test_a_word_file_is_printed_first(bureau, taken) -> None:
    papers = CasePaper.objects.order_by("pk").values_list("kind", "name")
    assert list(papers) == [("source", "发放情况.txt"), ("source", "发放情况（打印件）.pdf")]
    assert files.read(taken.source.kept) == printed(WORDS.encode(), "发放情况.txt").data


def test_nothing_of_it_is_left_when_the_time_is_over(bureau, case, taken, reply) -> None:
    made = make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE, reason=f"涉及{NAME}的隐私"))
    kept = {made.result.kept_id, taken.source.kept_id}
    with act("applications.purge", bureau.organ.pk, by=SYSTEM, at=NOW) as pen:
        forget(pen, held(case), on=TODAY)
    left = Redaction.objects.values().get()
    assert not [secret for secret in (NAME, NUMBER[:2], PHONE[:3]) if secret in str(left["suggestions"])]
    assert NAME not in str(left)
    assert [one["code"] for one in left["withheld"]] == ["O08"] * 4
    assert (left["source_hash"], left["result_hash"]) == (taken.source_hash, made.result_hash)
    assert not KeptFile.objects.filter(pk__in=kept).exists()
    assert not list(differences())
