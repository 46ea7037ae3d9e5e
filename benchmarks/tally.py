"""The annual report's figures of 1,000,000 applications of 3,000 organs over five years, on PostgreSQL: one organ-year beside
the bare aggregates of the same figures, and all organs of a year.

`python -m benchmarks.tally [CASES]` measures on the database that the settings name and prints JSON; it is run once beside
a PostgreSQL server, where one can be had.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.ledger import environment
from benchmarks.measure import Measure, in_turn, ratio
from benchmarks.tally_cases import loaded
from gongkai.kernel.tally import Period

ROOT = Path(__file__).parents[1]
CASES = 1_000_000
ROUNDS = 60
MOST_RATIO, MOST_SECONDS, MOST_MEMORY = 1.5, 60, 100
_CASES = "COUNT(*) FROM applications_application WHERE organ_id = %(organ)s AND is_counted AND"
_OPEN = "(concluded_on IS NULL OR concluded_on"
RECOUNT = f"""
SELECT 'new_received', kind, {_CASES} received_on BETWEEN %(first)s AND %(last)s GROUP BY kind
UNION ALL SELECT 'carried_in', kind, {_CASES} received_on < %(first)s AND {_OPEN} >= %(first)s) GROUP BY kind
UNION ALL SELECT row, kind, {_CASES} concluded_on BETWEEN %(first)s AND %(last)s GROUP BY kind, row
UNION ALL SELECT 'carried_out', kind, {_CASES} received_on <= %(last)s AND {_OPEN} > %(last)s) GROUP BY kind
"""


def measures() -> Iterator[Measure]:
    """Three lines where there is a PostgreSQL server."""
    with TemporaryDirectory() as home:
        yield from _told(_run(environment(Path(home))))


def _run(variables: Mapping[str, str]) -> dict[str, float]:
    command = [str(ROOT / "scripts" / "postgres.sh"), sys.executable, "-m", "benchmarks.tally"]
    done = subprocess.run(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout) if done.stdout.strip() else {}


def _told(figures: Mapping[str, float]) -> Iterator[Measure]:
    if not figures:
        return
    told = f"bare aggregates {1000 * figures['bare']:.1f} ms"
    yield Measure(
        "report of one organ and year",
        f"{1000 * figures['one']:.1f} ms",
        told,
        figures["ratio"],
        MOST_RATIO,
        figures["is_right"] > 0,
        "as counted by SQL",
    )
    all_of = f"all {figures['organs']:.0f} organs of a year"
    yield Measure(
        all_of,
        f"{figures['all']:.1f} s",
        f"one by one {figures['organs'] * figures['one']:.0f} s",
        figures["all"] / (figures["organs"] * figures["one"]),
        None,
        figures["all"] <= MOST_SECONDS,
        f"≤ {MOST_SECONDS} s",
    )
    yield Measure(
        f"{all_of}: memory",
        f"{figures['memory']:.0f} MB",
        f"{figures['cases']:.0f} cases",
        figures["memory"] / MOST_MEMORY,
        1,
        bound=f"≤ {MOST_MEMORY} MB more",
    )


def _measured(cases: int) -> dict[str, float]:
    from gongkai.web.organs.models import Organ
    from gongkai.web.reports import tally

    organs = loaded(cases)
    chosen = list(Organ.objects.filter(pk__in=organs).order_by("pk")[:: max(1, len(organs) // ROUNDS)])
    period = Period.year_of(2024)
    tally.of(chosen[0], period)
    ones, others = iter(chosen * 2), iter(chosen * 2)
    taken, baselines = in_turn(
        lambda: tally.of(next(ones), period), lambda: _bare(next(others).pk, period), rounds=len(chosen)
    )
    before = _memory()
    started = time.perf_counter()
    told = tally.counted(organs, period)
    seconds = time.perf_counter() - started
    grown = _memory() - before
    figures = {"one": _median(taken), "bare": _median(baselines), "ratio": ratio(taken, baselines)}
    is_right = all(_is_right(told[one.pk].figures, _recounted(one.pk, period)) for one in chosen)
    return figures | {
        "all": seconds,
        "memory": grown,
        "organs": len(organs),
        "cases": cases,
        "is_right": float(is_right and _is_sound(organs[0])),
    }


def _bare(organ: int, period: Period) -> list[object]:
    """The same figures, asked of the registers one after the other and laid aside: what any program has to ask."""
    from django.db.models import Count

    from gongkai.web.applications import tallying
    from gongkai.web.applications.models import Application
    from gongkai.web.decisions import selectors as decisions
    from gongkai.web.documents import selectors as documents
    from gongkai.web.remedies import selectors as remedies

    days = (period.first, period.last)
    cases = Application.objects.filter(organ=organ, is_counted=True).order_by()
    found: list[object] = [
        list(cases.filter(where).values_list(*by).annotate(n=Count("pk"))) for where, by in _asked(*days)
    ]
    found += [remedies.counted([organ], *days, population="accepted_or_carried")]
    found += [decisions.counted([organ], *days), decisions.kept([organ], *days)]
    return [*found, documents.stocks([organ], *days), tallying.fees_collected([organ], *days)]


def _asked(first: date, last: date) -> Iterator[tuple[object, tuple[str, ...]]]:
    """The four sides of table 3, each by itself."""
    from django.db.models import Q

    yield Q(received_on__range=(first, last)), ("kind",)
    yield Q(received_on__lt=first) & (Q(concluded_on=None) | Q(concluded_on__gte=first)), ("kind",)
    yield Q(concluded_on__range=(first, last)), ("kind", "row")
    yield Q(received_on__lte=last) & (Q(concluded_on=None) | Q(concluded_on__gt=last)), ("kind",)


def _recounted(organ: int, period: Period) -> dict[str, int]:
    """Table 3 by plain SQL, without its totals."""
    from django.db import connection

    values = {"organ": organ, "first": period.first, "last": period.last}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, values)
        return {f"table3.{row}.{kind}": cases for row, kind, cases in cursor.fetchall()}


def _is_right(figures: Mapping[str, object], again: Mapping[str, int]) -> bool:
    """Whether every figure is what plain SQL says, and no other one is there."""
    told = {cell: n for cell, n in figures.items() if n and cell.startswith("table3.")}
    return again == {
        cell: n for cell, n in told.items() if ".result_total." not in cell and not cell.endswith(".total")
    }


def _is_sound(organ: int) -> bool:
    """Whether the chain of an organ is whole, as it was loaded."""
    from gongkai.web.ledger.verify import verify

    return not verify(organ=organ)


def _memory() -> float:
    """The most that the process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _median(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


def main() -> None:
    """Measure on the server that runs beside it, whose own database is a new one."""
    if server := os.environ.get("GONGKAI_TEST_DATABASE"):
        parts = urlsplit(server)
        os.environ["GONGKAI_DATABASE"] = f"postgresql://{parts.netloc}/postgres?{parts.query}"
    import django

    django.setup()
    print(json.dumps(_measured(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)))


if __name__ == "__main__":
    main()
