"""Workers that are killed while they work: `python -m tests.web.outbox.nursery KILLS WORKERS ROWS SEED`.

Workers are real processes that run the command `work`; they are killed with -9 at random moments while errands are
open, and replaced. At the end the figures are printed as one line of JSON.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import django

django.setup()

# These need Django to have started.
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from gongkai.web.outbox.actions import ask  # noqa: E402
from gongkai.web.outbox.models import Errand  # noqa: E402
from gongkai.web.outbox.registry import handler, outside  # noqa: E402

# How soon an errand is tried again whose worker was killed.
LEASE = timedelta(seconds=2)
FEWEST_OPEN = 300
slowness = 0.0
MARKS = Path(settings.HOME, "marks")


@handler("fault.exact", lease=LEASE)
def exact(task):
    """An effect in our database; it is slow before and after, as kills that are to hit need something to hit."""
    time.sleep(slowness)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO fault_effects (number) VALUES (%s)", [task.payload["number"]])
    time.sleep(slowness)


@outside("fault.outside", lease=LEASE)
def beyond(task):
    """An effect beyond it: one line, which says whose it is."""
    with MARKS.open("a") as file:
        file.write(f"{task.mark}\n")


def ask_for(numbers):
    """Ask for an errand of each number, every fourth one beyond the database."""
    with transaction.atomic():
        for number in numbers:
            topic = "fault.outside" if number % 4 == 0 else "fault.exact"
            ask(topic, {"number": number}, key=str(number), due_at=timezone.now())


def start():
    """A worker in a process of its own."""
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=call_command, args=("work",))
    worker.start()
    return worker


def kill_some(workers, kills, asked, chance):
    """Kill and replace workers at random moments; how many errands were asked for in the end."""
    for _ in range(kills):
        time.sleep(chance.uniform(0, 0.4))
        victim = chance.randrange(len(workers))
        if Errand.objects.open().filter(topic__startswith="fault.").count() < FEWEST_OPEN:
            ask_for(range(asked, asked + FEWEST_OPEN))
            asked += FEWEST_OPEN
        os.kill(workers[victim].pid, signal.SIGKILL)
        workers[victim].join()
        workers[victim] = start()
    return asked


def figures(asked):
    """What became of the errands and of their effects."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT number) FROM fault_effects")
        effects, numbers = cursor.fetchone()
    marks = Counter(MARKS.read_text().split())
    return {
        "asked": asked,
        "done": Errand.objects.filter(topic__startswith="fault.", done_at__isnull=False).count(),
        "lost": asked - numbers - len(marks),
        "doubled": effects - numbers,
        "repeated_outside": marks.total() - len(marks),
        "tried_again": Errand.objects.filter(topic__startswith="fault.", attempts__gt=1).count(),
    }


def main(kills, workers, rows, seed):
    """Ask, work, kill, wait until all is done, count."""
    global slowness
    slowness = 0.002 if kills else 0.0
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fault_effects (number integer NOT NULL)")
    ask_for(range(rows))
    started = time.monotonic()
    living = [start() for _ in range(workers)]
    asked = kill_some(living, kills, rows, random.Random(seed))
    while Errand.objects.open().filter(topic__startswith="fault.").exists():
        time.sleep(0.05)
    seconds = time.monotonic() - started
    for worker in living:
        worker.terminate()
        worker.join()
    told = figures(asked) | {
        "kills": kills,
        "seconds": round(seconds, 2),
        "rows_a_second": round(asked / seconds),
    }
    told |= {"ends": [worker.exitcode for worker in living], "database": connection.vendor}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
