"""Who may see this? One answer for every address, duty, relation between organs, and state."""

import random
import re
from dataclasses import replace
from itertools import product

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from gongkai.web.gate.routes import Access, rule_for_name
from tests.web.visibility.exits import FILLED, Exit, all_duties, exits, routes, said_duties
from tests.web.visibility.world import NAMES, Looker, World

pytestmark = pytest.mark.django_db
# The states of the world, each with the states of its objects.
STATES = {
    "as it is": {"", "active", "published"},
    "inactive": {"inactive"},
    "withdrawn": {"withdrawn"},
    "dissolved": {"dissolved"},
    "ended": {"ended"},
}
SHEETS = {
    "person": "people:sheet",
    "report": "annual-reports:sheet",
    "event": "ledger:sheet",
    "row": "catalogue:sheet",
    "review": "reviews:sheet",
    "item": "items:sheet",
    "feedback": "feedback:sheet",
    "api_key": "api-keys:sheet",
    "document": "register:sheet",
    "application": "applications:sheet",
    "challenge": "challenges:sheet",
    "monthly_count": "decisions:sheet",
    "normative": "normative:sheet",
    "consultation": "consultations:sheet",
    "reconciliation": "reconciliations:sheet",
    "compilation": "compilations:sheet",
    "filing": "filings:sheet",
}
# Tried in every run, for each state; the soak tries all.
SAMPLE = 60


def test_every_address_is_classified():
    assert [route.name for route in routes() if rule_for_name(route.name) is None] == []


def test_every_address_that_is_open_is_said_who_sees_it():
    """Signing in, one's own account, and what only answers to a form have tests of their own."""
    open_ = {route.name for route in routes() if rule_for_name(route.name).access is not Access.CLOSED}
    own = {
        name
        for name in open_
        if rule_for_name(name).access is Access.SIGNED_IN or name.startswith("account:")
    }
    answers = {"item-import-confirm", "organ-import-confirm", "register:import-confirm"}
    answers |= {"application-import-confirm", "application-import-remarks"}
    answers |= {"decisions:enter", "decisions:import-confirm"}
    assert open_ - own - answers == set(exits())


def test_only_duties_that_exist_are_named():
    assert said_duties() <= set(all_duties())


urlpatterns = [path("planted/", lambda _request: HttpResponse("planted"), name="planted")]


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_that_nobody_classified_is_closed_and_found(client, caplog):
    assert client.get("/planted/").status_code == 404
    assert "unclassified route planted" in caplog.text
    assert [route.name for route in routes() if rule_for_name(route.name) is None] == ["planted"]


@pytest.mark.parametrize("state", STATES)
def test_everybody_sees_what_is_his(state, capsys):
    _walk(state, SAMPLE, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("state", STATES)
def test_everybody_sees_what_is_his_without_exception(state, capsys):
    _walk(state, None, capsys)


def test_nobody_comes_to_what_is_closed():
    """Whatever library it comes from, and whatever duty somebody holds."""
    lookers = list(World().lookers())
    chance = random.Random(711)
    addresses = [
        address
        for route in routes()
        if rule_for_name(route.name).access is Access.CLOSED and (address := _filled(route.pattern))
    ]
    open_ = [
        f"{address} {looker}"
        for address in addresses
        for looker in chance.sample(lookers, 3)
        if looker.client.get(address).status_code not in (302, 403, 404, 405)
    ]
    assert len(addresses) > 100
    assert open_ == []


def _walk(state, most, capsys):
    """Every pair of an address and somebody, or so many of them by chance."""
    world = World()
    lookers = list(world.lookers())
    world.put_into(state)
    if state == "dissolved":  # whoever held a duty in the organ that is no more holds none
        lookers = [replace(one, duty=None) if one.relation == "same" else one for one in lookers]
    tried = [
        (exit_, as_, looker)
        for exit_, looker in product(exits().values(), lookers)
        for as_ in set(exit_.states) & STATES[state]
    ]
    if most:
        tried = random.Random(f"{state} 2026").sample(tried, min(most, len(tried)))
    wrong = [
        f"{exit_.route} {looker}: {fault}"
        for exit_, as_, looker in tried
        if (fault := _fault(world, exit_, as_, looker))
    ]
    with capsys.disabled():
        print(f" {len(exits())} addresses × {len(lookers)} people, {state}: {len(tried)} tried ", end="")
    assert wrong == []


def _fault(world: World, exit_: Exit, state: str, looker: Looker) -> str:
    """What is wrong with what somebody gets; empty when nothing is."""
    answer = looker.client.get(world.address(exit_.route, exit_.about))
    is_due = exit_.is_seen(looker.duty, looker.relation, state)
    if not exit_.is_list:
        return _answer_fault(answer) if is_due else _refusal_fault(answer, _hidden(exit_, looker, state))
    opens = looker.duty and ("*" in exit_.opens or looker.duty in exit_.opens)
    if not opens:
        return _refusal_fault(answer, _hidden(exit_, looker, state))
    is_shown = answer.status_code == 200 and world.mark(exit_) in _text(answer)
    return "" if is_shown == is_due else f"the list {'shows' if is_shown else 'lacks'} the object"


def _text(answer: HttpResponse) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


def _hidden(exit_: Exit, looker: Looker, state: str) -> str:
    """What a refusal may not tell either: the name of something whose sheet is closed to somebody."""
    sheet = exits().get(SHEETS.get(exit_.about, ""))
    is_hidden = sheet and not sheet.is_seen(looker.duty, looker.relation, state)
    return NAMES[exit_.about] if is_hidden and not exit_.is_public else ""


def _refusal_fault(answer: HttpResponse, hidden: str) -> str:
    is_refused = answer.status_code in (403, 404, 410) or (
        answer.status_code == 302 and answer["Location"].startswith(("/office/login/", "/office/account/"))
    )
    if not is_refused:
        return f"open with {answer.status_code}"
    return "refused, but told by name" if hidden and not answer.streaming and hidden in answer.text else ""


def _answer_fault(answer: HttpResponse) -> str:
    return "" if answer.status_code == 200 else f"refused with {answer.status_code}"


def _filled(pattern: str) -> str | None:
    """An address that fits a pattern; None for the few that are written as regular expressions."""
    bare = re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED[found[1]], pattern)
    bare = bare.replace("^", "").removesuffix("$")
    return None if re.search(r"[\\(.*+|]", bare) else f"/{bare}"
