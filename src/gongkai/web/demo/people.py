"""The invented people of the county, one for each duty; all have the same password, which is no secret."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts import actions as accounts
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people

PEOPLE = Path(__file__).with_name("people.toml")
PASSWORD = "gongkai-demo-2026"
SINCE = date(2024, 1, 1)


def enrol_everybody(*, at: datetime) -> int:
    """Enrol whoever is not enrolled yet, with his duties; how many people there are. Twice changes nothing."""
    listed = tomllib.loads(PEOPLE.read_text("utf-8"))["people"]
    organs = {organ.slug: organ for organ in Organ.objects.all()}
    known = set(User.objects.values_list("username", flat=True))
    new = [_enrol(raw, organs[raw["organ"]], at=at) for raw in listed if raw["username"] not in known]
    if new:
        accounts.set_password(*new, password=PASSWORD, by=SYSTEM, at=at)
    return len(listed)


def _enrol(raw: Mapping[str, Any], organ: Organ, *, at: datetime) -> User:
    person = people.enrol(raw["username"], raw["name"], organ=organ, by=SYSTEM, at=at)
    for duty in raw["duties"]:
        people.appoint(person, duty, organ=organ, since_on=SINCE, by=SYSTEM, at=at)
    return person
