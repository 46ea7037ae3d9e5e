"""归档 in the office: what is missing is seen on the case and stands in the way; volumes are taken, handed over, destroyed."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.web.applications.models import Application, Destruction, PersonalAccess, Transfer, Volume
from gongkai.web.foundations import clock
from tests.web.conftest import sign_in

from .cases import registered, sheet, taken

pytestmark = pytest.mark.django_db
ROOM = "/office/archives/"


@pytest.fixture
def clerk(client, person_with, organ):
    return sign_in(client, person_with("clerk", organ, name="陆经办"))


@pytest.fixture
def head(person_with, organ):
    return sign_in(Client(), person_with("office_head", organ, name="温负责"))


@pytest.fixture
def withdrawn(clerk, organ):
    """Withdrawn at the counter; the written application was not filed."""
    case = registered(clerk, organ)
    answer = clerk.post(f"{sheet(case)}withdraw/", {"on": f"{clock.today()}", "on_paper": "on"})
    assert answer.status_code in (200, 302)
    return Application.objects.get()


@pytest.fixture
def volume(clerk, withdrawn):
    said = {"on": f"{clock.today()}", "period": "D10", "lacking_because": "原件在窗口，待扫描"}
    taken(clerk, withdrawn, "archive", **said)
    return Volume.objects.get()


def test_what_is_missing_is_seen_and_leads_to_where_it_is_added(clerk, withdrawn):
    assert withdrawn.state == "withdrawn"
    page = clerk.get(sheet(withdrawn)).text
    assert "归档检查" in page
    assert f"{sheet(withdrawn)}file-paper/?kind=application" in page
    added = clerk.get(f"{sheet(withdrawn)}file-paper/?kind=application&name=申请书").context["form"]
    assert (added["kind"].value(), added["name"].value()) == ("application", "申请书")
    form = clerk.get(f"{sheet(withdrawn)}archive/").context["form"]
    assert form["period"].value() == "D10"
    bare = clerk.post(f"{sheet(withdrawn)}archive/", {"on": f"{clock.today()}", "period": "D10"})
    assert "lacking_because" in bare.context["form"].errors
    taken(clerk, withdrawn, "file-paper", kind="application", name="申请书", on=f"{clock.today()}")
    assert "lacking_because" not in clerk.get(f"{sheet(withdrawn)}archive/").context["form"].fields


def test_the_volume_tells_which_day_is_which(clerk, volume):
    page = clerk.get(f"{ROOM}{volume.pk}/").text
    assert volume.number in page
    assert "申请人信息" in page
    assert "随案卷保存，移交或者批准销毁以前不销毁" in page
    assert "形成满10年" in page
    assert "原件在窗口，待扫描" in page
    assert volume.number in clerk.get(sheet(volume.application)).text
    assert volume.number in clerk.get(ROOM).text


@pytest.mark.parametrize("what", ["cover", "contents", "note"])
@pytest.mark.parametrize(("ending", "mark"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_its_papers(clerk, volume, what, ending, mark):
    assert clerk.get(f"{ROOM}{volume.pk}/{what}.{ending}").content.startswith(mark)


def test_there_are_no_other_papers(clerk, volume):
    assert clerk.get(f"{ROOM}{volume.pk}/identity.pdf").status_code == 404
    assert clerk.get(f"{ROOM}{volume.pk}/cover.exe").status_code == 404


def test_the_whole_volume_is_taken_with_a_reason(clerk, volume):
    bare = clerk.post(f"{ROOM}{volume.pk}/take/", {"reason": ""})
    assert bare.context["form"].errors["reason"]
    answer = clerk.post(f"{ROOM}{volume.pk}/take/", {"reason": "装订移交"})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert package.namelist()[0] == "000-1案卷封面.pdf"
    assert PersonalAccess.objects.get().reason == "装订移交"


def test_the_period_is_changed(clerk, volume):
    answer = clerk.post(f"{ROOM}{volume.pk}/change-period/", {"period": "D30", "because": "涉诉"})
    assert answer.status_code == 302
    assert "-D30-" in clerk.get(f"{ROOM}{volume.pk}/").text


def test_volumes_go_to_the_archive_with_a_list(clerk, volume, organ):
    begun = clerk.get(f"{ROOM}?organ={organ.pk}&year={volume.year}").text
    assert f"/office/archive-transfers/hand-over/?organ={organ.pk}&amp;year={volume.year}" in begun
    said = {"organ": organ.pk, "year": volume.year, "receiver": "墨鹭县档案馆", "on": f"{clock.today()}"}
    address = "/office/archive-transfers/hand-over/"
    wrong = clerk.post(address, said | {"places": "7"})
    assert "件号7不在" in "".join(wrong.context["form"].non_field_errors())
    unread = clerk.post(address, said | {"places": "三号"})
    assert unread.context["form"].errors["places"]
    assert clerk.post(address, said | {"places": "1"}).status_code == 302
    row = Transfer.objects.get()
    page = clerk.get(f"/office/archive-transfers/{row.pk}/").text
    assert volume.number in page
    book = load_workbook(io.BytesIO(clerk.get(f"/office/archive-transfers/{row.pk}/list.xlsx").content))
    cells = [str(cell.value) for part in book for line in part.iter_rows() for cell in line if cell.value]
    assert volume.number in cells
    assert any("签名" in cell for cell in cells)
    assert clerk.get(f"/office/archive-transfers/{row.pk}/list.pdf").content.startswith(b"%PDF")
    assert "已移交" in clerk.get(ROOM).text
    assert "已移交" in clerk.get(f"{ROOM}?stands=handed").text
    assert volume.number not in clerk.get(f"{ROOM}?stands=here").text


def test_nothing_is_over_yet(clerk, volume, organ):
    refused = clerk.post("/office/archive-destructions/propose/", {"organ": organ.pk, "because": "期满"})
    assert "没有选择案卷" in "".join(refused.context["form"].non_field_errors())


def test_what_is_over_is_proposed_approved_by_another_and_destroyed(clerk, head, volume, organ):
    yesterday = clock.today() - timedelta(1)
    Volume.objects.update(keep_until_on=yesterday)
    assert "保管期满" in clerk.get(ROOM).text
    said = {"organ": organ.pk, "because": "没有继续保存的价值"}
    assert clerk.post("/office/archive-destructions/propose/", said).status_code == 302
    row = Destruction.objects.get()
    address = f"/office/archive-destructions/{row.pk}/"
    assert clerk.post(f"{address}decide/", {"is_approved": "yes"}).status_code == 403
    assert "执行销毁" not in clerk.get(address).text
    assert "案卷销毁等我批准" in head.get("/office/").text
    assert "案卷销毁等我批准" not in clerk.get("/office/").text
    assert head.post(f"{address}decide/", {"is_approved": "yes", "decision": "同意"}).status_code == 302
    destroyed = {"witnesses": "陆经办、温负责", "on": f"{clock.today()}"}
    early = clerk.post(f"{address}destroy/", destroyed | {"on": f"{date(2099, 1, 1)}"})
    assert early.context["form"].errors["on"]
    assert clerk.post(f"{address}destroy/", destroyed).status_code == 302
    page = clerk.get(address).text
    assert "监销人陆经办、温负责" in page
    assert "周明远" not in clerk.get(sheet(volume.application)).text
    assert clerk.get(f"{address}list.pdf").content.startswith(b"%PDF")
    assert "已销毁" in clerk.get(f"{ROOM}{volume.pk}/").text
