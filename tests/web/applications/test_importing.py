"""Registers that were kept before: judged row by row, taken over whole or not at all, as cases that fold to what was told."""

import io
from collections import Counter
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions.identity import unmask
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.moving import clock_of, derive, standing_of
from gongkai.web.applications.actions.sweeping import sweep
from gongkai.web.applications.importing import carry_out, remarks, template
from gongkai.web.applications.models import Applicant, Application, Happening
from gongkai.web.applications.notices import reminded
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.organs.importing import Verdict
from tests.web.conftest import NOW

from .old_registers import OPEN, imported, listed, planned, row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


def test_a_dry_run_writes_nothing_and_a_row_becomes_a_closed_case(organ, clerk):
    made = planned(listed(row()), organ, by=clerk)
    assert made.is_ready
    assert not Application.objects.exists()
    assert not Event.objects.filter(kind__startswith="applications.").exists()
    carry_out(made, organ=organ, seal=made.seal, by=clerk, at=NOW)
    case = Application.objects.get()
    assert (str(case), case.state, case.outcome, case.row) == ("〔2025〕12号", "closed", "O02", "granted")
    assert (case.received_on, case.made_on, case.concluded_on) == (
        date(2025, 3, 3),
        date(2025, 3, 20),
        date(2025, 3, 20),
    )
    assert case.due_on == date(2025, 3, 31)
    assert (case.channel, case.kind, case.is_counted) == ("mail_signed", "natural_person", True)
    assert case.taken_over_from == made.file
    assert (case.next_on, case.next_limit) == (None, "")
    noted = Event.objects.get(kind="applications.imported", organ_id=organ.pk)
    assert made.file in noted.body
    assert not verify()


def test_the_row_says_what_its_happenings_say(organ, clerk):
    imported(listed(*SEVERAL), organ, by=clerk)
    for stored in Application.objects.all():
        fresh = derive(Application.objects.get(pk=stored.pk), standing_of(stored), clock_of(stored))
        for field in Application._meta.concrete_fields:
            assert getattr(fresh, field.attname) == getattr(stored, field.attname), (stored, field.name)
    assert not verify()


SEVERAL = (
    row(),
    row(登记编号="2025-13", 处理结果="属于国家秘密", 是否延期="是", 答复日期="2025-04-20"),
    row(登记编号="2025-14", 处理结果="逾期不补正", 答复日期=None, 办结日期="2025-04-20"),
    row(登记编号="2025-15", 处理结果="逾期未缴费", 答复日期=None, 办结日期="2025-06-20"),
    row(登记编号="2025-16", 处理结果="撤回", 答复日期=None, 办结日期="2025-03-05"),
    row(登记编号="2025-17", 处理结果="重复登记", 答复日期=None, 办结日期="2025-03-05"),
    row(登记编号="2025-18", 状态="已归档", 申请内容="农村公路养护合同"),
    row(登记编号="2025-19", 状态="已答复", 申请内容="农村公路养护补助"),
    row(登记编号="2025-20", 状态="已拆分", 处理结果=None, 答复日期=None, 办结日期="2025-03-05"),
    row(登记编号="2025-21", 办结日期="2025-03-25", 申请内容="集体林权证办理进度"),
    row(登记编号="2026-1", 收到日期="2026-01-05", **OPEN),
    row(登记编号="2026-2", 收到日期="2026-01-05", 申请内容="供水工程合同", 是否延期="是", **OPEN),
)
for _each in SEVERAL:
    _each["核对"] = "已核对"


def test_every_end_leads_to_its_state(organ, clerk):
    made = imported(listed(*SEVERAL), organ, by=clerk)
    assert Counter(one.result for one in made.rows) == {"转入": len(SEVERAL)}
    stood = {str(one): (one.state, one.outcome, one.is_counted) for one in Application.objects.all()}
    assert stood == {
        "〔2025〕12号": ("closed", "O02", True),
        "〔2025〕13号": ("closed", "O05", True),
        "〔2025〕14号": ("lapsed_correction", "O22", True),
        "〔2025〕15号": ("lapsed_fee", "O23", True),
        "〔2025〕16号": ("withdrawn", "O24", True),
        "〔2025〕17号": ("voided_duplicate", "O27", False),
        "〔2025〕18号": ("archived", "O02", True),
        "〔2025〕19号": ("served", "O02", True),
        "〔2025〕20号": ("split", "", False),
        "〔2025〕21号": ("closed", "O02", True),
        "〔2026〕1号": ("received", "", True),
        "〔2026〕2号": ("processing", "", True),
    }
    first, extended = Application.objects.filter(year=2026).order_by("serial")
    assert first.next_on == first.due_on
    assert extended.is_extended
    assert extended.due_on > first.due_on


def test_who_applied_is_sealed_as_at_intake(organ, clerk):
    said = row(证件号码="11010519491231002X", 联系电话="13900001234", 通信地址="枕溪镇柳湾村3组")
    imported(listed(said), organ, by=clerk)
    applicant = Applicant.objects.get()
    assert (applicant.masked_name, applicant.masked_contact) == ("周**", "139****1234")
    assert "周明远" not in applicant.sealed
    assert applicant.identity_digest
    assert applicant.phone_digest
    bodies = "".join(Event.objects.values_list("body", flat=True))
    assert not any(words in bodies for words in ("周明远", "13900001234", "11010519491231002X", "柳湾村"))
    identity = unmask(applicant, reason="核对", by=clerk, at=NOW)
    assert (identity.name, identity.phone, identity.address) == ("周明远", "13900001234", "枕溪镇柳湾村3组")


def test_nobody_is_told_of_what_is_past(organ, clerk):
    imported(listed(*(one for one in SEVERAL if one["登记编号"].startswith("2025"))), organ, by=clerk)
    today = NOW.date()
    swept = sweep(on=today, at=NOW)
    assert (swept.ended, swept.proposed, swept.refused) == (0, 0, 0)
    assert list(reminded(today - timedelta(31), today + timedelta(60))) == []
    assert set(Happening.objects.values_list("at", flat=True)) == {NOW}


def test_one_more_application_gets_the_next_number(organ, clerk, applied):
    imported(listed(row(登记编号="2026-8", 收到日期="2026-01-12", **OPEN)), organ, by=clerk)
    with_number = apply(applied, by=clerk, at=NOW).application
    assert with_number.number in ("", "〔2026〕9号")
    assert Application.objects.get(serial=8).next_limit == "reply_due"


def test_the_last_day_that_the_register_tells_stands_for_what_has_ended(organ, clerk):
    imported(listed(row(答复期限="2025-03-18")), organ, by=clerk)
    case = Application.objects.get()
    assert (case.due_on, case.law_version) == (date(2025, 3, 18), "taken_over")
    assert not verify()


def test_a_shorter_extension_is_seen_by_its_last_day(organ, clerk):
    imported(listed(row(答复期限="2025-04-08", 是否延期="是")), organ, by=clerk)
    assert Happening.objects.get(kind="extended").days == 5
    assert Application.objects.get().due_on == date(2025, 4, 8)


def test_only_the_organs_own_people_and_only_what_was_seen(organ, county, clerk, viewer_of):
    with pytest.raises(NotYourDuty):
        planned(listed(row()), county, by=clerk)
    made = planned(listed(row()), organ, by=clerk)
    with pytest.raises(NotYourDuty):
        carry_out(made, organ=organ, seal=made.seal, by=viewer_of("section_head", organ), at=NOW)
    with pytest.raises(Refused, match="有了变动"):
        carry_out(made, organ=organ, seal="0" * 64, by=clerk, at=NOW)
    imported(listed(row(登记编号="2025-1", 申请内容="供水工程合同")), organ, by=clerk)
    with pytest.raises(Refused, match="有了变动"):
        carry_out(made, organ=organ, seal=made.seal, by=clerk, at=NOW)


def test_the_file_comes_back_with_remarks_and_can_be_mended(organ, clerk):
    bad = row(登记编号="2025-13", 申请内容="供水合同", 处理结果="已转纪委")
    lines = [",".join(one.values()) for one in (row(申请内容="=1+1"), bad)]
    text = "\n".join([",".join(row()), *lines])
    made = planned(text.encode(), organ, by=clerk, name="登记册.csv")
    sheet = load_workbook(io.BytesIO(remarks(made))).active
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["原来的行", "预演结果", "预演说明"]
    assert [sheet.cell(at, 2).value for at in (2, 3)] == ["转入", "不能转入"]
    assert "已转纪委" in sheet.cell(3, 3).value
    assert sheet.cell(2, heads.index("申请内容") + 1).data_type == "s"
    sheet.cell(3, heads.index("处理结果") + 1).value = "信息不存在"
    mended = io.BytesIO()
    sheet.parent.save(mended)
    again = imported(mended.getvalue(), organ, by=clerk)
    assert again.unread == ()
    assert set(Application.objects.values_list("outcome", flat=True)) == {"O02", "O13"}


def test_the_empty_register_can_be_filled_and_read(organ, clerk):
    book = load_workbook(io.BytesIO(template()))
    heads = [cell.value for cell in book.active[1]]
    book.active.append([row().get(head.rstrip("*")) for head in heads])
    out = io.BytesIO()
    book.save(out)
    assert imported(out.getvalue(), organ, by=clerk).count(Verdict.NEW) == 1
