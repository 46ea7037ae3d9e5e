"""How things are timed: both sides in turn in one run, so that a machine's mood falls on both."""

import gc
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the output. `ratio` is figure / baseline; a target of None is only reported. `bound` is what the
    figure itself may be, in words, and `also_met` whether it is."""

    name: str
    figure: str
    baseline: str
    ratio: float
    target: float | None
    also_met: bool = True
    bound: str = ""

    @property
    def is_met(self) -> bool:
        """Whether ratio and absolute bound are kept."""
        return self.also_met and (self.target is None or self.ratio <= self.target)

    @property
    def verdict(self) -> str:
        """The targets, and whether one of them is missed."""
        told = [f"≤ {self.target:g}"] if self.target is not None else []
        told += [self.bound] if self.bound else []
        return ", ".join(told) + ("" if self.is_met else "  MISSED")


def in_turn(
    one: Callable[[], object], other: Callable[[], object], *, rounds: int
) -> tuple[list[float], list[float]]:
    """Seconds of two calls, taken alternately; as in `timeit`, without the collector that cleans up after the other."""
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for call, taken in zip((one, other), times, strict=True):
                started = time.perf_counter()
                call()
                taken.append(time.perf_counter() - started)
    finally:
        gc.enable()
    return times


def ratio(figures: Sequence[float], baselines: Sequence[float]) -> float:
    """The median of the pairwise ratios."""
    return statistics.median(a / b for a, b in zip(figures, baselines, strict=True))


def process(command: Sequence[str]) -> Callable[[], object]:
    """A whole process as a call; its output is thrown away, its status is not judged."""
    return lambda: subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)


def ms(seconds: Sequence[float]) -> str:
    """The median in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.2f} ms"
