"""One application becomes several with the same days and one code; two that are the same become one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotLawful, NotYourDuty, Refused
from gongkai.web.applications.actions.codes import opened_with, renew_code
from gongkai.web.applications.actions.identity import unmask
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.splitting import split, void_duplicate
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.likeness import alike
from gongkai.web.applications.models import Application
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.verify import verify
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW

TODAY = localdate(NOW)
LATER = NOW + timedelta(days=2)
OTHER = replace(PERSON, name="何安", id_number="110105194912310046", phone="13900005678")


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


@pytest.fixture
def parts(applied):
    wanted = applied.wanted
    return [
        replace(wanted, title="发放标准", wanted="2025年的发放标准。"),
        replace(wanted, title="分户面积", wanted="2025年的分户面积。"),
    ]


def test_the_parts_have_the_days_of_the_whole_and_numbers_of_their_own(taken_in, parts, clerk) -> None:
    whole = taken_in.application
    split(whole, parts, reason="两项内容由两个科室办理", by=clerk, at=LATER)
    whole.refresh_from_db()
    assert (whole.state, whole.is_counted, whole.due_on) == ("split", False, whole.parts.first().due_on)
    found = list(whole.parts.order_by("pk"))
    assert [part.number for part in found] == [f"〔{NOW.year}〕2号", f"〔{NOW.year}〕3号"]
    assert {(part.received_on, part.state, part.confirm_method) for part in found} == {
        (TODAY, "received", "receipt")
    }
    assert [part.title for part in found] == ["发放标准", "分户面积"]
    assert Application.objects.counted().count() == len(parts)
    assert not list(differences())
    assert not list(verify())


def test_the_parts_know_the_applicant_and_his_code_opens_them(taken_in, parts, clerk) -> None:
    made = split(taken_in.application, parts, reason="分别办理", by=clerk, at=LATER)
    assert unmask(made[1].applicants.get(), reason="核对身份", by=clerk, at=LATER) == PERSON
    assert opened_with(made[0].receipt, taken_in.code, sender="", at=LATER) == made[0]
    code = renew_code(made[1], reason="来人出示了身份证", by=clerk, at=LATER)
    for one in (taken_in.application, *made):
        assert opened_with(one.receipt, code, sender="", at=LATER) == one
        assert opened_with(one.receipt, taken_in.code, sender="", at=LATER) is None


def test_a_correction_counts_for_the_parts(taken_in, parts, clerk) -> None:
    whole = taken_in.application
    day = timedelta(days=1)
    asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=TODAY, limit_on=TODAY + 20 * day)
    step(whole, asked, by=clerk, at=NOW)
    step(whole, CaseEvent(kind=Happened.CORRECTED, on=TODAY + day), by=clerk, at=NOW + day)
    whole.refresh_from_db()
    made = split(whole, parts, reason="补正以后分别办理", by=clerk, at=LATER)
    assert {(part.state, part.due_on) for part in made} == {("processing", whole.due_on)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda parts: parts[:1], "至少应有两件"),
        (lambda parts: [*parts, replace(parts[0], title=" ", wanted="", doc_no="")], "没有写明所需政府信息"),
        (lambda parts: [*parts, replace(parts[0], title="<b>标准</b>")], "网页代码"),
    ],
)
def test_what_is_no_split_is_refused(taken_in, parts, clerk, change, told) -> None:
    with pytest.raises(Refused, match=told):
        split(taken_in.application, change(parts), reason="分别办理", by=clerk, at=LATER)
    assert Application.objects.count() == 1


def test_without_a_reason_or_a_duty_or_twice_nothing_is_split(
    taken_in, parts, clerk, viewer_of, organ
) -> None:
    whole = taken_in.application
    with pytest.raises(NotLawful, match="还没有写明理由"):
        split(whole, parts, reason=" ", by=clerk, at=LATER)
    with pytest.raises(NotYourDuty):
        split(whole, parts, reason="分别办理", by=viewer_of("auditor", organ), at=LATER)
    split(whole, parts, reason="分别办理", by=clerk, at=LATER)
    with pytest.raises(NotLawful):
        split(whole, parts, reason="分别办理", by=clerk, at=LATER)
    assert Application.objects.count() == 1 + len(parts)


def test_doubles_are_offered_by_number_and_by_what_is_wanted(taken_in, applied, clerk, county) -> None:
    wanted = replace(applied.wanted, wanted="本村2025年耕地地力保护补贴的标准，以及分户的面积")
    letter = apply(replace(applied, channel="mail_plain", wanted=wanted), by=clerk, at=LATER).application
    other_wish = replace(
        applied.wanted, title="溪前街改造规划图", wanted="2026年溪前街道路改造的规划图和预算。"
    )
    apply(replace(applied, wanted=other_wish), by=PUBLIC, at=LATER)
    apply(replace(applied, identities=(OTHER,)), by=PUBLIC, at=LATER)
    apply(replace(applied, organ=county), by=PUBLIC, at=LATER)
    assert alike(letter) == [taken_in.application]
    assert alike(taken_in.application) == [letter]


def test_parts_of_one_are_no_doubles(taken_in, applied, clerk) -> None:
    made = split(taken_in.application, [applied.wanted] * 2, reason="分别办理", by=clerk, at=LATER)
    assert alike(made[0]) == []


def test_the_double_is_void_and_not_counted(taken_in, applied, clerk) -> None:
    letter = apply(replace(applied, channel="mail_signed"), by=clerk, at=LATER).application
    void_duplicate(letter, same_as=taken_in.application, by=clerk, at=LATER)
    letter.refresh_from_db()
    assert (letter.state, letter.outcome, letter.row) == ("voided_duplicate", "O27", "")
    assert (letter.is_counted, letter.same_as) == (False, taken_in.application)
    assert list(Application.objects.counted()) == [taken_in.application]
    assert alike(taken_in.application) == []
    assert not list(differences())


def test_only_the_same_application_is_a_double(taken_in, applied, clerk, county) -> None:
    first = taken_in.application
    others = apply(replace(applied, identities=(OTHER,)), by=PUBLIC, at=LATER).application
    elsewhere = apply(replace(applied, organ=county), by=PUBLIC, at=LATER).application
    double = apply(applied, by=PUBLIC, at=LATER).application
    for one, told in (
        (first, "不能并入它自己"),
        (others, "证件号码不同"),
        (elsewhere, "向墨鹭县人民政府提出的"),
    ):
        with pytest.raises(Refused, match=told):
            void_duplicate(first, same_as=one, by=clerk, at=LATER)
    void_duplicate(double, same_as=first, by=clerk, at=LATER)
    with pytest.raises(Refused, match="已经作废或者拆分"):
        void_duplicate(first, same_as=double, by=clerk, at=LATER)
