"""What the database itself keeps of a reply that went out: the decision for good, its words until everybody is forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from gongkai.web.applications.actions.lettering import void_letter, write_letter
from gongkai.web.applications.models import Letter, Reply
from tests.web.conftest import NOW

from .bureau import opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "forged",
    [
        {"told": {"supply_list": "另一份清单"}},
        {"late_reason": "从来没有这样说过。"},
        {"reason": "从来没有这样说过。"},
        {"parts": ["O05"]},
        {"basis": "条例第十四条"},
        {"remedy": "没有救济途径。"},
        {"signed_on": NOW.date() - timedelta(days=9)},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_nobody_rewrites_what_went_out(organ, viewer_of, applied, forged) -> None:
    bureau = opened(organ, viewer_of)
    case = bureau.take_in(applied)
    reply = bureau.sign(bureau.draft(case, "O02"))
    bureau.post(reply)
    with pytest.raises(IntegrityError):
        Reply.objects.update(**forged)


@pytest.mark.parametrize(
    "forged",
    ["told = '{}'", "number = 'x'", "signed_on = '2020-01-01'", "voided_on = NULL, voided_because = ''"],
)
def test_nobody_rewrites_a_letter(organ, viewer_of, applied, forged) -> None:
    bureau = opened(organ, viewer_of)
    letter = write_letter(bureau.take_in(applied), "T03", {}, by=bureau.clerk, at=NOW)
    void_letter(letter, reason="写错了", by=bureau.office_head, at=NOW)
    for statement in (f"UPDATE applications_letter SET {forged}", "DELETE FROM applications_letter"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Letter.objects.get().number == letter.number
