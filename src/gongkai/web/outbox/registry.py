"""Who runs which errand: every app registers its handlers when it starts.

An *exact* handler changes our database and nothing else. It runs in the transaction that marks the errand done: its
effect is there exactly once. An *outside* handler does what no transaction can take back (mail, files). It runs at
least once, and is given a mark by which the other side can tell a repetition. One that acts in the ledger is of this
kind too, as acts are outermost; it calls `actions.settle` inside its act, and its effect is there exactly once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Task:
    """An errand in the hands of its handler; `attempt` counts from 1."""

    topic: str
    key: str
    payload: Mapping[str, int | str]
    at: datetime
    attempt: int
    lease: UUID

    @property
    def mark(self) -> str:
        """The same at every repetition, and of no other errand."""
        return f"{self.topic}:{self.key}"


Run = Callable[[Task], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What runs one topic: at most for the lease's length, after which somebody else may try."""

    topic: str
    run: Run
    is_exact: bool
    lease: timedelta


_handlers: dict[str, Handler] = {}
_daily: set[str] = set()


def handler(topic: str, *, lease: timedelta = LEASE) -> Callable[[Run], Run]:
    """Register an exact handler: its effect is in our database alone."""
    return _registered(topic, is_exact=True, lease=lease)


def outside(topic: str, *, lease: timedelta = LEASE) -> Callable[[Run], Run]:
    """Register a handler whose effect is beyond our transaction."""
    return _registered(topic, is_exact=False, lease=lease)


def daily(topic: str) -> Callable[[Run], Run]:
    """Have a registered handler run once each day, with the day in the payload: `@daily("x")` above `@handler("x")`."""

    def add(run: Run) -> Run:
        handler_of(topic)
        _daily.add(topic)
        return run

    return add


def handler_of(topic: str) -> Handler:
    """Who runs a topic; LookupError when nobody does."""
    try:
        return _handlers[topic]
    except KeyError:
        raise LookupError(f"nobody runs errands of {topic}") from None


def topics() -> list[str]:
    """Every topic that somebody runs."""
    return sorted(_handlers)


def daily_topics() -> list[str]:
    """Every topic that runs once each day."""
    return sorted(_daily)


def _registered(topic: str, *, is_exact: bool, lease: timedelta) -> Callable[[Run], Run]:
    def add(run: Run) -> Run:
        if topic in _handlers:
            raise ValueError(f"two handlers for {topic}")
        _handlers[topic] = Handler(topic, run, is_exact, lease)
        return run

    return add
