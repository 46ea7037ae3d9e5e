"""What five towns did in a year, entered through the acts, makes the tables that they published; the published reports
stay outside the project."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gongkai.kernel.problems import Refused
from gongkai.web.decisions import actions as decisions
from gongkai.web.decisions.actions import Entry
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Compilation
from tests.web.applications.bureau import Bureau, opened
from tests.web.applications.conftest import PERSON
from tests.web.applications.shown import FOURTH, LIST, OTHER, THIRD
from tests.web.disclosure.conftest import CONTENT
from tests.web.reports.ledgers import begun

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = (PERSON, OTHER, THIRD, FOURTH)
FIRM = replace(PERSON, name="墨鹭县远山农业有限公司", id_type="other", id_number="", agent="")
IN_JANUARY = datetime(2025, 1, 6, 9, 30, tzinfo=ZONE)
MONTHLY = ("licences", "penalties", "compulsion", "admin_fees")
NATURAL, COMMERCIAL = "natural_person", "commercial_enterprise"


@dataclass(frozen=True)
class Work:
    """What a town did in its year: items by the row of the catalogue under which they stand ("" for news), applications as
    kind and outcome, licences granted."""

    name: str
    year: int
    items: Mapping[str, int]
    applications: Sequence[tuple[str, str]] = ()
    licences: int = 0
    # Cells in which the published table contradicts itself: what an organ that counts has there.
    mended: Mapping[str, int] = field(default_factory=dict)


TOWNS = (
    Work("qiji-2024", 2024, {"news": 17}, [(NATURAL, "O02")] * 3, licences=22),
    Work("pingyuan-2024", 2024, {"budget": 1}),
    Work(
        "guguantun-2024",
        2024,
        {"news": 82, "budget": 2, "units": 1, "leaders": 1, "guide": 1, "reports": 1},
        [(NATURAL, "O02")] * 2 + [(NATURAL, "O13")] * 2 + [(COMMERCIAL, "O13")] * 2,
    ),
    Work("yangshan-2024", 2024, {"news": 1}),
    # The town told of one application and of no way in which it ended; here one has to be chosen.
    Work(
        "anle-2023",
        2023,
        {"news": 35},
        [(NATURAL, "O02")],
        mended={"table3.granted.natural_person": 1, "table3.granted.total": 1},
    ),
)


def truth(work: Work, folder: Path) -> dict[str, int]:
    """The cells of the published tables by name; what is blank or lost in the source, nobody can compare."""
    told = json.loads(Path(folder, f"{work.name}.truth.json").read_text("utf-8"))
    return {name: value for name, value in _cells(told) if value is not None} | dict(work.mended)


def _cells(told: Mapping) -> list[tuple[str, int | None]]:
    kinds = (
        *(NATURAL, COMMERCIAL, "research_institution", "social_welfare_org"),
        *("legal_service_org", "other_org", "total"),
    )
    results = ("upheld", "corrected", "other", "pending", "total")
    cells = [
        (f"table2.{row}.{column}", value)
        for row, columns in told["table2"].items()
        for column, value in columns.items()
    ]
    for table, heads in (("table3", kinds), ("table4", results)):
        for row, values in told[table].items():
            cells += [(f"{table}.{row}.{head}", value) for head, value in zip(heads, values, strict=True)]
    return cells


def lived(work: Work, bureau: Bureau, town, applied) -> Compilation:
    """A year of a town, day by day through the acts, and its report begun in the January after."""
    organ, year = bureau.organ, work.year
    at = datetime(year, 5, 13, 9, 30, tzinfo=ZONE)
    for topic, count in work.items.items():
        for number in range(count):
            title = f"{year}年{topic}第{number + 1}条"
            content = replace(CONTENT, title=title, formed_on=at.date())
            kind = "news" if topic == "news" else "information"
            town.publish(town.draft(organ, content, kind=kind, at=at), at=at)
    for number, (kind, outcome) in enumerate(work.applications):
        who = PEOPLE[number % len(PEOPLE)] if kind == NATURAL else FIRM
        case = bureau.take_in(replace(applied, channel="in_person", kinds=(kind,)), at=at, identities=(who,))
        bureau.prepare(case, [outcome], at=at)
        supplied = (LIST,) if outcome == "O02" else ()
        reply = bureau.answer(case, outcome, at=at, supplied=supplied)
        bureau.arrived(reply, at=at)
    later = IN_JANUARY.replace(year=year + 1)
    entries = [
        Entry(kind, date(year, month, 1), work.licences * (kind == "licences" and month == 3), "办件系统")
        for kind in MONTHLY
        for month in range(1, 13)
    ]
    decisions.enter(organ, entries, by=bureau.clerk, at=later)
    return compiling.begin(organ, year, by=bureau.clerk, at=later)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    begun(organ)
    return opened(organ, viewer_of)


@pytest.mark.parametrize("work", TOWNS, ids=lambda work: work.name)
def test_the_work_of_a_town_makes_the_tables_that_it_published(
    work, bureau, town, applied, real_reports
) -> None:
    standing = Standing(lived(work, bureau, town, applied))
    counted = {name: shown.value for name, shown in standing.figured.cells.items()}
    published = truth(work, real_reports)
    assert {name: counted[name] for name in published} == published
    facts = standing.facts
    assert facts["items.published"].value == sum(work.items.values())
    assert facts["items.other"].value == work.items.get("news", 0)
    # Of these there is no register yet: nobody may write that there was none.
    for code in ("leaks.cases", "accountability.cases", "proposals.received"):
        assert facts[code].value is None
    broken = {one.code for one in standing.found if one.code.startswith(("T2_", "T3_", "T4_", "CELL_"))}
    assert not broken


def test_nobody_types_a_zero_over_the_register(bureau, town, applied, real_reports) -> None:
    """Three applications lie in the register: that there were none is told with a reason that everybody reads, or not at all."""
    compilation = lived(TOWNS[0], bureau, town, applied)
    cell = "table3.new_received.natural_person"
    typed = {"given": 0, "by": bureau.clerk, "at": IN_JANUARY}
    with pytest.raises(Refused):
        compiling.adjust(compilation, cell, reason="", **typed)
    compiling.adjust(compilation, cell, reason="三件都是重复登记。", **typed)
    standing = Standing(Compilation.objects.get())
    assert (standing.figured.cells[cell].counted, standing.figured.cells[cell].value) == (3, 0)
    assert [(one["counted"], one["given"], one["reason"]) for one in standing.data["reasons"]] == [
        (3, 0, "三件都是重复登记。")
    ]
    # The reason settles that the figure differs from the register; the sums of the form still do not hold.
    is_open = {one.code: one.is_open for one in standing.found}
    assert (is_open["LEDGER_MATCH"], is_open["T3_BALANCE"]) == (False, True)
