"""A section is parted into introduction and topics without losing a word; in doubt it stays in one piece."""

import pytest

from gongkai.web.portal.topics import parted

LONG = "深入推进政府信息主动公开和重点领域信息公开工作落实情况"


def section(*lines, topics):
    whole = [{"number": n, "heading": h, "kind": "other", "text": text} for n, h, text in topics]
    return {"text": "\n".join(lines), "topics": whole}


def test_an_introduction_may_name_the_first_topic():
    introduction, topics = parted(
        section(
            "主动公开是本镇的重点。",
            "（二）中也讲到主动公开。",
            "(一）主动公开 情况。公开 5 条。",
            "又公开 6 条。",
            topics=[("一", "主动公开情况", "公开 5 条。\n又公开 6 条。")],
        )
    )
    assert introduction == ("主动公开是本镇的重点。", "（二）中也讲到主动公开。")
    assert [(t.label, t.heading, t.paragraphs) for t in topics] == [
        ("（一）", "主动公开情况", ("公开 5 条。", "又公开 6 条。"))
    ]


def test_a_long_heading_is_found():
    introduction, topics = parted(
        section("引言。", f"（一）{LONG}", "正文。", topics=[("一", LONG, "正文。")])
    )
    assert introduction == ("引言。",)
    assert topics[0].paragraphs == ("正文。",)


def test_numbered_with_digits():
    introduction, topics = parted(section("1.主动公开", "正文。", topics=[("1", "主动公开", "正文。")]))
    assert introduction == ()
    assert topics[0].label == "1."


@pytest.mark.parametrize(
    ("lines", "topics"),
    [
        (["引言。", "主动公开情况", "正文。"], [("一", "主动公开情况", "正文。")]),
        (["（一）主动公开", "正文。", "尾声。"], [("一", "主动公开", "正文。")]),
        (["（一）主动公开", "正文。"], [("一", "主动公开", "正文。"), ("二", "依申请公开", "")]),
        (["（一）坚持主动公开，做好工作。"], [("一", "坚持主动公开", "坚持主动公开，做好工作。")]),
        (["只有引言。"], []),
    ],
    ids=[
        "heading not in the text",
        "more text than topics",
        "a topic too many",
        "heading twice",
        "no topics",
    ],
)
def test_in_doubt_the_text_stays_as_it_is(lines, topics):
    assert parted(section(*lines, topics=topics)) == (tuple(lines), ())
