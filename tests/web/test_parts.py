"""Files in parts: recordings play and seek, a download that broke off goes on, and nobody joins halves of two files."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.disclosure import actions as items
from gongkai.web.foundations.parts import Unsatisfiable, part
from tests.web.conftest import NOW, SYSTEM, sign_in
from tests.web.portal_items.conftest import POLICY, kept, links, live, page, path_of, town  # noqa: F401 - fixtures

RECORDING = bytes(range(250)) * 4
SIZE = len(RECORDING)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-1", 0, 1), ("bytes=0-0", 0, 0), ("bytes=990-", 990, 999), ("bytes=-10", 990, 999), ("bytes=0-", 0, 999),
     ("bytes=990-5000", 990, 999), ("bytes=-5000", 0, 999), ("bytes= 5-9 ", 5, 9), ("bytes=999-999", 999, 999)],
)  # fmt: skip
def test_the_part_that_is_asked_for(asked, first, last):
    assert part(asked, SIZE) == range(first, last + 1)


@pytest.mark.parametrize(
    "asked",
    ["bytes=-", "bytes=9-5", "bytes=0-1,5-9", "lines=0-1", "bytes 0-1", "bytes=a-b", "0-1", "bytes=" + "9" * 99 + "-",
     "bytes=٣-٥", "bytes=1-2-3"],
)  # fmt: skip
def test_what_cannot_be_made_out_gets_all(asked):
    assert part(asked, SIZE) is None


@pytest.mark.parametrize(("asked", "size"), [("bytes=1000-", 1000), ("bytes=1000-1001", 1000), ("bytes=-0", 1000),
                                             ("bytes=0-", 0), ("bytes=-1", 0)])  # fmt: skip
def test_what_lies_behind_the_end(asked, size):
    with pytest.raises(Unsatisfiable):
        part(asked, size)


@pytest.fixture
def recording(organ, town):  # noqa: F811 - a fixture
    """A public item with a recording."""
    attachments = (kept("会议录音.mp3", RECORDING, media_type="audio/mpeg"),)
    return town.publish(town.draft(organ, replace(POLICY, attachments=attachments)))


@pytest.fixture
def public(client, recording):
    """`public(range="bytes=0-1")`: what a visitor gets of the recording."""
    address = links(page(client, path_of(recording)).select_one("#files + ul"))["会议录音.mp3"]
    return lambda **headers: client.get(address, headers=headers)


@pytest.fixture
def inside(recording, person_with, organ):
    """The same for a colleague in the office, where nobody on the way keeps anything."""
    client = sign_in(Client(), person_with("clerk", organ))
    address = reverse("item-file", args=[recording.pk, 1, 1])
    return lambda **headers: client.get(address, headers=headers)


@pytest.fixture(params=["public", "inside"])
def ask(request):
    return request.getfixturevalue(request.param)


@pytest.mark.django_db(transaction=True)
class TestADownload:
    def test_says_that_it_comes_in_parts(self, ask):
        whole = ask()
        assert (whole.status_code, whole.content) == (200, RECORDING)
        assert whole.headers["Accept-Ranges"] == "bytes"
        assert whole.headers["ETag"].startswith('"')

    def test_begins_anywhere(self, ask):
        answer = ask(range="bytes=500-599")
        assert (answer.status_code, answer.content) == (206, RECORDING[500:600])
        assert answer.headers["Content-Range"] == "bytes 500-599/1000"
        assert answer.headers["Content-Length"] == "100"
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Security-Policy",
            "Cache-Control",
            "ETag",
        ):
            assert answer.headers[name] == ask().headers[name]

    def test_goes_on_where_it_broke_off(self, ask):
        mark = ask().headers["ETag"]
        rest = ask(range="bytes=400-", if_range=mark)
        assert (rest.status_code, RECORDING[:400] + rest.content) == (206, RECORDING)

    @pytest.mark.parametrize("mark", ['"another"', "Wed, 21 Oct 2026 07:28:00 GMT"])
    def test_begins_anew_when_it_is_another_file(self, ask, mark):
        answer = ask(range="bytes=400-", if_range=mark)
        assert (answer.status_code, answer.content) == (200, RECORDING)

    def test_ends_where_the_file_ends(self, ask):
        answer = ask(range="bytes=1000-")
        assert (answer.status_code, answer.content) == (416, b"")
        assert answer.headers["Content-Range"] == "bytes */1000"

    def test_is_not_sent_again_to_whoever_has_it(self, ask):
        assert ask(if_none_match=ask().headers["ETag"]).status_code == 304


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_only_for_the_head_learns_the_size(client, recording):
    address = links(page(client, path_of(recording)).select_one("#files + ul"))["会议录音.mp3"]
    answer = client.head(address, headers={"range": "bytes=0-1"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert (answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == ("1000", "bytes")


@pytest.mark.django_db(transaction=True)
def test_no_part_of_it_is_left_when_it_is_taken_down(public, recording):
    mark = public().headers["ETag"]
    items.withdraw(recording, reason="试办", by=SYSTEM, at=NOW)
    assert public(range="bytes=0-1").status_code == 410
    assert public(range="bytes=0-1", if_range=mark).status_code == 410


def test_a_page_has_no_parts(client, db):
    answer = client.get("/accessibility/", headers={"range": "bytes=0-1"})
    assert answer.status_code == 200
    assert "Accept-Ranges" not in answer.headers
