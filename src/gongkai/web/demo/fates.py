"""What becomes of a paper from its first draft on, and on which workdays: most are published within a week or two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from gongkai.kernel.workdays import add_workdays, is_workday
from gongkai.lawbook.calendars import calendar

from .county import TODAY, Toml, words

# What was begun in the last days stands somewhere on its way, each time somewhere else.
RECENT = timedelta(days=17)
_ON_THE_WAY = (
    "draft submit approve publish",
    "draft submit",
    "draft submit pass",
    "draft submit approve",
    "draft submit approve publish",
    "draft submit pass return",
    "draft submit pass pass",
    "draft submit approve schedule",
    "draft",
    "draft submit approve schedule",
    "draft submit pass pass pass",
    "draft submit pass pass pass pass",
)
# Workdays from one step to the next, at the least and at the most; the rare slow office takes much longer.
_PACE = {"draft": (0, 2), "submit": (0, 2), "pass": (1, 1), "return": (1, 2), "approve": (1, 3)}
_PACE |= {"publish": (0, 2), "schedule": (0, 1)}
_SLOW, _WITHDRAWN = 0.05, 0.025
_USUALLY = 6  # workdays from the draft to the publication
_CHANGED_AFTER = (30, 150)  # days


@dataclass(slots=True)
class Fate:
    """The steps of one paper, and what its steps want to know; a day that has not come yet ends it."""

    chance: Random
    on: date
    steps: list[str]
    says: dict[str, object]

    def step(self, name: str, *, after: int = 0) -> bool:
        """Take a step so many workdays after the last one; False when that day has not come."""
        self.on = later(self.on, after)
        if self.on >= TODAY:
            return False
        self.steps.append(f"{name} {ago(self.on)}")
        return True

    def walk(self, names: str) -> bool:
        """Take steps at the usual pace; False as soon as one of them lies ahead."""
        return all(self.step(name, after=self.chance.randint(*_PACE[name])) for name in names.split())


def later(on: date, workdays: int) -> date:
    """So many workdays later; for nought the day itself, or the next one on which people work."""
    if workdays:
        return add_workdays(on, workdays, calendar=calendar()).day
    return on if is_workday(on, calendar=calendar()) else add_workdays(on, 1, calendar=calendar()).day


def ago(on: date) -> int:
    """How many days before the day of the demo, as its entries say it."""
    return (TODAY - on).days


def fate(pattern: Toml, *, slug: str, begun: date, number: int) -> dict[str, object]:
    """What an entry says of the steps of a paper; `number` counts those that were begun of late."""
    chance = Random(f"fate/{slug}/{pattern['id']}/{begun}")
    fate = Fate(chance, begun, [], {})
    if pattern.get("kept"):
        _kept(fate)
    elif TODAY - begun <= RECENT:
        _recent(fate, _ON_THE_WAY[number % len(_ON_THE_WAY)], days=pattern.get("until_days", 0))
    else:
        _usual(fate, pattern, slug=slug)
    return fate.says | {"steps": fate.steps}


def _recent(fate: Fate, names: str, *, days: int) -> None:
    fate.says |= {"returned_because": fate.chance.choice(words()["because"]["returned"]), "ahead": 3}
    if days:
        fate.says["until"] = ago(later(fate.on, _USUALLY) + timedelta(days=days))
    fate.walk(names)


def _kept(fate: Fate) -> None:
    """Determined not to be public; a year later somebody looks again, or should have."""
    if not fate.walk("draft submit approve"):
        return
    outcome = fate.chance.choice(["keep", "release", ""])
    again = fate.on + timedelta(days=fate.chance.randint(340, 364))
    if not outcome or again >= TODAY:
        return
    fate.on = again
    fate.says["reassessed"] = outcome
    if fate.step("reassess") and outcome == "release" and fate.step("disclose", after=1):
        fate.walk("submit approve publish")


def _usual(fate: Fate, pattern: Toml, *, slug: str) -> None:
    """Published; some late, some changed later, a few taken back, announcements until their last day."""
    slow = fate.chance.randint(21, 34) if fate.chance.random() < _SLOW else 0
    if not fate.walk("draft submit approve") or not fate.step("publish", after=slow):
        return
    published = fate.on
    if "until_days" in pattern:
        _announced(fate, published + timedelta(days=pattern["until_days"]))
    elif "later" in pattern and fate.chance.random() < pattern["later_share"]:
        _changed(fate, pattern)
    elif fate.chance.random() < _WITHDRAWN and pattern.get("kind") not in {"guide", "regime", "statement"}:
        fate.says["ended_because"] = fate.chance.choice(words()["because"]["withdrawn"])
        fate.step("withdraw", after=fate.chance.randint(3, 25))
    else:
        _ended(fate, pattern, slug=slug)


def _announced(fate: Fate, until: date) -> None:
    fate.says["until"] = ago(until)
    fate.on = until
    fate.step("expire", after=1)


def _changed(fate: Fate, pattern: Toml) -> None:
    fate.on += timedelta(days=fate.chance.randint(*_CHANGED_AFTER))
    fate.says["later"] = pattern["later"]
    if fate.step("edit"):
        fate.walk("submit approve publish")


def _ended(fate: Fate, pattern: Toml, *, slug: str) -> None:
    """A document loses its force: it is repealed, or its years are over."""
    ends = pattern.get("ends", [""])
    if ends[place_of(slug) % len(ends)] == "repeal":
        fate.on += timedelta(days=fate.chance.randint(200, 420))
        fate.step("repeal")
    elif "lapses" in pattern:
        fate.on = date.fromisoformat(pattern["lapses"])
        fate.step("lapse")


def place_of(slug: str) -> int:
    """A number of the organ's own, for what is dealt out in turn."""
    return list(words()["signs"]).index(slug)


def days_of(pattern: Toml, *, since: date) -> Iterator[date]:
    """About when the paper is made: each of its days in each year, from a day until the demo's own."""
    for year in range(since.year, TODAY.year + 1):
        for told in pattern["on"]:
            on = date.fromisoformat(f"{year}-{told}")
            if since <= on < TODAY:
                yield on
