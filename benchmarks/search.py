"""The search over 50,000 items: a stated mix of questions, beside the bare full-text query of the same words.

`python -m benchmarks.search` measures on the database that the settings name and prints JSON; for the table of all
measurements this is run once on SQLite and once beside a PostgreSQL server, where one can be had.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from benchmarks.ledger import ROOT, environment
from benchmarks.measure import Measure
from benchmarks.search_corpus import Asked, Made, items, questions

ITEMS = 50_000
ORGANS = 16
QUESTIONS = 400
AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
WANTED = 0.1  # seconds for nineteen questions of twenty
TARGET = 3.0  # times the bare query


def measures() -> Iterator[Measure]:
    """Lines for each database that is at hand."""
    with TemporaryDirectory() as home:
        yield from _told("SQLite", _run([], environment(Path(home))))
    with TemporaryDirectory() as home:
        yield from _told("PostgreSQL", _run([ROOT / "scripts" / "postgres.sh"], environment(Path(home))))


def _run(before: Sequence[object], environ: Mapping[str, str]) -> Mapping[str, float]:
    """The figures as another process measures them; none when it could not be run."""
    command = [*map(str, before), sys.executable, "-m", "benchmarks.search"]
    done = subprocess.run(command, env=dict(environ), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout) if done.stdout.strip() else {}


def _told(database: str, figures: Mapping[str, float]) -> Iterator[Measure]:
    for name, key in (("search, p95", "search"), ("suggestions, p95", "suggest")):
        if key not in figures:
            return
        bare = figures[f"{key}_bare"]
        means = f"means {1000 * figures[f'{key}_mean']:.0f} and {1000 * figures[f'{key}_bare_mean']:.0f} ms"
        yield Measure(
            f"{name}, {database}",
            f"{1000 * figures[key]:.1f} ms",
            f"bare full text {1000 * bare:.1f} ms",
            figures[key] / bare,
            TARGET,
            figures[key] <= WANTED,
            f"≤ {1000 * WANTED:.0f} ms ({means})",
        )


def fill(count: int) -> None:
    """List so many invented items, past the ledger: that takes a tenth of the time."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from gongkai.web.search.index import index
    from gongkai.web.search.models import Counter

    call_command("migrate", interactive=False, verbosity=0)
    organs = _organs()
    without_indexes()
    with transaction.atomic():
        for made in items(count, organs=ORGANS):
            _list(made, organs[made.organ])
        Counter.objects.create(pk=1, number=count)
    index().install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _organs() -> list[Any]:
    """A county's townships."""
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.organs.actions import found
    from gongkai.web.organs.models import Organ

    county = Organ(name="墨鹭县人民政府", short_name="墨鹭县", slug="molu", level="county", kind="government")
    found(county, by=SYSTEM, at=AT)
    return [
        found(
            Organ(
                name=f"墨鹭县第{n}镇人民政府",
                short_name=f"第{n}镇",
                slug=f"t{n}",
                level="township",
                kind="government",
                parent=county,
            ),
            by=SYSTEM,
            at=AT,
        )
        for n in range(ORGANS)
    ]


def _list(made: Made, organ: Any) -> None:
    from gongkai.web.search.actions import told, write_passages
    from gongkai.web.search.models import Entry
    from gongkai.web.search.registry import BODY, Found

    said = Found(
        label="benchmark.item",
        subject_id=made.number,
        organ=organ.pk,
        kind=made.kind,
        title=made.title,
        doc_no=made.doc_no,
        address=f"/organs/{organ.slug}/items/{made.number}/",
        published_on=made.on,
        validity=made.validity,
        year=made.on.year,
        passages=((BODY, made.text),),
    )
    entry = Entry.objects.create(
        label=said.label,
        subject_id=made.number,
        number=made.number + 1,
        slot=made.number * 8,
        at=AT,
        **told(said),
    )
    write_passages(entry, said)


def without_indexes() -> None:
    """PostgreSQL makes an index of what is there ten times as fast as one row after the other."""
    from django.db import connection

    from gongkai.web.search.index import TABLE

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {TABLE}_by_head, {TABLE}_by_word")


def query_of(asked: Asked) -> Any:
    """A question of the mix as the search is asked."""
    from gongkai.web.search.query import Query

    values = {"organ": "t3", "kind": "notice", "year": 2024, "place": "molu/"}
    return Query(asked.words, page=asked.page, **{name: values[name] for name in asked.narrowed})


def bare(query: Any, *, column: str = "words") -> Callable[[], object]:
    """The twenty best of the same words and filters, straight from the database's own full-text search; `column` "head"
    is titles and document numbers alone."""
    from django.db import connection

    from gongkai.web.search import postgresql, sqlite
    from gongkai.web.search.finding import wanted_of
    from gongkai.web.search.index import TABLE

    wanted = wanted_of(query)
    if connection.vendor == "postgresql":
        condition, values = postgresql.asked(wanted, column)
        sql = f"SELECT slot FROM {TABLE} WHERE {condition} ORDER BY ts_rank({column}, %s::tsquery) DESC LIMIT 20"
        values = [*values, values[0]]
    else:
        sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rank LIMIT 20"
        values = [sqlite.match(wanted, is_in_head=column == "head")]

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return run


def timed(call: Callable[[], object]) -> float:
    """The seconds of a call: the shortest of three, so that what another process does at that moment counts less."""
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return min(taken)


def p95(times: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return statistics.quantiles(times, n=20)[-1]


def _measured() -> dict[str, float]:
    """Nineteen of twenty questions and suggestions, and the mean of all, each beside the bare query."""
    from gongkai.web.search import selectors

    fill(ITEMS)
    queries = [query_of(asked) for asked in questions(QUESTIONS)]
    beginnings = [replace(query, words=query.words[:4]) for query in queries if not query.kind][:100]
    taken = {
        "search": [timed(lambda: selectors.find(query)) for query in queries],  # noqa: B023 - called at once
        "search_bare": [timed(bare(query)) for query in queries],
        "suggest": [timed(lambda: selectors.suggest(query.words)) for query in beginnings],  # noqa: B023 - called at once
        "suggest_bare": [timed(bare(query, column="head")) for query in beginnings],
    }
    return {name: p95(times) for name, times in taken.items()} | {
        f"{name}_mean": statistics.mean(times) for name, times in taken.items()
    }


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
