"""The screens of the collection: handed in, settled cell by cell, confirmed; who has, what it comes to, who may look."""

import csv
import io
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from gongkai.engine import intake
from gongkai.engine.kept import open_cells
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.registry import Task
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.collecting.reminding import mail
from gongkai.web.reports.models import Filing
from tests.web.conftest import NOW

from .conftest import LICENCES, ROOM, asked, publish, sheet, text

pytestmark = pytest.mark.django_db


def test_a_report_from_outside_is_settled_cell_by_cell_and_confirmed(chief, dengxia):
    file = SimpleUploadedFile("灯下镇.txt", text(dengxia, licences="行政许可\t").data)
    answer = chief.post(f"{ROOM}upload/", {"organ": dengxia.pk, "year": 2024, "file": file})
    filing = Filing.objects.get()
    assert answer["Location"] == sheet(filing)
    page = chief.get(sheet(filing)).text
    assert "还有1格要核定" in page
    assert f"{sheet(filing)}settle/?cell={LICENCES}" in page
    assert "行：行政许可" in page  # the row of the file, with its place
    assert "还有1格要核定，核定以后才能确认" in page
    assert f"{sheet(filing)}confirm/" not in page
    assert "空白" in page.partition(f'id="{LICENCES}"')[2][:200]
    assert "没有登记" not in page.partition("<table")[2].partition("经过")[0]
    chief.post(f"{sheet(filing)}confirm/")
    filing.refresh_from_db()
    assert filing.state == "filed"
    form = chief.get(f"{sheet(filing)}settle/?cell={LICENCES}").text
    assert f'<option value="{LICENCES}" selected>' in form
    told = {"cell": LICENCES, "value": "3", "reason": "电话核实，经办人确认。"}
    assert chief.post(f"{sheet(filing)}settle/", told).status_code == 302
    assert chief.post(f"{sheet(filing)}confirm/").status_code == 302
    page = chief.get(sheet(filing)).text
    assert "确认。" in page
    assert "电话核实，经办人确认。" in page
    assert b"".join(chief.get(f"{sheet(filing)}file")).startswith(text(dengxia).data[:20])


def test_a_row_that_is_blank_as_a_whole_is_settled_at_once(chief, dengxia, authority):
    row = "申请数量\t4\t1\t0\t0\t0\t0\t5"
    said = text(dengxia).data.decode()
    assert said.count(row) == 1
    source = intake.take_bytes(said.replace(row, "申请数量" + "\t" * 7).encode(), "灯下镇.txt")
    filing = acts.upload(dengxia, 2024, source, by=authority, at=NOW)
    cells = open_cells(filing.form, filing.figures)
    assert len(cells) == 7
    form = chief.get(f"{sheet(filing)}settle/?cell={cells[0]}").text
    assert all(f'name="also-{cell}"' in form for cell in cells[1:])
    figures = dict(zip(cells, (4, 1, 0, 0, 0, 0, 5), strict=True))
    told = {"cell": cells[0], "value": "4", "reason": "电话核实。"}
    told |= {f"also-{cell}": value for cell, value in figures.items()}
    wrong = chief.post(f"{sheet(filing)}settle/", told | {f"also-{cells[1]}": "1.5"})
    assert "不能填1.5" in wrong.text
    assert not filing.settled.exists()
    assert chief.post(f"{sheet(filing)}settle/", told).status_code == 302
    filing.refresh_from_db()
    assert open_cells(filing.form, filing.figures) == []
    assert {one.cell: one.value for one in filing.settled.all()} == figures


def test_what_does_not_fit_is_told_on_the_form(chief, organ, dengxia):
    file = SimpleUploadedFile("枕溪镇.txt", text(organ).data)
    page = chief.post(f"{ROOM}upload/", {"organ": dengxia.pk, "year": 2024, "file": file}).text
    assert "文件写的机关是“枕溪镇人民政府”" in page
    novel = SimpleUploadedFile("novel.txt", "从前有座山。".encode() * 99)
    page = chief.post(f"{ROOM}upload/", {"organ": dengxia.pk, "year": 2024, "file": novel}).text
    assert "看起来不是政府信息公开工作年度报告" in page
    assert not Filing.objects.exists()


def test_an_organ_hands_in_what_it_published_and_reads_why_it_came_back(browser_of, chief, organ):
    publish(organ)
    clerk = browser_of("clerk", organ)
    answer = clerk.post(f"{ROOM}hand-in/", {"organ": organ.pk, "year": 2024})
    filing = Filing.objects.get()
    assert answer["Location"] == sheet(filing)
    assert clerk.get(f"{sheet(filing)}confirm/").status_code == 403
    chief.post(f"{sheet(filing)}send-back/", {"reason": "许可的数字与台账不符。"})
    assert "许可的数字与台账不符。" in clerk.get(sheet(filing)).text
    assert (
        chief.get(f"{sheet(filing)}confirm/").status_code != 200
    )  # nothing is confirmed before it comes again


def test_a_neighbour_sees_nothing_of_it(browser_of, organ, filed):
    clerk = browser_of("clerk", organ)
    assert clerk.get(sheet(filed)).status_code == 404
    assert "灯下镇" not in clerk.get(ROOM).text
    assert clerk.get(f"{ROOM}board/").status_code == 403
    assert clerk.get(f"{ROOM}sums/").status_code == 403


def test_the_board_names_everybody_and_what_to_tell_them(chief, county, organ, filed):
    page = chief.get(f"{ROOM}board/", asked(county)).text
    assert "应报送2个机关，" in page
    assert "等候报送1个" in page
    assert "已报送1个" in page
    assert f'href="{sheet(filed)}"' in page
    assert f"{organ.name}：" in page.partition("催报文字")[2]
    assert "应报送" not in chief.get(f"{ROOM}board/", {"organ": organ.pk}).text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_board_is_a_file_in_which_nothing_is_a_formula(chief, county, organ, filed, authority, ending):
    acts.send_back(filed, reason="=1+1，这一格请核对。", by=authority, at=NOW)
    data = b"".join(chief.get(f"{ROOM}board/file.{ending}", asked(county)))
    if ending == "csv":
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    else:
        lines = [list(line) for line in openpyxl.load_workbook(io.BytesIO(data)).active.values]
    states = {line[0]: line[1] for line in lines[1:]}
    assert states == {organ.name: "等候报送", "灯下镇人民政府": "已退回"}
    assert any("'=1+1" in str(cell) for line in lines for cell in line)


def test_a_sum_opens_to_the_members_behind_it(chief, county, organ, filed):
    publish(organ)
    page = chief.get(f"{ROOM}sums/", asked(county)).text
    assert "没有计入的2个机关：" in page
    assert "下面只有本级的数字，不是汇总" in page
    assert f"{ROOM}sums/cells/{LICENCES}/?organ={county.pk}&amp;year=2024" in page
    opened = chief.get(f"{ROOM}sums/cells/{LICENCES}/", asked(county)).text
    assert "墨鹭县人民政府（本级）" in opened
    assert "回到汇总" in opened
    assert f'<a href="{sheet(filed)}">灯下镇人民政府</a></td><td>代收的报告还没有确认' in opened
    assert f"{organ.name}</td><td>没有报送" in opened
    assert chief.get(f"{ROOM}sums/cells/table9.no.such/", asked(county)).status_code == 404


def test_a_blank_cell_is_called_blank_behind_the_sum(chief, county, authority, organ):
    publish(organ, licences="行政许可\t")
    acts.receive(county, 2024, by=authority, at=NOW)
    assert "缺数" in chief.get(f"{ROOM}sums/", asked(county)).text
    opened = chief.get(f"{ROOM}sums/cells/{LICENCES}/", asked(county)).text
    assert f"{organ.name}</a></td><td>空白" in opened
    assert "（本级）</td><td>没有登记" in opened


def test_what_was_published_otherwise_is_listed(browser_of, chief, county, organ):
    publish(organ)
    assert "还没有报送，没有可以核对的" in chief.get(f"{ROOM}differences/", asked(county)).text
    browser_of("clerk", organ).post(f"{ROOM}hand-in/", {"organ": organ.pk, "year": 2024})
    page = chief.get(f"{ROOM}differences/", asked(county)).text
    assert "公布的数字都与报送的一致" in page
    publish(organ, licences="行政许可\t19")
    page = chief.get(f"{ROOM}differences/", asked(county)).text
    assert escape("表二“行政许可”的“本年处理决定数量”") in page
    assert "<td>17</td><td>19</td>" in page


def test_those_who_have_not_handed_in_are_reminded_by_mail(
    chief, county, organ, filed, person_with, settings, mailoutbox
):
    settings.MAIL_IS_SENT = True
    page = chief.post(f"{ROOM}remind/", asked(county)).text
    assert "没有登记邮箱" in page
    person = person_with("clerk", organ)
    person.email = "clerk@zhenxi.example"
    person.save()
    answer = chief.post(f"{ROOM}remind/", asked(county), follow=True)
    assert "1位经办人" in answer.text
    assert list(Errand.objects.filter(topic="reports.remind_filing").values_list("payload", flat=True)) == [
        {"person": person.pk, "organ": organ.pk, "year": 2024}
    ]


def test_the_mail_says_what_is_owed_unless_it_has_come_meanwhile(organ, filed, person_with, mailoutbox):
    person = person_with("clerk", organ)
    person.email = "clerk@zhenxi.example"
    person.save()

    def sent(organ_id) -> None:
        told = {"person": person.pk, "organ": organ_id, "year": 2024}
        mail(Task("reports.remind_filing", "1", told, at=NOW, attempt=1, lease=uuid4()))

    sent(filed.organ_id)
    assert mailoutbox == []
    sent(organ.pk)
    [one] = mailoutbox
    assert (one.to, one.subject) == (["clerk@zhenxi.example"], "请报送2024年度政府信息公开工作年度报告")
    assert "你单位2024年度" in one.body


def test_without_a_mail_server_the_words_are_to_be_copied(chief, county, organ):
    assert "请复制报送情况页面上的催报文字" in chief.post(f"{ROOM}remind/", asked(county)).text


def test_my_work_names_what_waits(browser_of, chief, dengxia, filed, authority, organ):
    told, came_back = "报送的年度报告等我确认", "报送的年度报告退回更正"
    assert told in chief.get("/office/").text
    acts.send_back(filed, reason="请更正。", by=authority, at=NOW)
    assert told not in chief.get("/office/").text
    page = browser_of("clerk", dengxia).get("/office/").text
    assert came_back in page
    assert f'href="{sheet(filed)}"' in page
    assert came_back not in browser_of("clerk", organ).get("/office/").text
