"""Somebody who publishes, in a process of his own: `python -m tests.web.harvest.author SEED`, told by lines what to do.

`begin zhenxi`, `publish 10`, `change 3`, `withdraw 2`, `report`; `follow 枕溪镇 http://…` and `collect`: each is answered
by a line when it is done. `kept` tells what this instance has collected, as JSON.
"""

import json
import random
import sys
from dataclasses import replace
from datetime import date

import django

django.setup()

from gongkai.engine import intake  # noqa: E402 - Django must have started
from gongkai.kernel.duties import PUBLIC, SYSTEM  # noqa: E402
from gongkai.web.demo.county import SOURCES  # noqa: E402
from gongkai.web.disclosure import actions as disclosure  # noqa: E402
from gongkai.web.disclosure.models import Item  # noqa: E402
from gongkai.web.foundations import clock  # noqa: E402
from gongkai.web.harvest import actions as harvest  # noqa: E402
from gongkai.web.harvest.models import Collected, Source  # noqa: E402
from gongkai.web.organs.actions import found  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402
from gongkai.web.people import actions as people  # noqa: E402
from gongkai.web.people.selectors import viewer_for  # noqa: E402
from gongkai.web.reports import actions as reports  # noqa: E402
from tests.web.disclosure.conftest import CONTENT, Town  # noqa: E402

DUTIES = {
    "clerk": "clerk",
    "reviewer": "secrecy_reviewer",
    "leader": "chief_leader",
    "publisher": "publisher",
}
LONG_AGO = date(2020, 1, 1)
SHOWN = ("kind", "organ_name", "title", "doc_no", "validity", "body", "href")


class Author:
    """A township whose people publish, change and withdraw."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.written = 0

    def begin(self, slug: str) -> None:
        """Found the organ."""
        name = f"{slug}镇人民政府"
        self.organ = found(
            Organ(slug=slug, name=name, short_name=name[:-4], level="township", kind="government"),
            by=SYSTEM,
            at=clock.now(),
        )
        self.town = Town(**{part: self._viewer(duty) for part, duty in DUTIES.items()})

    def publish(self, count: str) -> None:
        """So many items."""
        for _ in range(int(count)):
            title, body = self._words()
            draft = self.town.draft(self.organ, replace(CONTENT, title=title, body=body), at=clock.now())
            self.town.publish(draft, at=clock.now())

    def change(self, count: str) -> None:
        """Another wording of so many."""
        for item in self._some(int(count)):
            title, body = self._words()
            self.town.change(item, title=title, body=body, at=clock.now())
            self.town.publish(item, at=clock.now())

    def withdraw(self, count: str) -> None:
        """So many are taken down."""
        for item in self._some(int(count)):
            disclosure.withdraw(item, reason="内容有误", by=self.town.publisher, at=clock.now())

    def report(self) -> None:
        """The annual report."""
        file = intake.take_file(SOURCES / "dengxia-2025.pdf")
        reports.take_in(self.organ, file, by=SYSTEM, at=clock.now())

    def follow(self, name: str, address: str) -> None:
        """Collect from there."""
        harvest.add(Source(organ=self.organ, name=name, address=address), by=SYSTEM, at=clock.now())

    def collect(self) -> None:
        """Once, from everywhere."""
        for source in Source.objects.collecting():
            harvest.collect(source, at=clock.now())

    def kept(self) -> None:
        """What was collected and is public here."""
        rows = Collected.objects.visible_to(PUBLIC).order_by("uid")
        print(json.dumps({row.uid: {name: getattr(row, name) for name in SHOWN} for row in rows}))

    def _viewer(self, duty: str):
        person = people.enrol(f"{duty}-{self.organ.slug}", duty, organ=self.organ, by=SYSTEM, at=clock.now())
        people.appoint(person, duty, organ=self.organ, since_on=LONG_AGO, by=SYSTEM, at=clock.now())
        return viewer_for(person.pk, clock.today())

    def _some(self, count: int) -> list[Item]:
        return self.chance.sample(list(Item.objects.live().order_by("pk")), count)

    def _words(self) -> tuple[str, str]:
        self.written += 1
        text = "".join(self.chance.choices("枕溪镇防汛值班安排公示低保养老道路桥梁检测水库渡口", k=120))
        return (
            f"{text[:12]}（第{self.written}号）",
            f"<p>{text}</p><table><tbody><tr><td>{text[:5]}</td></tr></tbody></table>",
        )


def main() -> None:
    """Do what the lines say."""
    author = Author(int(sys.argv[1]))
    for line in sys.stdin:
        name, *said = line.split()
        getattr(author, name)(*said)
        print("done", flush=True)


if __name__ == "__main__":
    main()
