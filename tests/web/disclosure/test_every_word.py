"""No public word that no signer saw: every field of the content is on all three places of signing, and in the gate."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from gongkai.engine.render.formats import render_paper
from gongkai.web.disclosure import actions, gate
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.gate import PersonalDetails
from gongkai.web.disclosure.models.version import CONTENT
from gongkai.web.disclosure.words import in_words
from gongkai.web.foundations.models import User
from gongkai.web.office import reviewed
from gongkai.web.reviews.sheet import sheet
from tests.web.conftest import sign_in

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = {
    "formed_on": date(2026, 1, 5),
    "effective_on": date(2026, 3, 1),
    "notice_until_on": date(2026, 12, 31),
}
CODES = {
    "attribute": "redacted_active",
    "reason_code": "internal_affairs",
    "five_openness": "management",
}
TEXTS = tuple(name for name in CONTENT if name not in DAYS and name not in CODES)


def _full() -> Content:
    """Something of its own in every field, those that are added one day too."""
    said = {name: f"此处是{name}的话" for name in TEXTS} | DAYS | CODES
    return Content(**said | {"body": "<p>此处是body的话</p>"})


def test_whoever_signs_sees_every_field(organ, town):
    item = town.draft(organ, _full())
    review = actions.submit(item, by=town.clerk, at=NOW)
    draft = reviewed.draft_of(review)
    reader = sign_in(Client(), User.objects.get(pk=town.reviewer.person))
    places = {
        "office": reader.get(reverse("reviews:sheet", args=[review.pk])).content.decode(),
        "telephone": draft.drawn_on_telephone(),
        "paper": repr(sheet(review, printed=draft.printed("http://example.org/"))),
    }
    unseen = [
        (place, name)
        for place, drawn in places.items()
        for name in CONTENT
        if escape(in_words(item.latest, name)) not in drawn
    ]
    assert unseen == []
    assert render_paper(sheet(review, printed=draft.printed("http://example.org/")), "pdf")


@pytest.mark.parametrize("name", TEXTS)
def test_no_field_is_past_the_gate(organ, town, name):
    item = town.draft(organ, replace(_full(), **{name: "联系手机13912345678"}))
    [mark] = gate.to_settle(gate.screened_words(item.latest, organ=organ))
    assert "13912345678" not in mark.found
    with pytest.raises(PersonalDetails):
        actions.submit(item, by=town.clerk, at=NOW)
