"""Receipt and code open an application, and nothing else does; a lost code comes back at the counter or by telephone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.actions import codes
from gongkai.web.applications.actions.codes import (
    HOUR,
    Recovery,
    forget_tries,
    opened_with,
    recover,
    renew_code,
)
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.models import PersonalAccess, WrongTry
from gongkai.web.applications.service import ways
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW

HERE = "192.0.2.7"


@pytest.fixture
def sent(monkeypatch):
    """What goes out by a way that the operator has set up."""
    gone = []
    monkeypatch.setattr(ways, "_ways", {})
    telephone = ways.Way(
        name="sms",
        is_open=lambda: True,
        reaches=lambda identity: bool(identity.phone),
        send=lambda identity, words, mark: gone.append((identity.phone, words)),
    )
    ways.way(telephone)
    return gone


def test_receipt_and_code_open_it_however_they_are_written(taken_in) -> None:
    application, code = taken_in.application, taken_in.code
    number = str(application.pk)
    for receipt in (application.receipt, application.receipt.lower(), f" {number} "):
        assert opened_with(receipt, f"{code[:5].lower()} {code[5:]}", sender=HERE, at=NOW) == application
    assert not WrongTry.objects.exists()


@pytest.mark.parametrize("receipt", ["", "S", "S000000", "S999999999999", "S１２３", "S-1", "\0", "Sx"])
def test_what_is_no_receipt_opens_nothing(receipt, taken_in) -> None:
    assert opened_with(receipt, taken_in.code, sender=HERE, at=NOW) is None


@pytest.mark.parametrize("code", ["", "AAAAAAAAAA", "\0", "码" * 10])
def test_what_is_no_code_opens_nothing(code, taken_in) -> None:
    assert opened_with(taken_in.application.receipt, code, sender=HERE, at=NOW) is None
    assert WrongTry.objects.count() == 1


def test_every_code_is_compared_in_the_same_time(taken_in, monkeypatch) -> None:
    compared = []
    monkeypatch.setattr(codes, "compare_digest", lambda *both: compared.append(both) or False)
    for receipt in (taken_in.application.receipt, "S999999", "nonsense"):
        assert opened_with(receipt, "AAAAAAAAAA", sender="", at=NOW) is None
    assert [len(one) for pair in compared for one in pair] == [64] * 6


def test_after_ten_wrong_tries_in_an_hour_a_place_waits(taken_in) -> None:
    receipt, code = taken_in.application.receipt, taken_in.code
    for minute in range(portal_limits().wrong_codes):
        assert opened_with(receipt, "AAAAAAAAAA", sender=HERE, at=NOW + minute * timedelta(minutes=1)) is None
    last = NOW + timedelta(minutes=20)
    for _ in range(2):
        with pytest.raises(Refused, match="暂停从这里查询"):
            opened_with(receipt, code, sender=HERE, at=last)
        with pytest.raises(Refused, match="暂停从这里查询"):
            recover(receipt, PERSON.phone, sender=HERE, at=last)
    assert WrongTry.objects.count() == portal_limits().wrong_codes
    assert Event.objects.filter(kind="applications.place_locked").count() == 1
    assert opened_with(receipt, code, sender="192.0.2.8", at=last) == taken_in.application
    assert opened_with(receipt, code, sender=HERE, at=NOW + HOUR) == taken_in.application


def test_where_no_place_is_known_nobody_waits(taken_in) -> None:
    for _ in range(portal_limits().wrong_codes + 1):
        assert opened_with(taken_in.application.receipt, "AAAAAAAAAA", sender="", at=NOW) is None
    assert opened_with(taken_in.application.receipt, taken_in.code, sender="", at=NOW)


def test_tries_are_forgotten_after_an_hour(taken_in) -> None:
    opened_with("S1", "AAAAAAAAAA", sender=HERE, at=NOW)
    assert HERE not in WrongTry.objects.get().place
    assert (forget_tries(at=NOW + HOUR / 2), forget_tries(at=NOW + HOUR)) == (0, 1)


def test_the_counter_gives_out_a_new_code_and_says_why(taken_in, viewer_of, organ) -> None:
    application, clerk = taken_in.application, viewer_of("clerk", organ)
    with pytest.raises(Refused, match="没有写明理由"):
        renew_code(application, reason="  ", by=clerk, at=NOW)
    for nobody in (PUBLIC, viewer_of("auditor", organ), viewer_of("authority", organ.parent)):
        with pytest.raises(NotYourDuty):
            renew_code(application, reason="来人出示了身份证", by=nobody, at=NOW)
    code = renew_code(application, reason="来人出示了身份证", by=clerk, at=NOW)
    assert code != taken_in.code
    assert opened_with(application.receipt, taken_in.code, sender="", at=NOW) is None
    assert opened_with(application.receipt, code, sender="", at=NOW) == application
    access = PersonalAccess.objects.get()
    assert (access.kind, access.reason, access.person_id) == (
        "code_renewed",
        "来人出示了身份证",
        clerk.person,
    )
    assert any("换发查询码（申请〔2026〕1号）" in line for line in history(access))
    kept = json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert [word for word in (code, taken_in.code, "来人出示了身份证") if word in kept] == []
    assert not list(differences())


def test_without_a_way_the_counter_is_named_to_whoever_knows_the_telephone(taken_in, organ) -> None:
    receipt = taken_in.application.receipt
    assert recover(receipt, "139-0000 1234", sender=HERE, at=NOW) == Recovery(
        is_sent_if_right=False, counter=organ
    )
    assert recover(receipt, "13900009999", sender=HERE, at=NOW) == Recovery(is_sent_if_right=False)
    assert WrongTry.objects.count() == 1
    assert not Errand.objects.filter(topic=codes.SEND_CODE).exists()


def test_a_new_code_goes_to_the_telephone_on_file_once_an_hour(taken_in, sent) -> None:
    application = taken_in.application
    right = recover(application.receipt, PERSON.phone, sender=HERE, at=NOW)
    assert right == recover(application.receipt, "13900009999", sender=HERE, at=NOW)
    assert right == recover("S999999", PERSON.phone, sender=HERE, at=NOW)
    recover(application.receipt, PERSON.phone, sender=HERE, at=NOW)
    payload = Errand.objects.get(topic=codes.SEND_CODE).payload
    assert payload == {"application": application.pk}
    assert run_next(at=NOW).problem == ""
    ((phone, words),) = sent
    code = words.partition("新查询码：")[2][:10]
    assert phone == PERSON.phone
    assert opened_with(application.receipt, code, sender="", at=NOW) == application
    assert opened_with(application.receipt, taken_in.code, sender="", at=NOW) is None
    assert run_next(at=NOW) is None
    assert Event.objects.filter(kind="applications.code_sent").count() == 1


def test_until_the_words_are_taken_the_old_code_opens(taken_in, sent, monkeypatch) -> None:
    def broken(identity, words, mark):
        raise ConnectionError

    good = ways.open_ways()[0]
    ways.way(replace(good, send=broken))
    recover(taken_in.application.receipt, PERSON.phone, sender=HERE, at=NOW)
    assert run_next(at=NOW).problem == "ConnectionError"
    assert opened_with(taken_in.application.receipt, taken_in.code, sender="", at=NOW)
    ways.way(good)
    assert run_next(at=NOW + HOUR).problem == ""
    assert opened_with(taken_in.application.receipt, taken_in.code, sender="", at=NOW) is None


def test_who_left_no_telephone_is_not_found_by_none(applied, viewer_of, organ, sent) -> None:
    silent = replace(applied, channel="in_person", identities=(replace(PERSON, phone=""),))
    taken = apply(silent, by=viewer_of("clerk", organ), at=NOW)
    for phone in ("", " - ", "\0"):
        recover(taken.application.receipt, phone, sender="", at=NOW)
    assert not Errand.objects.filter(topic=codes.SEND_CODE).exists()
