"""What people see of a page elsewhere: hidden words do not count, and nothing stands beside the approved ones."""

from dataclasses import replace

import pytest

from gongkai.web.channels.comparing import Shown, difference
from tests.web.disclosure.conftest import CONTENT

pytestmark = pytest.mark.django_db
TITLE = "枕溪镇2026年惠农补贴标准"
RIGHT, WRONG = "补贴标准为每亩三百元。", "补贴标准为每亩三十元。"


@pytest.fixture
def told(organ, town):
    """`told(page)`: what is different on a page; None for nothing."""
    words = replace(CONTENT, title=TITLE, doc_no="枕政发〔2026〕9号", body=f"<p>{RIGHT}</p>")
    version = town.draft(organ, words).latest

    def said(body: str) -> str | None:
        found = difference(version, Shown(f"<body><h1>{TITLE}</h1><p>枕政发〔2026〕9号</p>{body}</body>", ()))
        return found and found.told

    return said


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="color:red; DISPLAY : None !important"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size: 0.0px"',
        'style="opacity:0"',
        "hidden",
    ],
)
def test_hidden_words_do_not_count(told, hiding):
    assert "批准的是“百元。”" in told(f"<div {hiding}>{RIGHT}</div><p>{WRONG}</p>")
    assert told(f'<div class="content"><p>{RIGHT}</p></div><div {hiding}>{WRONG}</div>') is None


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "dialog"])
def test_what_no_browser_shows_does_not_count(told, tag):
    assert told(f"<{tag}>{RIGHT}</{tag}><p>{WRONG}</p>") is not None


@pytest.mark.parametrize(
    "article",
    [
        "<p>{right}</p><p>{wrong}</p>",
        "<p>{wrong}</p><p>{right}</p>",
        "<div><p>{right}</p><p>{wrong}</p></div>",
        "<div><p>{right}</p><div>{wrong}</div></div>",
        "<div>{wrong}<p>{right}</p></div>",
        "<table><tr><td><p>{right}</p>{wrong}</td></tr></table>",
    ],
)
def test_other_words_beside_the_approved_ones_are_a_difference(told, article):
    assert "多出“补贴标准为每亩三十元。" in told(article.format(right=RIGHT, wrong=WRONG))


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>发布时间：2026-02-03　来源：枕溪镇</p><p>{right}</p><p>附件：无</p></div>",
        "<div><h1>别的栏目</h1><p>{right}</p><footer>主办：墨鹭县人民政府</footer></div>",
        "<div><p>{title}</p><p>枕政发〔2026〕9号</p><p>{right}</p></div>",
        '<div><span>{right}</span></div><div class="more">相邻的一条</div>',
        "<ul><li>首页</li></ul><div><div>{right}</div></div><p>版权所有</p>",
    ],
)
def test_what_platforms_add_is_none(told, page):
    assert told(page.format(right=RIGHT, title=TITLE)) is None


def test_opacity_and_sizes_that_show_something_count(told):
    assert told(f'<div style="opacity:0.5;font-size:10px;display:block">{RIGHT}</div>') is None
