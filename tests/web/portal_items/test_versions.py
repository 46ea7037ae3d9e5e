"""Earlier wordings: where they stand, what they say of themselves, and what changed since."""

from datetime import timedelta

import pytest

from tests.web.conftest import NOW

from .conftest import BODY, kept, links, page, path_of, words

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND, THIRD = NOW, NOW + timedelta(days=10), NOW + timedelta(days=40)


@pytest.fixture
def twice_changed(policy, town):
    """The policy in its third wording: the amount, then the title and an attachment."""
    town.change(policy, body=BODY.replace("120元", "150.5元"), at=SECOND)
    town.publish(policy, at=SECOND)
    other = (kept("申领表 1/2.pdf", b"%PDF-1.4 new form"), kept("说明.csv", b"c", media_type="text/csv"))
    town.change(policy, title="枕溪镇2026年水稻种植补贴实施办法", attachments=other, at=THIRD)
    town.publish(policy, at=THIRD)
    policy.refresh_from_db()
    return policy


def test_earlier_wordings_with_their_days(client, twice_changed):
    listed = page(client, path_of(twice_changed)).select("#older + ul li")
    assert [words(line.a) for line in listed] == [
        "2026年2月13日至2026年3月15日公开的版本",
        "2026年2月3日至2026年2月13日公开的版本",
    ]
    assert [link["href"].removeprefix(path_of(twice_changed)) for line in listed for link in line.select("a")] == [
        "versions/2/", "changes/2-3/", "versions/1/", "changes/1-3/",
    ]  # fmt: skip


def test_an_earlier_wording_is_marked_as_such(client, twice_changed):
    found = page(client, f"{path_of(twice_changed)}versions/1/")
    assert found.title.get_text().startswith("旧版：")
    told = found.select_one(".verdict--warning")
    assert "这是旧版，已经不是现在公开的内容。" in words(told)
    assert "这一版在2026年2月3日至2026年2月13日公开。" in words(told)
    assert links(told)["现行版本"] == path_of(twice_changed)
    assert "120元" in words(found.select_one(".item-text"))
    assert words(found.h1) == "枕溪镇2026年水稻种植补贴办法"
    assert "现行有效" not in words(found.main)
    assert "变更日期" not in words(found.select_one(".item-facts"))


def test_the_files_of_an_earlier_wording_are_named_but_not_given_out(client, twice_changed):
    listed = page(client, f"{path_of(twice_changed)}versions/1/").select("#files + ul li")
    assert [words(line) for line in listed] == [
        "申领表1/2.pdfPDF，13字节，旧版附件不再提供下载",
        "面积.csvCSV，3字节，旧版附件不再提供下载",
    ]
    assert not any(line.select("a") for line in listed)
    assert client.get(f"{path_of(twice_changed)}files/2/面积.csv").status_code == 404


def test_the_present_wording_has_one_address(client, twice_changed):
    answer = client.get(f"{path_of(twice_changed)}versions/3/")
    assert (answer.status_code, answer.headers["Location"]) == (302, path_of(twice_changed))


def test_what_changed_is_told_in_words(client, twice_changed):
    found = page(client, f"{path_of(twice_changed)}changes/1-3/").main
    changed = [(words(row.dt), words(row.dd)) for row in found.select("dl.change div")]
    assert changed == [
        ("名称", "枕溪镇2026年水稻种植补贴增实施（增加到此）办法"),
        ("附件", "申领表1/2.pdf增（换了文件，名称没有变）（增加到此）"),
        ("附件", "删面积.csv（删去到此）"),
        ("附件", "增说明.csv（增加到此）"),
    ]
    line = next(line for line in found.select("div.change p") if line.ins)
    assert words(line) == "每亩补贴删120（删去到此）增150.5（增加到此）元。"
    assert "2026年2月3日至2026年2月13日公开的版本，改成2026年3月15日起公开的现行版本。" in words(found)


def test_two_earlier_wordings_can_be_compared_either_way(client, twice_changed):
    for pair, removed, added in (("1-2", "120", "150.5"), ("2-1", "150.5", "120")):
        line = page(client, f"{path_of(twice_changed)}changes/{pair}/").main.select_one(
            "div.change p:has(ins)"
        )
        assert (removed in line.find("del").get_text(), added in line.ins.get_text()) == (True, True)


def test_wordings_that_read_alike_say_so(client, policy, town):
    town.change(policy, body=BODY.replace("<strong>实际种粮人</strong>", "实际种粮人"), at=SECOND)
    town.publish(policy, at=SECOND)
    assert "两版的文字、附件没有不同" in words(page(client, f"{path_of(policy)}changes/1-2/").main)


@pytest.mark.parametrize("tail", ["versions/9/", "changes/1-9/", "changes/9-1/"])
def test_a_wording_that_never_was_is_not_there(client, policy, tail):
    assert client.get(path_of(policy) + tail).status_code == 404
