"""What somebody enters as the address of a source: refused at once when it would be refused whenever it is asked."""

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.harvest import actions
from gongkai.web.harvest.models import Source
from gongkai.web.ledger.models import Event
from tests.web.conftest import NOW, sign_in
from tests.web.harvest.conftest import add

pytestmark = pytest.mark.django_db(transaction=True)
INSIDE = [
    ("http://10.0.0.5", "指向内部网络"),
    ("http://localhost", "指向内部网络"),
    ("http://[::1]", "指向内部网络"),
    ("https://93.184.215.14:8443", "不是网页通常的端口"),
]


@pytest.mark.parametrize(("address", "why"), INSIDE)
def test_an_address_that_would_never_be_asked_is_refused_when_it_is_entered(source, settings, address, why):
    settings.PRIVATE_HOSTS = []
    with pytest.raises(Refused, match=why) as refused:
        add(source.organ, address, name="内网")
    assert "GONGKAI_PRIVATE_HOSTS" in refused.value.advice
    with pytest.raises(Refused, match=why):
        actions.change(source, name="枕溪镇", address=address, key=None, by=SYSTEM, at=NOW)
    assert Source.objects.get().address == source.address
    assert Event.objects.filter(kind="ledger.refused").count() == 2


def test_the_form_says_why_an_address_is_refused_and_what_may_be_set(county, person_with, settings):
    settings.PRIVATE_HOSTS = []
    client = sign_in(Client(), person_with("office_head", county))
    said = {"organ": county.pk, "name": "柳湾镇", "address": "http://10.0.0.5/", "key": ""}
    page = client.post("/office/sources/add/", said).content.decode()
    assert "网址（10.0.0.5）指向内部网络。" in page
    assert "GONGKAI_PRIVATE_HOSTS" in page
    settings.PRIVATE_HOSTS = ["10.0.0.5"]
    client.post("/office/sources/add/", said)
    assert Source.objects.get().address == "http://10.0.0.5"
