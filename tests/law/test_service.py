"""The table of ways of service: read whole, with its sources; what does not hold is refused with its place."""

from datetime import date

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.service import service_law

WRITTEN = (PACKAGE_LAW / "service.toml").read_text("utf-8")


def test_every_way_says_what_counts_what_proves_it_and_where_that_stands() -> None:
    law = service_law()
    assert list(law.ways) == ["post", "direct", "electronic"]
    for way in law.ways.values():
        assert way.step
        assert way.proof
        assert way.source
    assert [way.is_policy for way in law.ways.values()] == [False, False, True]


@pytest.mark.parametrize(
    ("announced_on", "counts_on"),
    [
        (date(2026, 2, 9), date(2026, 3, 11)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        # A day of rest does not move it.
        (date(2026, 9, 1), date(2026, 10, 1)),
        (date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_an_announcement_counts_after_thirty_days_of_the_calendar(announced_on, counts_on) -> None:
    assert service_law().announcement.counts_on(announced_on) == counts_on


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("days = 30", "days = 0", "大于 0"),
        ("days = 0", "days = -1", "0 或者更大"),
        ('code = "direct"', 'code = "post"', "同名"),
        ('step = "交邮"', "", "step"),
        ('name = "邮寄的"', 'name = "邮寄的"\nweight = 3', "weight"),
    ],
)
def test_what_does_not_hold_is_refused(tmp_path, old, new, told) -> None:
    (tmp_path / "service.toml").write_text(WRITTEN.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=told):
        service_law(str(tmp_path))


def test_what_nobody_has_laid_down_says_so() -> None:
    law = service_law()
    assert law.ways["electronic"].article == "系统默认"
    assert law.announcement.is_policy
    assert law.announcement.is_unverified
    assert law.release.is_policy
    assert law.release.opens_on(date(2026, 2, 9)) == date(2026, 2, 9)


def test_an_office_may_have_its_own_length(tmp_path) -> None:
    (tmp_path / "service.toml").write_text(WRITTEN.replace("days = 30", "days = 60"), "utf-8")
    assert service_law(str(tmp_path)).announcement.counts_on(date(2026, 2, 9)) == date(2026, 4, 10)
