"""What stands beside an item: its neighbours, its permanent address, what can be heard and seen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.web.disclosure import actions
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import CONTENT
from tests.web.portal_items.conftest import kept, links, page, path_of, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(organ, town):
    """Three public items, a day apart."""
    days = [NOW + timedelta(days=number) for number in range(3)]
    contents = [
        replace(CONTENT, title=f"第{number}期", formed_on=at.date()) for number, at in enumerate(days)
    ]
    return [
        town.publish(town.draft(organ, content, at=at), at=at)
        for content, at in zip(contents, days, strict=True)
    ]


def beside(client, item):
    found = page(client, path_of(item)).select_one(".neighbours")
    return [words(line) for line in found.select("li")] if found else []


def test_the_one_before_and_the_one_after(client, three, town):
    assert beside(client, three[1]) == ["后一条：第2期", "前一条：第0期"]
    assert beside(client, three[2]) == ["前一条：第1期"]
    assert beside(client, three[0]) == ["后一条：第1期"]
    actions.withdraw(three[1], reason="有误", by=town.clerk, at=NOW + timedelta(days=4))
    assert beside(client, three[0]) == ["后一条：第2期"]


def test_another_kind_is_no_neighbour(client, organ, town, live):
    town.publish(town.draft(organ, CONTENT, kind="policy"))
    assert beside(client, live) == []


def test_the_address_that_stays(client, live):
    told = page(client, path_of(live)).select_one(".permanent__address")
    assert words(told) == f"http://127.0.0.1:8000{path_of(live)}"


def test_a_film_and_a_recording_are_played_from_our_own_address(client, organ, town):
    files = (
        kept("讲解.mp4", b"film", media_type="video/mp4"),
        kept("广播.mp3", b"sound", media_type="audio/mpeg"),
    )
    item = town.publish(town.draft(organ, replace(CONTENT, attachments=files), kind="interpretation",
                                   interpretation_form="video"))  # fmt: skip
    answer = client.get(path_of(item))
    tree = page(client, path_of(item))
    listed = links(tree.main)
    assert tree.select_one("video[controls]")["src"] == listed["讲解.mp4"]
    assert tree.select_one("audio[controls]")["src"] == listed["广播.mp3"]
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    town.change(item, body="<p>改。</p>", attachments=(), at=NOW)
    town.publish(item)
    assert not page(client, f"{path_of(item)}versions/1/").select("video, audio")
