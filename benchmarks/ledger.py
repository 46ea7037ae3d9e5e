"""The ledger: how many acts a second eight processes write at once, the chains whole afterwards; how fast these are verified.

`python -m benchmarks.ledger` measures on the database that the settings name and prints JSON; for the table of all
measurements this is run once on SQLite and once beside a PostgreSQL server, where one can be had.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.measure import Measure

ROOT = Path(__file__).parents[1]
WRITERS = 8
ORGANS = 4
ACTS = 150  # each writer
EVENTS = 20_000  # to verify
AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
WANTED = 200  # events a second


def measures() -> Iterator[Measure]:
    """Two lines for each database that is at hand."""
    with TemporaryDirectory() as home:
        yield from _told("SQLite", _run([], environment(Path(home))))
    with TemporaryDirectory() as home:
        yield from _told("PostgreSQL", _run([ROOT / "scripts" / "postgres.sh"], environment(Path(home))))


def environment(home: Path) -> dict[str, str]:
    """The variables of a process whose installation is a folder of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return plain | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site"}


def write(writers: int, acts: int) -> float:
    """Have so many processes take so many document numbers each, all at once; the seconds that it takes."""
    from django.db import connections

    connections.close_all()  # a process must not inherit an open database
    forking = multiprocessing.get_context("fork")
    start = forking.Barrier(writers + 1)
    processes = [forking.Process(target=_take, args=(number, acts, start)) for number in range(writers)]
    for process in processes:
        process.start()
    start.wait()
    started = time.perf_counter()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - started
    if any(process.exitcode for process in processes):
        raise RuntimeError("a writer failed")
    return seconds


def prepare() -> None:
    """A migrated database with some organs, each with a family of document numbers."""
    from django.core.management import call_command

    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.organs.actions import found, open_family
    from gongkai.web.organs.models import NumberFamily, Organ

    call_command("migrate", interactive=False, verbosity=0)
    for number in range(ORGANS):
        name = f"墨鹭县第{number + 1}镇人民政府"
        organ = Organ(
            name=name, short_name=f"第{number + 1}镇", slug=f"t{number}", level="township", kind="government"
        )
        organ = found(organ, by=SYSTEM, at=AT)
        family = NumberFamily(
            organ=organ, name="公开", pattern=f"镇{number}公开〔{{year}}〕{{n}}号", first_year=2026
        )
        open_family(family, by=SYSTEM, at=AT)


def _take(number: int, acts: int, start: Barrier) -> None:
    """One writer: document numbers of one family, which it shares with another writer."""
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.organs.actions import take_number
    from gongkai.web.organs.models import NumberFamily

    family = NumberFamily.objects.select_related("organ").order_by("pk")[number % ORGANS]
    start.wait()
    for _ in range(acts):
        take_number(family, on=date(2026, 3, 5), by=SYSTEM, at=AT)


def _measured() -> dict[str, float]:
    """All figures of one database."""
    from gongkai.web.ledger.models import Event
    from gongkai.web.ledger.verify import verify

    prepare()
    alone = write(1, ACTS)
    together = write(WRITERS, ACTS)
    _fill(EVENTS - Event.objects.count())
    started = time.perf_counter()
    rows = sum(
        1 for _row in Event.objects.order_by("organ_id", "position").values_list().iterator(chunk_size=5000)
    )
    read = time.perf_counter() - started
    troubles = verify()
    verified = time.perf_counter() - started - read
    return {
        "alone": ACTS / alone,
        "together": WRITERS * ACTS / together,
        "read": rows / read,
        "verified": rows / verified,
        "troubles": len(troubles),
    }


def _fill(events: int) -> None:
    """So many further entries, in few acts."""
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.ledger.actions import act

    while events > 0:
        with act("ledger.fill", 1, by=SYSTEM, at=AT) as pen:
            for _ in range(min(events, 5000)):
                pen.note("ledger.refused", facts={"act": "organs.amend", "code": "refused"})
        events -= 5000


def _run(before: list[Path], environ: Mapping[str, str]) -> dict[str, float]:
    """The figures as another process measures them; none when it could not be run."""
    command = [*map(str, before), sys.executable, "-m", "benchmarks.ledger"]
    done = subprocess.run(command, env=dict(environ), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout) if done.stdout.strip() else {}


def _told(database: str, figures: Mapping[str, float]) -> Iterator[Measure]:
    if not figures:
        return
    is_whole = figures["troubles"] == 0
    yield Measure(
        f"ledger, {WRITERS} writers, {database}",
        f"{figures['together']:.0f} ev/s",
        f"one writer {figures['alone']:.0f} ev/s",
        figures["alone"] / figures["together"],
        None,
        figures["together"] >= WANTED and is_whole,
        f"≥ {WANTED}/s, whole",
    )
    yield Measure(
        f"ledger verified, {database}",
        f"{figures['verified']:.0f} ev/s",
        f"rows read {figures['read']:.0f} ev/s",
        figures["read"] / figures["verified"],
        None,
        is_whole,
        "whole",
    )


def main() -> None:
    """Measure on one database; on a test server where there is one."""
    if server := os.environ.get("GONGKAI_TEST_DATABASE"):  # a new one, which has only its own database yet
        parts = urlsplit(server)
        os.environ["GONGKAI_DATABASE"] = f"postgresql://{parts.netloc}/postgres?{parts.query}"
    import django

    django.setup()
    print(json.dumps(_measured()))


if __name__ == "__main__":
    main()
