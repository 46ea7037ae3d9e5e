"""Visitors who apply at once, in processes of their own over a database of its own: `python -m … WRITERS COUNT`."""

import json
import multiprocessing
import sys
import time

import django

django.setup()

from django.db import connections  # noqa: E402 - Django must have started

from gongkai.kernel.duties import PUBLIC, SYSTEM  # noqa: E402
from gongkai.web.applications.actions.codes import opened_with  # noqa: E402
from gongkai.web.applications.actions.intake import Applied, Wanted, apply  # noqa: E402
from gongkai.web.applications.identity import Identity  # noqa: E402
from gongkai.web.applications.models import Application  # noqa: E402
from gongkai.web.foundations import clock  # noqa: E402
from gongkai.web.ledger.models import Event  # noqa: E402
from gongkai.web.ledger.verify import verify  # noqa: E402
from gongkai.web.organs.actions import found  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402

A_PLACE = 20  # applications that come from one place


def county() -> Organ:
    """The organ to which everybody applies."""
    organ = Organ(slug="molu", name="墨鹭县人民政府", short_name="墨鹭县", level="county", kind="government")
    return found(organ, by=SYSTEM, at=clock.now())


def hand_in(organ: Organ, numbers: range, given: "multiprocessing.Queue[list[tuple[str, str]]]") -> None:
    """Apply once for each number, and keep what is given for it."""
    wanted = Wanted(title="补贴明细", wanted="2025年的补贴明细。", supply_form="paper", delivery="in_person")
    kept = []
    for number in numbers:
        person = Identity(name="周明远", id_type="other", id_number=f"X{number}", phone=f"139{number:08}")
        applied = Applied(
            organ=organ,
            channel="internet",
            wanted=wanted,
            kinds=("natural_person",),
            identities=(person,),
        )
        taken = apply(applied, by=PUBLIC, at=clock.now(), sender=f"192.0.2.{number // A_PLACE}")
        kept.append((taken.application.receipt, taken.code))
    given.put(kept)


def main(writers: int, count: int) -> None:
    """Let them apply, and tell what came of it."""
    organ = county()
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    given = forking.Queue()
    shares = [range(first, count, writers) for first in range(writers)]
    people = [forking.Process(target=hand_in, args=(organ, share, given)) for share in shares]
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
        "receipts": len(set(receipts)),
        "received": len(numbers),
        "numbers": list(numbers),
        "opened": opened,
        "refused": Event.objects.filter(kind="ledger.refused").count(),
        "troubles": len(list(verify())),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
