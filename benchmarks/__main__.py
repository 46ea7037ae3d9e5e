"""Runs every measurement and prints one line each; status 1 when a target is missed."""

import os
import platform
import sys
from datetime import UTC, datetime

from benchmarks import engine

MEASUREMENTS = (engine.memory, engine.text, engine.page, engine.document, engine.cold_start)


def main() -> int:
    """Print machine and date, then the table."""
    cores = os.cpu_count()
    today = datetime.now(UTC).date().isoformat()
    print(f"{today} · {platform.machine()}, {cores} cores · Python {platform.python_version()}")
    print(f"{'measurement':36} {'figure':>12}  {'baseline':28} {'ratio':>6}  target")
    is_met = True
    for measurement in MEASUREMENTS:
        line = measurement()
        is_met &= line.is_met
        target = "" if line.target is None else f"≤ {line.target:g}{'' if line.is_met else '  MISSED'}"
        print(f"{line.name:36} {line.figure:>12}  {line.baseline:28} {line.ratio:6.2f}  {target}", flush=True)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
