"""Columns that are caches of the ledger: a mismatch is named, and what can be told from the events is written back."""

import io

import pytest
from django.core.management import call_command
from taggit.models import Tag

from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify

from .conftest import ORGAN, codes, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("exported")]


def test_a_mismatched_cache_is_named_and_mended(chain):
    tag = Tag.objects.get(name="甲2")
    Tag.objects.filter(pk=tag.pk).update(name="丁")
    assert codes() == [("cache.mismatch", ORGAN, 3)]
    printed = told()[1]
    assert "标签" in printed or "tag" in printed
    assert "gongkai rebuild --write" in printed
    with pytest.raises(SystemExit):
        call_command("rebuild", stdout=io.StringIO())
    assert Tag.objects.get(pk=tag.pk).name == "丁"
    call_command("rebuild", write=True, stdout=io.StringIO())
    assert Tag.objects.get(pk=tag.pk).name == "甲2"
    assert verify() == []
    assert Event.objects.get(organ_id=0).kind == "ledger.rebuilt"


def test_of_a_digest_the_content_cannot_be_mended(chain):
    tag = Tag.objects.get(name="甲2")
    Tag.objects.filter(pk=tag.pk).update(slug="other")
    [trouble] = verify()
    assert trouble.code == "cache.mismatch"
    assert "备份" in trouble.advice


def test_a_row_without_events_and_one_that_is_gone_are_named(chain):
    Tag.objects.filter(name="甲2").delete()
    stranger = Tag.objects.create(name="戊", slug="e")
    assert {code for code, *_ in codes()} == {"cache.missing", "cache.untold"}
    assert f"taggit.tag {stranger.pk}" in told()[1]


def test_on_a_sound_database_rebuild_changes_nothing(chain):
    def dump():
        out = io.StringIO()
        call_command("dumpdata", "taggit", "ledger", stdout=out)
        return out.getvalue()

    before = dump()
    call_command("rebuild", write=True, stdout=io.StringIO())
    assert dump() == before
