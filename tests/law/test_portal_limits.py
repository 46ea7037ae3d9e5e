"""The portal's limits in the law data: those of the house, another office's own, and slips are named."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.portal_limits import PortalLimits, portal_limits


def _with(tmp_path: Path, old: str, new: str) -> PortalLimits:
    shutil.copy(PACKAGE_LAW / "applications.toml", tmp_path)
    file = tmp_path / "applications.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return portal_limits(str(tmp_path))


def test_the_house_takes_thirty_an_hour_from_one_place() -> None:
    known = portal_limits()
    assert (known.from_one, known.together, known.wrong_codes, known.files) == (30, 5000, 10, 6)
    assert (known.quiet, known.on_terminal) == (timedelta(minutes=30), timedelta(minutes=5))


def test_an_office_may_set_its_own(tmp_path: Path) -> None:
    assert _with(tmp_path, "from_one = 30", "from_one = 60").from_one == 60


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from_one = 30", "from_one = 0", "“from_one”应是大于 0"),
        ("files = 6", "", "“files”应是大于 0"),
        ("wrong_codes = 10", "wrong_code = 10", "wrong_code"),
        ("[portal]", "[portals]", "缺少“portal”"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LawInvalid, match=said):
        _with(tmp_path, old, new)
