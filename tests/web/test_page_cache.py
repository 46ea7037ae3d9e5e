"""Kept pages: answered without any work, the same as rendered ones, and gone with the next act."""

import gzip
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.disclosure import actions
from gongkai.web.foundations import clock
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.selectors import state
from gongkai.web.organs.actions import rename
from gongkai.web.portal import page_cache
from gongkai.web.settings import site
from tests.web.conftest import NOW, sign_in

from .disclosure import conftest as chain
from .portal_items.conftest import POLICY, kept, path_of

town = chain.town  # fixture
ORGAN = "/organs/zhenxi/"
ONCE = 1  # the question for the state of the record


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """The site as it is served, with a store of its own."""
    settings.MIDDLEWARE = site.MIDDLEWARE
    settings.CACHES = settings.CACHES | {"pages": site.CACHES["pages"] | {"LOCATION": tmp_path / "pages"}}
    return caches["pages"]


@pytest.fixture
def item(organ, town):
    """A public policy with an attachment."""
    attachments = (kept("申领表.pdf", b"%PDF-1.4 form"),)
    return town.publish(town.draft(organ, replace(POLICY, attachments=attachments), kind="policy"))


def asked(client, path=ORGAN, **said):
    """An answer, and how many questions it took."""
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path, **said)
    return answer, len(questions)


def renamed(organ):
    """The organ has another name from now on."""
    how = {"on": NOW.date(), "document": "批复", "by": SYSTEM, "at": NOW}
    return rename(organ, name="枕水镇人民政府", short_name="枕水镇", **how)


def renamed_badly(organ):
    """It is renamed, and then something of ours breaks."""
    organ.name = "枕水镇人民政府"
    organ.save()
    return 1 / 0


def note(organ, code):
    """Anything at all is recorded."""
    with act("organs.amend", organ.pk, by=SYSTEM, at=NOW) as pen:
        pen.note("ledger.refused", facts={"act": "organs.amend", "code": code})


PAGES = ["/", ORGAN, "/search/?q=水稻", f"{ORGAN}columns/policies/", f"{ORGAN}2024/", "/feed.xml", "/data/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_kept_page_is_what_the_first_visitor_got(client, item, kept, path):
    first = client.get(path)
    second, questions = asked(client, path)
    # What is found may grow when a long attachment has been read, which is no act: one more question.
    assert (first.status_code, questions) == (200, ONCE + path.startswith("/search/"))
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_an_act_ends_every_page_and_its_file(client, organ, store):
    client.get(ORGAN)
    renamed(organ)
    assert "枕水镇人民政府" in client.get(ORGAN).text
    assert len(list(store.folder.iterdir())) == 1


def test_an_act_that_is_taken_back_ends_nothing(client, organ):
    client.get(ORGAN)
    with pytest.raises(ZeroDivisionError), act("organs.amend", organ.pk, by=SYSTEM, at=NOW):
        renamed_badly(organ)
    assert asked(client)[1] == ONCE


def test_a_page_that_an_act_overtakes_is_for_nobody_after_it(client, organ, monkeypatch):
    """It was rendered from what was so before; the act is complete before the page is put away."""

    def overtaken(answer, pack=page_cache._packed):
        renamed(organ)
        return pack(answer)

    with monkeypatch.context() as patch:
        patch.setattr(page_cache, "_packed", overtaken)
        late = client.get(ORGAN)
    assert "枕溪镇人民政府" in late.text
    assert "枕水镇人民政府" in client.get(ORGAN).text
    again = client.get(ORGAN, headers={"if-none-match": late.headers["ETag"]})
    assert again.status_code == 200


def test_the_epochs_that_come_again_after_a_backup_was_put_back_are_other_states(organ):
    before = transaction.savepoint()
    note(organ, "one")
    first = state()
    transaction.savepoint_rollback(before)
    note(organ, "other")
    assert state() != first
    assert state().partition("-")[0] == first.partition("-")[0]


@pytest.mark.parametrize("what", ["day", "program", "display", "host", "query"])
def test_what_else_a_page_depends_on(client, organ, settings, monkeypatch, what):
    """The day turns at midnight without any act, and so on: each has its own page."""
    client.get("/search/?q=a")
    said = {"path": "/search/?q=a"}
    if what == "day":
        monkeypatch.setattr(clock, "today", lambda: date(2031, 1, 1))
    elif what == "program":
        monkeypatch.setattr(page_cache, "program", lambda: "another")
    elif what == "display":
        client.cookies["display"] = "large-contrast"
    elif what == "host":
        settings.ALLOWED_HOSTS = ["testserver", "open.example"]
        said["headers"] = {"host": "open.example"}
    else:
        said["path"] = "/search/?q=b"
    assert asked(client, **said)[1] > ONCE


def test_a_cookie_that_says_nothing_known_is_the_usual_page(client, organ):
    client.get(ORGAN)
    client.cookies["display"] = "anything"
    assert asked(client)[1] == ONCE


def test_a_colleague_sees_the_page_of_everybody(client, organ, person_with):
    sign_in(client, person_with("clerk", organ))
    first = client.get(ORGAN)
    assert not first.cookies
    assert asked(client)[1] == asked(Client())[1] == ONCE
    assert Client().get(ORGAN).content == first.content


def test_a_name_that_is_not_ours_is_refused(client, organ):
    client.get(ORGAN)
    assert client.get(ORGAN, headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("tag", ["{}", "W/{}", '"other", {}'])
def test_who_has_the_page_is_told_so_without_rendering(client, organ, store, tag):
    first = client.get(ORGAN, headers={"accept-encoding": "gzip"})
    store.clear()
    answer, questions = asked(client, headers={"if-none-match": tag.format(first.headers["ETag"])})
    assert (answer.status_code, answer.content, questions) == (304, b"", ONCE)
    assert answer.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_pages_are_packed_for_those_who_can_unpack_them(client, organ):
    plain, packed = (client.get(ORGAN, headers={"accept-encoding": way}) for way in ("br", "br, gzip"))
    assert gzip.decompress(packed.content) == plain.content
    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_head_is_answered_from_the_page(client, organ):
    page = client.get(ORGAN)
    answer = client.head(ORGAN)
    assert (answer.content, answer.headers["Content-Length"]) == (b"", page.headers["Content-Length"])


@pytest.mark.parametrize("path", ["/check/", "/nowhere/", "/office/login/", f"{ORGAN}2024.json", "/kiosk/"])
def test_what_is_not_the_same_for_everybody_is_not_kept(client, kept, store, path):
    client.get(path)
    assert not list(store.folder.glob("*/*"))


def test_files_are_read_anew_each_time(client, item, store):
    client.get(f"{path_of(item)}files/1/申领表.pdf")
    client.get(f"{path_of(item)[:-1]}.docx")
    assert not list(store.folder.glob("*/*"))


def test_a_withdrawn_item_is_gone_although_its_pages_were_kept(client, item, town):
    paths = [path_of(item), f"{ORGAN}columns/policies/", "/", "/search/?q=水稻", "/feed.xml"]
    for path in paths:
        assert "种植补贴办法" in client.get(path).text, path
    actions.withdraw(item, reason="personal_data", by=town.publisher, at=NOW)
    assert client.get(path_of(item)).status_code == 410
    for path in paths:
        assert "种植补贴办法" not in client.get(path).text, path


def test_a_refused_act_is_an_act(organ):
    before = state()
    with pytest.raises(Refused), act("organs.amend", organ.pk, by=SYSTEM, at=NOW):
        raise Refused("现在不能修改。", "请稍后再试。")
    assert state() != before


def test_a_store_that_fails_takes_no_page_with_it(client, organ, store, monkeypatch, caplog):
    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(store), "get", fail)
    monkeypatch.setattr(type(store), "set", fail)
    assert "枕溪镇人民政府" in client.get(ORGAN).text
    assert "cannot be read: OSError" in caplog.text
    assert "cannot be written: OSError" in caplog.text


def test_a_very_long_question_is_not_kept(client, organ, store):
    client.get(f"/search/?q={'x' * page_cache.LONGEST_QUERY}")
    assert not list(store.folder.glob("*/*"))


def test_a_very_large_page_is_not_kept(client, organ, store, monkeypatch):
    monkeypatch.setattr(page_cache, "LARGEST", 100)
    assert client.get(ORGAN).status_code == 200
    assert not list(store.folder.glob("*/*"))


def test_what_a_cluster_finds_may_be_a_moment_old(client, organ, store, settings):
    settings.SEARCH_CLUSTER = "https://cluster.example"
    client.get("/search/?q=a")
    assert not list(store.folder.glob("*/*"))
