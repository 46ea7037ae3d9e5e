"""The trace of a PDF file: pictures of each page and stage, a page to look at them, nothing of others overwritten."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from gongkai.cli import app
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.read.pdf.opening import pages_of
from gongkai.engine.trace import TraceFolder, draw, folder
from gongkai.engine.trace.picture import LONGEST, SHARP, page_sizes, picture_of
from gongkai.engine.trace.stages import Mark, stages_of
from gongkai.kernel.figures import State
from gongkai.kernel.problems import Problem, TooBig, Unreadable, Unwritable

DATA = Path(__file__).parents[1] / "specimens" / "data"
FAULTY = DATA / "202-pdf-office-ruled" / "source.pdf"
# Shown turned, cut to a part, of another size, in other directions: boxes have to follow.
ODD = ["260-pdf-typst-turned", "291-pdf-chromium-cropped", "268-pdf-typst-a3", "255-pdf-typst-landscape",
       "266-pdf-chromium-turned3", "317-pdf-office-turned3", "362-pdf-office-cropped"]  # fmt: skip


@pytest.fixture
def one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each file the first page is drawn."""
    monkeypatch.setattr(folder, "MOST_PAGES", 1)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, arguments)])


def dark(image: Image.Image, mark: Mark, *, scale: float) -> bool:
    """Whether something is printed inside a mark."""
    left, top, right, bottom = (round(side * scale) for side in mark.box)
    low, _ = image.crop((left, top, max(right, left + 1), max(bottom, top + 1))).convert("L").getextrema()
    return int(str(low)) < 160


@pytest.mark.parametrize("name", ODD)
def test_boxes_stand_on_what_is_printed(name: str) -> None:
    source = intake.take_file(DATA / name / "source.pdf")
    report = examine(source)
    stages = {stage.word: stage for stage in stages_of(source, report)}
    assert sum(len(marks) for marks in stages["3-names"].marks.values()) >= 150
    for number in range(1, (report.pages or 0) + 1):
        page = picture_of(source.data, number)
        image = Image.open(io.BytesIO(page.png))
        scale = image.width / page.size[0]
        for word, look in (("1-lines", "run"), ("2-cells", "line"), ("2-cells", "cell"), ("3-names", "read")):
            marks = [mark for mark in stages[word].marks.get(number, ()) if mark.look == look]
            assert all(dark(image, mark, scale=scale) for mark in marks), (number, look)


@pytest.mark.parametrize("name", ODD)
def test_pages_are_as_large_as_the_reader_takes_them(name: str) -> None:
    data = (DATA / name / "source.pdf").read_bytes()
    for ink, (width, height) in zip(pages_of(data), page_sizes(data), strict=True):
        assert (ink.width, ink.height) == pytest.approx((width, height), abs=0.1)


def test_a_picture_for_each_page_and_stage(tmp_path: Path) -> None:
    result = run("--trace", tmp_path / "out", FAULTY)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["year"] == 2019
    pictures = sorted((tmp_path / "out").glob("*.png"))
    assert len(pictures) == 3 * 4
    assert max(max(Image.open(path).size) for path in pictures) <= LONGEST * 1.2
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert all(path.name in page for path in pictures)
    assert "T3_BALANCE" in page
    assert "http" not in page


@pytest.mark.usefixtures("one_page")
def test_the_same_file_gives_the_same_pictures(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run("--trace", tmp_path / name, FAULTY)
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other


def test_findings_are_drawn_with_their_numbers_and_told_below() -> None:
    source = intake.take_file(FAULTY)
    report = examine(source)
    stage = stages_of(source, report)[3]
    marks = stage.marks[2]
    assert {mark.look for mark in marks} == {"error", "warning"}
    assert all(mark.label and mark.plain.isascii() for mark in marks)
    told = [legend.label for legend in stage.legends[2]]
    assert any("T3_BALANCE" in line and "应当相等" in line for line in told)
    assert len(told) == len(set(told))


def test_every_cell_that_was_read_is_named_with_its_value() -> None:
    source = intake.take_file(FAULTY)
    report = examine(source)
    marks = [mark for marks in stages_of(source, report)[2].marks.values() for mark in marks]
    with_box = [name for name in report.form.cells if report.figures[name].place.box]
    assert len(marks) == len(with_box) > 100
    assert any(mark.label == "（七）总计\n商业企业\n= 12" for mark in marks)
    assert all(mark.plain.isascii() for mark in marks)
    assert all(report.figures[name].state is State.READ for name in with_box)


def test_without_a_chinese_typeface_codes_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "TYPEFACES", ())
    draw._typeface.cache_clear()
    draw._font.cache_clear()
    try:
        notes = TraceFolder(tmp_path).add(intake.take_file(FAULTY), None)
    finally:
        draw._typeface.cache_clear()
        draw._font.cache_clear()
    assert notes == ["本机没有中文字体，图上只写代码。"]
    assert list(tmp_path.glob("*-1-lines.png"))


@pytest.mark.usefixtures("one_page")
def test_other_kinds_are_told_and_passed_over(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_bytes((DATA.parents[1] / "law" / "holds.txt").read_bytes())
    result = run("--trace", tmp_path / "out", text, FAULTY)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "不是 PDF，没有页面可画" in result.stderr


def test_what_is_no_report_is_drawn_as_far_as_it_was_read(tmp_path: Path) -> None:
    plain = DATA / "250-pdf-typst-footnotes" / "source.pdf"
    source = intake.take_file(plain)
    folder_ = TraceFolder(tmp_path)
    folder_.open()
    folder_.add(source, None)
    folder_.close()
    assert list(tmp_path.glob("*-2-cells.png"))
    assert "未能读作年度报告" in (tmp_path / "index.html").read_text("utf-8")


def test_a_file_that_cannot_be_opened_is_told_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    result = run("--trace", tmp_path / "out", broken)
    assert result.exit_code == 2
    assert result.stderr.count("unreadable") == 1
    assert "没有可画的 PDF 文件" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_page_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>mine</p>", "utf-8")
    result = run("--trace", tmp_path, FAULTY)
    assert result.exit_code == 2
    assert "已有别的 index.html，不覆盖" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text("utf-8") == "<p>mine</p>"


@pytest.mark.usefixtures("one_page")
def test_a_trace_replaces_its_own_page(tmp_path: Path) -> None:
    assert run("--trace", tmp_path, FAULTY).exit_code == 0
    assert run("--trace", tmp_path, FAULTY).exit_code == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("--trace", tmp_path / "file" / "out", FAULTY)
    assert result.exit_code == 2
    assert "unwritable" in result.stderr


def test_pages_over_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_PAGES", 2)
    result = run("--trace", tmp_path, FAULTY)
    assert "只画了前 2 页，其余 1 页没有画" in result.stderr
    assert len(list(tmp_path.glob("*.png"))) == 2 * 4


def test_without_the_library_the_way_to_get_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(Unwritable, match="Pillow") as told:
        TraceFolder(tmp_path / "out").open()
    assert "pip install 'gongkai[paper]'" in told.value.advice
    assert not (tmp_path / "out").exists()


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooBig, match="第 1 页的图形太多"):
        picture_of(FAULTY.read_bytes(), 1, is_late=lambda: True)


def test_pictures_are_bounded() -> None:
    page = picture_of((DATA / "268-pdf-typst-a3" / "source.pdf").read_bytes(), 1)
    assert max(Image.open(io.BytesIO(page.png)).size) <= SHARP


def test_a_broken_page_has_no_size_and_is_told() -> None:
    lost = re.sub(rb"/Kids *\[[^]]*\]", lambda m: m[0][:-1] + b" 99999 0 R]", FAULTY.read_bytes(), count=1)
    whole = re.sub(rb"/Count 3\b", b"/Count 4", lost)
    assert len(whole) > len(FAULTY.read_bytes())
    *sizes, last = page_sizes(whole)
    assert all(all(size) for size in sizes)
    assert last == (0.0, 0.0)
    with pytest.raises(Unreadable, match="第 4 页"):
        picture_of(whole, 4)


def test_a_broken_file_is_a_problem() -> None:
    with pytest.raises(Problem):
        picture_of(b"%PDF-1.4", 1)
