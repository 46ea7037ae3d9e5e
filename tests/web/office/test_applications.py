"""The register of applications: taken in at the counter, found, filtered, exported; never by who applied."""

import io
from datetime import timedelta

import openpyxl
import pytest

from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.models import Applicant, Application
from gongkai.web.foundations import clock

from .cases import CARD, ROOM, TELEPHONE, TITLE, registered, said, sheet
from .writing import PROGRAM, upload


def test_the_counter_gives_a_receipt_with_the_code_this_once(clerk, organ):
    answer = clerk.post(f"{ROOM}register/", said(organ))
    case = Application.objects.get()
    text = answer.text
    assert case.receipt in text
    assert answer.context["code"] in text
    assert f"〔{clock.today().year}〕1号" in text
    assert "no-store" in answer["Cache-Control"]
    assert answer.context["code"] not in clerk.get(sheet(case)).text


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(clerk, organ):
    answer = clerk.post(
        f"{ROOM}register/", said(organ, name="", title="", wanted="", needs_help="请念给我听")
    )
    form = answer.context["form"]
    assert "没有写明申请人的姓名" in "".join(form.errors["name"])
    assert "没有写明所需政府信息" in "".join(form.errors["title"])
    assert "请念给我听" in answer.text
    assert not Application.objects.exists()


def test_a_file_that_is_none_is_told_and_the_words_stay(clerk, organ):
    answer = clerk.post(f"{ROOM}register/", said(organ, scan=upload("申请表.pdf", PROGRAM)))
    assert answer.context["form"].errors["scan"]
    assert TITLE in answer.text


def test_a_form_that_comes_twice_registers_once(clerk, organ):
    sent = said(organ, sent_once=clerk.get(f"{ROOM}register/").context["sent_once"])
    assert "code" in clerk.post(f"{ROOM}register/", sent).context
    again = clerk.post(f"{ROOM}register/", sent)
    assert "已经提交过" in "".join(again.context["form"].non_field_errors())
    assert Application.objects.count() == 1
    assert "code" in clerk.post(f"{ROOM}register/", sent | {"sent_once": again.context["sent_once"]}).context


def test_a_day_to_come_is_told_beside_its_field(clerk, organ):
    ahead = clerk.post(f"{ROOM}register/", said(organ, arrived_on=f"{clock.today() + timedelta(days=1)}"))
    assert "还没有到" in "".join(ahead.context["form"].errors["arrived_on"])
    assert not Application.objects.exists()


def test_a_slip_of_the_pen_is_told_with_the_receipt(clerk, organ):
    answer = clerk.post(f"{ROOM}register/", said(organ, id_number="110105194912310021"))
    assert "校验码" in answer.text
    assert Application.objects.count() == 1


def test_several_apply_together(clerk, organ):
    case = registered(clerk, organ, others="林小满，110101199003078515，13800005678\n\n白石")
    names = list(Applicant.objects.filter(application=case).values_list("masked_name", flat=True))
    assert names == ["周**", "林**", "白*"]
    assert "周**等3人" in clerk.get(ROOM).text


def test_what_the_applicant_let_pass_stands_with_the_step_beside_it(clerk, browser_of, organ):
    case = registered(clerk, organ)
    Application.objects.filter(pk=case.pk).update(
        state="awaiting_correction", next_limit="correction_due", next_on=clock.today() - timedelta(days=1)
    )
    step = f"{sheet(case)}lapse-correction/"
    page = clerk.get(f"{ROOM}?waits=lapsed")
    assert "补正期限已过" in page.text
    assert f'<a href="{step}">登记逾期未补正</a>' in page.text
    assert step not in browser_of("section_head", organ).get(f"{ROOM}?waits=lapsed").text
    assert step in clerk.get(ROOM).text
    Application.objects.filter(pk=case.pk).update(next_on=clock.today())
    assert step not in clerk.get(ROOM).text


def test_each_of_several_can_be_reached_by_himself(clerk, organ):
    lines = (
        "林小满，110101199003078515，13800005678，枕溪镇溪后村3组，5号，lin@example.org",
        "白石，,，溪前街9号",
        "许青,,13800007777",
    )
    case = registered(clerk, organ, others="\n".join(lines))
    known = [identity_of(one) for one in case.applicants.order_by("order")][1:]
    assert [(one.name, one.phone, one.email, one.address) for one in known] == [
        ("林小满", "13800005678", "lin@example.org", "枕溪镇溪后村3组，5号"),
        ("白石", "", "", "溪前街9号"),
        ("许青", "13800007777", "", ""),
    ]


def test_an_organ_of_others_cannot_be_chosen(browser_of, county, organ):
    other = browser_of("clerk", county)
    answer = other.post(f"{ROOM}register/", said(organ))
    assert "organ" in answer.context["form"].errors


def test_the_list_shows_the_masked_name_and_never_the_number(clerk, case):
    text = clerk.get(ROOM).text
    assert "周**" in text
    assert "还有 20 个工作日" in text
    for hidden in ("周明远", CARD, TELEPHONE):
        assert hidden not in text
        assert hidden not in clerk.get(sheet(case)).text


@pytest.mark.parametrize("words", ["地力保护", "〔{year}〕1号", "{year}年1号", "S{pk:06d}", "s{pk}", "1号"])
def test_it_is_found_by_title_number_and_receipt(clerk, case, words):
    q = words.format(year=clock.today().year, pk=case.pk)
    assert TITLE in clerk.get(ROOM, {"q": q}).text


@pytest.mark.parametrize("words", ["周明远", CARD, TELEPHONE, "周**"])
def test_nobody_is_found_by_who_he_is(clerk, case, words):
    assert TITLE not in clerk.get(ROOM, {"q": words}).text


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ({"state": "received"}, True),
        ({"state": "closed"}, False),
        ({"due": "late"}, False),
        ({"due": "paused"}, False),
        ({"kind": "natural_person", "channel": "in_person"}, True),
        ({"channel": "fax"}, False),
        ({"outcome": "O13"}, False),
        ({"year": "2020"}, False),
    ],
)
def test_the_list_is_filtered(clerk, case, asked, is_shown):
    assert (TITLE in clerk.get(ROOM, asked).text) == is_shown


def test_what_is_soon_or_late_is_filtered_by_its_day(clerk, case):
    for due_on, how in ((clock.today(), "soon"), (clock.today() - timedelta(days=10), "late")):
        Application.objects.filter(pk=case.pk).update(due_on=due_on)
        text = clerk.get(ROOM, {"due": how}).text
        assert TITLE in text
        assert ("已超期" if how == "late" else "今天到期") in text


@pytest.mark.parametrize("column", ["title", "pk", "kind", "state", "received_on", "due_on", "outcome"])
def test_the_list_is_sorted(clerk, case, column):
    assert TITLE in clerk.get(ROOM, {"ordering": f"-{column}"}).text


def test_the_list_leads_to_its_files_as_it_is_filtered(clerk, case):
    more = clerk.get(ROOM, {"state": "received"}).context["header_buttons"][-1]
    addresses = [button.url for button in more.dropdown_buttons]
    wanted = [f"{ROOM}?state=received&export={ending}" for ending in ("xlsx", "csv")]
    assert [address for address in addresses if "export=" in address] == wanted


def test_the_list_is_exported_masked(clerk, case):
    answer = clerk.get(ROOM, {"export": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [list(line) for line in book.active.iter_rows(values_only=True)]
    line = dict(zip(*lines, strict=True))
    assert line["申请人"] == "周**"
    assert line["登记编号"] == f"〔{clock.today().year}〕1号"
    assert line["状态"] == "已收到"
    assert TITLE in b"".join(clerk.get(ROOM, {"export": "csv"}).streaming_content).decode()
