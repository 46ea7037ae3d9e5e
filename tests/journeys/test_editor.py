"""The editor of bodies in a real browser, under the office's policy: it writes, it pastes, and what is sent is clean."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from .axe import violations
from .clicks import follow

pytestmark = pytest.mark.browser
WORD = (
    "<html><head><style>p{color:red}</style></head><body><!--[if gte mso 9]><xml>7.8 磅</xml><![endif]-->"
    '<h1 style="mso-x:1">一、来自文字处理软件</h1><p class=MsoNormal><b>粗</b><o:p>&nbsp;</o:p></p>'
    '<script>window.smuggled = 1</script><p><img src=x onerror="window.smuggled = 2">图后'
    '<a href="javascript:window.smuggled=3">坏</a><a href="https://example.com/">好</a></p>'
    "<table><caption>表1</caption><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table></body></html>"
)
WHOLE = (
    '<h2>一、甲</h2>\n<p>文<br>行 <strong><em>粗斜</em></strong><u>线</u>x<sup>2</sup>y<sub>1</sub></p>\n<ol start="3">\n<li>三\n'
    "<ul>\n<li>子</li>\n</ul></li>\n</ol>\n<blockquote>\n<p>引</p>\n</blockquote>\n<table>\n<caption>表1</caption>\n<thead>\n"
    '<tr><th scope="col" rowspan="2">类</th><th scope="colgroup" colspan="2">数</th></tr>\n'
    '<tr><th scope="col">上</th><th scope="col">下</th></tr>\n</thead>\n<tbody>\n'
    '<tr><th scope="row">乙</th><td><p>1</p>\n<p>2</p></td><td></td></tr>\n</tbody>\n</table>\n'
    '<p><a href="/guide?a=1&amp;b=2">旧文</a></p>'
)
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def trial(signed_in):
    """A screen of the office with a form that holds a body; `trial.sent()` is what the form sends, cleaned as kept."""

    def serve(route):
        answer = route.fetch()
        place = '<div class="content">'
        assert answer.text().count(place) == 1
        route.fulfill(response=answer, body=answer.text().replace(place, place + markup("<p>旧文</p>")))

    signed_in.route("**/office/organs/", serve)
    signed_in.goto("/office/organs/")
    signed_in.locator(".ProseMirror").wait_for()
    return signed_in


def markup(value):
    """The widget with its label and files, as a form draws it."""
    from gongkai.web.office.editor import BodyEditor

    widget = BodyEditor()
    media = "".join([*widget.media.render_js(), *widget.media.render_css()])
    drawn = widget.render("body", value, {"id": "id_body", "required": True})
    send = '<button class="button">提交</button>'
    return f'{media}<form id="trial" method="post" action="/office/trial/"><label for="id_body">正文</label>{drawn}{send}</form>'


def sent(page):
    """What the form sends, cleaned as the field keeps it."""
    from gongkai.web.office.editor import BodyField

    caught = []

    def catch(route):
        caught.append(route.request.post_data)
        route.fulfill(body="<p>ok</p>", content_type="text/html; charset=utf-8")

    page.route("**/office/trial/", catch)
    follow(page.locator("#trial button", has_text="提交"))
    return BodyField().clean(parse_qs(caught[0])["body"][0]).replace("\n", "")


def tool(page, name):
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def text_of(page):
    return page.get_by_role("textbox", name="正文")


def test_a_body_is_written_with_tools_and_keys(trial):
    text_of(trial).click()
    trial.keyboard.press("Control+A")
    tool(trial, "一级标题").click()
    expect(tool(trial, "一级标题")).to_have_attribute("aria-pressed", "true")
    trial.keyboard.type("一、要求")
    trial.keyboard.press("Enter")
    trial.keyboard.type("请")
    trial.keyboard.press("Control+B")
    trial.keyboard.type("务必")
    trial.keyboard.press("Control+B")
    trial.keyboard.type("落实。")
    trial.keyboard.press("Enter")
    tool(trial, "项目符号").click()
    trial.keyboard.type("沙袋")
    trial.keyboard.press("Enter")
    trial.keyboard.press("Enter")
    trial.keyboard.type("错")
    trial.keyboard.press("Control+Z")
    assert sent(trial) == "<h2>一、要求</h2><p>请<strong>务必</strong>落实。</p><ul><li>沙袋</li></ul>"


def test_a_table_is_made_filled_and_left_by_keys_alone(trial):
    text_of(trial).focus()
    trial.keyboard.press("Control+A")
    trial.keyboard.press("Delete")
    trial.keyboard.press("Alt+F10")
    while trial.evaluate("document.activeElement.textContent") != "插入表格":
        trial.keyboard.press("ArrowRight")
    trial.keyboard.press("Enter")
    trial.keyboard.type("2")
    trial.keyboard.press("Tab")
    trial.keyboard.type("2")
    trial.keyboard.press("Enter")
    trial.locator(".ProseMirror table").wait_for()
    for words in ("品名", "数量", "沙袋", "5"):
        trial.keyboard.type(words)
        trial.keyboard.press("Tab")
    assert trial.evaluate("document.activeElement.textContent") == "提交"
    text_of(trial).get_by_text("品名").click()
    tool(trial, "表格标题").click()
    trial.keyboard.type("表1")
    trial.keyboard.press("Enter")
    trial.locator("table[data-caption]").wait_for()
    assert sent(trial) == (
        '<table><caption>表1</caption><thead><tr><th scope="col">品名</th><th scope="col">数量</th></tr></thead>'
        "<tbody><tr><td>沙袋</td><td>5</td></tr></tbody></table>"
    )


def test_what_is_pasted_loses_its_danger_and_keeps_its_words(trial):
    text_of(trial).click()
    trial.keyboard.press("Control+A")
    text_of(trial).evaluate(PASTE, WORD)
    assert trial.evaluate("window.smuggled") is None
    assert sent(trial) == (
        '<h2>一、来自文字处理软件</h2><p><strong>粗</strong></p><p>图后坏<a href="https://example.com/">好</a></p>'
        '<table><caption>表1</caption><tbody><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>'
    )


def test_a_body_that_is_opened_and_changed_keeps_all_the_rest(trial):
    from gongkai.engine.content import clean

    assert clean(WHOLE) == WHOLE
    trial.evaluate("html => document.querySelector('office-editor').editor.commands.setContent(html)", WHOLE)
    text_of(trial).get_by_text("引").click()
    trial.keyboard.press("End")
    trial.keyboard.type("文")
    assert sent(trial) == WHOLE.replace("引", "引文").replace("\n", "")


def test_a_link_is_made_and_taken_away(trial):
    text_of(trial).click()
    trial.keyboard.press("Control+A")
    tool(trial, "链接").click()
    trial.keyboard.type("https://example.com/a")
    trial.keyboard.press("Enter")
    trial.locator(".ProseMirror a").wait_for()
    tool(trial, "链接").click()
    trial.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert sent(trial) == '<p><a href="https://example.com/a">旧文</a></p>'


def test_everybody_can_use_it(trial):
    text_of(trial).evaluate(PASTE, WORD)
    text_of(trial).get_by_text("甲").click()
    tool(trial, "删除行").wait_for()
    found = violations(trial, include="#trial")
    tool(trial, "表格标题").click()
    found += violations(trial, include="dialog")
    trial.keyboard.press("Escape")
    assert not found, "\n".join(found)


def test_without_scripts_there_is_a_textarea(browser, site, sessions):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    context.add_cookies(sessions["admin"])
    page = context.new_page()
    page.route(
        "**/office/",
        lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=markup("<p>旧文</p>")),
    )
    page.goto("/office/")
    page.locator("#id_body").fill("第一段")
    assert sent(page) == "<p>第一段</p>"
    context.close()
