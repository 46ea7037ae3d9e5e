"""The invented county as a tree: complete, and built twice without a new event."""

import pytest

from gongkai.web.demo.building import build
from gongkai.web.ledger.models import Event
from gongkai.web.organs.models import NumberFamily, Organ, Remedy, Section
from gongkai.web.organs.selectors import (
    authority_of,
    disclosure_office_of,
    issuing_office_of,
    remedy_body_on,
)
from tests.web.conftest import NOW

from .planting import is_sound


@pytest.fixture
def built(db):
    build(at=NOW)


def test_building_it_twice_writes_no_event(built):
    before = Event.objects.filter(kind__startswith="organs.").count()
    build(at=NOW)
    assert Event.objects.filter(kind__startswith="organs.").count() == before
    assert is_sound()


def test_what_somebody_changed_inside_an_organ_stays(built):
    Section.objects.filter(organ__slug="zhenxi", is_disclosure_office=True).update(order=9)
    build(at=NOW)
    assert Section.objects.get(organ__slug="zhenxi", is_disclosure_office=True).order == 9


def test_every_organ_can_answer_and_be_reached(built):
    county = Organ.objects.get(slug="molu")
    assert issuing_office_of(county) == "墨鹭县人民政府办公室"
    for organ in Organ.objects.all():
        assert disclosure_office_of(organ), organ
        assert NumberFamily.objects.filter(organ=organ).count() == 2, organ
        assert all(remedy_body_on(organ, NOW.date(), remedy=remedy) for remedy in Remedy), organ
        assert all((organ.code, organ.address, organ.phone, organ.fax, organ.email, organ.online_channel))
        assert authority_of(organ) == (None if organ == county else county)
