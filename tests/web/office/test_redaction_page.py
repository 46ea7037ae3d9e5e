"""The page on which a file is redacted: with forms alone, and who sees what of it."""

import io

import pytest
from PIL import Image

from gongkai.web.applications.models import CasePaper, Redaction
from tests.web.applications.redacted import NAME, PRIVACY, WORDS

from .cases import sheet

pytestmark = pytest.mark.django_db(transaction=True)
GROUND = {"code": "O08", "reason": PRIVACY, "page": "1"}


@pytest.fixture
def redaction(clerk, in_hand) -> Redaction:
    """Taken in through the form."""
    return uploaded(clerk, in_hand, "发放情况.txt", WORDS.encode())


def uploaded(browser, case, name, data) -> Redaction:
    file = io.BytesIO(data)
    file.name = name
    answer = browser.post(f"{sheet(case)}redact/", {"name": "发放情况", "file": file})
    found = Redaction.objects.latest("pk")
    assert answer["Location"] == address(found)
    return found


def address(redaction):
    return f"/office/applications/{redaction.application_id}/redactions/{redaction.pk}/"


def sent(browser, redaction, do, **more):
    """The button is pressed on the page as it stands."""
    version = Redaction.objects.get(pk=redaction.pk).version
    answer = browser.post(address(redaction), {**GROUND, "version": version, "do": do, **more})
    redaction.refresh_from_db()
    return answer


def test_without_scripts_everything_can_be_marked(clerk, redaction):
    page = clerk.get(address(redaction)).text
    assert "居民身份证号码 11*************02X：还没有看" in page
    assert sent(clerk, redaction, "take-all").status_code == 302
    assert sent(clerk, redaction, "find", text=NAME).status_code == 302
    assert [mark["article"] for mark in redaction.marks] == ["条例第十五条"] * 4
    sent(clerk, redaction, "ground", mark=["1", "2"], code="O09", reason="内部事务")
    assert [mark["reason"] for mark in redaction.marks] == ["内部事务"] * 2 + [PRIVACY] * 2
    sent(clerk, redaction, "remove", mark=["4"])
    sent(clerk, redaction, "undo")
    assert len(redaction.marks) == 4
    assert "编号4，条例第十五条" in clerk.get(address(redaction)).text


def test_what_is_found_twice_is_marked_once(clerk, redaction):
    sent(clerk, redaction, "find", text=NAME)
    sent(clerk, redaction, "find", text=NAME)
    assert len(redaction.marks) == 2


def test_a_suggestion_is_followed_or_not_and_can_come_back(clerk, redaction):
    sent(clerk, redaction, "leave", suggestion=["0"])
    sent(clerk, redaction, "take", suggestion=["1"])
    assert [one["looked_at"] for one in redaction.suggestions] == ["left", "taken"]
    sent(clerk, redaction, "remove", mark=["1"])
    assert [one["looked_at"] for one in redaction.suggestions] == ["left", "waiting"]


def test_what_is_drawn_over_text_takes_whole_characters(clerk, redaction):
    sent(clerk, redaction, "find", text=NAME)
    [left, top, right, bottom] = redaction.marks[0]["boxes"][0]
    sent(clerk, redaction, "remove", mark=["1", "2"])
    inner = f"{left + 3},{top + 4},{right - 3},{bottom - 4}"
    sent(clerk, redaction, "draw", how="text", box=inner)
    assert redaction.marks[0]["boxes"] == [[left, top, right, bottom]]
    sent(clerk, redaction, "draw", how="box", box=inner)
    assert [round(side, 2) for side in (left + 3, top + 4, right - 3, bottom - 4)] in [
        mark["boxes"][0] for mark in redaction.marks
    ]


@pytest.mark.parametrize(
    ("do", "more", "words"),
    [
        ("ground", {}, "没有选中"),
        ("take", {}, "没有选中"),
        ("find", {"text": "没有的话"}, "没有找到这些文字"),
        ("find", {"text": ""}, "没有写"),
        ("draw", {"box": "1,2,x,4"}, "没有收到划出的地方"),
        ("remove", {"mark": "九"}, "不是数字"),
        ("make", {}, "还没有标记"),
        ("undo", {}, "没有可以撤销"),
        ("again", {"version": "7"}, "别人已经改动过"),
        ("burn", {}, "没有这个按钮"),
    ],
)
def test_what_cannot_be_done_is_told_on_the_page(clerk, redaction, do, more, words):
    answer = sent(clerk, redaction, do, **more)
    assert answer.status_code == 200
    assert words in answer.context["refused"]
    assert redaction.marks == []


def test_before_it_is_made_the_page_tells_what_stays_readable(clerk, redaction):
    sent(clerk, redaction, "take", suggestion=["1"])
    sent(clerk, redaction, "leave", suggestion=["0"])
    page = clerk.get(address(redaction)).text
    _before, _mark, left = page.partition("生成以后仍然可读：")
    assert "居民身份证号码 11*************02X，决定不遮盖" in left
    assert "?page=1" in left.partition("</ul>")[0]
    assert "手机号码" not in left.partition("</ul>")[0]
    sent(clerk, redaction, "take", suggestion=["0"])
    assert "生成以后仍然可读" not in clerk.get(address(redaction)).text


def test_what_is_marked_has_a_name(clerk, redaction):
    sent(clerk, redaction, "take-all", what="姓名")
    sent(clerk, redaction, "find", text=NAME)
    assert "第1、4处没有写遮盖的是什么" in clerk.get(address(redaction)).text
    sent(clerk, redaction, "ground", mark=["1", "2", "3", "4"], what="姓名")
    assert [mark["what"] for mark in redaction.marks] == ["姓名", "居民身份证号码", "手机号码", "姓名"]


def test_without_a_draft_the_page_says_so_before_anything_is_marked(clerk, redaction):
    page = clerk.get(address(redaction)).text
    assert "没有可以附文件的答复稿" in page
    assert f"{sheet(redaction.application)}draft/" in page


def test_without_a_draft_it_says_so_and_keeps_the_marks(clerk, redaction):
    sent(clerk, redaction, "find", text=NAME)
    assert "请先拟写答复" in sent(clerk, redaction, "make").text
    assert len(redaction.marks) == 2


def test_a_scan_says_that_somebody_has_to_look(clerk, in_hand):
    stored = io.BytesIO()
    Image.new("L", (300, 400), "white").save(stored, "PNG")
    scan = uploaded(clerk, in_hand, "扫描件.png", stored.getvalue())
    assert "扫描件须人工逐页看" in clerk.get(address(scan)).text


def test_the_picture_is_for_nobody_on_the_way(clerk, redaction):
    answer = clerk.get(f"{address(redaction)}pages/1/")
    assert answer["Content-Type"] == "image/png"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert Image.open(io.BytesIO(answer.content)).width == 1240
    assert clerk.get(f"{address(redaction)}pages/9/").status_code == 404


def test_who_does_not_handle_the_case_sees_nothing_of_it(browser_of, redaction, county, organ):
    for duty, where in (("clerk", county), ("legality_reviewer", organ), ("authority", county)):
        other = browser_of(duty, where)
        for place in (address(redaction), f"{address(redaction)}pages/1/"):
            assert other.get(place).status_code in (403, 404)


def test_a_file_of_another_case_is_not_there(clerk, redaction):
    elsewhere = address(redaction).replace(
        f"/{redaction.application_id}/", f"/{redaction.application_id + 1}/"
    )
    assert clerk.get(elsewhere).status_code == 404


def test_a_wrong_file_goes_and_its_page_says_so(clerk, redaction):
    assert sent(clerk, redaction, "drop").status_code == 302
    assert "已经撤下或者销毁" in clerk.get(address(redaction)).text
    assert clerk.get(f"{address(redaction)}pages/1/").status_code == 404
    assert CasePaper.objects.get(pk=redaction.source_id).kept is None


def test_the_case_leads_to_its_files(clerk, in_hand, redaction):
    assert f"{sheet(in_hand)}redact/" in clerk.get(sheet(in_hand)).text
    assert address(redaction) in clerk.get(f"{sheet(in_hand)}redact/").text
