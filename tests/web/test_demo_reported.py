"""The demo county makes its reports of 2025: what is published is what plain SQL counts, in every file that can be read."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from gongkai.engine.examine import examine
from gongkai.engine.intake import take_file
from gongkai.kernel.findings import Severity
from tests.web.demo_home import new_demo, run
from tests.web.recounted import flat, recounted, with_totals

COUNTY = "molu"
# A township, a bureau and a subdistrict; the others hand in what they had published.
SAMPLE = ("zhenxi", "molu-water", "zhiyuan")
TOWNSHIPS = ("baihe", "dengxia", "jieshan", "shisui", "tingyu", "wanzhou", "zhenxi", "zhiyuan")
BUREAUS = ("agriculture", "civil-affairs", "education", "health", "transport", "water")
EVERYBODY = (*TOWNSHIPS, *(f"molu-{name}" for name in BUREAUS))
READABLE = ("html", "docx", "pdf", "xlsx")


class Year:
    """What came of it: the database, the files that everybody can take away, and what was told of each report."""

    def __init__(self, home: Path, folder: Path, told: list[dict]) -> None:
        self.home, self.folder = home, folder
        self.told = {one["organ"]: one for one in told}

    def ask(self, query: str, **values) -> list[tuple]:
        """Rows of the database."""
        with closing(sqlite3.connect(self.home / "gongkai.sqlite3")) as connection:
            return connection.execute(query, values).fetchall()

    def counted(self, organ: str) -> dict[str, Decimal]:
        """The organ's own registers, counted anew."""
        with closing(sqlite3.connect(self.home / "gongkai.sqlite3")) as connection:
            return recounted(connection, organ)

    def edition(self, organ: str) -> dict:
        """What was signed and published."""
        ((data,),) = self.ask(
            "SELECT e.data FROM reports_edition e JOIN reports_compilation c ON c.id = e.compilation_id "
            "JOIN organs_organ o ON o.id = c.organ_id "
            "WHERE o.slug = :organ AND c.year = 2025 AND c.state = 'published'",
            organ=organ,
        )
        return json.loads(data)

    def report(self, organ: str, year: int = 2025) -> dict:
        """What stands in public as the engine read it."""
        ((data,),) = self.ask(
            "SELECT r.data FROM reports_report r JOIN organs_organ o ON o.id = r.organ_id "
            "WHERE o.slug = :organ AND r.year = :year AND r.status = 'published'",
            organ=organ,
            year=year,
        )
        return json.loads(data)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(SAMPLE, id="three"),
        pytest.param(EVERYBODY, id="everybody", marks=pytest.mark.soak),
    ],
)
def year(request, tmp_path_factory) -> Year:
    home, folder = new_demo(tmp_path_factory.mktemp("reporting")), tmp_path_factory.mktemp("published")
    said = run(home, str(folder), *request.param, module="tests.web.demo_year")
    return Year(home, folder, [json.loads(line) for line in said.splitlines()])


def test_each_says_what_plain_sql_counts(year):
    for organ in year.told.keys() - {COUNTY}:
        assert flat(year.edition(organ)) == year.counted(organ), organ


def test_the_county_is_the_sum_of_its_own_cases_and_of_its_members(year):
    of_members = {organ: _figures(year, organ) for organ in EVERYBODY}
    own = year.counted(COUNTY)
    added = {cell: own[cell] + sum(figures[cell] for figures in of_members.values()) for cell in own}
    data = year.edition(COUNTY)
    assert flat(data) == added
    assert data["table3"]["new_received"][-1] > 0 < data["table2"]["licences"]["decisions"]
    _upheld, corrected, _other, pending, _total = data["table4"]["review"]
    assert corrected > 0 < pending


def _figures(year: Year, organ: str) -> dict[str, Decimal]:
    """What a member reported: its registers counted anew, or the report that it had published, in which empty is nothing and
    one sum is wrong."""
    if organ in year.told:
        return year.counted(organ)
    return with_totals({cell: value or Decimal(0) for cell, value in flat(year.report(organ)).items()})


@pytest.mark.parametrize("ending", READABLE)
@pytest.mark.parametrize("kind", ["report", "edition"])
def test_every_file_reads_back_as_it_was_signed(year, kind, ending):
    for organ in year.told:
        read = examine(take_file(Path(year.folder, f"{organ}-{kind}.{ending}")))
        signed = flat(year.edition(organ))
        assert {cell: read.figures[cell].value for cell in signed} == signed, organ
        assert [one for one in read.findings if one.severity is Severity.ERROR] == [], organ
        assert (read.organ, read.year) == (year.edition(organ)["organ"], 2025)


def test_the_data_that_everybody_can_have_is_what_was_signed(year):
    for organ in year.told:
        signed, public = (
            json.loads(Path(year.folder, f"{organ}-{kind}.json").read_text("utf-8"))
            for kind in ("edition", "report")
        )
        assert flat(signed) == flat(public) == flat(year.edition(organ)) == flat(year.report(organ))
        # What is public was examined beside the year before: see below.
        errors = [one["code"] for one in public["findings"] if one["severity"] == "error"]
        assert set(errors) <= {"T3_CARRY"}
        assert public["doubts"] == public["blanks"] == []


def test_every_page_and_file_is_there(year):
    for organ, told in year.told.items():
        assert set(told["pages"].values()) == {200}, organ
        assert len(told["pages"]) == 13


def test_nothing_was_signed_over_and_what_came_from_the_year_before_asks_for_a_look(year):
    """The reports of the year before came as files: what they were said to have left is no error of this year's."""
    for organ, told in year.told.items():
        before, now = flat(year.report(organ, 2024)), flat(year.edition(organ))
        came = [cell for cell in now if cell.startswith("table3.carried_in.")]
        differ = [cell for cell in came if now[cell] != before[cell.replace("carried_in", "carried_out")]]
        carried = [one["severity"] for one in told["found"] if one["code"] == "T3_CARRY"]
        assert carried == ["warning"] * len(differ), organ
        answered = {"ROLLUP"} if organ == COUNTY and _has_a_wrong_sum(year) else set()
        assert {one["code"] for one in told["found"] if one["is_open"]} == answered, organ
        assert {one["code"] for one in year.edition(organ)["justified"]} == answered, organ
        assert year.edition(organ)["reasons"] == []


def _has_a_wrong_sum(year: Year) -> bool:
    """Whether a member handed in what it had published, with a total that its own cells do not come to."""
    files = (flat(year.report(organ)) for organ in EVERYBODY if organ not in year.told)
    said = ({cell: value or Decimal(0) for cell, value in cells.items()} for cells in files)
    return any(with_totals(cells) != cells for cells in said)


def test_each_rests_on_figures_that_were_frozen_and_on_signatures(year):
    frozen = year.ask("SELECT s.data, s.sha256 FROM reports_snapshot s")
    assert len(frozen) == len(year.told)
    assert all(sha256(data.encode()).hexdigest() == told for data, told in frozen)
    signed = year.ask("SELECT approval_id, signed_on, published_at, content_hash FROM reports_edition")
    assert {one[3] for one in signed} == {told["sha256"] for told in year.told.values()}
    assert all(approval and on and at for approval, on, at, _hash in signed)


def test_all_have_handed_in(year):
    states = year.ask(
        "SELECT COUNT(*), SUM(f.edition_id IS NOT NULL) FROM reports_filing f WHERE f.year = 2025"
    )
    assert states == [(len(EVERYBODY) + 1, len(year.told))]
    assert year.ask("SELECT body FROM ledger_event WHERE kind = 'ledger.refused'") == []


@pytest.mark.soak
@pytest.mark.parametrize("year", [pytest.param(EVERYBODY, id="everybody")], indirect=True)
def test_the_ledger_is_whole(year):
    assert "没有发现改动" in run(year.home, "verify")
