"""Papers of a case: what the applicant may have and when, what may not come in, and the order of the volume."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.kernel.review import State
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.filing import discard_paper, file_paper
from gongkai.web.applications.actions.replying import Supplied
from gongkai.web.applications.models import CasePaper, PaperKind, Reply
from gongkai.web.applications.papers import FOR_APPLICANTS, add_paper, catalogue
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.selectors import history
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, Bureau, opened
from .conftest import PERSON
from .on_paper import words_of

pytestmark = pytest.mark.django_db(transaction=True)
LIST = Supplied("发放标准.txt", "每亩九十元。".encode())


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(
        ("in hand", "by post"),
        lambda: bureau.take_in(applied, wanted=replace(applied.wanted, delivery="post")),
    )


def for_applicant() -> list[str]:
    return [paper.kind for paper in CasePaper.objects.filter(is_for_applicant=True)]


def test_what_is_supplied_is_the_applicants_when_the_reply_goes_out(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02", supplied=[LIST]))
    assert for_applicant() == []
    bureau.post(reply)
    assert for_applicant() == ["supplied", "reply"]
    letter = CasePaper.objects.get(kind="reply")
    assert letter.name == f"予以公开告知书（{reply.number}）.pdf"
    text = words_of(files.read(letter.kept), "pdf")
    assert "发放标准.txt" in text
    assert f"{PERSON.name}：" in text


def test_a_file_more_or_less_is_another_reply(bureau, case) -> None:
    reply = bureau.draft(case, "O02", supplied=[LIST])
    replying.submit(reply, by=bureau.clerk, at=NOW)
    said = {"name": "附表.txt", "data": "附表。".encode(), "by": bureau.clerk, "at": NOW}
    file_paper(case, kind=PaperKind.SUPPLIED, reply=reply, **said)
    assert Review.objects.get().state == State.VOID
    before = replying.submit(Reply.objects.get(), by=bureau.clerk, at=NOW).content_hash
    discard_paper(CasePaper.objects.get(name="附表.txt"), by=bureau.clerk, at=NOW)
    assert replying.submit(Reply.objects.get(), by=bureau.clerk, at=NOW).content_hash != before
    assert Review.objects.filter(state=State.VOID).count() == 2


def test_what_is_signed_or_out_stays(bureau, case) -> None:
    reply = bureau.sign(bureau.draft(case, "O02", supplied=[LIST]))
    with pytest.raises(Refused, match="先撤回签发"):
        discard_paper(CasePaper.objects.get(kind="supplied"), by=bureau.clerk, at=NOW)
    bureau.post(reply)
    with pytest.raises(Refused, match="还没有送出"):
        discard_paper(CasePaper.objects.get(kind="supplied"), by=bureau.clerk, at=NOW)


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind not in FOR_APPLICANTS])
def test_the_offices_own_papers_are_never_the_applicants(bureau, case, kind) -> None:
    with (
        pytest.raises(Refused, match="只供机关内部使用"),
        act("applications.file_paper", bureau.organ.pk, by=bureau.clerk, at=NOW) as pen,
    ):
        add_paper(pen, case, kind=kind, name="材料", is_for_applicant=True)


@pytest.mark.parametrize(
    ("name", "data"),
    [("回证.pdf", b"\x7fELF" + b"\0" * 60), ("回证.jpg", b"GIF89a"), ("页面.html", b"<script>1</script>")],
    ids=["a program", "another picture", "a page"],
)
def test_what_may_not_come_in(bureau, case, name, data) -> None:
    with pytest.raises(Problem):
        file_paper(case, kind=PaperKind.OTHER, name=name, data=data, by=bureau.clerk, at=NOW)
    assert not CasePaper.objects.exists()


def test_only_who_handles_the_case_files(bureau, case) -> None:
    said = {"kind": PaperKind.OTHER, "name": "说明.txt", "data": "说明。".encode(), "at": NOW}
    for nobody in (PUBLIC, bureau.reviewer):
        with pytest.raises(NotYourDuty):
            file_paper(case, by=nobody, **said)


def test_the_catalogue_of_the_volume(bureau, case) -> None:
    later = {"by": bureau.clerk, "at": NOW, "data": "纸面。".encode()}
    file_paper(case, kind=PaperKind.SEARCH, name="检索记录.txt", **later)
    file_paper(case, kind=PaperKind.APPLICATION, name="申请表.txt", on=TODAY - timedelta(days=1), **later)
    reply = bureau.answer(case, "O02", supplied=[LIST])
    replying.prove_service(reply, on=TODAY, name="回执.txt", scan="签收。".encode(), by=bureau.clerk, at=NOW)
    lines = catalogue(case)
    assert [(line.place, line.paper.get_kind_display(), line.author) for line in lines] == [
        (1, "申请书", "申请人"),
        (2, "检索记录", "枕溪镇人民政府"),
        (3, "提供的政府信息", "枕溪镇人民政府"),
        (4, "送审稿", "枕溪镇人民政府"),
        (5, "答复书", "枕溪镇人民政府"),
        (6, "送达凭证", "枕溪镇人民政府"),
    ]
    assert [line.number for line in lines if line.number] == [reply.number]
    assert lines[0].paper.added_on == TODAY - timedelta(days=1)
    assert not list(differences())


def test_the_ledger_says_what_a_paper_is_and_not_its_name(bureau, case) -> None:
    said = {"kind": PaperKind.IDENTITY, "name": "周明远身份证.txt", "data": "扫描件。".encode()}
    paper = file_paper(case, **said, by=bureau.clerk, at=NOW)
    [sentence] = history(paper)
    assert "的身份证明入卷" in sentence
    assert "周明远" not in sentence
