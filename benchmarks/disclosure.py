"""From draft to public: what an item costs beside the smallest act; the sweep; screening and cleaning of text.

`python -m benchmarks.disclosure` measures on the database that the settings name and prints JSON.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import nh3

from benchmarks.ledger import environment
from benchmarks.measure import Measure, in_turn, ratio

ROOT = Path(__file__).parents[1]
ITEMS = 100
AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
SENTENCE = "枕溪镇防汛值班安排如下，每日八时交接，联系电话见公告栏，共3处，长12.5米，编号20260305。"
BODY = f"<h2>一、值班</h2><p>{SENTENCE}</p><table><tr><td>{SENTENCE}</td><td>12</td></tr></table>"


def measures() -> Iterator[Measure]:
    """Lines of the site, each beside the smallest act of the same run; then those of the engine."""
    with TemporaryDirectory() as home:
        command = [sys.executable, "-m", "benchmarks.disclosure"]
        done = subprocess.run(
            command, env=environment(Path(home)), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
    yield from _told(json.loads(done.stdout))
    yield _screening()
    yield _cleaning()


def _told(figures: Mapping[str, float]) -> Iterator[Measure]:
    act = figures["act"]
    lines = (
        ("item, draft to public (5 acts)", "life", 30.0),
        ("item published by the sweep", "sweep", 8.0),
    )
    for name, key, target in lines:
        baseline = f"smallest act {1000 * act:.1f} ms"
        yield Measure(name, f"{1000 * figures[key]:.1f} ms", baseline, figures[key] / act, target)


def _screening() -> Measure:
    """100,000 characters, beside a bare search for long numbers in the same text."""
    from gongkai.engine.screening import screen_text

    text = SENTENCE * (100_000 // len(SENTENCE))
    pattern = re.compile(r"(?<!\d)\d{11,19}(?!\d)")
    figures, baselines = in_turn(
        lambda: screen_text(text, key=b"only-to-measure-with"), lambda: pattern.findall(text), rounds=5
    )
    bound = "≤ 200 ms"
    return Measure(
        "screening, 100,000 characters",
        f"{1000 * min(figures):.0f} ms",
        f"one pattern {1000 * min(baselines):.1f} ms",
        ratio(figures, baselines),
        None,
        min(figures) <= 0.2,
        bound,
    )


def _cleaning() -> Measure:
    """A body of 64 kB, beside the library's own cleaning."""
    from gongkai.engine.content import clean

    body = BODY * (64_000 // len(BODY.encode()))
    figures, baselines = in_turn(lambda: clean(body), lambda: nh3.clean(body), rounds=5)
    return Measure(
        "cleaning, 64 kB",
        f"{1000 * min(figures):.0f} ms",
        f"nh3 alone {1000 * min(baselines):.1f} ms",
        ratio(figures, baselines),
        None,
        min(figures) <= 0.2,
        "≤ 200 ms",
    )


def _measured() -> dict[str, float]:
    """Seconds of one act, of an item's whole life, and of an item in the sweep."""
    from benchmarks.ledger import prepare
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.disclosure.actions import publish, schedule, sweep
    from gongkai.web.organs.actions import take_number
    from gongkai.web.organs.models import NumberFamily

    prepare()
    family = NumberFamily.objects.select_related("organ").order_by("pk")[0]
    town = _town(family.organ)
    act = _each(lambda: take_number(family, on=date(2026, 3, 5), by=SYSTEM, at=AT))
    life = _each(lambda: publish(_approved(town), by=town["publisher"], at=AT))
    soon = AT + timedelta(hours=1)
    for _ in range(ITEMS):
        schedule(_approved(town), go_live_at=soon, by=town["publisher"], at=AT)
    started = time.perf_counter()
    swept = sweep(at=soon)
    if swept.published != ITEMS:
        raise RuntimeError(f"the sweep published {swept.published} of {ITEMS}")
    return {"act": act, "life": life, "sweep": (time.perf_counter() - started) / ITEMS}


def _each(call: Callable[[], object]) -> float:
    """The mean seconds of a call."""
    started = time.perf_counter()
    for _ in range(ITEMS):
        call()
    return (time.perf_counter() - started) / ITEMS


def _town(organ: object) -> dict[str, object]:
    """Four people of an organ."""
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.people import actions as people
    from gongkai.web.people.selectors import viewer_for

    town: dict[str, object] = {"organ": organ}
    for duty in ("clerk", "secrecy_reviewer", "chief_leader", "publisher"):
        person = people.enrol(duty, f"同事{duty}", organ=organ, by=SYSTEM, at=AT)
        people.appoint(person, duty, organ=organ, since_on=date(2020, 1, 1), by=SYSTEM, at=AT)
        town[duty] = viewer_for(person.pk, AT.date())
    return town


def _approved(town: Mapping[str, object]) -> object:
    """An item that three people have agreed on."""
    from gongkai.web.disclosure.actions import Content, draft, submit
    from gongkai.web.reviews import actions as reviews
    from gongkai.web.reviews.selectors import standing

    said = Content(title="防汛值班安排", summary="值班的时间。", body=BODY, formed_on=AT.date())
    item = draft(said, organ=town["organ"], kind="information", by=town["clerk"], at=AT)
    review = submit(item, by=town["clerk"], at=AT, chain="small")
    checklist = {
        question.code: min(question.passes)
        for checklist in standing(review).stage.checklists
        for question in checklist.questions
    }
    reviews.pass_stage(review, checklist=checklist, by=town["secrecy_reviewer"], at=AT)
    reviews.pass_stage(review, by=town["chief_leader"], at=AT)
    item.refresh_from_db()
    return item


def main() -> None:
    """Measure on one database."""
    import django

    django.setup()
    print(json.dumps(_measured()))


if __name__ == "__main__":
    main()
