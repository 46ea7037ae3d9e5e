"""Damaged PDF files, each read in a process of its own: a report or a problem told in words, no crash, no hang."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Problem
from tests.engine.mutate_pdf import mutate
from tests.specimens.cells import named
from tests.specimens.specimens import Specimen, specimens

LIMIT_S = 10.0
START_S = 60.0
CHUNK = 20
SPECIMENS = 10


def outcome(data: bytes) -> str:
    """What comes of a file: `report`, a problem's code, or what is wrong with the outcome."""
    try:
        report = json.loads(json.dumps(as_json(examine(intake.take_bytes(data, "x.pdf"))), allow_nan=False))
        json.dumps(report, ensure_ascii=False).encode()
    except Problem as problem:
        return problem.code if problem.message and problem.advice else f"! {problem.code} without advice"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return f"! {type(error).__name__}: {error}"
    told = {*report["blanks"], *(doubt["cell"] for doubt in report["doubts"])}
    silent = [cell for cell, value in named(report).items() if value is None and cell not in told]
    return f"! null without a word: {silent[:5]}" if silent else "report"


def serve(pipe: Connection) -> None:
    """Read every file that comes through the pipe and answer what came of it."""
    pipe.send("ready")
    while True:
        pipe.send(outcome(pipe.recv_bytes()))


class Child:
    """A process that reads files. One that crashed or took too long is replaced by a new one."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        assert self._pipe.poll(START_S)
        assert self._pipe.recv() == "ready"

    def outcome(self, data: bytes) -> str:
        """What comes of a file, `! crash` or `! hang`."""
        self._pipe.send_bytes(data)
        try:
            answer = self._pipe.recv() if self._pipe.poll(LIMIT_S) else "! hang"
        except (EOFError, ConnectionResetError):
            answer = "! crash"
        if answer in ("! crash", "! hang"):
            self.stop()
            self._start()
        return str(answer)

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def small_ones() -> list[Specimen]:
    """The smallest specimens of each producer in turn."""
    groups: dict[str, list[Specimen]] = {}
    for specimen in sorted(specimens(), key=lambda s: s.source.stat().st_size):
        if specimen.source.suffix == ".pdf":
            groups.setdefault(specimen.name.split("-")[2], []).append(specimen)
    ordered = [specimen for row in zip(*groups.values(), strict=False) for specimen in row]
    return ordered[:SPECIMENS]


def survived(child: Child, seeds: range) -> Counter[str]:
    """What came of the damaged files of these seeds; fails when anything but a report or a problem did."""
    found: Counter[str] = Counter()
    wrong = []
    bases = [(specimen.name, specimen.source.read_bytes()) for specimen in small_ones()]
    for seed in seeds:
        rng = random.Random(seed)
        name, base = rng.choice(bases)
        answer = child.outcome(mutate(base, rng))
        found[answer] += 1
        if answer.startswith("!"):
            wrong.append(f"seed {seed}, {name}: {answer}")
    assert not wrong, "\n".join(wrong)
    return found


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as process:
        yield process


@pytest.mark.parametrize("chunk", range(3))
def test_damaged_files_are_survived(child: Child, chunk: int) -> None:
    survived(child, range(chunk * CHUNK, (chunk + 1) * CHUNK))


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(20))
def test_two_thousand_damaged_files_are_survived(child: Child, chunk: int) -> None:
    survived(child, range(1000 + chunk * 100, 1000 + (chunk + 1) * 100))


def test_a_child_that_dies_is_told_and_replaced(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    child._process.kill()
    child._process.join()
    monkeypatch.setattr(child._pipe, "send_bytes", lambda data: None, raising=False)
    assert child.outcome(b"") == "! crash"
    assert child.outcome(b"%PDF-1.7") == "unreadable"
