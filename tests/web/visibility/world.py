"""A tree of organs, one object of each kind in one of them, and somebody for every duty in every relation to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.models import Row
from gongkai.web.demo.county import SOURCES
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.feedback.actions import Said, receive
from gongkai.web.foundations.models import User
from gongkai.web.harvest import actions as harvest
from gongkai.web.ledger.models import Event
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import NumberFamily, Organ, Section
from gongkai.web.people import actions as people
from gongkai.web.reports import actions as reports
from gongkai.web.reports import pictures
from tests.web.conftest import NOW, sign_in

from . import archive, cases, channels, collected, counts, interface, mine, reporting
from .exits import RELATIONS, Exit, all_duties
from .items import PLACES as ITEM_PLACES
from .items import public_item
from .papers import NAMES as PAPER_NAMES
from .papers import papers
from .reviews import LINK_PLACES, open_review

LONG_AGO = date(2020, 1, 1)
# Words that stand nowhere but on what is about the object.
NAMES = {
    "organ": "枕溪镇人民政府",
    "person": "沈听雨",
    "report": "灯下镇人民政府2025年",
    "event": "沈听雨",
    "row": "溪畔高龄津贴",
    "item": "枕溪渡口汛期值守安排",
    "review": "枕溪堤防夜间巡查安排",
    "feedback": "值守电话少写了一位",
    **PAPER_NAMES,
    **cases.NAMES,
    **archive.NAMES,
    **channels.NAMES,
    **interface.NAMES,
    **collected.NAMES,
    **counts.NAMES,
    **reporting.NAMES,
}


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who looks: his duty, how his organ stands to the object's, and his browser."""

    duty: str | None
    relation: str
    client: Client

    def __str__(self) -> str:
        return f"{self.duty or self.relation} {self.relation if self.duty else ''}".strip()


class World:
    """The tree, the objects, and the people."""

    def __init__(self) -> None:
        self.above = self._organ("molu", "墨鹭县人民政府", "county", None)
        self.here = self._organ("zhenxi", NAMES["organ"], "township", self.above)
        self.below = self._organ(
            "zhenxi-hall", "枕溪镇便民服务中心", "township", self.here, kind="institution"
        )
        self.beside = self._organ("shisui", "拾穗镇人民政府", "township", self.above)
        self.elsewhere = self._organ("tingquan", "听泉县人民政府", "county", None)
        organs.add_section(Section(organ=self.here, name="党政办公室"), by=SYSTEM, at=NOW)
        family = NumberFamily(
            organ=self.here, name="告知书", pattern="枕政告〔{year}〕{n}号", first_year=2026
        )
        organs.take_number(organs.open_family(family, by=SYSTEM, at=NOW), on=NOW.date(), by=SYSTEM, at=NOW)
        self.person = people.enrol("shen", NAMES["person"], organ=self.here, by=SYSTEM, at=NOW)
        file = intake.take_file(SOURCES / "dengxia-2025.pdf")
        self.report = reports.keep(reports.prepare(self.here, file), by=SYSTEM, at=NOW)
        duty = Row(
            organ=self.here, level1="养老服务", name=NAMES["row"], basis="县标准目录", channels=["website"]
        )
        self.row = catalogue.add_row(duty, by=SYSTEM, at=NOW)
        self.item = public_item(self.here, title=NAMES["item"])
        self.channels = channels.kept(self.item)
        self.api_key = interface.key_of(self.here)
        self.collected = collected.collected(self.here)
        said = Said("/", "wrong", NAMES["feedback"], self.here, item=self.item)
        self.feedback, _ = receive(said, sender="", at=NOW)
        self.review, self.link = open_review(self.here, title=NAMES["review"])
        self.papers = papers(self.here)
        self.application, self.case_paper = cases.in_hand(self.here)
        self.redaction = cases.redacted(self.application)
        self.sealing = cases.sealed(self.here)
        self.challenge = cases.challenged(self.application)
        self.calendar_key = cases.calendar_key(self.here)
        self.archived = archive.archived(self.here)
        self.monthly_count = counts.counted(self.here)
        self.asking = mine.asked_for_opinion(self.here)
        self.filing = reporting.filed(self.here)
        self.compilation = reporting.begun(self.here)
        self.event = Event.objects.filter(subject_type="foundations.user", subject_id=self.person.pk).get()

    def put_into(self, state: str) -> None:
        """Let the objects be in a state; the empty one is as they are."""
        if state == "inactive":
            people.deactivate(self.person, reason="调离", leave_vacant=True, by=SYSTEM, at=NOW)
        elif state == "ended":
            catalogue.end_row(self.row, on=NOW.date(), by=SYSTEM, at=NOW)
        elif state == "withdrawn":
            reports.withdraw(self.report, reason="版本有误", by=SYSTEM, at=NOW)
            disclosure.withdraw(self.item, reason="版本有误", by=SYSTEM, at=NOW)
            harvest.end(self.collected["source"], by=SYSTEM, at=NOW)
        elif state == "dissolved":
            organs.move(self.below, self.above, by=SYSTEM, at=NOW)
            passing = [organs.Passing(self.above)]
            on = NOW.date()
            organs.dissolve(self.here, passing, on=on, document="墨委发〔2026〕3号", by=SYSTEM, at=NOW)

    def address(self, route: str, about: str) -> str:
        """The address of a route for its object."""
        if route.startswith(("portal:report", "portal:page")):
            place = _PLACES.get(route, {})
            if route == "portal:page-picture":
                place = {"number": 1, "mark": pictures.mark(self.report)}
            return reverse(route, kwargs={"slug": "zhenxi", "year": 2025} | place)
        if parts := self._parts().get(route):
            return reverse(route, kwargs=parts)
        row = {
            "organ": self.here,
            "person": self.person,
            "report": self.report,
            "event": self.event,
            "row": self.row,
            "review": self.review,
            "feedback": self.feedback,
            "item": self.item,
            "application": self.application,
            "sealing": self.sealing,
            "challenge": self.challenge,
            "monthly_count": self.monthly_count,
            "api_key": self.api_key,
            "compilation": self.compilation,
            "filing": self.filing,
            **self.papers,
            **self.archived,
            **self.channels,
            **self.collected,
        }.get(about)
        if route in _NARROWED or route.endswith(("index", "index_results")):
            return f"{reverse(route)}{_NARROWED.get(route, '')}"
        return reverse(route, args=[row.pk] if row else [])

    def _parts(self) -> dict[str, dict[str, Any]]:
        """What stands in addresses that say more than which row."""
        organ = {"slug": "zhenxi"}
        return {
            **{f"portal:{page}": organ for page in _PAGES_OF_AN_ORGAN},
            "portal:charts-year": organ | {"year": 2025},
            "portal:why": organ | {"year": 2025, "cell": "table3.granted.total"},
            **{f"portal:edition{end}": organ | {"year": 2025, "number": 1} for end in ("", "-source")},
            "portal:edition-file": organ | {"year": 2025, "number": 1, "ending": "docx"},
            **{
                f"portal:{file}": organ | {"name": "outcomes", "ending": "svg"}
                for file in ("chart-file", "chart-file-below")
            },
            "portal:apply-blank": organ | {"ending": "docx"},
            **{f"portal:{page}": organ | {"name": "statutory"} for page in ("column", "column-feed")},
            "portal:sitemap": {"name": "pages", "page": 1},
            **{route: organ | {"pk": self.item.pk} | more for route, more in ITEM_PLACES.items()},
            **{route: {"token": self.link} | more for route, more in LINK_PLACES.items()},
            **interface.places(item=self.item.pk, report=self.report.pk),
            **archive.places(self.archived),
            **reporting.places(self.compilation),
            **mine.places(token=self.asking, paper=self.case_paper.pk),
            "reviews:paper": {"pk": self.review.pk, "ending": "pdf"},
            "reviews:scan": {"pk": self.review.pk, "step": 1},
            "postings:print": {"pk": self.channels["posting"].pk, "size": "a4"},
            "deadline-feed": {"key": self.calendar_key},
            "applications:paper": {"pk": self.application.pk, "number": self.case_paper.pk},
            "applications:letter-copy": {
                "pk": self.sealing.application_id,
                "number": self.sealing.letter_id,
            },
            "applications:redaction": {"pk": self.application.pk, "number": self.redaction.pk},
            "applications:redaction-page": {
                "pk": self.application.pk,
                "number": self.redaction.pk,
                "page": 1,
            },
            "item-file": {"pk": self.item.pk, "number": 1, "order": 1},
            "item-compare": {"pk": self.item.pk, "old": 1, "new": 1},
        }

    def mark(self, exit_: Exit) -> str:
        """What stands on a list that shows the object: its name, or where the list repeats what was asked, its address."""
        if "?q=" not in _NARROWED[exit_.route]:
            return NAMES[exit_.about]
        row = self.here if exit_.about == "organ" else self.person
        return f'href="{reverse(exit_.route.replace("index", "sheet"), args=[row.pk])}"'

    def lookers(self) -> Iterator[Looker]:
        """Everybody who tries: signed out, without a duty, deactivated, and each duty in each relation."""
        yield Looker(None, "signed out", Client())
        yield Looker(None, "no duty", _signed_in(self._colleague("no-duty", self.here)))
        yield Looker(None, "deactivated", self._gone())
        for relation in RELATIONS:
            organ = self.here if relation == "same" else getattr(self, relation)
            for duty in all_duties():
                person = self._colleague(f"{duty}-{relation}", organ)
                people.appoint(person, duty, organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
                yield Looker(duty, relation, _signed_in(person))

    def _gone(self) -> Client:
        """Somebody whose session outlives his being there."""
        person = self._colleague("gone", self.here)
        people.appoint(person, "admin", organ=self.here, since_on=LONG_AGO, by=SYSTEM, at=NOW)
        client = _signed_in(person)
        kept = list(Session.objects.values("session_key", "session_data", "expire_date"))
        people.deactivate(person, reason="调离", leave_vacant=True, by=SYSTEM, at=NOW)
        for row in kept:
            Session.objects.update_or_create(session_key=row["session_key"], defaults=row)
        return client

    def _organ(
        self, slug: str, name: str, level: str, parent: Organ | None, *, kind: str = "government"
    ) -> Organ:
        organ = Organ(slug=slug, name=name, short_name=name[:3], level=level, kind=kind, parent=parent)
        return organs.found(organ, by=SYSTEM, at=NOW)

    def _colleague(self, username: str, organ: Organ) -> User:
        return people.enrol(username, f"同事{username}", organ=organ, by=SYSTEM, at=NOW)


_PAGES_OF_AN_ORGAN = ("organ", "apply", "apply-form", "places", "organ-feed", "charts", "charts-below")
# A page of a list shows fifty: it is narrowed to the object, or exported whole.
_NARROWED = {
    "organs:index": f"?q={NAMES['organ']}",
    "people:index": f"?q={NAMES['person']}",
    "annual-reports:index": "?export=csv",
    "catalogue:index": "?export=csv",
    "ledger:index": "?export=csv",
    "register:index": "?export=csv",
    "applications:index": "?export=csv",
    "sealings:index": "?export=csv",
    "challenges:index": "?export=csv",
    "decisions:index": "?export=csv",
    "normative:index": "?export=csv",
    "consultations:index": "?export=csv",
    "reconciliations:index": "?export=csv",
    "reviews:index": "?export=csv",
    "feedback:index": "?export=csv",
    **channels.NARROWED,
    **archive.NARROWED,
    **reporting.NARROWED,
    **interface.NARROWED,
    **collected.NARROWED,
    "items:index": "?export=csv",
}
_PLACES: dict[str, dict[str, Any]] = {
    "portal:report-page": {"number": 1},
    "portal:report-file": {"ending": "html"},
}


def _signed_in(person: User) -> Client:
    return sign_in(Client(), person)
