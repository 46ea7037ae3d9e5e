"""Questions whose SQL is written once: what they answer is what the queryset would."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions
from gongkai.web.catalogue.models import Row
from gongkai.web.foundations.prepared import Given, Whole, prepared
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(organ):
    made = Row(organ=organ, level1="财政", name="预算", basis="条例第二十条", channels=["website"])
    return actions.add_row(made, by=SYSTEM, at=NOW)


@prepared
def below(parent: Given, on: Given):
    rows = Row.objects.filter(organ__parent=parent, since_on__lte=on)
    return rows.values_list("organ__slug").annotate(last=Max("since_on")).values_list("organ__slug", "last")


def test_it_answers_for_what_is_given_each_time(county, row):
    on = row.since_on
    assert below(parent=county.pk, on=on) == [("zhenxi", on)]
    assert below(parent=row.organ_id, on=on) == []
    assert below(parent=county.pk, on=date(on.year - 1, 1, 1)) == []


def test_a_day_is_a_day_on_every_database(county, row):
    ((_, last),) = below(parent=county.pk, on=row.since_on)
    assert type(last) is date


def test_the_queryset_is_made_once(county):
    made = []

    @prepared
    def named(name: Given):
        made.append(name)
        return Organ.objects.filter(name=name).values_list("slug")

    assert [named(name=county.name), named(name="没有")] == [[("county",)], []]
    assert len(made) == 1


def test_what_is_given_never_becomes_part_of_the_question(county):
    @prepared
    def named(name: Given):
        return Organ.objects.filter(name=name).values_list("slug")

    with CaptureQueriesContext(connection) as asked:
        assert named(name="' OR 1=1 --") == []
    assert len(asked) == 1


def test_a_whole_row_brings_what_it_refers_to(county, organ, django_assert_num_queries):
    whole = Whole(Organ, "parent", "authority")

    @prepared
    def of_slug(slug: Given):
        return Organ.objects.filter(slug=slug).values_list(*whole.columns)

    (found,) = map(whole.read, of_slug(slug=organ.slug))
    with django_assert_num_queries(0):
        assert (found, found.parent, found.authority) == (organ, county, None)
        for one, known in ((found, organ), (found.parent, county)):
            fields = [field.attname for field in Organ._meta.concrete_fields]
            assert [getattr(one, name) for name in fields] == [getattr(known, name) for name in fields]


def test_some_columns_in_any_order_land_in_their_own_fields(organ, django_assert_num_queries):
    some = Whole(Organ, only=("path", "kind", "slug", "name", "id"))

    @prepared
    def of_slug(slug: Given):
        return Organ.objects.filter(slug=slug).values_list(*some.columns)

    (found,) = map(some.read, of_slug(slug=organ.slug))
    with django_assert_num_queries(0):
        assert (found.pk, found.name, found.kind) == (organ.pk, organ.name, organ.kind)
        assert (found.slug, found.path) == (organ.slug, organ.path)
