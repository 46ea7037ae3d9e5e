"""Processes that are kept alive: whoever dies is replaced, and when the parent ends, nobody is left behind."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

PATIENCE = 60  # seconds, on a machine that has other things to do
# Two children: one works until it is told to stop, the other one dies at once, again and again.
SCRIPT = """
import os, sys, time
from gongkai.web.management import children
children.FIRST_PAUSE = 0.1
from django.conf import settings
settings.configure()

def stay():
    say(f"stays {os.getpid()}")
    time.sleep(600)

def fall():
    say(f"falls {time.monotonic()}")
    sys.exit(3)

def say(message):
    os.write(1, f"{message}\\n".encode())  # in one piece: the others speak into the same pipe

runs = {"stay": stay, "fall": fall}
children.keep_alive({name: runs[name] for name in sys.argv[1:]}, say=say)
say("end")
"""


@pytest.fixture
def parent():
    """Starts such a parent; it and its children are gone after the test."""
    started = []

    def start(*names):
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, *names], stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def said(process, word):
    """The next line that begins with a word."""
    return next(line.split() for line in process.stdout if line.startswith(word))


def is_gone(pid):
    """Whether a process ends soon, on a busy machine too; one that nobody has waited for is gone as well."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def test_a_child_that_is_killed_is_replaced_and_the_other_one_stays(parent):
    process = parent("stay")
    first = int(said(process, "stays")[1])
    os.kill(first, signal.SIGKILL)
    assert "重新启动" in "".join(said(process, "stay意外结束（状态 -9"))
    assert int(said(process, "stays")[1]) != first


def test_a_child_that_dies_at_once_is_started_again_after_growing_pauses(parent):
    process = parent("fall", "stay")
    # The child tells the hour itself: this process may be late to hear of it.
    times = [float(said(process, "falls")[1]) for _ in range(4)]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert pauses[0] >= 0.1
    assert pauses[1] >= 0.2
    assert pauses[2] >= 0.4


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_is_told_to_end_ends_with_his_children(parent, number):
    process = parent("stay")
    child = int(said(process, "stays")[1])
    process.send_signal(number)
    assert said(process, "end")
    assert process.wait(PATIENCE) == 0
    assert is_gone(child)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells children of their parent's death"
)
def test_nobody_is_left_behind_when_the_parent_is_killed(parent):
    process = parent("stay")
    child = int(said(process, "stays")[1])
    process.kill()
    assert is_gone(child)
