"""归档的规则：卷内须有什么，保管多久，档号怎样编。"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai import lawbook
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.archive import archive_law

LAW = archive_law()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office's folder with a copy of our file."""
    shutil.copy(lawbook.PACKAGE_LAW / "archive.toml", tmp_path)
    return tmp_path


def edit(own: Path, old: str, new: str) -> None:
    text = (own / "archive.toml").read_text("utf-8")
    assert old in text
    (own / "archive.toml").write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("facts", "period"),
    [
        ({"always", "outcome.O02"}, "D10"),
        ({"always", "outcome.O08"}, "D30"),
        ({"always", "outcome.O02", "reopened.court"}, "D30"),
    ],
)
def test_the_period_follows_from_what_became_of_it(facts: set[str], period: str) -> None:
    assert LAW.default_for(facts).period == period


def test_whole_years_are_counted_from_the_next_one_and_for_ever_has_no_end() -> None:
    assert LAW.periods["D10"].ends_on(2026) == date(2036, 12, 31)
    assert LAW.periods["Y"].ends_on(2026) is None


@pytest.mark.parametrize(
    ("level", "years"), [("province", 20), ("city", 20), ("county", 10), ("township", 10)]
)
def test_when_a_volume_goes_to_the_archive_depends_on_the_level(level: str, years: int) -> None:
    handing = LAW.handing_of(level)
    assert (handing.years, handing.is_unverified) == (years, True)


def test_a_number_tells_year_period_and_place() -> None:
    assert LAW.number(year=2026, period="D10", serial=12) == "XXGK·2026-D10-0012"


def test_a_search_record_is_wanted_of_what_does_not_exist_alone() -> None:
    piece = next(one for one in LAW.pieces if one.code == "search_record")
    assert piece.is_wanted({"outcome.O13"})
    assert not piece.is_wanted({"outcome.O02"})
    assert piece.is_there({"paper.search"})
    assert not piece.is_there({"paper.reply"})


def test_what_is_our_own_habit_says_so() -> None:
    for one in (*LAW.pieces, *LAW.defaults):
        assert one.is_policy == ("默认" in one.source or "建议" in one.source or "即可" in one.source), (
            one.name
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('when = ["always"]\nis_policy', 'when = ["received"]\nis_policy', "对所有申请"),
        ('period = "D10"', 'period = "D11"', "没有“D11”"),
        ('{serial}"', '"', "须各有一个"),
        ("workdays = 20", "workdays = 0", "1 到 100"),
        ('code = "receipt"', 'code = "identity"', "相同"),
        ("[[handing]]\nyears = 10", '[[handing]]\nlevels = ["county"]\nyears = 10', "对其余机关"),
    ],
)
def test_what_an_office_writes_wrong_is_told(own: Path, old: str, new: str, said: str) -> None:
    edit(own, old, new)
    with pytest.raises(LawInvalid, match=said):
        archive_law(str(own))


def test_an_office_keeps_its_files_longer(own: Path) -> None:
    edit(own, 'period = "D10"', 'period = "D30"')
    assert archive_law(str(own)).default_for({"always"}).period == "D30"
