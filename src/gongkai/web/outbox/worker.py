"""Ticks: what is due is run, once or for ever."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection

from .running import Outcome, run_next
from .sweeps import ask_daily

# Seconds; whoever waits for an SQLite file looks at least every tenth of a second.
LONGEST_REST = 0.1


def drain(
    *, now: Callable[[], datetime], is_stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Ask for the day's sweeps, then run everything that is due, until nothing is or somebody says stop."""
    ask_daily(at=now())
    started = time.monotonic()
    while not is_stopped() and (outcome := run_next(at=now())):
        yield outcome
        _let_others_write(started)
        started = time.monotonic()


def _let_others_write(started: float) -> None:
    """Rest as long as we have worked: an SQLite file has one writer at a time, and people wait for their turn, too."""
    if connection.vendor == "sqlite":
        time.sleep(min(time.monotonic() - started, LONGEST_REST))


def told(outcomes: list[Outcome]) -> str:
    """What a tick did, in words."""
    if not outcomes:
        return "没有到期的后台事务。"
    done = Counter(outcome.topic for outcome in outcomes if not outcome.problem)
    failed = Counter((outcome.topic, outcome.problem) for outcome in outcomes if outcome.problem)
    parts = []
    if done:
        listed = "，".join(f"{topic} {count} 件" for topic, count in sorted(done.items()))
        parts.append(f"办结 {done.total()} 件后台事务（{listed}）。")
    if failed:
        listed = "，".join(
            f"{topic} {count} 件：{problem}" for (topic, problem), count in sorted(failed.items())
        )
        parts.append(f"{failed.total()} 件没有办成（{listed}），稍后会自动再试。")
    return "".join(parts)
