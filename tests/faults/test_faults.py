"""The real command on bad files: a code, what to do, status 2, little time and memory, the other files still done."""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import files

COMMAND = [sys.executable, "-c", "from gongkai.cli import main; main()"]
# Between pytest and the command stands a small process, since a child's peak begins with its parent's memory.
LAUNCHER = """
import resource, subprocess, sys
limit, peak, *command = sys.argv[1:]
try:
    status = subprocess.run(command, timeout=float(limit)).returncode
except subprocess.TimeoutExpired:
    status = 124
with open(peak, "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""
LIMIT_S = 10.0
LIMIT_MB = 500
CODES = {"unreadable", "encrypted", "too_big", "image_only", "not_a_report", "unsupported"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command; `peak_mb` is the most memory that the process held."""

    status: int
    out: str
    err: str
    seconds: float
    peak_mb: float


def _worked() -> float:
    """Seconds that ended children had a processor: what other processes take of the machine is no fault of theirs."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def gongkai(folder: Path, *arguments: str) -> Run:
    """Run the command and measure the time it works; one that hangs is ended."""
    started = _worked()
    run = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCHER, str(12 * LIMIT_S), str(folder / "peak"), *COMMAND, *arguments],
        capture_output=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    spent = _worked() - started
    peak_mb = int((folder / "peak").read_text()) / 1024
    out, err = run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")
    return Run(run.returncode, out, err, spent, peak_mb)


def within_limits(run: Run) -> None:
    assert run.seconds <= LIMIT_S, f"{run.seconds:.1f} s"
    assert run.peak_mb <= LIMIT_MB, f"{run.peak_mb:.0f} MB"
    assert "Traceback" not in run.err, run.err[-800:]


def test_the_bomb_is_small_on_disk(tmp_path: Path) -> None:
    assert files.write(tmp_path, "bomb.docx").stat().st_size < 3_000_000


@pytest.mark.parametrize("name", files.REFUSED)
def test_a_bad_file_is_refused_and_the_next_is_read(name: str, tmp_path: Path) -> None:
    bad = files.write(tmp_path, name)
    good = tmp_path / "good.txt"
    good.write_bytes(files.report(".txt"))
    run = gongkai(tmp_path, "read", str(bad), str(good))
    within_limits(run)
    assert run.status == 2, run
    assert [json.loads(line)["source"]["path"] for line in run.out.splitlines()] == [str(good)]
    line = next(line for line in run.err.splitlines() if name in line)
    codes = {code for code in CODES if code in line.replace(str(bad), "")}
    assert codes & files.REFUSED[name][1], line
    assert any("\u4e00" <= character <= "\u9fff" for character in line.split(":")[-1]), (
        f"no advice in Chinese: {line}"
    )


@pytest.mark.parametrize("name", files.TAKEN)
def test_an_odd_file_is_read(name: str, tmp_path: Path) -> None:
    run = gongkai(tmp_path, "check", "--format", "json", str(files.write(tmp_path, name)))
    within_limits(run)
    assert run.status in (0, 1), run.err[-500:]
    assert json.loads(run.out)["title"]


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    run = gongkai(tmp_path, "read", str(path))
    within_limits(run)
    assert run.status == 2
    assert "too_big" in run.err


@pytest.mark.parametrize("name", ["missing.txt", "folder"])
def test_a_path_without_a_file_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    run = gongkai(tmp_path, "check", str(tmp_path / name))
    within_limits(run)
    assert run.status == 2
    assert name in run.err
