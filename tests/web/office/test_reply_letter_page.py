"""文书与核对: the letter with its gaps marked, the checks with the way to where each is mended, and the button that waits."""

import pytest
from django.urls import reverse

from gongkai.web.applications.models import Application
from gongkai.web.office.reviewed import draft_of
from gongkai.web.organs.models import Organ, RemedyBody
from gongkai.web.reviews.models import Review
from tests.web.applications.bureau import settle
from tests.web.disclosure.conftest import answers

from .cases import sheet, taken
from .test_applications_reply import WORDS, written

DISABLED = '<button type="submit" class="button" disabled aria-describedby="barred">'


@pytest.fixture
def drafted(clerk, in_hand, organ) -> Application:
    settle(organ)
    assert written(clerk, in_hand).status_code == 302
    in_hand.refresh_from_db()
    return in_hand


def page(browser, application):
    return browser.get(reverse("applications:letter", args=[application.pk]))


def test_the_letter_and_its_checks_are_read_side_by_side(clerk, drafted) -> None:
    shown = page(clerk, drafted)
    for words in (WORDS, "周**", "1．明细，纸质，3页", "〔签发时填写：文号〕", "各项核对都已通过，可以送审"):
        assert words in shown.text, words
    assert "周明远" not in shown.text
    assert "<strong>审签环节</strong>：还没有办" in shown.text
    assert "✗" not in shown.text
    assert {check.code for check, way in shown.context["checks"] if not check.passes} == {"chain"}
    assert reverse("applications:letter", args=[drafted.pk]) in clerk.get(sheet(drafted)).text
    for ending in ("pdf", "docx"):
        assert f"ending={ending}" in shown.text


def test_a_gap_is_marked_and_the_way_to_mend_it_shown(clerk, drafted) -> None:
    written(
        clerk, drafted, **{"told-supplied-0-name": "", "told-supplied-0-form": "", "told-supplied-0-size": ""}
    )
    shown = page(clerk, drafted)
    assert '<mark class="paper-gap">〔待填：提供的信息的名称〕</mark>' in shown.text
    ways = {check.code: way for check, way in shown.context["checks"] if not check.passes}
    assert ways["element.supplied_name"] == ("拟写答复", f"{sheet(drafted)}draft/")
    assert f"还有{shown.text.count('✗')}项核对没有通过" in shown.text
    assert "<strong>没有填写的位置</strong>：没有通过" in shown.text
    assert '<button type="button" class="button" disabled>' in shown.text
    refused = clerk.post(f"{sheet(drafted)}submit/", {"chain": "small"})
    assert "没有逐项列出提供的信息" in "".join(refused.context["form"].non_field_errors())


def test_what_the_organ_lacks_is_mended_on_its_own_page(clerk, drafted, organ) -> None:
    Organ.objects.filter(pk=organ.pk).update(phone="")
    ways = {check.code: way for check, way in page(clerk, drafted).context["checks"] if not check.passes}
    assert ways["element.contact"][1] == reverse("organs:sheet", args=[organ.pk])


def test_the_last_button_waits_and_says_what_for(clerk, drafted, reviewers) -> None:
    taken(clerk, drafted, "submit", chain="small")
    review = Review.objects.latest("pk")
    address = f"/office/reviews/{review.pk}/pass/"
    first, last = reviewers
    assert DISABLED not in first.get(address).text
    first.post(address, {"stage": review.stage, "opinion": ""} | answers(review))
    assert DISABLED not in last.get(address).text
    RemedyBody.objects.filter(remedy="court").update(name="澄汀市人民法院")
    waiting = last.get(address).text
    assert DISABLED in waiting
    assert "救济途径与规定的文字不一致" in waiting
    assert reverse("applications:letter", args=[drafted.pk]) in waiting
    review.refresh_from_db()
    assert "不能签发" in draft_of(review).drawn_on_telephone()
    refused = last.post(address, {"stage": review.stage, "opinion": ""} | answers(review))
    assert "救济途径" in "".join(refused.context["form"].non_field_errors())
    drafted.refresh_from_db()
    assert drafted.state == "under_review"


def test_nobody_else_reads_it(drafted, browser_of, county, organ) -> None:
    assert page(browser_of("authority", county), drafted).status_code == 403
    assert page(browser_of("publisher", organ), drafted).status_code in (403, 404)


def test_what_was_masked_in_the_files_is_begun_with(clerk, drafted, monkeypatch) -> None:
    told = {
        f"told-{name}": "见案卷。" for name in ("separation_note", "discretion_note", "discretion_reason")
    }
    both = {"outcomes": ["O02", "O09"], "asked": "O02,O09"}
    assert written(clerk, drafted, **both, **told).status_code == 302
    masked = [
        {"about": "《名单》第1页编号1的1处内容", "basis": "条例第十六条第一款", "reason": "属于内部管理。"}
    ]
    monkeypatch.setattr(
        "gongkai.web.office.rooms.applications.draft_forms.withheld_of", lambda _reply: masked
    )
    form = clerk.get(f"{sheet(drafted)}draft/")
    assert form.context["form"]["told-withheld"].value() == masked
    rows = {f"told-withheld-0-{name}": masked[0][name] for name in ("about", "reason")}
    written(clerk, drafted, **both, **told, **rows)
    text = page(clerk, drafted).text
    assert (
        "不予公开（一）：《名单》第1页编号1的1处内容。依据条例第十六条第一款、条例第三十六条第（三）项"
        in text
    )
    assert "本机关权衡以后决定不公开，是因为：见案卷。" in text
