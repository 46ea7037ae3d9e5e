"""A case as a court is given it: whole or masked, the same each time, and made for a reason that is written down."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions import bundling
from gongkai.web.applications.actions.bundling import bundle
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.bundling.folders import FOLDERS
from gongkai.web.applications.bundling.packing import VERIFIER, packed, with_hashes
from gongkai.web.applications.bundling.places import PROVEN_IN, WRITTEN_IN
from gongkai.web.applications.bundling.verify_bundle import CLOCK, HASHES, LEDGER, verified
from gongkai.web.applications.models import PaperKind, PersonalAccess
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW, sign_in

from .bundles import REASON, SECRETS, files_of, made, not_found, words_of
from .bureau import opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return not_found(bureau, applied)


def test_a_whole_bundle_holds_everything(bureau, case) -> None:
    files = files_of(made(bureau, case))
    assert {name.split("/")[0] for name in files if "/" in name} == {
        *("01 收件", "02 申请", "03 办理经过", "04 检索记录", "05 补正", "06 征求意见"),
        *("08 答复的依据", "09 文书", "10 送达", "11 期限的计算", "12 台账摘录", "14 内部用表"),
    }
    said = words_of(files)
    assert [one for one in SECRETS if one not in said] == []
    assert "2026年2月3日09:30:00（北京时间" in said  # the server's clock
    assert "需要向档案馆调卷" in said
    assert "没有找到：检索完毕。" in said
    assert "国办发明电〔2025〕7号" in said
    assert "检索截图" in said
    listed = json.loads(files["卷内目录.json"])
    assert {one["name"] for one in listed["files"]} == set(files) - {
        *("卷内目录.pdf", "卷内目录.json", "README.txt", HASHES, VERIFIER)
    }
    assert [(one["proof"][:4], one["folder"]) for one in listed["proofs"]] == [("检索记录", "04 检索记录")]
    letter = next(data for name, data in files.items() if name.startswith("09 文书/01-"))
    assert KeptFile.objects.filter(sha256=hashlib.sha256(letter).hexdigest()).exists()


def test_a_masked_bundle_names_nobody(bureau, case) -> None:
    files = files_of(made(bureau, case, is_masked=True))
    said = words_of(files) + "".join(files)
    assert [one for one in SECRETS if one in said] == []
    assert "周**" in said
    left = json.loads(files["卷内目录.json"])["left_out"]
    application = next(one for one in left if one["title"].startswith("申请书"))
    assert KeptFile.objects.filter(sha256=application["sha256"]).exists()
    assert any(name.startswith("09 文书/") for name in files)
    assert "检索截图" in said
    good, bad = verified(files)
    assert bad == []
    assert any(str(case.due_on) in one for one in good)


def test_every_kind_of_paper_has_its_folder() -> None:
    kinds = [kind for folder in FOLDERS for kind in folder.kinds]
    assert sorted(kinds) == sorted(PaperKind)
    titles = [folder.title for folder in FOLDERS]
    assert {*PROVEN_IN.values(), WRITTEN_IN} <= set(titles)
    assert {name.split("/")[0] for name in (CLOCK, LEDGER)} <= set(titles)


def test_what_is_withheld_is_not_handed_over(bureau, case) -> None:
    file_paper(case, kind="source", name="名册原件.txt", data="李望山".encode(), by=bureau.clerk, at=NOW)
    files = files_of(made(bureau, case))
    assert not [name for name in files if "名册原件" in name]
    left = json.loads(files["卷内目录.json"])["left_out"]
    kinds = {one["title"].partition("：")[0]: one["sha256"] for one in left}
    assert set(kinds) == {"待区分处理的原件", "送审稿"}
    assert all(kinds.values())


def test_the_same_case_gives_the_same_bytes(case) -> None:
    one, other = (packed(with_hashes(bundling._files(case, at=NOW, is_masked=False))) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as whole:
        assert whole.namelist() == sorted(whole.namelist())
        assert {member.date_time for member in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        named = [member for member in whole.infolist() if not member.filename.isascii()]
        assert all(member.flag_bits & 0x800 for member in named)


def test_who_made_it_and_why_is_written_down(bureau, case) -> None:
    data = made(bureau, case)
    event = Event.objects.get(kind="applications.bundled")
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "is_masked": False}
    assert event.told()["facts"] == facts
    access = PersonalAccess.objects.get(kind="bundled")
    assert (access.reason, access.person_id) == (REASON, bureau.clerk.person)
    assert REASON not in event.body
    with pytest.raises(Refused):
        made(bureau, case, reason="  ")
    with pytest.raises(NotYourDuty):
        bundle(case, by=bureau.leader, at=NOW, reason=REASON)
    assert Event.objects.filter(kind="applications.bundled").count() == 1


def test_the_office_hands_it_out(bureau, case, organ, person_with, client) -> None:
    sign_in(client, person_with("clerk", organ))
    address = reverse("applications:bundle", args=[case.pk])
    assert "制作并下载" in client.get(address).content.decode()
    assert "写明" in client.post(address, {"version": "whole", "reason": ""}).content.decode()
    answer = client.post(address, {"version": "masked", "reason": REASON})
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert verified(files_of(answer.content))[1] == []
