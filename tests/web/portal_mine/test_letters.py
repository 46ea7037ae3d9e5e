"""Notices that an applicant has in writing: to be saved from his page as long as they count."""

from datetime import timedelta

import pytest

from gongkai.web.applications.actions.lettering import void_letter
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import Letter
from tests.web.applications.happenings import event
from tests.web.conftest import NOW

from .conftest import DOOR

pytestmark = pytest.mark.django_db


def test_what_was_sent_to_him_is_his_to_have(taken_in, visitor, bureau):
    case = taken_in.application
    unclear = {"T04": {"unclear": ({"what": "年份", "how": "写明年份"},)}}
    asked = event("correction_asked", NOW.date(), limit_on=NOW.date() + timedelta(days=20))
    step(case, asked, by=bureau.clerk, at=NOW, letters=unclear)
    letter = Letter.objects.get()
    assert letter.number in visitor.get(DOOR).text
    got = visitor.get(f"{DOOR}papers/{letter.paper_id}")
    assert (got.status_code, got["Content-Type"]) == (200, "application/pdf")
    void_letter(letter, reason="写错了", by=bureau.office_head, at=NOW)
    assert visitor.get(f"{DOOR}papers/{letter.paper_id}").status_code == 404
