"""Bad and odd PDF files: a code, what to do, status 2, little time and memory; what can be read is read rightly."""

import json
from pathlib import Path

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.read.pdf.opening import pages_of
from gongkai.engine.render.contract import as_json
from tests.faults.pdf_cases import HEAVY, LARGE, LONGEST, READ, REFUSED
from tests.faults.pdf_files import as_picture, edited, good, text_pages, write
from tests.faults.test_faults import Run, gongkai, within_limits
from tests.specimens.cells import differences

# Characters of Arabic and Hebrew, which pages hold from the right to the left.
FROM_THE_RIGHT = "".join(map(chr, (0x645, 0x631, 0x62D, 0x628, 0x627, 0x20, 0x5E9, 0x5DC, 0x5D5, 0x5DD)))


def refused(run: Run, path: Path) -> str:
    """The code that a file was refused with; the line must say in Chinese what happened and what to do."""
    line = next(line for line in run.err.splitlines() if str(path) in line)
    _, code, told = line.split(": ", 2)
    assert told.count("。") >= 2, line
    return code


def test_bad_files_are_refused_and_the_others_are_done(tmp_path: Path) -> None:
    paths = {name: write(tmp_path, f"{name}.pdf", make()) for name, (make, _) in REFUSED.items()}
    last = write(tmp_path, "good.pdf", good().source.read_bytes())
    run = gongkai(tmp_path, "check", "--format", "json", *map(str, paths.values()), str(last))
    within_limits(run)
    assert run.status == 2
    codes = {name: refused(run, path) for name, path in paths.items()}
    assert codes == {name: code for name, (_, code) in REFUSED.items()}
    assert [json.loads(line)["source"]["path"] for line in run.out.splitlines()] == [str(last)]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name in LONGEST)) for name in HEAVY]
)
def test_a_heavy_file_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    make, code = HEAVY[name]
    path = write(tmp_path, "heavy.pdf", make())
    run = gongkai(tmp_path, "check", str(path))
    within_limits(run)
    assert (run.status, refused(run, path)) == (2, code)


def test_odd_files_are_read_rightly(tmp_path: Path) -> None:
    paths = {name: write(tmp_path, f"{name}.pdf", make()) for name, make in READ.items()}
    run = gongkai(tmp_path, "check", "--format", "json", *map(str, paths.values()))
    within_limits(run)
    reports = [json.loads(line) for line in run.out.splitlines()]
    assert [report["source"]["path"] for report in reports] == list(map(str, paths.values())), run.err[-500:]
    wrong = {name: differences(good().truth, report) for name, report in zip(paths, reports, strict=True)}
    assert not any(wrong.values()), wrong
    assert not any(report["checks"]["broken"] for report in reports)
    assert "内部" not in run.out.replace("内部事务", "").replace("内部管理", "")


def texts(*lines: str) -> list[str]:
    """The runs of a page of these lines."""
    (ink,) = pages_of(text_pages([lines]))
    return [run.text for run in ink.runs]


def test_rare_characters_are_whole_and_in_their_place() -> None:
    assert texts("吴𠮷三", "𠮷甲", "甲乙𠮷") == ["吴𠮷三", "𠮷甲", "甲乙𠮷"]
    (ink,) = pages_of(text_pages([["吴𠮷三", "吴吉三"]]))
    rare, common = ink.runs
    assert (rare.left, rare.right) == pytest.approx((common.left, common.right), abs=0.01)


def test_half_a_character_is_told_as_lost() -> None:
    assert texts("甲乙\ud842丙丁戊己庚辛壬癸")[0] == "甲乙\ufffd丙丁戊己庚辛壬癸"


def test_characters_of_any_kind_are_read_without_a_crash() -> None:
    texts(FROM_THE_RIGHT, "\ufffe甲", "\u200f乙\u202e丙", LARGE[:50])


@pytest.mark.parametrize("pages", [(0,), (1,), (2,), (3,), (1, 2), (0, 1, 2)], ids=str)
def test_pages_that_are_pictures_break_no_rule(pages: tuple[int, ...]) -> None:
    report = as_json(examine(intake.take_bytes(edited(as_picture(*pages)), "x.pdf")))
    assert report["checks"]["broken"] == 0
    assert not any(finding["cells"] for finding in report["findings"] if finding["origin"] == "report")
    truth = {cell for cell in differences(good().truth, report) if "got None" not in cell}
    assert not truth


@pytest.mark.parametrize("pages", [(0,), (1,), (2,), (3,)], ids=str)
def test_pages_that_are_pictures_are_no_missing_sections(pages: tuple[int, ...]) -> None:
    report = as_json(examine(intake.take_bytes(edited(as_picture(*pages)), "x.pdf")))
    assert not any(f["severity"] == "error" and f["origin"] == "report" for f in report["findings"])
