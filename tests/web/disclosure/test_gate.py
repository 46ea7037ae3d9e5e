"""The gate: personal numbers in text, tables and attachments, at submission and again at publication."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import Workbook

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions, gate
from gongkai.web.disclosure.actions import File
from gongkai.web.disclosure.gate import PersonalDetails
from gongkai.web.foundations import files
from gongkai.web.organs.actions import change_contacts

from .conftest import CONTENT, NOW

pytestmark = pytest.mark.django_db(transaction=True)
IDENTITY = "11010519491231002X"  # the example of the standard, nobody's
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _hidden_list() -> bytes:
    """A workbook whose second sheet is hidden, with a number of an identity card."""
    book = Workbook()
    book.active.append(["村", "户数"])
    hidden = book.create_sheet("名单")
    hidden.sheet_state = "hidden"
    hidden.append(["姓名", "身份证号"])
    hidden.append(["某甲", IDENTITY])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


CASES = {
    "in the text": {"body": f"<p>身份证号{IDENTITY}</p>"},
    "in a table": {"body": f"<table><tbody><tr><td>身份证</td><td>{IDENTITY}</td></tr></tbody></table>"},
    "in the summary": {"summary": "联系人手机13912345678。"},
    "a bank card": {"body": "<p>开户行农商行，卡号6222021234567890128</p>"},
}


@pytest.mark.parametrize("said", CASES.values(), ids=CASES.keys())
def test_it_stops(organ, town, said):
    item = town.draft(organ, replace(CONTENT, **said))
    with pytest.raises(PersonalDetails) as caught:
        actions.submit(item, by=town.clerk, at=NOW)
    assert IDENTITY not in str(caught.value), "the refusal itself must not tell the number"
    item.refresh_from_db()
    assert item.status == "draft"


def test_in_a_hidden_sheet_of_an_attachment(organ, town):
    with transaction.atomic():
        kept = files.keep(_hidden_list(), media_type=XLSX, ending="xlsx")
    item = town.draft(organ, replace(CONTENT, attachments=(File("户数.xlsx", kept),)))
    with pytest.raises(PersonalDetails, match="名单"):
        actions.submit(item, by=town.clerk, at=NOW)


def test_a_reason_for_each_lets_it_pass(organ, town):
    item = town.draft(organ, replace(CONTENT, summary="防汛值班手机13912345678。"))
    [mark] = gate.to_settle(gate.screened(item.latest))
    with pytest.raises(PersonalDetails):
        actions.submit(item, by=town.clerk, at=NOW, overrides={mark.fingerprint: "  "})
    town.publish(item, overrides={mark.fingerprint: "值班公用手机，本人同意公开。"})
    item.refresh_from_db()
    assert item.is_live


def test_asked_again_at_publication(organ, town):
    """What was the organ's own telephone at submission is somebody's by the day of publication."""
    organ = change_contacts(organ, by=SYSTEM, at=NOW, phone="13912345678")
    item = town.draft(organ, replace(CONTENT, summary="联系电话13912345678。"))
    town.approve(item)
    change_contacts(organ, by=SYSTEM, at=NOW, phone="")
    with pytest.raises(PersonalDetails):
        actions.publish(item, by=town.publisher, at=NOW)
    item.refresh_from_db()
    assert not item.is_live
