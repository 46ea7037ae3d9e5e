"""Applications registered and worked on through the forms of the office."""

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

ROOM = "/office/applications/"
TITLE = "2025年耕地地力保护补贴发放明细"
CARD, TELEPHONE = "11010519491231002X", "13900001234"


def said(organ, **more):
    """What the counter fills in when nothing is wrong with it."""
    usual = {
        "organ": organ.pk,
        "channel": "in_person",
        "arrived_on": f"{clock.today()}",
        "kind": "natural_person",
        "name": "周明远",
        "id_type": "resident_id",
        "id_number": CARD,
        "phone": TELEPHONE,
        "title": TITLE,
        "wanted": "本村2025年补贴的发放标准和分户面积。",
        "supply_form": "paper",
        "delivery": "in_person",
    }
    return usual | more


def registered(browser, organ, **more) -> Application:
    """An application as the counter takes it in."""
    answer = browser.post(f"{ROOM}register/", said(organ, **more))
    assert answer.status_code == 200, answer
    assert "form" not in answer.context or not answer.context["form"].errors, answer.context["form"].errors
    return Application.objects.latest("pk")


def sheet(application):
    return f"{ROOM}{application.pk}/"


def taken(browser, application, move, **said_):
    """A move through its form, which leads back to the case."""
    answer = browser.post(f"{sheet(application)}{move}/", said_)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    application.refresh_from_db()
    return application


def sent(browser, application, move, **said_):
    """A move with its letter: read in the first round, sent in the second."""
    address = f"{sheet(application)}{move}/"
    read = browser.post(address, said_)
    form = read.context["form"]
    assert form.drafts, form.errors
    return browser.post(address, said_ | {"shown": form["shown"].value()})


@pytest.fixture
def section(organ):
    return organs.add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)


@pytest.fixture
def head(browser_of, organ):
    return browser_of("office_head", organ, name="陆怀远")


@pytest.fixture
def case(clerk, organ):
    return registered(clerk, organ)


@pytest.fixture
def in_hand(clerk, case, section):
    return taken(clerk, case, "assign", section=section.pk)
