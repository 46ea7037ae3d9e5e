"""The room of reviews and suits once somebody has decided: results, appeals, suits after reviews, what a ruling orders."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions.forgetting import forget
from gongkai.web.applications.models import Application
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from gongkai.web.remedies.models import Challenge, Ruling
from tests.web.applications.happenings import moment, standing
from tests.web.conftest import NOW, sign_in

from .conftest import RECEIVED

pytestmark = pytest.mark.django_db(transaction=True)
DECIDED = {"result": "review_revoked", "decided_on": "2026-02-02", "received_on": "2026-02-03"}


@pytest.fixture
def desk(at_the_desk):
    """`desk("decide", row, …)`: what the page says after something was sent; without values, the form."""

    def page(act_, row=None, **said):
        address = reverse(f"challenges:{act_}", args=[row.pk] if row else [])
        asked = said.pop("query", {})
        answer = at_the_desk.post(address, said, follow=True) if said else at_the_desk.get(address, asked)
        return answer.content.decode()

    return page


def again(row: Challenge) -> Challenge:
    return Challenge.objects.get(pk=row.pk)


def test_a_decision_is_entered_with_its_sheet_and_put_right(desk, challenge, case, at_the_desk) -> None:
    form = desk("decide", challenge)
    assert "撤销或者部分撤销" in form
    assert "判决驳回诉讼请求" not in form
    assert "审级" not in form
    assert desk("decide", challenge, result="", decided_on="").count("error-message") == 3
    assert "还没有到" in desk("decide", challenge, **DECIDED | {"received_on": "2026-02-04"})
    assert again(challenge).latest is None
    with_limit = DECIDED | {
        "orders_reply": "on",
        "limit_on": "2026-03-04",
        "gist": "撤销答复，责令重新答复。",
    }
    page = desk("decide", challenge, **with_limit)
    assert "复议决定：撤销或者部分撤销（2026年2月2日，责令重新答复）" in page
    assert "限2026年3月4日以前" in page
    assert "撤销或者部分撤销，2026年2月2日作出" in page.partition("经过</h3>")[2]
    assert "没有入卷" in page
    ruling = Ruling.objects.get()
    changed = f"{reverse('challenges:amend', args=[challenge.pk])}?ruling={ruling.pk}"
    assert changed in page
    form = at_the_desk.get(changed).content.decode()
    assert 'value="2026-03-04"' in form
    assert "上诉日期" not in form
    scan = {**DECIDED, "ruling": ruling.pk, "reason": "补传文书", "file": _scan()}
    page = desk("amend", challenge, **scan)
    paper = Ruling.objects.get().paper
    assert (paper.name, paper.application_id) == ("行政复议决定书.png", case.pk)
    address = reverse("applications:unmask", args=[case.pk])
    assert f'<a href="{address}">行政复议决定书.png（有个人信息，写明理由后打开）</a>' in page
    asked = {"applicant": case.applicants.get().pk, "reason": "核对决定书"}
    assert "行政复议决定书.png" in at_the_desk.post(address, asked).content.decode()
    assert (
        "撤销或者部分撤销" in at_the_desk.get(reverse("applications:sheet", args=[case.pk])).content.decode()
    )
    assert not list(differences())


def _scan():
    stored = BytesIO()
    Image.new("L", (20, 20), "white").save(stored, "PNG")
    return SimpleUploadedFile("扫描.png", stored.getvalue())


def test_a_suit_after_a_review_is_led_to_from_the_review(desk, challenge, case) -> None:
    assert "现在不能办理“登记再起诉”" in desk("sue", challenge, body="墨鹭县人民法院")
    desk("decide", challenge, **DECIDED | {"result": "review_upheld"})
    papers = {"body": "墨鹭县人民法院", "received_on": "2026-02-03"}
    page = desk("sue", challenge, **papers, case_no="墨行初9号")
    suit = Challenge.objects.get(case_no="墨行初9号")
    assert (suit.review, suit.kind, suit.row) == (challenge, "suit", "suit_after_review")
    assert reverse("challenges:sheet", args=[challenge.pk]) in page
    assert "墨行初9号" in desk("sheet", challenge)
    assert "先更正那一件的登记" in desk("void", challenge, reason="有误")
    assert "请先撤销结果的登记" in desk(
        "correct", challenge, **papers, stage="suit_direct", case_no="墨政复〔2026〕7号"
    )
    desk("correct", suit, **papers, stage="suit_direct", case_no="墨行初9号")
    assert again(suit).row == "suit_direct"
    desk("void", challenge, reason="登记到了另一件申请上")
    assert "不计入年度报告：登记到了另一件申请上" in desk("sheet", challenge)


def test_whoever_registers_a_suit_after_a_review_names_it(desk, case) -> None:
    papers = {"number": str(case), "body": "某院", "received_on": "2026-02-03"}
    suit = papers | {"stage": "suit_after_review", "case_no": "诉1号"}
    assert "还没有登记过行政复议" in desk("register", **suit)
    review = papers | {"stage": "review"}
    assert "请选择复议的程序" in desk("register", **review, case_no="复1号")
    desk("register", **review, case_no="复1号", procedure="ordinary")
    desk("register", **review, case_no="复2号", procedure="ordinary")
    assert "登记过的有：复1号、复2号" in desk("register", **suit)
    assert "登记过的有：复1号、复2号" in desk("register", **suit, review_no="复3号")
    desk("register", **suit, review_no="复2号")
    assert Challenge.objects.get(kind="suit").review.case_no == "复2号"


def test_a_suit_through_its_instances(desk, case) -> None:
    papers = {"number": str(case), "body": "某院", "received_on": "2026-02-01"}
    desk("register", **papers, stage="suit_direct", case_no="诉1号")
    row = Challenge.objects.get()
    first = {"instance": "first", "result": "suit_dismissed"}
    first |= {"decided_on": "2026-02-01", "received_on": "2026-02-01"}
    desk("decide", row, **first)
    assert "还没有到" in desk("appeal", row, on="2026-02-09")
    assert "2026年2月2日上诉，等候下一次裁判；年度报告计为尚未审结" in desk("appeal", row, on="2026-02-02")
    form = desk("decide", row)
    assert '<option value="second" selected>' in form
    assert '<option value="suit_dismissed" selected>' in form
    page = desk(
        "decide",
        row,
        **first
        | {
            "instance": "second",
            "result": "suit_revoked",
            "decided_on": "2026-02-03",
            "received_on": "2026-02-03",
        },
    )
    assert "二审裁判：判决撤销或者部分撤销" in page
    assert "没有写明" not in page
    page = desk("withdraw", row, reason="登记到了另一件案件上")
    assert "登记有误，已撤销：登记到了另一件案件上" in page
    assert again(row).decided is None
    earlier = Ruling.objects.get(instance="first")
    desk("amend", row, **first, ruling=earlier.pk, appealed_on="", reason="没有上诉")
    assert again(row).decided == earlier


def test_the_list_is_filtered_summed_and_exported(desk, challenge, at_the_desk) -> None:
    address = reverse("challenges:index")

    def listed(**asked):
        return at_the_desk.get(address, asked).content.decode()

    assert "共 1 件：结果维持 0 件，结果纠正 0 件，其他结果 0 件，尚未审结 1 件" in listed()
    desk("decide", challenge, **DECIDED)
    assert "共 1 件：结果维持 0 件，结果纠正 1 件，其他结果 0 件，尚未审结 0 件" in listed()
    found = {"stage": "review", "column": "corrected", "result": "review_revoked", "year": "2026"}
    for name, value in found.items():
        assert challenge.case_no in listed(**{name: value}), name
    others = {"stage": "suit_direct", "column": "pending", "result": "review_upheld", "waits": "answer"}
    others_by_name = [listed(**{name: value}) for name, value in others.items()]
    others_by_name.append(listed(column="void"))
    assert not any(challenge.case_no in one for one in others_by_name)
    exported = b"".join(at_the_desk.get(address, {"export": "csv"}).streaming_content).decode()
    heads, line = exported.removeprefix("\ufeff").splitlines()
    told = dict(zip(heads.split(","), line.split(","), strict=True))
    assert (told["结果"], told["表四的列"], told["作出日期"]) == (
        "撤销或者部分撤销",
        "结果纠正",
        "2026-02-02",
    )
    assert told["类型"] == "行政复议"


def test_what_is_ordered_opens_the_application_again(
    challenge, case, organ, person_with, client, on_the_day
) -> None:
    later = moment(date(2026, 3, 2))
    case = standing(case, "closed")
    on_the_day(later)
    ordered = DECIDED | {"decided_on": "2026-02-27", "received_on": "2026-03-02"}
    clerk = sign_in(client, person_with("clerk", organ))
    limited = ordered | {"orders_reply": "on", "limit_on": "2026-03-16"}
    clerk.post(reverse("challenges:decide", args=[challenge.pk]), limited)
    page = clerk.get(reverse("challenges:sheet", args=[challenge.pk])).content.decode()
    address = reverse("challenges:reopen", args=[challenge.pk])
    assert "责令重新答复，限2026年3月16日以前" in page
    assert f'href="{address}"' not in page
    head = sign_in(client, person_with("office_head", organ))
    form = head.get(address).content.decode()
    assert "墨鹭县人民政府行政复议决定：撤销或者部分撤销，责令重新答复。" in form
    page = head.post(address, {"reason": "按复议决定重新答复。"}, follow=True).content.decode()
    assert "申请已经重新办理。" in page
    case = Application.objects.get(pk=case.pk)
    assert (case.state, case.due_on, case.outcome) == ("processing", date(2026, 3, 16), "O02")
    assert "现在不能办理" in head.post(address, {"reason": "再一次"}, follow=True).content.decode()


def test_with_the_case_go_the_words_of_the_ruling_and_its_result_stays(desk, challenge, case) -> None:
    desk("decide", challenge, **DECIDED, gist="撤销对周某的答复。")
    with act("applications.destroy", case.organ_id, by=SYSTEM, at=NOW) as pen:
        forget(pen, Application.objects.get(pk=case.pk), on=RECEIVED)
    ruling = Ruling.objects.get()
    assert (ruling.gist, ruling.result, ruling.decided_on) == (FORGOTTEN, "review_revoked", date(2026, 2, 2))
    assert not list(differences())
