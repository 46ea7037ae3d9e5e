"""Runs every measurement and prints one line each; status 1 when a target is missed."""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks import (
    applications,
    clock,
    disclosure,
    engine,
    ledger,
    pdf,
    portal,
    redaction,
    render,
    rollup,
    screening,
    search,
    tally,
)
from benchmarks.measure import Measure

MEASUREMENTS = (
    engine.memory,
    engine.text,
    engine.page,
    engine.document,
    engine.cold_start,
    render.html,
    render.docx,
    render.pdf,
    render.xlsx,
)


def measures() -> Iterator[Measure]:
    """Every line, one after the other."""
    for measurement in MEASUREMENTS:
        yield measurement()
    yield from pdf.reading()
    yield from redaction.measures()
    yield from screening.measures()
    yield from clock.measures()
    yield from applications.measures()
    yield from ledger.measures()
    yield from disclosure.measures()
    yield from search.measures()
    yield from tally.measures()
    yield from portal.measures()
    yield from rollup.measures()


def main() -> int:
    """Print machine and date, then the table."""
    cores = os.cpu_count()
    today = datetime.now(UTC).date().isoformat()
    print(f"{today} · {platform.machine()}, {cores} cores · Python {platform.python_version()}")
    print(f"{'measurement':36} {'figure':>12}  {'baseline':28} {'ratio':>6}  target")
    is_met = True
    for line in measures():
        is_met &= line.is_met
        head = f"{line.name:36} {line.figure:>12}  {line.baseline:28} {line.ratio:6.2f}"
        print(f"{head}  {line.verdict}", flush=True)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
