"""The demo's organs make their reports of 2025: each is begun, written, looked at by the county, signed, published; then the
county's own adds them up.

`python -m tests.web.demo_year FOLDER organ…` does it in the home that GONGKAI_HOME names, as a process of its own: what is
published, and every file that everybody can take away, is put into the folder. Prints one line of JSON for each organ.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.site"

import django

django.setup()

# All of these need Django to have started.
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from gongkai.engine.kept import open_cells  # noqa: E402
from gongkai.kernel.checklist import Answer  # noqa: E402
from gongkai.kernel.duties import Viewer  # noqa: E402
from gongkai.kernel.review import State as ReviewState  # noqa: E402
from gongkai.web.demo.scene import Scene  # noqa: E402
from gongkai.web.foundations import clock  # noqa: E402
from gongkai.web.foundations.models import User  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402
from gongkai.web.people import actions as people  # noqa: E402
from gongkai.web.reports.actions import (  # noqa: E402
    collecting,
    compiling,
    freezing,
    justifying,
    pre_reviewing,
    publishing,
    shortcomings,
    signing,
)
from gongkai.web.reports.collecting import standing  # noqa: E402
from gongkai.web.reports.compiling import Standing  # noqa: E402
from gongkai.web.reports.compiling.found import Found  # noqa: E402
from gongkai.web.reports.former import last_number  # noqa: E402
from gongkai.web.reports.models import Compilation  # noqa: E402
from gongkai.web.reviews import selectors as reviews  # noqa: E402
from gongkai.web.reviews.actions import pass_stage  # noqa: E402
from gongkai.web.reviews.models import Review  # noqa: E402

YEAR = 2025
COUNTY = "molu"
ENDINGS = ("html", "docx", "pdf", "xlsx", "json")
# What no register of the demo tells is written in words that deny nothing.
OWN_WORDS = "本机关的工作考核、社会评议、责任追究结果，由县政府统一通报，按通报执行。"
PROBLEM = shortcomings.Told("{short}公开的信息更新不够及时", "{short}每月核对一次公开目录", "{short}办公室")


def main(folder: Path, slugs: Iterable[str]) -> None:
    """Every organ in turn, the county last."""
    setup_test_environment()
    for slug in slugs:
        _tell(folder, _report(slug))
    for one in standing(_organ(COUNTY), YEAR):
        if one.filing is None:  # it has published a report that it did not make here
            viewer = Scene(one.organ, clock.today()).viewer("publisher", at=clock.now())
            collecting.hand_in(one.organ, YEAR, by=viewer, at=clock.now())
    _settle_all()
    _tell(folder, _report(COUNTY))


def _tell(folder: Path, told: dict[str, Any]) -> None:
    begun = time.perf_counter()
    pages = _taken_away(folder, told["organ"], told["number"])
    took = told["took"] | {"files": round(time.perf_counter() - begun, 2)}
    sys.stdout.write(json.dumps(told | {"pages": pages, "took": took}, ensure_ascii=False) + "\n")


def _report(slug: str) -> dict[str, Any]:
    """One report from the beginning to its publication; what was found in it, and how long each step took."""
    desk = Desk(_organ(slug))
    desk.find_a_reviewer()
    for step in (desk.freeze, desk.begin, desk.write, desk.ask, desk.send_in, desk.sign, desk.publish):
        desk.timed(step)
    edition = {"number": desk.edition.number, "sha256": desk.edition.content_hash}
    return {"organ": slug, "found": desk.found, "took": desk.took} | edition


class Desk:
    """The people of an organ at work on its report."""

    def __init__(self, organ: Organ) -> None:
        self.organ = organ
        self.scene = Scene(organ, clock.today())
        self.took: dict[str, float] = {}
        self.found: list[dict[str, Any]] = []

    def timed(self, step) -> None:
        begun = time.perf_counter()
        step()
        self.took[step.__name__] = round(time.perf_counter() - begun, 2)

    def viewer(self, *duties: str) -> Viewer:
        return self.scene.viewer(*duties, at=clock.now())

    @property
    def doing(self) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": self.viewer("clerk"), "at": clock.now()}

    def find_a_reviewer(self) -> None:
        """In one township the reviewer of secrecy has left, and the county puts another in his place."""
        if not self.scene.has("secrecy_reviewer"):
            left_to = User.objects.get(pk=self.viewer("legality_reviewer").person)
            duty = {"organ": self.organ, "since_on": clock.today()}
            people.appoint(
                left_to, "secrecy_reviewer", **duty, by=_of_county("security_admin"), at=clock.now()
            )
            self.scene = Scene(self.organ, clock.today())

    def freeze(self) -> None:
        freezing.freeze(self.organ, YEAR, at=clock.now())

    def begin(self) -> None:
        self.compilation = compiling.begin(self.organ, YEAR, **self.doing)

    def write(self) -> None:
        """What the draft lacks, why it differs from the file that is public, and why a report is signed all the same over what
        cannot be put right."""
        if last_number(self.compilation):
            publishing.explain(self.compilation, note="按台账重新编制。", **self.doing)
        compiling.write(self.compilation, 1, "safeguards", text=OWN_WORDS, **self.doing)
        shortcomings.note(self.compilation, _problem(self.organ), **self.doing)
        current = Compilation.objects.get(pk=self.compilation.pk)
        found = Standing(current).found
        self.found = [_plain(one) for one in found]
        for one in found:
            if one.is_open:
                reason = "数字与台账一致，已核对。"
                justifying.justify(current, one.fingerprint, reason=reason, **self.doing)

    def ask(self) -> None:
        """The county looks at it first; nobody looks at the county's."""
        if self.organ.slug != COUNTY:
            pre_reviewing.ask(self.compilation, **self.doing)
            pre_reviewing.give(self.compilation, "agreed", by=_of_county("authority"), at=clock.now())

    def send_in(self) -> None:
        self.review = signing.send_in(self.compilation, **self.doing)

    def sign(self) -> None:
        """Stage by stage, each by whose duty it is."""
        while (review := Review.objects.get(pk=self.review.pk)).state == ReviewState.OPEN:
            stage = reviews.standing(review).stage
            answers = {
                one.code: min(one.passes, key=lambda answer: answer is Answer.NA).value
                for one in stage.questions
            }
            pass_stage(review, checklist=answers, by=self.viewer(*stage.duties), at=clock.now())

    def publish(self) -> None:
        self.edition = publishing.publish(self.compilation, by=self.viewer("publisher"), at=clock.now())


def _organ(slug: str) -> Organ:
    return Organ.objects.get(slug=slug)


def _of_county(duty: str) -> Viewer:
    return Scene(_organ(COUNTY), clock.today()).viewer(duty, at=clock.now())


def _problem(organ: Organ) -> shortcomings.Told:
    told = (text.format(short=organ.short_name) for text in (PROBLEM.problem, PROBLEM.measure, PROBLEM.owner))
    return shortcomings.Told(*told)


def _plain(found: Found) -> dict[str, Any]:
    named = {"code": found.code, "severity": found.severity.value, "message": found.message}
    return named | {"is_open": found.is_open}


def _settle_all() -> None:
    """The county asks by telephone what stands in the cells that are empty in what it was handed."""
    above = _of_county("authority")
    for one in standing(_organ(COUNTY), YEAR):
        cells = open_cells(one.filing.form, one.filing.figures)
        told = {"reason": "电话核实，没有发生。", "by": above, "at": clock.now()}
        if cells:
            collecting.settle(one.filing, dict.fromkeys(cells, 0), **told)


def _taken_away(folder: Path, slug: str, number: int) -> dict[str, int]:
    """Each page and file that everybody can have of the report, the files put down; by address, how it was answered."""
    client, top = Client(), f"/organs/{slug}/{YEAR}"
    answers = {
        page: client.get(page).status_code
        for page in (f"{top}/", f"{top}/editions/{number}/", f"{top}/why/table3.new_received.total/")
    }
    for kind, address in (("report", top), ("edition", f"{top}/editions/{number}")):
        for ending in ENDINGS:
            answer = client.get(f"{address}.{ending}")
            Path(folder, f"{slug}-{kind}.{ending}").write_bytes(answer.getvalue())
            answers[f"{address}.{ending}"] = answer.status_code
    return answers


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
