"""An item as the world has it: public in its second wording, with a file, through the hands of people of its organ."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.disclosure.actions import File
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import files
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import LONG_AGO, NOW
from tests.web.disclosure.conftest import CONTENT, Town

FILE = "值班表.pdf"
# What stands in the addresses that lead to parts of it.
PLACES: dict[str, dict[str, Any]] = {
    "portal:item": {},
    "portal:item-version": {"number": 1},
    "portal:item-changes": {"old": 1, "new": 2},
    "portal:item-attachment": {"order": 1, "name": FILE},
    "portal:item-file": {"ending": "docx"},
}


def public_item(organ: Organ, *, title: str) -> Item:
    """An item of this title that everybody can read."""
    duties = {
        "clerk": "clerk",
        "reviewer": "secrecy_reviewer",
        "leader": "chief_leader",
        "publisher": "publisher",
    }
    town = Town(**{part: _viewer(duty, organ) for part, duty in duties.items()})
    with transaction.atomic():
        file = File(FILE, files.keep(b"%PDF-1.4", media_type="application/pdf", ending="pdf"))
    item = town.publish(town.draft(organ, replace(CONTENT, title=title, attachments=(file,))))
    later = NOW + timedelta(minutes=1)
    town.change(item, body="<p>值班时间另行通知。</p>", at=later)
    return town.publish(item, at=later)


def _viewer(duty: str, organ: Organ) -> Viewer:
    person = people.enrol(f"item-{duty}", f"办理{duty}", organ=organ, by=SYSTEM, at=NOW)
    people.appoint(person, duty, organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return viewer_for(person.pk, NOW.date())
