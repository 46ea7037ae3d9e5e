"""The invented people of the county, one for each duty; all have the same password, made for this demo alone."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts import actions as accounts
from gongkai.web.foundations.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment

from .password import kept_password

PEOPLE = Path(__file__).with_name("people.toml")
SINCE = date(2024, 1, 1)


def enrol_everybody(*, at: datetime) -> int:
    """Enrol whoever is not enrolled yet, with his duties; how many people there are. Twice changes nothing.

    A duty that somebody has held and lost stays lost, and a password that he has chosen himself stays his own, unless
    the common one was lost and made anew.
    """
    password = kept_password(settings.HOME)
    listed = tomllib.loads(PEOPLE.read_text("utf-8"))["people"]
    organs = {organ.slug: organ for organ in Organ.objects.all()}
    known = {person.username: person for person in User.objects.all()}
    held = set(Appointment.objects.values_list("person__username", "duty"))
    everybody = [known.get(raw["username"]) or _enrolled(raw, organs[raw["organ"]], at=at) for raw in listed]
    for person, raw in zip(everybody, listed, strict=True):
        for duty in raw["duties"]:
            if (person.username, duty) not in held:
                people.appoint(person, duty, organ=organs[raw["organ"]], since_on=SINCE, by=SYSTEM, at=at)
    waiting = [person for person in everybody if password.is_new or person.password_set_at is None]
    if waiting:
        accounts.set_password(*waiting, password=password.text, by=SYSTEM, at=at)
    return len(everybody)


def _enrolled(raw: Mapping[str, Any], organ: Organ, *, at: datetime) -> User:
    return people.enrol(raw["username"], raw["name"], organ=organ, by=SYSTEM, at=at)
