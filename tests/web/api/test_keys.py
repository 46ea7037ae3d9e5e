"""Keys: given and ended by whoever keeps an organ in order, told in the ledger without who holds them, shown once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.api.actions import end_key, give_key
from gongkai.web.api.models import ApiKey
from gongkai.web.api.selectors import key_of
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW, sign_in

pytestmark = pytest.mark.django_db


def _told():
    call_command("keys", "list", stdout=(out := StringIO()))
    return out.getvalue()


def test_an_administrator_gives_and_ends_a_key(organ, viewer_of):
    admin = viewer_of("admin", organ)
    key, written = give_key(" 信息屏 ", contact="沈听雨 办公室", organ=organ, by=admin, at=NOW)
    assert key_of(written) == key
    assert (key.name, key.is_in_use) == ("信息屏", True)
    end_key(key, by=admin, at=NOW)
    assert key_of(written) is None
    with pytest.raises(Refused, match="已经停用"):
        end_key(key, by=admin, at=NOW)


@pytest.mark.parametrize("duty", ["clerk", "office_head", "security_admin"])
def test_nobody_else_does(organ, viewer_of, duty):
    with pytest.raises(NotYourDuty):
        give_key("信息屏", contact="沈听雨", organ=organ, by=viewer_of(duty, organ), at=NOW)
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(("name", "contact"), [("", "沈听雨"), ("信息屏", " "), ("屏" * 101, "沈听雨")])
def test_a_key_has_a_use_and_somebody_to_reach(organ, name, contact):
    with pytest.raises(Refused):
        give_key(name, contact=contact, organ=organ, by=SYSTEM, at=NOW)


def test_the_ledger_tells_it_without_secret_or_person(organ):
    key, written = give_key("信息屏", contact="沈听雨 手机", organ=organ, by=SYSTEM, at=NOW)
    end_key(key, by=SYSTEM, at=NOW)
    events = Event.objects.filter(subject_type="api.apikey").order_by("pk")
    assert [event.kind for event in events] == ["api.key_given", "api.key_ended"]
    said = " ".join(event.body for event in events)
    assert key.ident in said
    for hidden in ("沈听雨", "信息屏", written.rpartition("_")[2], key.digest):
        assert hidden not in said


def test_the_command_gives_lists_and_ends(organ):
    call_command("keys", "add", "信息屏", contact="沈听雨", organ="zhenxi", stdout=(out := StringIO()))
    written = out.getvalue().split()[-1]
    key = key_of(written)
    assert "\t在用\t没有用过\t沈听雨" in _told()
    assert written not in _told()
    call_command("keys", "end", key.ident, stdout=StringIO())
    assert "\t已停用\t" in _told()
    with pytest.raises(CommandError, match="没有编号为“x”的密钥"):
        call_command("keys", "end", "x")
    with pytest.raises(CommandError, match="没有网址名为“nobody”的机关"):
        call_command("keys", "add", "信息屏", contact="沈听雨", organ="nobody")


def test_the_office_shows_a_key_once(client, organ, person_with):
    sign_in(client, person_with("admin", organ))
    said = {"organ": organ.pk, "name": "信息屏", "contact": "沈听雨"}
    answer = client.post(reverse("api-keys:give"), said)
    key = ApiKey.objects.get()
    written = next(
        word
        for word in answer.text.replace("<", " ").replace(">", " ").split()
        if word.startswith("gk_") and "…" not in word
    )
    assert key_of(written) == key
    assert "no-store" in answer["Cache-Control"]
    sheet = client.get(reverse("api-keys:sheet", args=[key.pk]))
    assert "沈听雨" in sheet.text
    assert written not in sheet.text
    client.post(reverse("api-keys:end", args=[key.pk]))
    key.refresh_from_db()
    assert not key.is_in_use


def test_the_office_tells_what_is_missing(client, organ, person_with):
    sign_in(client, person_with("admin", organ))
    answer = client.post(reverse("api-keys:give"), {"organ": organ.pk, "name": "信息屏"})
    assert answer.status_code == 200
    assert not ApiKey.objects.exists()
