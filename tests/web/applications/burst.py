"""Visitors who apply at once, in processes of their own over a database of its own: `python -m … WRITERS COUNT`."""

import json
import multiprocessing
import re
import sys
import time

import django

django.setup()

from django.db import connections  # noqa: E402 - Django must have started
from django.test import Client  # noqa: E402 - Django must have started

from gongkai.kernel.duties import SYSTEM  # noqa: E402
from gongkai.web.applications.actions.codes import opened_with  # noqa: E402
from gongkai.web.applications.models import Application  # noqa: E402
from gongkai.web.foundations import clock  # noqa: E402
from gongkai.web.ledger.models import Event  # noqa: E402
from gongkai.web.ledger.verify import verify  # noqa: E402
from gongkai.web.organs.actions import found  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402

A_PLACE = 20  # applications that come from one place
FORM = "/organs/molu/apply/form/"
FILLED = {
    "count": "1",
    "who-0-kind": "natural_person",
    "who-0-name": "周明远",
    "who-0-id_type": "other",
    "what-title": "补贴明细",
    "what-wanted": "2025年的补贴明细。",
    "how-supply_form": "paper",
    "how-delivery": "in_person",
    "do": "send",
}
# What a receipt says: the number, and the code.
GIVEN = re.compile(r"\b(S\d{6})\b.*apply-code\">(\w+)<", re.DOTALL)


def county() -> Organ:
    """The organ to which everybody applies, and which takes applications over the internet."""
    organ = Organ(
        slug="molu",
        name="墨鹭县人民政府",
        short_name="墨鹭县",
        level="county",
        kind="government",
        online_channel="https://molu.example/",
    )
    return found(organ, by=SYSTEM, at=clock.now())


def hand_in(numbers: range, given: "multiprocessing.Queue[list[tuple[str, str]]]") -> None:
    """Send the last page of the portal's form once for each number, and keep what its receipt says."""
    browser = Client(HTTP_HOST="localhost")
    kept = []
    for number in numbers:
        told = {"who-0-id_number": f"X{number}", "who-0-phone": f"139{number:08}", "once": f"burst{number}"}
        answer = browser.post(FORM, FILLED | told, REMOTE_ADDR=f"192.0.2.{number // A_PLACE}")
        found = GIVEN.search(answer.text)
        kept += [(found[1], found[2])] if found else []
    given.put(kept)


def main(writers: int, count: int) -> None:
    """Let them apply, and tell what came of it."""
    county()
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    given = forking.Queue()
    shares = [range(first, count, writers) for first in range(writers)]
    people = [forking.Process(target=hand_in, args=(share, given)) for share in shares]
    started = time.perf_counter()
    for person in people:
        person.start()
    receipts = [pair for _ in people for pair in given.get(timeout=600)]
    seconds = time.perf_counter() - started
    for person in people:
        person.join()
    opened = sum(
        opened_with(receipt, code, sender="", at=clock.now()) is not None for receipt, code in receipts
    )
    numbers = Application.objects.filter(state="received").order_by("serial").values_list("serial", flat=True)
    told = {
        "seconds": round(seconds, 2),
        "a_second": round(count / seconds, 1),
        "receipts": len({receipt for receipt, _ in receipts}),
        "received": len(numbers),
        "numbers": list(numbers),
        "opened": opened,
        "refused": Event.objects.filter(kind="ledger.refused").count(),
        "troubles": len(list(verify())),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
