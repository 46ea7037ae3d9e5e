"""The data of screening: every detector with source and reason, and a slip in an office's own file is named."""

import shutil
from pathlib import Path

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.screening import LEVELS, screening_rules


def test_every_detector_tells_why_and_by_which_source() -> None:
    for detector in screening_rules().detectors.values():
        assert detector.level in LEVELS
        assert detector.why.endswith("。")
        assert detector.doubtful is None or detector.doubtful_why.endswith("。")
        assert detector.source


def test_levels_are_those_of_the_specification() -> None:
    levels = {code: detector.level for code, detector in screening_rules().detectors.items()}
    assert levels == {
        "id18": "block",
        "bank_card": "block",
        "mobile": "confirm",
        "id15": "block",
        "address": "confirm",
    }
    assert screening_rules().detectors["id18"].doubtful == "info"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('level = "block"', 'level = "forbid"', "block、confirm、info"),
        ('code = "mobile"', 'code = "id18"', "同名"),
        ('code = "mobile"', 'code = "plate"', "各一项"),
        ('weights = "7 9', 'weights = "9', "17 个数"),
        ('weights = "7 9', 'weights = "7 x', "空格分开的整数"),
        ('"3 8"', '"3 9"', "11 位"),
        ("keep = [2, 3]", "keep = [2]", "两个整数"),
        ("keep = [2, 3]", "keep = [2, true]", "两个整数"),
        ("before = 24", 'before = "24"', "整数"),
        ("after = 8", "after = 8\nbetween = 3", "between"),
        ("labels = [", "lables = [", "lables"),
        ("[not_personal]", "[other]", "other"),
    ],
)
def test_a_slip_in_the_data_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PACKAGE_LAW / "screening.toml", tmp_path)
    file = tmp_path / "screening.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        screening_rules(str(tmp_path))
