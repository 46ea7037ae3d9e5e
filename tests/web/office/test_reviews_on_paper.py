"""Leaders who do not sign in: the signed sheet that comes back, and the link for a telephone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from django_otp.oath import totp

from gongkai.kernel.review import State
from gongkai.web.accounts.models import CodeDevice

from .reviewing import PDF, TITLE, answers, sheet, state_of


def upload(review, **said):
    scan = SimpleUploadedFile("审签单.pdf", said.pop("scan", PDF))
    return {"scan": scan, "signed_on": f"{localdate()}", "verdict": "passed"} | answers(review) | said


def test_a_signed_sheet_comes_back_through_somebody_else(reviewed, staff, browsers):
    path, said = f"{sheet(reviewed)}upload/", {"signer": staff["leader"].pk}
    assert browsers["clerk"].post(path, upload(reviewed, **said)).status_code == 403
    code = " ".join(re.findall("....", reviewed.content_hash))
    assert code in browsers["other"].get(path).text
    wrong = browsers["other"].post(path, upload(reviewed, **said, scan=b"MZ\x90\x00 a program"))
    assert wrong.status_code == 200
    assert state_of(reviewed) == State.OPEN
    assert browsers["other"].post(path, upload(reviewed, **said)).status_code == 302
    assert state_of(reviewed) == State.APPROVED
    step = reviewed.steps.get(part="approve")
    assert (step.person, step.entered_by, step.means) == (staff["leader"], staff["other"], "paper")
    assert browsers["clerk"].get(f"{sheet(reviewed)}scans/{step.pk}/").content == PDF
    assert "由白石录入" in browsers["clerk"].get(sheet(reviewed)).text
    assert "批准 1 件，其中用纸质审签单批准 1 件，占 100%" in browsers["clerk"].get("/office/reviews/").text


def test_a_sheet_on_which_somebody_refused_sends_it_back(review, staff, browsers):
    said = {"signer": staff["reviewer"].pk, "verdict": "returned", "opinion": "电话有误。", "stage": "review"}
    scan = SimpleUploadedFile("审签单.pdf", PDF)
    sent = {"scan": scan, "signed_on": f"{localdate()}"} | said
    assert browsers["other"].post(f"{sheet(review)}upload/", sent).status_code == 302
    assert state_of(review) == State.RETURNED


@pytest.fixture
def device(staff):
    """The leader's telephone."""
    return CodeDevice.objects.create(user=staff["leader"], name="手机", confirmed=True)


@pytest.fixture
def telephone(reviewed, staff, device, browsers):
    """The address that the leader was given."""
    made = browsers["other"].post(
        f"{sheet(reviewed)}link/", {"stage": "approve", "person": staff["leader"].pk}
    )
    assert made.status_code == 200
    assert "<svg" in made.text
    assert "no-store" in made["Cache-Control"]
    return re.search(r"http://testserver(/r/[\w-]+/)", made.text)[1]


def code(device):
    return f"{totp(device.bin_key):06d}"


def test_a_leader_signs_on_his_telephone(reviewed, telephone, device, client, staff):
    page = client.get(telephone)
    # A stricter policy would take the origin away from the form, and every signature would be refused as forged.
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert "no-store" in page["Cache-Control"]
    for told in (TITLE, "值班时间为每日八时至次日八时。", "陆怀远", "同意", "退回"):
        assert told in page.text
    assert client.get(f"{telephone}files/1/").content == PDF
    assert client.get(f"{telephone}files/2/").status_code == 404
    done = client.post(telephone, {"code": code(device), "verdict": "passed"})
    assert "已同意" in done.text
    assert state_of(reviewed) == State.APPROVED
    assert "sessionid" not in client.cookies
    step = reviewed.steps.get(part="approve")
    assert (step.person, step.means) == (staff["leader"], "link")


def test_a_used_or_unknown_link_says_so(telephone, device, client):
    client.post(telephone, {"code": code(device), "verdict": "passed"})
    for path in (telephone, f"{telephone}files/1/", "/r/nothing/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "这个链接不能用：可能已经用过、过期或者作废。" in answer.text


def test_a_wrong_code_is_told_and_nothing_is_signed(reviewed, telephone, device, client):
    wrong = f"{(int(code(device)) + 500_000) % 1_000_000:06d}"
    answer = client.post(telephone, {"code": wrong, "verdict": "passed", "opinion": "写了很久的意见"})
    assert answer.status_code == 422
    assert "验证码不正确" in answer.text
    assert "写了很久的意见" in answer.text
    assert state_of(reviewed) == State.OPEN


def test_sending_back_needs_a_reason_before_the_code_is_used(reviewed, telephone, device, client):
    bare = client.post(telephone, {"code": code(device), "verdict": "returned"})
    assert "退回须写明理由" in bare.text
    said = {"code": code(device), "verdict": "returned", "opinion": "电话有误。"}
    assert "已退回" in client.post(telephone, said).text
    assert state_of(reviewed) == State.RETURNED


def test_the_proposer_makes_no_link(reviewed, staff, device, browsers):
    said = {"stage": "approve", "person": staff["leader"].pk}
    assert browsers["clerk"].post(f"{sheet(reviewed)}link/", said).status_code == 403
    assert not reviewed.links.exists()


def test_a_reviewer_answers_his_questions_on_the_telephone(review, staff, browsers, client):
    device = CodeDevice.objects.create(user=staff["reviewer"], name="手机", confirmed=True)
    said = {"stage": "review", "person": staff["reviewer"].pk}
    made = browsers["other"].post(f"{sheet(review)}link/", said).text
    path = re.search(r"http://testserver(/r/[\w-]+/)", made)[1]
    assert client.get(path).text.count("<fieldset") == 15
    answer = client.post(path, answers(review, code=code(device), verdict="passed"))
    assert "接下来的环节是“批准”" in answer.text


def test_a_link_for_somebody_without_a_device_is_refused_in_words(reviewed, staff, browsers):
    said = {"stage": "approve", "person": staff["leader"].pk}
    answer = browsers["other"].post(f"{sheet(reviewed)}link/", said)
    assert "还没有设置第二道登录验证" in answer.text
