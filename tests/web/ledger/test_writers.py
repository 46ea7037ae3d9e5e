"""Eight processes write at once while another verifies: every chain is whole at every moment, every number given once."""

import json
import subprocess
import sys

import pytest

from benchmarks.ledger import ORGANS, ROOT, WANTED, WRITERS
from tests.web.own_database import environment

# In a process of its own: what it writes is committed, and its database is not the one of the tests.
WRITE = """
import json, multiprocessing, sys, django
django.setup()
from django.db import connections
from benchmarks.ledger import WRITERS, prepare, write
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
def watch(is_over):
    while not is_over.is_set():
        troubles = verify()
        assert not troubles, troubles
prepare()
connections.close_all()
forking = multiprocessing.get_context("fork")
is_over = forking.Event()
watcher = forking.Process(target=watch, args=(is_over,))
watcher.start()
seconds = write(WRITERS, int(sys.argv[1]))
is_over.set()
watcher.join()
assert watcher.exitcode == 0
from gongkai.web.organs.models import DocumentNumber
numbers = list(DocumentNumber.objects.order_by("family", "n").values_list("family", "n"))
events = Event.objects.filter(kind="organs.number_given").count()
print(json.dumps([seconds, events, len(verify()), numbers]))
"""


def written(folder, acts):
    """Let the writers write, look whether all is whole, and tell how many events there were a second."""
    with environment(folder) as environ:
        command = [sys.executable, "-c", WRITE, str(acts)]
        done = subprocess.run(command, env=environ, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, events, troubles, numbers = json.loads(done.stdout)
    assert (events, troubles) == (WRITERS * acts, 0)
    each = WRITERS // ORGANS * acts
    families = sorted({family for family, _n in numbers})
    assert numbers == [[family, n] for family in families for n in range(1, each + 1)]
    return events / seconds


def test_eight_writers_keep_the_chains(tmp_path):
    written(tmp_path, 10)


@pytest.mark.soak
def test_eight_writers_keep_long_chains_and_are_fast(tmp_path):
    assert written(tmp_path, 1000) >= WANTED
