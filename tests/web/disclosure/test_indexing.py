"""What is public is found from the moment it is, and no longer than it is."""

from dataclasses import replace

import pytest
from django.db import transaction

from gongkai.web.disclosure import actions, indexing
from gongkai.web.disclosure.content import File
from gongkai.web.foundations import files
from gongkai.web.outbox.running import run_next
from gongkai.web.search import selectors
from gongkai.web.search.query import Query

from .conftest import CONTENT, NOW

pytestmark = pytest.mark.django_db(transaction=True)


def _found(words):
    return [hit.subject_id for hit in selectors.find(Query(words)).hits]


def _attached(data, name):
    with transaction.atomic():
        kept = files.keep(data, media_type="text/plain", ending="txt")
    return replace(CONTENT, attachments=(File(name, kept),))


def test_it_is_found_by_all_that_it_says(organ, town):
    item = town.publish(town.draft(organ, replace(CONTENT, doc_no="枕政发〔2026〕9号", keywords="汛期")))
    for words in ("防汛值班", "全镇防汛", "次日八时", "枕政发(2026)9号", "汛期", item.index_no):
        assert _found(words) == [item.pk], words
    (hit,) = selectors.find(Query("次日八时")).hits
    assert (hit.address, hit.place) == (f"/organs/zhenxi/items/{item.pk}/", "正文")


def test_a_draft_is_not_found(organ, town):
    item = town.draft(organ)
    town.approve(item)
    assert _found("防汛") == []


def test_a_change_is_found_when_it_is_public(organ, town):
    item = town.publish(town.draft(organ))
    town.change(item, title="枕溪镇2026年森林防火安排")
    assert (_found("防汛安排"), _found("森林防火")) == ([item.pk], [])
    town.publish(item)
    assert (_found("森林防火"), selectors.newest_number()) == ([item.pk], 2)


def test_what_is_withdrawn_is_found_no_more(organ, town):
    item = town.publish(town.draft(organ))
    actions.withdraw(item, reason="内容有误", by=town.clerk, at=NOW)
    assert _found("防汛") == []
    assert not selectors.public().exists()


def test_its_force_is_told_at_once(organ, town, viewer_of):
    item = town.publish(town.draft(organ, kind="policy"))
    head = viewer_of("section_head", organ)
    actions.change_validity(item, "repealed", on=NOW.date(), by=head, at=NOW)
    (hit,) = selectors.find(Query("防汛")).hits
    assert hit.validity == "repealed"


def test_attachments_are_read(organ, town):
    item = town.publish(town.draft(organ, _attached("石桥村值班员：李家湾组".encode(), "值班表.txt")))
    (hit,) = selectors.find(Query("李家湾")).hits
    assert (hit.subject_id, hit.place) == (item.pk, "值班表.txt")
    assert _found("值班表") == [item.pk]


def test_a_big_attachment_is_read_afterwards(organ, town, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 10)
    item = town.publish(town.draft(organ, _attached("石桥村值班员：李家湾组".encode(), "值班表.txt")))
    assert (_found("值班表"), _found("李家湾")) == ([item.pk], [])
    while run_next(at=NOW):
        pass
    assert _found("李家湾") == [item.pk]
    assert selectors.newest_number() == 1


def test_one_that_went_meanwhile_is_not_read(organ, town, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 10)
    item = town.publish(town.draft(organ, _attached("石桥村值班员：李家湾组".encode(), "值班表.txt")))
    actions.withdraw(item, reason="内容有误", by=town.clerk, at=NOW)
    while run_next(at=NOW):
        pass
    assert _found("李家湾") == []


def test_one_that_cannot_be_read_is_found_by_its_name(organ, town):
    broken = b"%PDF-1.7 no more than this"
    item = town.publish(town.draft(organ, _attached(broken, "坏掉的名册.pdf")))
    assert _found("坏掉的名册") == [item.pk]
