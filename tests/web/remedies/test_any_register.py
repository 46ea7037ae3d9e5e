"""Whatever the register holds: every total is the sum of its columns, and what is pending is carried into the next year."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.kernel.challenges import ChallengeColumn, ChallengeRow
from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.challenges import challenge_results
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.models import Application
from gongkai.web.remedies.models import Challenge, Ruling
from gongkai.web.remedies.selectors import behind, counted
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW
from tests.web.organs.planting import organ_below

BOTH, NEW = "accepted_or_carried", "accepted_only"
START = date(2024, 1, 1)
YEARS = range(2024, 2028)
_RESULTS = {
    way: [one.code for one in challenge_results().values() if one.way == way] for way in ("review", "suit")
}


class Told(NamedTuple):
    """One case: in which line, when it came, and after how many days each something else happened: a ruling, an appeal, …"""

    line: str
    came: int
    gaps: list[int]
    results: list[int]
    ending: str


gaps = st.lists(st.integers(0, 500), max_size=5)
several = st.lists(
    st.builds(
        Told,
        line=st.sampled_from([*ChallengeRow]),
        came=st.integers(0, 1400),
        gaps=gaps,
        results=st.lists(st.integers(0, 99), min_size=3, max_size=3),
        ending=st.sampled_from(["", "", "", "", "void", "ended"]),
    ),
    max_size=6,
)


class Entered(NamedTuple):
    """A case as it was entered, with its rulings in their order."""

    row: Challenge
    line: str
    rulings: list[Ruling]


class Registers(TestCase):
    """Each example begins with two applications of two organs and no case."""

    @classmethod
    def setUpTestData(cls):
        county = organ_below(None, "county")
        wanted = Wanted(title="补贴", wanted="补贴。", supply_form="email", delivery="email")
        said = {
            "channel": "internet",
            "wanted": wanted,
            "kinds": ("natural_person",),
            "identities": (PERSON,),
        }
        cls.applications = [
            apply(Applied(organ=organ, **said), by=SYSTEM, at=NOW).application
            for organ in (county, organ_below(county, "town"))
        ]

    @settings(max_examples=15)
    @given(several, several)
    def test_totals_stock_and_carrying_over(self, ours, theirs):
        cases = [
            one
            for application, stories in zip(self.applications, (ours, theirs), strict=True)
            for place, story in enumerate(stories)
            for one in _entered(application, story, f"第{place}号")
        ]
        Ruling.objects.bulk_create(ruling for one in cases for ruling in one.rulings)
        organs = [one.organ_id for one in self.applications]
        tables = {}
        for year, how in product(YEARS, (BOTH, NEW)):
            table = Counter({one[:3]: one.n for one in counted(organs, *_days(year), population=how)})
            assert table == _recounted(cases, year, how)
            tables[year, how] = table
        for application in self.applications if cases else []:
            self.carries_over(application.organ, {one.row.pk: one for one in cases}, tables)

    def carries_over(self, organ, cases, tables):
        """What was pending when a year ended the next one has from before; besides only what was appealed against in it."""
        for year, line in product(YEARS[:-1], ChallengeRow):
            before, pending_before = tables[year, BOTH], (organ.pk, line, "pending")
            pending = {one.pk for one in behind(organ, *_days(year), line, "pending", population=BOTH)}
            assert len(pending) == before[pending_before]
            after = tables[year + 1, BOTH]
            columns = [column for column in ChallengeColumn if after[organ.pk, line, column]]
            had = {
                one.pk
                for column in columns
                for one in behind(organ, *_days(year + 1), line, column, population=BOTH)
            }
            carried = {pk for pk in had if cases[pk].row.received_on.year <= year}
            assert pending <= carried
            assert all(_is_appealed(cases[pk], *_days(year + 1)) for pk in carried - pending)
            # T4_TOTAL, T4_STOCK
            assert (
                sum(after[organ.pk, line, column] for column in ChallengeColumn) == len(had) >= len(pending)
            )


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _entered(application: Application, told: Told, number: str) -> list[Entered]:
    """The case, for a suit after a review with that review before it."""
    if told.line == ChallengeRow.SUIT_AFTER_REVIEW:
        review = _row(application, "review", told, number)
        row = _row(application, "suit", told, number, review=review)
        before = [Entered(review, "review", [])]
    else:
        row, before = _row(application, "review" if told.line == "review" else "suit", told, number), []
    if told.ending:
        row.ended_on, row.ended_because = row.received_on + timedelta(days=30), "撤回"
        row.is_void = told.ending == "void"
        row.counted_in_on, row.counted_out_on = None if row.is_void else row.received_on, row.ended_on
        row.save()
    return [*before, Entered(row, told.line, [] if told.ending == "ended" else _rulings(row, told))]


def _row(
    application: Application, kind: str, told: Told, number: str, *, review: Challenge | None = None
) -> Challenge:
    on = START + timedelta(days=told.came)
    said = {"procedure": "ordinary", "body": "某机关", "case_no": number, "due_on": on, "review": review}
    said["counted_in_on"] = on
    return Challenge.objects.create(application=application, kind=kind, received_on=on, **said)


def _rulings(row: Challenge, told: Told) -> list[Ruling]:
    """A ruling after the first gap, an appeal against it after the second, and so on; nobody appeals in a review."""
    on, made = row.received_on, []
    for place, gap in enumerate(told.gaps[: 1 if row.kind == "review" else None]):
        on += timedelta(days=gap)
        if place % 2:
            made[-1].appealed_on = made[-1].appeal_counted_on = on
        else:
            codes = _RESULTS[row.kind]
            said = {"instance": "first", "result": codes[told.results[place // 2] % len(codes)]}
            made.append(Ruling(challenge=row, decided_on=on, received_on=on, counted_on=on, **said))
    return made


def _recounted(cases: list[Entered], year: int, how: str) -> Counter:
    """The same table, each case followed through its days by hand."""
    first, last = _days(year)
    found = Counter()
    for one in cases:
        row = one.row
        was_there = row.received_on < first and how == BOTH
        is_carried = was_there and _standing(one, first - timedelta(days=1)) == "pending"
        is_carried |= was_there and _is_appealed(one, first, last)
        if not row.is_void and (is_carried or first <= row.received_on <= last):
            found[row.application.organ_id, one.line, _standing(one, last)] += 1
    return found


def _is_appealed(one: Entered, first: date, last: date) -> bool:
    return any(ruling.appealed_on and first <= ruling.appealed_on <= last for ruling in one.rulings)


def _standing(one: Entered, day: date) -> str:
    standing = "other" if one.row.ended_on and one.row.ended_on <= day else "pending"
    for ruling in one.rulings:
        if ruling.decided_on <= day:
            standing = challenge_results()[ruling.result].column.value
        if ruling.appealed_on and ruling.appealed_on <= day:
            standing = "pending"
    return standing
