"""The register with 20,000 open cases: one worklist, and all of them counted, beside the bare index query of the same list.

`python -m benchmarks.applications` measures on the database that the settings name and prints JSON; for the table of
all measurements this is run once on SQLite and once beside a PostgreSQL server, where one can be had.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ledger import environment
from benchmarks.measure import Measure, in_turn, ratio

ROOT = Path(__file__).parents[1]
CASES = 20_000
TOWNS = 20
TODAY = date(2026, 3, 5)
AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
ROUNDS = 100
# As far as a page of the register goes.
SHOWN = 20
STATES = ("received", "processing", "processing", "consulting", "drafted", "under_review", "signed")


def measures() -> Iterator[Measure]:
    """Two lines for each database that is at hand."""
    for name, before in (("SQLite", []), ("PostgreSQL", [ROOT / "scripts" / "postgres.sh"])):
        with TemporaryDirectory() as home:
            yield from _told(name, _run(before, environment(Path(home))))


def _run(before: list[Path], variables: Mapping[str, str]) -> dict[str, float]:
    command = [*before, sys.executable, "-m", "benchmarks.applications"]
    done = subprocess.run(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _told(database: str, figures: Mapping[str, float]) -> Iterator[Measure]:
    bare = f"bare index query {1000 * figures['bare']:.2f} ms"
    for name, key, bound in (("worklist", "worklist", 0.05), ("worklists counted", "counts", 0.2)):
        yield Measure(
            f"{name}, p95, {database}",
            f"{1000 * figures[key]:.1f} ms",
            bare,
            figures[f"{key}_ratio"],
            None,
            figures[key] <= bound,
            f"≤ {1000 * bound:.0f} ms",
        )


def _measured() -> dict[str, float]:
    """Seconds of which 95 in 100 calls stay below, of somebody who handles the cases of one of the towns."""
    from django.db import connection

    from gongkai.lawbook.calendars import calendar
    from gongkai.web.applications.models import Application
    from gongkai.web.applications.selectors import WORKLISTS, counts

    viewer, organ = _prepared()
    calendar()

    condition = (
        "FROM applications_application WHERE organ_id = %s AND NOT is_paused AND due_on BETWEEN %s AND %s"
        f" AND state IN ({', '.join(['%s'] * len(_open_states()))})"
    )
    values = [organ, TODAY, TODAY + timedelta(days=7), *_open_states()]

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {condition}", values)
            cursor.fetchall()
            cursor.execute(f"SELECT id {condition} ORDER BY due_on LIMIT {SHOWN}", values)
            cursor.fetchall()

    def worklist() -> None:
        found = (
            WORKLISTS["soon"]
            .of(Application.objects.changeable_by(viewer), viewer, TODAY)
            .order_by("due_on", "pk")
        )
        found.count()
        list(found[:SHOWN])

    figures: dict[str, float] = {}
    for key, call in (("worklist", worklist), ("counts", lambda: counts(viewer, TODAY))):
        taken, baselines = in_turn(call, bare, rounds=ROUNDS)
        figures |= {key: _p95(taken), f"{key}_ratio": ratio(taken, baselines), "bare": _p95(baselines)}
    return figures


def _open_states() -> list[str]:
    from gongkai.lawbook.lifecycle import case_lifecycle

    return [one.code for one in case_lifecycle().states.values() if one.is_open]


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _prepared() -> tuple[object, int]:
    """Towns with their cases, written past the acts, and a clerk of the first who has half of all in his register."""
    from django.core.management import call_command

    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.applications.models import Application
    from gongkai.web.organs.actions import found
    from gongkai.web.organs.models import Organ
    from gongkai.web.people import actions as people
    from gongkai.web.people.selectors import viewer_for

    call_command("migrate", interactive=False, verbosity=0)
    towns = []
    for number in range(TOWNS):
        name = f"墨鹭县第{number + 1}镇"
        town = Organ(
            name=f"{name}人民政府", short_name=name, slug=f"t{number}", level="township", kind="government"
        )
        towns.append(found(town, by=SYSTEM, at=AT))
    person = people.enrol("clerk", "同事", organ=towns[0], by=SYSTEM, at=AT)
    people.appoint(person, "clerk", organ=towns[0], since_on=date(2020, 1, 1), by=SYSTEM, at=AT)
    Application.objects.bulk_create(_cases([town.pk for town in towns]), batch_size=2000)
    _analysed()
    return viewer_for(person.pk, TODAY), towns[0].pk


def _cases(towns: list[int]) -> Iterator[object]:
    from gongkai.web.applications.models import Application

    for number in range(CASES):
        half = number % 2 == 0
        due_on = TODAY + timedelta(days=number * 7919 % 60 - 10)
        yield Application(
            organ_id=towns[0] if half else towns[1 + number // 2 % (len(towns) - 1)],
            year=2026,
            serial=number + 1,
            channel="internet",
            submitted_at=AT,
            kind="natural_person",
            title=f"第{number}件",
            wanted="发放明细。",
            supply_form="email",
            delivery="email",
            code_digest="",
            state=STATES[number % len(STATES)],
            received_on=due_on - timedelta(days=30),
            due_on=due_on,
            next_on=due_on,
        )


def _analysed() -> None:
    """As a database in use has been."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    """Measure on one database."""
    import django

    django.setup()
    print(json.dumps(_measured()))


if __name__ == "__main__":
    main()
