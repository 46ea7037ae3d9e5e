"""Items written, sent in and signed through the forms of the office."""

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.disclosure.models import Item
from gongkai.web.reviews.models import Review
from tests.web.disclosure.conftest import answers

ITEMS = "/office/items/"
TITLE = "枕溪镇2026年防汛值班安排"
BODY = "<p>值班时间为每日八时至次日八时。</p>"
# Invented; the check digits hold, so that they are found.
CARD, TELEPHONE = "110101199003078515", "13812345678"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 40


def said(**more):
    """What a form says when nothing is wrong with it."""
    usual = {"title": TITLE, "summary": "公布值班的时间和电话。", "body": BODY, "formed_on": "2026-02-02"}
    return usual | {"attribute": "active"} | more


def upload(name, data=PDF):
    return SimpleUploadedFile(name, data)


def drafted(browser, organ, **more) -> Item:
    """An item as the form makes it."""
    answer = browser.post(f"{ITEMS}draft/", said(organ=organ.pk, kind="information", **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Item.objects.latest("pk")


def sheet(item):
    return f"{ITEMS}{item.pk}/"


def edit(browser, item, *, based_on, **more):
    """The form of a change, as it comes back or leads on."""
    return browser.post(f"{sheet(item)}edit/", said(based_on=based_on, **more))


def approved(browser, item, reviewers, **more):
    """Sent in by the clerk and signed by two others."""
    answer = browser.post(f"{sheet(item)}submit/", {"chain": "small", **more})
    assert answer.status_code == 302, answer.context["form"].errors
    review = Review.objects.latest("pk")
    for reviewer in reviewers:
        review.refresh_from_db()
        passed = reviewer.post(
            f"/office/reviews/{review.pk}/pass/", {"stage": review.stage, "opinion": ""} | answers(review)
        )
        assert passed.status_code == 302, passed.context["form"].errors
    item.refresh_from_db()
    return item
