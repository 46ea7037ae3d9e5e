"""The invented people of the county, one for each duty; all have the same password, made for this demo alone."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts import actions as accounts
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment

from .county import TODAY, WIDE
from .password import kept_password

PEOPLE = Path(__file__).with_name("people.toml")
SINCE = date(2024, 1, 1)


def listed(*, is_small: bool = False) -> list[Mapping[str, Any]]:
    """The invented people as data."""
    files = (PEOPLE,) if is_small else (PEOPLE, WIDE / "people.toml")
    return [raw for file in files for raw in tomllib.loads(file.read_text("utf-8"))["people"]]


def enrol_everybody(*, at: datetime, is_small: bool = False) -> int:
    """Enrol whoever is not enrolled yet, with his duties; how many people there are. Twice changes nothing.

    A duty that somebody has held and lost stays lost.
    """
    wanted = listed(is_small=is_small)
    organs = {organ.slug: organ for organ in Organ.objects.all()}
    known = {person.username: person for person in User.objects.all()}
    held = set(Appointment.objects.values_list("person__username", "duty"))
    everybody = [known.get(raw["username"]) or _enrolled(raw, organs[raw["organ"]], at=at) for raw in wanted]
    for person, raw in zip(everybody, wanted, strict=True):
        last_on = TODAY - timedelta(days=raw["ends_days_ago"]) if "ends_days_ago" in raw else None
        for duty in raw["duties"]:
            if (person.username, duty) not in held:
                organ = organs[raw["organ"]]
                people.appoint(person, duty, organ=organ, since_on=SINCE, last_on=last_on, by=SYSTEM, at=at)
    return len(everybody)


def let_everybody_in(*, at: datetime) -> None:
    """Give the password of this demo to whoever has none; to everybody when it was lost and made anew.

    A password that somebody has chosen himself stays his own otherwise.
    """
    password = kept_password(settings.HOME)
    known = {person.username: person for person in User.objects.all()}
    everybody = [known[raw["username"]] for raw in listed() if raw["username"] in known]
    waiting = [person for person in everybody if password.is_new or person.password_set_at is None]
    if waiting:
        accounts.set_password(*waiting, password=password.text, by=SYSTEM, at=at)


def _enrolled(raw: Mapping[str, Any], organ: Organ, *, at: datetime) -> User:
    return people.enrol(raw["username"], raw["name"], organ=organ, by=SYSTEM, at=at)
