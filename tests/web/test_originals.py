"""Findings on the pages of a PDF source: cuts, whole pages, and pictures that are drawn once and soon forgotten."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import TooBig, Unwritable
from gongkai.web.demo.county import SOURCES
from gongkai.web.portal.originals import Original, boxes_of, cuts, pages_of
from gongkai.web.reports import actions, downloads, pictures
from gongkai.web.reports.models import Report

from .conftest import NOW

PDF = SOURCES / "dengxia-2025.pdf"
GRAVITY = ["error", "warning", "notice"]
PAGE = Original(2, "/picture.png", 600, 800, "/pages/2/")


def tree(answer):
    return BeautifulSoup(answer.text, "lxml")


def shown(svg):
    """The part of a page that a drawing shows, and the boxes that it marks, as left, top, right, bottom."""
    x, y, width, height = map(float, svg.get("viewbox").split())
    rects = [[float(rect.get(key)) for key in ("x", "y", "width", "height")] for rect in svg.select("rect")]
    return (x, y, x + width, y + height), [(x, y, x + w, y + h) for x, y, w, h in rects]


def holds(outer, inner):
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def test_each_finding_shows_its_place_on_the_page(client, printed):
    page = tree(client.get("/organs/zhenxi/2025/"))
    ranked = sorted(printed.data["findings"], key=lambda finding: GRAVITY.index(finding["severity"]))
    for number, finding in enumerate(ranked, start=1):
        links = page.find(id=f"finding-{number}").select("a.cut")
        assert links
        boxes = boxes_of(finding["evidence"])
        for link in links:
            original = int(link.get("href").split("/pages/")[1].partition("/")[0])
            assert link.get("href") == f"/organs/zhenxi/2025/pages/{original}/#spot-{original}-{number}"
            svg = link.select("svg")[0]
            assert f"第 {original} 页" in svg.get("aria-label")
            assert svg.select("use")[0].get("href") == f"#picture-{original}"
            view, marks = shown(svg)
            assert marks
            assert all(holds(view, mark) for mark in marks)
            assert all(any(holds(mark, box) for box in boxes[original]) for mark in marks)


def test_a_whole_page_has_all_its_findings_marked_and_beside_it(client, printed):
    page = tree(client.get("/organs/zhenxi/2025/pages/4/"))
    [spot] = page.select("svg a.spot[id]")
    assert spot.get("id") == "spot-4-1"
    assert spot.get("href") == "#finding-1"
    assert spot.get("aria-label").startswith("错1：")
    listed = page.find(id="finding-1")
    assert "应当相等" in listed.get_text()
    hrefs = [link.get("href") for link in listed.select("a")]
    assert hrefs == ["#spot-4-1", "/organs/zhenxi/2025/#finding-1"]
    assert page.select("nav.turn a")[0].get("href") == "/organs/zhenxi/2025/pages/3/"


def test_a_page_without_findings_says_so(client, printed):
    page = tree(client.get("/organs/zhenxi/2025/pages/2/"))
    assert "这一页上的发现 没有。" in " ".join(page.select(".original__list")[0].get_text().split())


def picture_address(client, number):
    page = tree(client.get(f"/organs/zhenxi/2025/pages/{number}/"))
    return page.find(id=f"picture-{number}").get("href")


def test_a_picture_is_small_sharp_and_kept_by_caches(client, printed):
    answer = client.get(picture_address(client, 4))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=604800, immutable"
    assert max(Image.open(io.BytesIO(answer.content)).size) == 1754
    assert len(answer.content) < 400_000
    tag = answer.headers["ETag"]
    assert client.get(picture_address(client, 4), headers={"if-none-match": tag}).status_code == 304


def test_a_picture_is_drawn_once(client, printed, monkeypatch):
    first = client.get(picture_address(client, 1)).content
    monkeypatch.setattr(pictures, "picture_of", None)
    assert client.get(picture_address(client, 1)).content == first


def test_a_picture_that_cannot_be_drawn_is_told(client, printed, monkeypatch):
    address = picture_address(client, 1)

    def fail(*_args, **_kwargs):
        raise TooBig("第 1 页的图形太多，画不出来。", "请查看原文件。")

    monkeypatch.setattr(pictures, "picture_of", fail)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "画不出来" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    monkeypatch.setattr(pictures, "picture_of", None)  # to find that out once more would take as long
    again = client.get(address)
    assert (again.status_code, again.content) == (503, answer.content)


def test_a_missing_library_is_asked_for_each_time(client, printed, monkeypatch):
    address = picture_address(client, 1)

    def fail(*_args, **_kwargs):
        raise Unwritable("没有安装画图的组件。", "请安装。")

    with monkeypatch.context() as without:
        without.setattr(pictures, "picture_of", fail)
        assert client.get(address).status_code == 503
    assert client.get(address).status_code == 200


def test_pictures_of_a_withdrawn_report_are_gone(client, printed, django_capture_on_commit_callbacks):
    addresses = [picture_address(client, 1), "/organs/zhenxi/2025.html"]
    folder = Path(settings.CACHES["default"]["LOCATION"])
    for address in addresses:
        assert client.get(address).status_code == 200
    cache.set(f"page:{printed.sha256}:500:{pictures.VERSION}", b"the last page of a long file")
    cache.delete(f"page-sizes:{printed.sha256}:{pictures.VERSION}")
    assert list(folder.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(printed, reason="版本有误", by=SYSTEM, at=NOW)
    assert not list(folder.iterdir())
    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_a_withdrawn_report_is_gone_whatever_is_still_kept(client, printed, monkeypatch):
    addresses = [picture_address(client, 1), "/organs/zhenxi/2025.html"]
    for address in addresses:
        client.get(address)
    actions.withdraw(
        printed, reason="版本有误", by=SYSTEM, at=NOW
    )  # not committed, so nothing is let go of yet
    for module in (pictures, downloads):
        monkeypatch.setattr(module, "cache", None)
    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_a_report_whose_source_is_lost_shows_no_pictures(client, printed):
    Report.objects.update(source="aa/nothing.pdf")
    page = tree(client.get("/organs/zhenxi/2025/"))
    assert page.select("#finding-1")
    assert not page.select("svg")


def test_other_kinds_have_no_pictures(client, kept):
    assert not tree(client.get("/organs/zhenxi/2024/")).select("svg, .cut")


def check(client, content, name="report.pdf"):
    return client.post("/check/", {"file": SimpleUploadedFile(name, content)})


def test_a_checked_file_brings_its_pictures_along(client, db):
    answer = check(client, PDF.read_bytes())
    page = tree(answer)
    assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    images = page.select("image")
    assert [image.get("id") for image in images] == ["picture-1", "picture-3", "picture-4"]
    assert all(image.get("href").startswith("data:image/png;base64,") for image in images)
    assert page.select("#finding-1 a.cut")[0].get("href") == "#spot-4-1"
    assert page.find(id="spot-4-1").get("href") == "#finding-1"
    ids = [element.get("id") for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {link.get("href")[1:] for link in page.select("a[href^='#']")}
    assert targets <= set(ids)


def test_a_checked_file_brings_no_more_than_a_few(client, db, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PAGES", 1)
    assert len(tree(check(client, PDF.read_bytes())).select("image")) == 1
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)
    page = tree(check(client, PDF.read_bytes()))
    assert not page.select("image, .cut, #originals")
    assert page.select("#finding-1")


def test_a_checked_text_has_none(client, db):
    page = tree(check(client, (SOURCES / "zhenxi-2024.txt").read_bytes(), "a.txt"))
    assert not page.select("image, .cut, #originals")


def test_a_form_that_was_not_checked_allows_no_pictures_in_itself(client, db):
    assert "data:" not in client.get("/check/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "box",
    [(10, 10, 30, 20), (570, 780, 600, 800), (0, 0, 600, 800), (100, 300, 130, 310), (-5, -5, 5, 5)],
)
def test_a_cut_lies_on_the_page_and_is_wide_enough(box):
    [cut] = cuts({2: [box]}, {2: PAGE})
    x, y, width, height = (float(getattr(cut.view, key)) for key in ("x", "y", "width", "height"))
    assert x >= 0
    assert y >= 0
    assert x + width <= 600
    assert y + height <= 800
    assert width >= 300
    assert height <= 300


def test_what_stands_close_together_is_shown_in_one_piece():
    rows = [(100, top, 130, top + 12) for top in (100, 115, 400, 415)]
    found = cuts({2: rows}, {2: PAGE})
    assert [len(cut.rects) for cut in found] == [2, 2]
    many = [(100, 90 * row, 130, 90 * row + 12) for row in range(8)]
    assert len(cuts({2: many}, {2: PAGE})) == 3
    assert cuts({7: rows}, {2: PAGE}) == ()


def test_pages_of_grave_findings_come_first():
    def finding(severity, page):
        return {"severity": severity, "evidence": [{"page": page, "box": [1, 2, 3, 4]}]}

    assert pages_of([finding("notice", 1), finding("error", 5), finding("warning", 2)]) == [5, 2, 1]
    assert pages_of([{"severity": "error", "evidence": [{"page": 3, "box": None}]}]) == []
