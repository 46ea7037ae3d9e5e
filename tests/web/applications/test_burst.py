"""A thousand people apply within a minute: each of them has a receipt, a number and a day, and nothing is written twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.own_database import environment

ROOT = Path(__file__).parents[3]
BURST = "tests.web.applications.burst"
WRITERS = 4
MINUTE = 60


def applied(folder, count):
    """Let visitors from many places apply at once; what came of it."""
    with environment(folder) as environ:
        command = [sys.executable, "-m", BURST, str(WRITERS), str(count)]
        done = subprocess.run(command, env=environ, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    print(told)
    assert (told["receipts"], told["received"], told["opened"]) == (count,) * 3
    assert told["numbers"] == list(range(1, count + 1))
    assert (told["refused"], told["troubles"]) == (0, 0)
    return told["seconds"]


def test_sixty_at_once_are_all_received(tmp_path):
    applied(tmp_path, 60)


@pytest.mark.soak
def test_a_thousand_are_received_within_a_minute(tmp_path):
    assert applied(tmp_path, 1000) < MINUTE
