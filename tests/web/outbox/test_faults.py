"""Workers that die at any moment: nothing is lost, and nothing in our database happens twice."""

import json
import subprocess
import sys

import pytest

from tests.web.own_database import environment


@pytest.mark.parametrize(
    ("kills", "rows"), [(6, 600), pytest.param(50, 3000, marks=pytest.mark.soak)], ids=["few", "many"]
)
def test_killed_workers_lose_nothing_and_double_nothing(tmp_path, kills, rows):
    with environment(tmp_path) as variables:
        command = [sys.executable, "-m", "tests.web.outbox.nursery", str(kills), "2", str(rows), "20261121"]
        run = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout.splitlines()[-1])
    print(told)
    assert told["done"] == told["asked"] >= rows
    assert (told["lost"], told["doubled"]) == (0, 0)
    assert told["repeated_outside"] <= told["tried_again"]
    assert told["ends"] == [0, 0], "a worker that is told to stop ends by itself"
