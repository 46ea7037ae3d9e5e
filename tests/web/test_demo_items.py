"""The first months of the invented county: items at every point of their way, and something for everybody to do."""

import pytest

from gongkai.engine.accept import accept
from gongkai.kernel.review import State
from gongkai.web.catalogue.board import State as BoardState
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.disclosure.selectors import standing
from gongkai.web.foundations import clock
from gongkai.web.ledger.actions import REFUSED
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.organs.models import Organ
from gongkai.web.people.selectors import holders, viewer_for
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.selectors import vacant_stages, waiting_for

SIGNERS = ("section_head", "secrecy_reviewer", "legality_reviewer", "deputy_leader", "chief_leader")


def test_items_stand_everywhere_between_their_draft_and_their_end(small_county):
    today, items = clock.today(), Item.objects.all()
    assert set(items.values_list("status", flat=True)) == set(ItemStatus) - {ItemStatus.DISCARDED}
    assert {Review.objects.filter(state=state).exists() for state in State} == {True}
    assert items.filter(status=ItemStatus.APPROVED, go_live_at__gt=clock.now()).count() == 1
    assert items.filter(status=ItemStatus.APPROVED, go_live_at=None).exists()
    assert items.filter(status=ItemStatus.DRAFT, due_on__lt=today).count() == 1
    assert (
        items.filter(status=ItemStatus.KEPT, reassess_on__lte=today).exclude(latest__reason="").count() == 1
    )
    assert [item.title for item in items if item.has_changes] == ["墨鹭县人民政府领导分工"]
    assert not Event.objects.filter(kind=REFUSED).exists()


@pytest.mark.parametrize(("slug", "duties"), [("molu", SIGNERS), ("molu-civil-affairs", SIGNERS), ("zhenxi", SIGNERS[1:])])  # fmt: skip
def test_something_waits_for_everybody_who_signs(small_county, slug, duties):
    on = clock.today()
    for duty in duties:
        [held] = holders(Organ.objects.get(slug=slug), duty, on)
        assert waiting_for(viewer_for(held.person_id, on)).exists(), held


def test_a_vacancy_holds_something_up(small_county):
    [review] = Review.objects.filter(organ__slug="jieshan")
    assert [stage.stage for stage in vacant_stages(review, clock.today())] == ["review"]


def test_catalogues_are_kept_and_partly_late(small_county):
    rows = list(Row.objects.select_related("organ"))
    lines = standing(rows, clock.today())
    assert {line.state for line in lines} == set(BoardState)
    assert {row.organ.slug for row in rows} == {"molu", "molu-civil-affairs", "zhenxi", "dengxia"}
    assert any(row.section for row in rows)
    assert not all(row.section for row in rows)


def test_what_was_repealed_leads_to_what_holds_now(small_county, client):
    item = Item.objects.select_related("organ", "repealed_by").get(
        validity="repealed", repealed_by__isnull=False
    )
    text = client.get(f"/organs/{item.organ.slug}/items/{item.pk}/").text
    assert f'现在请看：<a href="/organs/molu/items/{item.repealed_by_id}/">' in text


def test_what_is_public_is_shown_with_its_files(small_county, client):
    files = []
    for item in Item.objects.exclude(releases=None).select_related("organ", "live_version"):
        path = f"/organs/{item.organ.slug}/items/{item.pk}/"
        assert client.get(path).status_code == (200 if item.is_live else 410)
        files += (
            [(f"{path}files/{one.order}/{one.name}", one.kept) for one in item.live_version.attachments.all()]
            if item.is_live
            else []
        )
    assert {path.rpartition(".")[2] for path, _ in files} == {"pdf", "xlsx"}
    for path, kept in files:
        assert accept(client.get(path).content, name=path).media_type == kept.media_type


def test_the_ledger_is_sound_afterwards(small_county):
    # The folder outlives the database of each test: files of others may lie there.
    assert [one for one in verify() if one.code != "foundations.stray_file"] == []
