"""What was public and is not any more is gone at every address, for everybody, at once; what never was, is not there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from gongkai.web.disclosure import actions
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next
from gongkai.web.portal import item_files
from tests.web.conftest import NOW, sign_in

from .conftest import POLICY, kept, links, page, path_of, words

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def changed(policy, town):
    """The policy in its second wording, with its attachments."""
    town.change(policy, body="<p>每亩补贴150元。</p>", at=LATER)
    town.publish(policy, at=LATER)
    policy.refresh_from_db()
    return policy


def addresses(client, item):
    """Every address under which anything of a public item can be had."""
    path = path_of(item)
    main = page(client, path).main
    own = [link for link in links(main).values() if link.startswith(path.removesuffix("/")) and link != path]
    return [path, *own]


def test_every_address_answers_while_it_is_public(client, changed):
    found = addresses(client, changed)
    assert len(found) == 7  # page, PDF, Word, two files, version, changes
    assert {client.get(path).status_code for path in found} == {200}


@pytest.mark.parametrize("how", ["withdrawn", "expired", "drafted anew"])
def test_gone_everywhere(client, changed, town, how):
    found = addresses(client, changed)
    for path in found:
        client.get(path)
    if how == "expired":
        with_end(changed, town)
    else:
        actions.withdraw(changed, reason="涉及个人隐私", by=town.clerk, at=LATER)
    if how == "drafted anew":
        town.change(changed, body="<p>重写。</p>", at=LATER)
    for path in found:
        answer = client.get(path)
        assert answer.status_code == 410, path
        assert "枕溪镇人民政府" in answer.text
        assert "2026年2月" in answer.text
        assert "请与该机关联系（" in answer.text
        assert "地址：溪前街2号" in answer.text
        assert not any(secret in answer.text for secret in ("补贴", "涉及个人隐私", "枕政发"))
    assert client.head(found[0]).status_code == 410


def with_end(item, town):
    """A notice whose days are over."""
    at = LATER + timedelta(days=1)
    town.change(item, notice_until_on=at.date(), at=at)
    town.publish(item, at=at)
    actions.sweep(at=at + timedelta(days=2))
    item.refresh_from_db()
    assert item.status == "expired"


def test_who_works_there_gets_no_other_answer(client, changed, town, person_with, organ):
    sign_in(client, person_with("publisher", organ))
    found = addresses(client, changed)
    actions.withdraw(changed, reason="有误", by=town.clerk, at=LATER)
    assert {client.get(path).status_code for path in found} == {410}


def test_what_was_kept_of_it_is_let_go(client, changed, town):
    path = f"{path_of(changed).removesuffix('/')}.docx"
    assert client.get(path).status_code == 200
    key = item_files.key_of(changed.live_hash, "docx")
    assert cache.get(key)
    actions.withdraw(changed, reason="有误", by=town.clerk, at=LATER)
    assert cache.get(key) is None


def test_what_could_not_be_let_go_at_once_goes_later(client, changed, town, monkeypatch):
    client.get(f"{path_of(changed).removesuffix('/')}.docx")
    key = item_files.key_of(changed.live_hash, "docx")
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.web.portal.item_files.cache.delete_many", fail)
        actions.withdraw(changed, reason="有误", by=town.clerk, at=LATER)
    assert cache.get(key)
    while run_next(at=LATER):
        pass
    assert not Errand.objects.open().filter(topic=item_files.FORGET).exists()
    assert cache.get(key) is None


def fail(*_):
    raise OSError("planned")


def test_a_wording_from_before_a_withdrawal_stays_gone(client, changed, town):
    version = f"{path_of(changed)}versions/1/"
    changes = f"{path_of(changed)}changes/1-3/"
    actions.withdraw(changed, reason="有误", by=town.clerk, at=LATER)
    town.change(changed, body="<p>改好了。</p>", at=LATER)
    town.publish(changed, at=LATER + timedelta(hours=1))
    assert client.get(path_of(changed)).status_code == 200
    assert not page(client, path_of(changed)).select("#older")
    for path in (version, changes):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "以前的版本" in answer.text


@pytest.mark.parametrize(
    "tail",
    ["", "versions/1/", "changes/1-2/", "files/1/a.pdf", "../../items/{pk}.pdf", "../../items/{pk}.docx"],
)
def test_what_never_was_public_is_not_there(client, organ, town, tail):
    item = town.draft(organ, replace(POLICY, attachments=(kept("a.pdf", b"%PDF"),)))
    path = (
        f"/organs/zhenxi/items/{item.pk}/{tail}"
        if "items" not in tail
        else f"/organs/zhenxi/items/{tail.format(pk=item.pk).rpartition('/')[2]}"
    )
    assert client.get(path).status_code == 404
    town.approve(item)
    assert client.get(path).status_code == 404


def test_a_draft_behind_what_is_public_is_not_there(client, policy, town):
    town.change(policy, title="还没有批准的题目", body="<p>还没有批准。</p>")
    for path in (f"{path_of(policy)}versions/2/", f"{path_of(policy)}changes/1-2/"):
        assert client.get(path).status_code == 404
    for path in addresses(client, policy):
        assert "还没有批准" not in client.get(path).content.decode(errors="ignore")


def test_an_item_stands_under_its_own_organ_only(client, policy):
    assert client.get(f"/organs/county/items/{policy.pk}/").status_code == 404


def test_a_discarded_draft_is_not_there(client, organ, town):
    item = town.draft(organ)
    actions.discard(item, reason="重复", by=town.clerk, at=NOW)
    assert client.get(path_of(item)).status_code == 404


def test_lists_forget_it(client, policy, town):
    assert POLICY.title in page(client, "/organs/zhenxi/columns/policies/").main.get_text()
    actions.withdraw(policy, reason="有误", by=town.clerk, at=LATER)
    assert "这一栏还没有公开的信息" in words(page(client, "/organs/zhenxi/columns/policies/").main)
    assert "还没有公布政策文件" in words(page(client, "/organs/zhenxi/").main)


def test_a_day_is_told_as_people_write_it(client, policy, town):
    actions.withdraw(policy, reason="有误", by=town.clerk, at=LATER)
    assert LATER.date() == date(2026, 2, 4)
    assert "枕溪镇人民政府已于2026年2月4日撤回这条信息。" in client.get(path_of(policy)).text
