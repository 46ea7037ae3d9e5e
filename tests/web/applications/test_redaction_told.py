"""区分处理: what the letter says of what is withheld, and what the page says of what is not."""

import pytest

from gongkai.web.applications.models import Redaction, Reply
from gongkai.web.applications.redaction import files as redactions
from gongkai.web.applications.redaction.files import withheld_of
from gongkai.web.office.rooms.applications.draft_forms import Draft

from .bureau import Bureau, opened, told_for
from .redacted import NAME, NUMBER, PHONE, all_private, make, mark, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return bureau.take_in(applied)


def test_the_letter_says_what_kind_of_content_is_withheld(bureau, taken, reply) -> None:
    kinds = ["姓名", "居民身份证号码", "手机号码", "姓名"]
    marks = [{**one, "what": what} for one, what in zip(all_private(bureau, taken), kinds, strict=True)]
    make(bureau, place(bureau, Redaction.objects.get(), marks))
    [row] = withheld_of(reply)
    assert row["about"] == (
        "姓名、居民身份证号码、手机号码（《发放情况（区分处理）.pdf》第1页编号1至4，共4处）"
    )


def test_words_of_ones_own_tell_what_is_withheld_when_they_name_the_places(
    bureau, case, taken, reply
) -> None:
    make(bureau, mark(bureau, taken, NAME, NUMBER, PHONE))
    file = "《发放情况（区分处理）.pdf》第1页"
    for about, is_told in (
        ("一户的姓名和号码", False),
        (f"一户的姓名和号码（{file}编号1至44）", False),
        (f"一户的姓名和号码（{file}编号1至4）", True),
    ):
        told = bureau.draft(case, "O02", text=f"不予公开的是{about}。")
        assert (redactions.untold(told) == []) is is_told


def test_what_nobody_covered_is_told_before_the_file_is_made(bureau, taken) -> None:
    [number, phone] = redactions.readable(taken)
    assert (number["name"], phone["line"] >= number["line"]) == ("居民身份证号码", True)
    assert redactions.readable(mark(bureau, taken, NUMBER)) == [{**phone, "looked_at": redactions.TAKEN}]


def test_what_is_not_told_stands_in_the_form_behind_what_the_officer_wrote(
    bureau, case, taken, reply
) -> None:
    mark(bureau, taken, NAME, NUMBER, PHONE, code="O10")
    codes = ("O02", "O10")
    own = {"about": "三十户的姓名", "part": "O10", "reason": "属于内部管理。"}
    bureau.draft(case, *codes, told=told_for(codes) | {"withheld": [own]})
    make(bureau, Redaction.objects.get())
    proposed = withheld_of(Reply.objects.get())
    form = Draft(row=case, viewer=bureau.clerk)
    assert form.initial["told-withheld"] == [own, *proposed]
    both = told_for(codes) | {"withheld": [own, *proposed]}
    assert redactions.left_open(bureau.draft(case, *codes, told=both)) == []
