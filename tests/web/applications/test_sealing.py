"""用印登记: nothing is sealed that is not signed; what bears the seal goes out; both versions stay; nothing is undone in silence."""

import stat
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.applications.actions import replying, sealing
from gongkai.web.applications.actions.sealing import Stamp
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import Application, CasePaper, Letter, Reply, Seal, Sealing
from gongkai.web.applications.service import esealing, served
from gongkai.web.foundations import clock, files
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from tests.web.conftest import NOW, sign_in
from tests.web.told_again import told_again

from .bureau import TODAY, Bureau, opened, told_for
from .conftest import PERSON
from .happenings import event
from .on_paper import words_of
from .scans import photo

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = photo(200)
LATER = NOW + timedelta(days=3)
STAMP = Stamp(seal=Seal.DISCLOSURE, copies=2, name="盖章件.jpg", scan=SCAN)
BARE = Stamp(seal=Seal.OFFICIAL)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


@pytest.fixture
def reply(bureau, case) -> Reply:
    return told_again(("signed", "sealing"), lambda: bureau.sign(bureau.draft(case, "O02")))


def sealed(bureau: Bureau, carried, stamp: Stamp = STAMP, *, on=TODAY, at=NOW) -> Sealing:
    return sealing.seal(carried, stamp, on=on, by=bureau.clerk, at=at)


def for_applicant() -> list[CasePaper]:
    return list(CasePaper.objects.filter(kind__in=["reply", "letter"], is_for_applicant=True))


def test_what_is_not_signed_is_not_sealed(bureau, case) -> None:
    draft = bureau.draft(case, "O02")
    with pytest.raises(Refused, match="还没有签发，不能用印"):
        sealed(bureau, draft)
    replying.submit(draft, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="还没有签发，不能用印"):
        sealed(bureau, Reply.objects.get())
    assert not Sealing.objects.exists()


def test_the_register_says_who_sealed_what_by_whose_signature(bureau, reply) -> None:
    row = sealed(bureau, reply)
    row.refresh_from_db()
    assert (row.sealed_by_id, row.approved_by_id) == (bureau.clerk.person, bureau.leader.person)
    assert (row.approval, row.copies, row.sealed_on) == (reply.approval, 2, TODAY)
    assert row.name == f"予以公开告知书（{reply.number}）"
    assert PERSON.name in words_of(files.read(row.drawn.kept), "pdf")
    assert files.read(row.stamped.kept) == SCAN
    assert for_applicant() == []
    assert PERSON.name not in str(list(Event.objects.values()))
    assert any("的用印登记" in sentence for sentence in history(row))
    assert not list(differences())


def test_what_bears_the_seal_is_what_goes_out(bureau, reply) -> None:
    row = sealed(bureau, reply)
    bureau.post(reply)
    assert for_applicant() == [row.stamped]
    assert CasePaper.objects.filter(kind="reply").count() == 2


def test_without_a_scan_the_text_under_the_seal_goes_out_until_it_comes(bureau, reply) -> None:
    row = sealed(bureau, reply, BARE)
    bureau.post(reply)
    assert for_applicant() == [row.drawn]
    row = sealing.file_stamped(row, name="扫描.jpg", scan=SCAN, by=bureau.clerk, at=LATER)
    assert for_applicant() == [row.stamped]
    with pytest.raises(Refused, match="盖章件已经入卷"):
        sealing.file_stamped(row, name="扫描.jpg", scan=photo(3), by=bureau.clerk, at=LATER)
    assert not list(differences())


def test_what_went_out_without_an_entry_is_replaced_by_the_scan(bureau, reply) -> None:
    bureau.post(reply)
    [plain] = for_applicant()
    row = sealed(bureau, Reply.objects.get(), at=LATER)
    assert for_applicant() == [row.stamped]
    assert CasePaper.objects.get(pk=plain.pk).destroyed_on is None


def test_an_entry_is_voided_with_a_reason_and_stays(bureau, reply) -> None:
    row = sealed(bureau, reply)
    bureau.post(reply)
    with pytest.raises(Refused, match="没有写明作废的原因"):
        sealing.undo(row, reason=" ", by=bureau.clerk, at=LATER)
    row = sealing.undo(row, reason="扫描了另一份。", by=bureau.clerk, at=LATER)
    assert (row.voided_on, row.voided_because) == (localdate(LATER), "扫描了另一份。")
    assert for_applicant() == [row.drawn]
    assert row.stamped.destroyed_on is None
    with pytest.raises(Refused, match="已经于2026年2月6日作废"):
        sealing.undo(row, reason="再来一次。", by=bureau.clerk, at=LATER)
    again = sealed(bureau, Reply.objects.get(), replace(STAMP, scan=photo(100)), at=LATER)
    assert for_applicant() == [again.stamped]
    assert not list(differences())


def test_a_signature_that_is_taken_back_takes_the_seal_with_it(bureau, case, reply) -> None:
    row = sealed(bureau, reply)
    replying.take_back(reply, reason="依据写错了。", by=bureau.leader, at=NOW)
    assert not served.counts(Sealing.objects.get())
    again = bureau.sign(bureau.draft(case, "O02", text="经重新审查，答复如下。"))
    assert served.sealing_of(again) is None
    bureau.post(again)
    [paper] = for_applicant()
    assert paper not in (row.drawn, row.stamped)
    assert "经重新审查" in words_of(files.read(paper.kept), "pdf")


@pytest.mark.parametrize(
    ("on", "at", "told"),
    [
        (TODAY - timedelta(days=1), NOW, "早于签发的日期"),
        (TODAY + timedelta(days=1), NOW, "还没有到"),
        (TODAY + timedelta(days=2), LATER, "用印日期在这以后"),
    ],
    ids=["before it was signed", "tomorrow", "after it went out"],
)
def test_the_day_of_a_seal(bureau, reply, on, at, told) -> None:
    if at == LATER:
        bureau.post(reply)
    with pytest.raises(Refused, match=told):
        sealed(bureau, Reply.objects.get(), on=on, at=at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "盖章件.txt", "scan": "盖了章。".encode()},
        {"name": "盖章件.pdf", "scan": SCAN},
        {"copies": 0},
        {"seal": "stone"},
    ],
    ids=["a text", "another kind", "no copies", "no such seal"],
)
def test_what_is_no_sealing(bureau, reply, wrong) -> None:
    with pytest.raises(Problem):
        sealed(bureau, reply, replace(STAMP, **wrong))
    assert not Sealing.objects.exists()
    assert not CasePaper.objects.filter(kind="reply").exists()


def test_only_who_serves_seals(bureau, reply) -> None:
    for nobody in (bureau.reviewer, bureau.leader):
        with pytest.raises(NotYourDuty):
            sealing.seal(reply, STAMP, on=TODAY, by=nobody, at=NOW)
        with pytest.raises(NotYourDuty):
            sealing.seal_electronically(reply, seal=Seal.OFFICIAL, by=nobody, at=NOW)
    row = sealed(bureau, reply)
    with pytest.raises(NotYourDuty):
        sealing.undo(row, reason="不对。", by=bureau.leader, at=NOW)


def test_a_third_partys_notice_and_another_letter_are_sealed_too(bureau, case) -> None:
    asked = event("correction_asked", TODAY, limit_on=TODAY + timedelta(days=20))
    unclear = {"T04": {"unclear": ({"what": "年份", "how": "写明年份"}, {"what": "村组", "how": "写明村组"})}}
    step(case, asked, by=bureau.clerk, at=NOW, letters=unclear)
    letter = Letter.objects.get(code="T04")
    row = sealed(bureau, letter)
    assert (row.drawn, row.approved_by) == (letter.paper, None)
    assert for_applicant() == [row.stamped]
    step(case, event("corrected", TODAY), by=bureau.clerk, at=NOW)
    bureau.consult(case, "refuses")
    told = {**told_for(["O02"]), "release_reason": "关系全村的公共利益。"}
    notice = bureau.sign(bureau.draft(case, "O02", told=told)).notices.get()
    row = sealed(bureau, notice)
    assert "李望山" in words_of(files.read(row.drawn.kept), "pdf")
    assert row.approved_by_id == bureau.leader.person
    assert not row.stamped.is_for_applicant


# ---- the operator's program ----


def program(folder: Path, body: str) -> str:
    """A program of the operator in a file."""
    path = folder / "seal"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


STAMPING = (
    "letter = sys.stdin.buffer.read()\nsys.stdout.buffer.write(letter + b'\\n% ' + sys.argv[1].encode())"
)


def test_the_operators_program_seals_the_letter(bureau, reply, settings, tmp_path) -> None:
    settings.SEAL_COMMAND = program(tmp_path, STAMPING)
    row = sealing.seal_electronically(reply, seal=Seal.DISCLOSURE, by=bureau.clerk, at=NOW)
    assert row.is_electronic
    letter, stamped = files.read(row.drawn.kept), files.read(row.stamped.kept)
    assert stamped == letter + b"\n% disclosure"
    assert PERSON.name in words_of(stamped, "pdf")
    bureau.post(reply)
    assert for_applicant() == [row.stamped]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("sys.exit(3)", "没有盖上章（返回 3）"),
        ("time.sleep(30)", "过了1秒还没有完成"),
        ("sys.stdout.write('done')", "不是完好的 PDF"),
        ("pass", "不是完好的 PDF"),
        ("sys.stdout.buffer.write(sys.stdin.buffer.read())", "原样给了回来"),
        ("sys.stdout.buffer.write(sys.stdin.buffer.read()[:500])", "不是完好的 PDF"),
    ],
    ids=["refuses", "hangs", "says something", "says nothing", "does nothing", "breaks off"],
)
def test_a_program_that_does_not_seal_is_told_plainly(
    bureau, reply, settings, tmp_path, monkeypatch, body, told
) -> None:
    settings.SEAL_COMMAND = program(tmp_path, body)
    if "sleep" in body:  # on a busy machine the others may need more than that to begin
        monkeypatch.setattr(esealing, "_LONGEST", 1)
    with pytest.raises(Refused, match=told) as caught:
        sealing.seal_electronically(reply, seal=Seal.OFFICIAL, by=bureau.clerk, at=NOW)
    assert "打印盖章" in caught.value.advice
    assert not Sealing.objects.exists()
    assert not CasePaper.objects.filter(kind="reply").exists()


@pytest.mark.parametrize(("command", "told"), [("", "没有接通"), ("/nowhere/seal", "不能运行")])
def test_without_a_program_it_is_sealed_by_hand(bureau, reply, settings, command, told) -> None:
    settings.SEAL_COMMAND = command
    with pytest.raises(Refused, match=told):
        sealing.seal_electronically(reply, seal=Seal.OFFICIAL, by=bureau.clerk, at=NOW)


# ---- the office ----


@pytest.fixture
def office(bureau, organ, client, person_with, monkeypatch):
    """The browser of a clerk of the town, on the day of these tests."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return sign_in(client, person_with("clerk", organ, name="顾晚舟"))


def test_the_clerk_seals_and_serves_at_the_screen(reply, office) -> None:
    sheet = reverse("applications:sheet", args=[reply.application_id])
    answer = office.get(sheet).content.decode()
    assert "最迟2026年3月9日（星期一）交邮；直接送达的，最迟同日签收" in answer
    seal = reverse("applications:seal", args=[reply.application_id])
    assert "加盖电子印章" not in office.get(seal).content.decode()
    said = {"seal": "official", "copies": "3", "on": "2026-02-03"}
    assert office.post(seal, said | {"scan": SimpleUploadedFile("扫描.jpg", SCAN)}).status_code == 302
    row = Sealing.objects.get()
    assert "机关公章" in office.get(sheet).content.decode()
    told = office.get(reverse("sealings:sheet", args=[row.pk])).content.decode()
    for words in (row.drawn.kept.sha256, row.stamped.kept.sha256, "顾晚舟", "有效"):
        assert words in told
    assert PERSON.name not in told
    serve = reverse("applications:serve", args=[reply.application_id])
    assert "最迟2026年3月9日（星期一）交邮" in office.get(serve).content.decode()
    assert office.post(serve, {"service": "direct", "on": "2026-02-03"}).status_code == 302
    paper = reverse("applications:paper", args=[reply.application_id, row.stamped_id])
    assert office.get(paper).status_code == 404  # it shows who applied: first why
    listed = office.get(reverse("sealings:index") + "?export=csv")
    assert "机关公章" in b"".join(listed.streaming_content).decode()
