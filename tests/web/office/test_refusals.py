"""What is refused in the office, or is not there, is told in the office, with the way back."""

from django.test import Client

from . import writing


def test_a_refusal_stays_in_the_office_and_leads_back_to_the_sheet(clerk, organ):
    item = writing.drafted(clerk, organ)
    answer = clerk.get(f"{writing.sheet(item)}publish/")
    assert answer.status_code == 403
    assert "office/refused.html" in [template.name for template in answer.templates]
    assert "我的职责" not in answer.text
    assert "sidebar" in answer.text
    answer = clerk.get(f"{writing.sheet(item)}withdraw/")
    assert answer.status_code == 403
    assert f'<a class="button" href="{writing.sheet(item)}">回到这一件</a>' in answer.text


def test_what_is_not_there_leads_back_to_the_list(clerk):
    answer = clerk.get("/office/items/987654/")
    assert answer.status_code == 404
    assert '<a class="button" href="/office/items/">回到列表</a>' in answer.text
    assert "sidebar" in answer.text
    nowhere = clerk.get("/office/nowhere/")
    assert nowhere.status_code == 404
    assert "回到我的工作" in nowhere.text
    assert "sidebar" in nowhere.text


def test_whoever_has_not_signed_in_sees_nothing_of_the_office(db, clerk):
    assert "sidebar" not in clerk.get("/zhenxi/nowhere/").text
    assert Client().get("/office/items/").status_code == 302
