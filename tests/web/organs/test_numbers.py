"""Document numbers: from 1 each year, none left out, none twice, whoever takes them at the same time."""

import threading
from datetime import date

import pytest
from django.db import connection

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions import close_family, open_family, take_number, void_number
from gongkai.web.organs.actions.numbers import next_number
from gongkai.web.organs.models import DocumentNumber, NumberFamily
from gongkai.web.organs.soundness import gaps
from tests.web.conftest import NOW

from .planting import is_sound, kinds_of, last_sentence

WRITERS, EACH = 8, 10
TODAY = NOW.date()


@pytest.fixture
def family(organ) -> NumberFamily:
    family = NumberFamily(
        organ=organ, name="告知书", pattern="墨鹭政公开告〔{year}〕{n}号", first_year=2025, first=38
    )
    return open_family(family, by=SYSTEM, at=NOW)


def take(family, on=TODAY, by=SYSTEM):
    return take_number(family, on=on, by=by, at=NOW)


def test_numbers_go_on_where_the_paper_was_and_begin_at_one_each_year(family):
    days = [date(2025, 3, 1), date(2025, 3, 1), TODAY, date(2025, 12, 31), TODAY]
    assert [str(take(family, on)) for on in days] == [
        "墨鹭政公开告〔2025〕38号",
        "墨鹭政公开告〔2025〕39号",
        "墨鹭政公开告〔2026〕1号",
        "墨鹭政公开告〔2025〕40号",
        "墨鹭政公开告〔2026〕2号",
    ]
    assert last_sentence() == "系统于2026年2月3日09:30取得文号“墨鹭政公开告〔2026〕2号”。"
    assert is_sound()


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_without_numbers_is_refused(family, year):
    with pytest.raises(Refused, match=f"没有{year}年的"):
        take(family, date(year, 1, 1))


def test_a_void_number_is_kept_with_its_reason_and_not_given_again(family):
    number = take(family)
    with pytest.raises(Refused, match="没有写作废的原因"):
        void_number(number, reason=" ", on=TODAY, by=SYSTEM, at=NOW)
    void_number(number, reason="文书未发出", on=TODAY, by=SYSTEM, at=NOW)
    assert (number.voided_on, number.void_reason) == (TODAY, "文书未发出")
    with pytest.raises(Refused, match="已经作废"):
        void_number(number, reason="再作废", on=TODAY, by=SYSTEM, at=NOW)
    assert take(family).n == 2
    assert kinds_of(number)[:3] == ["organs.number_given", "ledger.refused", "organs.number_voided"]
    assert is_sound()


def signed_and_undone(family):
    with act("letters.sign", family.organ_id, by=SYSTEM, at=NOW) as pen:
        assert next_number(pen, family, on=TODAY).n == 1
        raise Refused("不签了。", "")


def test_an_act_that_is_undone_gives_its_number_back(family):
    with pytest.raises(Refused, match="不签了"):
        signed_and_undone(family)
    assert not DocumentNumber.objects.exists()
    assert take(family).n == 1


def test_a_closed_family_gives_no_number(family):
    close_family(family, by=SYSTEM, at=NOW)
    assert not family.is_open
    for again in (lambda: take(family), lambda: close_family(family, by=SYSTEM, at=NOW)):
        with pytest.raises(Refused, match="停用"):
            again()


@pytest.mark.parametrize(
    "pattern",
    [
        "告{n}号",
        "告〔{year}〕号",
        "告〔{year}〕{n}{n}号",
        "告〔{year}〕{n}{m}号",
        "告{year}{n}号",
        "告〔{year}〕1{n}号",
        "{0}{year}-{n}",
    ],
)
def test_a_pattern_has_one_year_and_one_number_that_stand_apart(organ, pattern):
    with pytest.raises(Refused, match="文号"):
        open_family(
            NumberFamily(organ=organ, name="告知书", pattern=pattern, first_year=2026), by=SYSTEM, at=NOW
        )


def test_whoever_holds_a_duty_in_the_organ_takes_numbers_and_sees_them(family, organ, county, viewer_of):
    clerk, stranger = viewer_of("clerk", organ), viewer_of("clerk", county)
    number = take(family, by=clerk)
    for by in (stranger, PUBLIC):
        with pytest.raises(NotYourDuty):
            take(family, by=by)
        assert not DocumentNumber.objects.visible_to(by).exists()
    assert list(DocumentNumber.objects.visible_to(clerk)) == [number]
    with pytest.raises(NotYourDuty):
        void_number(number, reason="x", on=TODAY, by=clerk, at=NOW)


def test_a_number_that_was_left_out_is_found(family):
    take(family), take(family)
    DocumentNumber.objects.filter(n=1).update(n=5, text="x")
    assert [trouble.code for trouble in gaps()] == ["organs.number_gap"]


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap(family):
    taken, faults = [], []

    def write():
        try:
            taken.extend(take(family).n for _ in range(EACH))
        except Exception as error:  # noqa: BLE001 - a thread's fault would be lost
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(taken) == list(range(1, WRITERS * EACH + 1))
    assert is_sound()
