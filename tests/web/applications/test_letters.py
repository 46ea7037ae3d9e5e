"""Every move that tells somebody something makes its letter, whole or not at all, with a number that is never given twice."""

import re
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from gongkai.kernel.case import Consulted
from gongkai.kernel.days import in_words
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.charging import notice_fee, propose_fee
from gongkai.web.applications.actions.consulting import Asked, consult
from gongkai.web.applications.actions.identity import purge
from gongkai.web.applications.actions.inquiring import ask_section
from gongkai.web.applications.actions.lettering import (
    drawn_masked,
    print_notice,
    void_letter,
    writable,
    write_letter,
)
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, CasePaper, Letter
from gongkai.web.applications.papers import catalogue
from gongkai.web.applications.service import served
from gongkai.web.foundations import files
from gongkai.web.ledger.models import Event
from gongkai.web.organs.models import DocumentNumber, Section
from tests.web.conftest import NOW
from tests.web.events import events_about
from tests.web.told_again import told_again

from .bureau import TODAY, opened
from .happenings import event, moment

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "周明远"
UNCLEAR = {
    "T04": {"unclear": ({"what": "年份", "how": "写明要哪一年的"}, {"what": "范围", "how": "写明村组"})}
}
SOON = TODAY + timedelta(days=20)
LATEST = TODAY + timedelta(days=60)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def text_of(letter: Letter) -> str:
    """What stands in the sheet as it went out, without the breaks of its lines."""
    with_breaks = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(files.read(letter.paper.kept))
    )
    return "".join(with_breaks.split())


def correction(on=TODAY, **filled):
    return event("correction_asked", on, limit_on=SOON, **filled)


def ask_correction(bureau, case, letters=UNCLEAR):
    step(case, correction(), by=bureau.clerk, at=NOW, letters=letters)
    return Letter.objects.get(code="T04")


def test_a_correction_is_asked_for_in_a_letter(bureau, case):
    letter = ask_correction(bureau, case)
    said = text_of(letter)
    for words in (
        *(NAME, case.number, letter.number, in_words(TODAY), in_words(SOON), "写明要哪一年的", "写明村组"),
        *("视为放弃申请", "溪前街2号", bureau.organ.phone),
    ):
        assert "".join(words.split()) in said
    assert letter.paper.is_for_applicant
    assert NAME not in str(letter.told)
    assert NAME not in drawn_masked(letter, "html").decode()
    assert not Event.objects.filter(body__contains="哪一年").exists()
    assert [line.number for line in catalogue(case) if line.paper == letter.paper] == [letter.number]


def test_a_letter_that_lacks_an_element_keeps_the_move_back(bureau, case):
    with pytest.raises(Refused, match="没有写明怎样补正"):
        ask_correction(bureau, case, {"T04": {"unclear": ({"what": "年份", "how": ""},)}})
    assert Application.objects.get().state == "processing"
    assert not Letter.objects.exists()
    assert not DocumentNumber.objects.filter(text__contains="告").exists()


def test_what_went_out_on_paper_has_no_letter(bureau, case):
    step(case, correction(), by=bureau.clerk, at=NOW + timedelta(days=1))
    assert Application.objects.get().state == "awaiting_correction"
    assert not Letter.objects.exists()


def test_a_letter_of_today_told_nobody_yesterday(bureau, case):
    later = NOW + timedelta(days=1)
    with pytest.raises(Refused, match="补记"):
        step(case, correction(), by=bureau.clerk, at=later, letters=UNCLEAR)


def test_numbers_leave_no_gap(bureau, case, applied):
    first = ask_correction(bureau, case)
    with pytest.raises(Refused):
        ask_correction(bureau, bureau.take_in(applied), {"T04": {}})
    other = bureau.take_in(applied)
    step(other, correction(), by=bureau.clerk, at=NOW, letters=UNCLEAR)
    numbers = [re.sub(r"\D+", " ", one.number).split() for one in Letter.objects.order_by("pk")]
    assert [n for _year, n in numbers] == ["1", "2"]
    void_letter(first, reason="写错了村名", by=bureau.office_head, at=NOW)
    voided = DocumentNumber.objects.get(text=first.number)
    assert (voided.voided_on, voided.void_reason) == (TODAY, "写错了村名")
    assert not CasePaper.objects.get(pk=first.paper_id).is_for_applicant
    with pytest.raises(Refused, match=r"已经在.*作废"):
        void_letter(first, reason="再来一次", by=bureau.office_head, at=NOW)
    step(bureau.take_in(applied), correction(), by=bureau.clerk, at=NOW, letters=UNCLEAR)
    assert Letter.objects.filter(number__contains="3号").count() == 1


def test_the_extension_tells_both_days(bureau, case):
    before = Application.objects.get().due_on
    extended = event("extended", TODAY, days=20, reason="需要到现场核实")
    step(case, extended, by=bureau.office_head, at=NOW, letters={})
    after = Application.objects.get().due_on
    said = text_of(Letter.objects.get(code="T06"))
    assert before != after
    for words in (in_words(before), in_words(after), "延长20个工作日", "需要到现场核实"):
        assert words in said


def test_reasons_and_the_delay(bureau, case):
    told = {"T05": {"request_facts": "今年以来提出42件", "question": "为什么需要每一年的"}}
    step(case, event("reasons_asked", TODAY, limit_on=SOON), by=bureau.office_head, at=NOW, letters=told)
    said = text_of(Letter.objects.get(code="T05"))
    assert all(words in said for words in ("今年以来提出42件", "为什么需要每一年的", in_words(SOON)))
    step(case, event("reasons_given", TODAY), by=bureau.clerk, at=NOW)
    delayed = event("delayed", TODAY, until=LATEST, reason="件数多")
    step(case, delayed, by=bureau.office_head, at=NOW, letters={})
    said = text_of(Letter.objects.get(code="T13"))
    assert all(words in said for words in ("件数多", in_words(LATEST)))


VILLAGER = Asked(
    of=Consulted.THIRD_PARTY,
    about="分户面积中一户的一行",
    identity=Identity(name="赵春生", phone="13900005678"),
)


def test_who_is_asked_does_not_read_who_applied(bureau, case):
    told = {"T07": {"concern": "其中有您家的面积"}}
    consult(case, VILLAGER, on=TODAY, by=bureau.clerk, at=NOW, letters=told)
    asking, slip, telling = Letter.objects.order_by("pk")
    assert [one.code for one in (asking, slip, telling)] == ["T07", "T07a", "T08"]
    said = text_of(asking)
    for words in ("赵春生", "分户面积中一户的一行", "其中有您家的面积", "15个工作日", "第三方意见回执"):
        assert words in said
    assert asking.number in text_of(slip)
    for words in (NAME, case.title, "登记编号"):
        assert "".join(words.split()) not in said + text_of(slip)
    assert "赵春生" not in text_of(telling) + str(asking.told) + str(telling.told)
    assert NAME in text_of(telling)
    assert [one.paper.is_for_applicant for one in (asking, slip, telling)] == [False, False, True]
    assert asking.consultation == slip.consultation == telling.consultation
    assert [served.addressee_of(one) for one in (asking, telling)] == ["赵春生", NAME]


OTHER = replace(VILLAGER, identity=Identity(name="钱秋实", phone="13900005679"))
CONCERN = {"concern": "其中有您家的面积"}


def test_a_letter_written_anew_goes_to_whom_it_was_written(bureau, case):
    later = NOW + timedelta(days=2)
    first, _token = consult(case, VILLAGER, on=TODAY, by=bureau.clerk, at=NOW, letters={"T07": CONCERN})
    consult(case, OTHER, on=later.date(), by=bureau.clerk, at=later, letters={"T07": CONCERN})
    assert not {"T07", "T08", "T09"} & {one.form.code for one in writable(case)}
    for code in ("T07", "T08"):
        letter = Letter.objects.filter(code=code).earliest("pk")
        void_letter(letter, reason="写错了", by=bureau.office_head, at=later)
    again = [one for one in writable(case) if one.consultation]
    assert [(one.form.code, one.consultation) for one in again] == [("T07", first), ("T08", first)]
    with pytest.raises(Refused, match="不出具这种文书"):
        write_letter(case, "T07", CONCERN, consultation=None, by=bureau.clerk, at=later)
    said = {"consultation": first, "by": bureau.clerk, "at": later}
    asking, telling = (write_letter(case, code, CONCERN, **said) for code in ("T07", "T08"))
    assert "赵春生" in text_of(asking)
    assert "钱秋实" not in text_of(asking)
    assert in_words(TODAY) in text_of(telling)
    assert asking.consultation == telling.consultation == first


def test_a_co_maker_is_not_asked_as_a_third_party(bureau, case, county):
    asked = Asked(of=Consulted.CO_MAKER, about="联合印发的方案", organ=county)
    second, _token = consult(case, asked, on=TODAY, by=bureau.clerk, at=NOW)
    first, _token = consult(case, VILLAGER, on=TODAY, by=bureau.clerk, at=NOW)
    again = [(one.form.code, one.consultation) for one in writable(case) if one.consultation]
    assert again == [("T07", first), ("T08", second), ("T08", first), ("T09", second)]


def test_a_co_maker_is_told_what_its_silence_means(bureau, case, county):
    asked = Asked(of=Consulted.CO_MAKER, about="联合印发的方案", organ=county)
    told = {"T09": {"proposal": "予以公开"}}
    consult(case, asked, on=TODAY, by=bureau.clerk, at=NOW, letters=told)
    said = text_of(Letter.objects.get(code="T09"))
    assert all(words in said for words in (county.name, "予以公开", "视为同意公开", "15个工作日"))


def test_a_section_is_asked_in_writing(bureau, case):
    section = Section.objects.create(organ=bureau.organ, name="财政所")
    ask_section(
        case, section=section, question="有没有分户表", due_on=SOON, by=bureau.clerk, at=NOW, letters={}
    )
    letter = Letter.objects.get(code="T10")
    said = text_of(letter)
    assert all(words in said for words in ("财政所", "有没有分户表", in_words(SOON)))
    assert NAME not in said
    assert not letter.paper.is_for_applicant


def test_a_bill_says_how_it_was_reckoned_and_where_to_pay(bureau, case):
    fee = propose_fee(case, method="by_volume", quantity=150, by=bureau.clerk, at=NOW)
    told = {"T12": {"request_facts": "要求提供150页", "payment_manner": "到县财政非税收入窗口缴纳"}}
    with pytest.raises(Refused, match="没有写明怎样缴纳"):
        notice_fee(fee, on=TODAY, by=bureau.office_head, at=NOW, letters={"T12": {"request_facts": "多"}})
    notice_fee(fee, on=TODAY, by=bureau.office_head, at=NOW, letters=told)
    said = text_of(Letter.objects.get(code="T12"))
    for words in ("1700元", "70页×10元＝700元", "非税收入窗口", "20个工作日", "视为放弃申请", "109号"):
        assert words in said


def test_who_does_not_correct_reads_what_is_open_to_him(bureau, case):
    step(case, correction(), by=bureau.clerk, at=NOW)
    over = SOON + timedelta(days=1)
    lapsed = event("correction_lapsed", over)
    step(case, lapsed, by=bureau.clerk, at=moment(over), letters={"T34": {"findings": "没有收到补正。"}})
    said = text_of(Letter.objects.get(code="T34"))
    for words in (in_words(TODAY), in_words(SOON), "条例第三十条", "墨鹭县人民法院", "行政复议"):
        assert words in said


def test_who_withdraws_has_it_in_writing(bureau, case):
    told = {"T36": {"statement": "当面说明不再需要"}}
    step(case, event("withdrawn", TODAY), by=bureau.clerk, at=NOW, letters=told)
    said = text_of(Letter.objects.get(code="T36"))
    assert all(words in said for words in ("当面说明不再需要", in_words(TODAY)))


def test_any_other_paper_is_written_with_what_is_known(bureau, case):
    receipt = write_letter(case, "T03", {}, by=bureau.clerk, at=NOW)
    assert in_words(Application.objects.get().due_on) in text_of(receipt)
    form = write_letter(case, "T01", {}, by=bureau.clerk, at=NOW)
    assert not form.number
    assert all(words in text_of(form) for words in (NAME, "11010519491231002X", "13900001234"))
    assert not form.paper.is_for_applicant
    assert "11010519491231002X" not in str(form.told)
    with pytest.raises(Refused, match="没有写全转送给哪个机关"):
        write_letter(case, "T41", {"record": "户口地址"}, by=bureau.clerk, at=NOW)


def test_each_print_is_told(bureau, case):
    letter = ask_correction(bureau, case)
    assert print_notice(letter, by=bureau.clerk, at=NOW) == files.read(letter.paper.kept)
    assert events_about(letter, "applications.letter_printed").count() == 1


def test_letters_are_forgotten_with_their_case(bureau, case):
    told = {"T36": {"statement": f"{NAME}当面说明不再需要"}}
    step(case, event("withdrawn", TODAY), by=bureau.clerk, at=NOW, letters=told)
    far = moment(TODAY + timedelta(days=366 * 12))
    purge(on=far.date(), at=moment(TODAY + timedelta(days=1)))
    purge(on=far.date(), at=far)
    letter = Letter.objects.get()
    assert NAME not in str(letter.told)
    assert letter.paper.kept is None
    assert letter.number
    with pytest.raises(Refused, match="已经销毁"):
        print_notice(letter, by=bureau.clerk, at=far)
