"""Child processes that are kept alive: one that dies is started again; when we end, so do they."""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess

from django.db import connections

# Seconds before a child that died is started again: doubled each time, from the first on again after a quiet while.
FIRST_PAUSE, LONGEST_PAUSE, QUIET = 1.0, 60.0, 60.0
# Seconds in which we may still hear that we are to stop, after a child has ended.
GRACE = 0.3
# Seconds that a child may take to end, longer than a request may take.
FAREWELL = 35
# What Linux calls "send me a signal when my parent ends" (prctl).
PARENT_DEATH_SIGNAL = 1

_FORK = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Child:
    """One child: what it is called, what it runs, and its process, if it lives."""

    name: str
    run: Callable[[], None]
    process: BaseProcess | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        """Give it a process, which starts with no database connection of ours."""
        connections.close_all()
        self.process = _FORK.Process(target=_begin, args=(self.run, os.getpid()), name=self.name)
        self.process.start()
        self.started_at = time.monotonic()

    def rest(self) -> str:
        """Note that it died; says so, and when it will be started again."""
        assert self.process is not None
        status = self.process.exitcode
        self.process = None
        now = time.monotonic()
        if now - self.started_at > QUIET:
            self.deaths = 0
        pause = min(FIRST_PAUSE * 2**self.deaths, LONGEST_PAUSE)
        self.deaths = min(self.deaths + 1, 10)  # the pause has long stopped growing
        self.start_at = now + pause
        return f"{self.name}意外结束（状态 {status}），{pause:g} 秒后重新启动。"


def keep_alive(runs: Mapping[str, Callable[[], None]], *, say: Callable[[str], None]) -> None:
    """Run each in a process of its own until somebody tells us to stop; what is said is for people."""
    children = [Child(name, run) for name, run in runs.items()]
    hears, speaks = os.pipe()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os.write(speaks, b"."))
    try:
        while hears not in _tend(children, hears, say=say):
            pass
    finally:
        _end([child.process for child in children if child.process])


def _tend(children: list[Child], hears: int, *, say: Callable[[str], None]) -> list[object]:
    """Start who is due, then wait until something happens: a child dies, a pause is over, or we are told to stop."""
    now = time.monotonic()
    for child in children:
        if child.process is None and child.start_at <= now:
            child.start()
    pauses = [child.start_at - now for child in children if child.process is None]
    living = {child.process.sentinel: child for child in children if child.process}
    happened = connection.wait([*living, hears], timeout=min(pauses, default=None))
    if happened and connection.wait([hears], timeout=GRACE):
        return [hears]  # Ctrl+C is for all of us: a child that was faster to end has not died
    if hears not in happened:
        for sentinel in happened:
            child = living[sentinel]
            child.process.join()
            say(child.rest())
    return happened


def _end(processes: list[BaseProcess]) -> None:
    """Ask all to end, wait for them, and end who does not."""
    for process in processes:
        process.terminate()
    patience = time.monotonic() + FAREWELL
    for process in processes:
        process.join(max(0.0, patience - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


def _begin(run: Callable[[], None], parent: int) -> None:
    """What a child does first: signals mean again what they mean to every process, the parent's death among them."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    die_with(parent)
    run()


def die_with(parent: int, number: int = signal.SIGTERM) -> None:
    """Have this process get a signal when its parent ends, however it ends. Only Linux knows how."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, int(number))
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), number)
