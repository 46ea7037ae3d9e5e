"""Every address that hands out a file has it saved, lets it do nothing, and lets nobody keep what is not public."""

from pathlib import Path

import pytest
from django.urls import reverse

import gongkai.web
from gongkai.web.foundations.handing import HARMLESS
from tests.web.visibility.exits import exits
from tests.web.visibility.world import World

pytestmark = pytest.mark.django_db
SOURCES = Path(gongkai.web.__file__).parent
# What a page is made of: pages, pictures in a page, what scripts ask for.
PARTS = ("text/html", "image/", "application/json", "text/javascript")
# Pages that programs read where they stand: feeds, the sitemap, what robots and the search fields of browsers are told.
FOR_PROGRAMS = {
    "portal:column-feed",
    "portal:feed",
    "portal:organ-feed",
    "portal:robots",
    "portal:search-description",
    "portal:search-feed",
    "portal:search-suggest",
    "portal:sitemap",
    "portal:sitemap-index",
}
# Handed out on every world: without these the walk has seen nothing.
KNOWN = {
    "application-import-template",
    "portal:item-attachment",
    "portal:item-file",
    "portal:report-file",
    "portal:report-source",
    "catalogue:calendar",
    "hand-overs:package",
    "item-file",
    "item-import-template",
    "organ-import-template",
    "postings:print",
    "register:import-template",
    "reviews:paper",
}


def is_file(answer):
    """Whether it is something to be saved."""
    is_part = answer.headers["Content-Type"].startswith(PARTS)
    return answer.status_code == 200 and ("Content-Disposition" in answer.headers or not is_part)


def may_see(exit_, looker):
    """Whether somebody is said to see it; that all others are refused is what the walk tries."""
    opens = "*" in exit_.opens or looker.duty in exit_.opens
    return opens and any(exit_.is_seen(looker.duty, looker.relation, state) for state in exit_.states)


def faults(answer, *, is_public):
    """The headers that are not what they have to be."""
    due = {"Content-Security-Policy": HARMLESS, "X-Content-Type-Options": "nosniff"}
    wrong = {name: got for name, said in due.items() if (got := answer.headers.get(name)) != said}
    kept = answer.headers.get("Cache-Control", "")
    if not {"public", "no-cache"} <= set(kept.split(", ")) if is_public else "no-store" not in kept:
        wrong["Cache-Control"] = kept
    if not answer.headers.get("Content-Disposition", "").startswith("attachment; filename"):
        wrong["Content-Disposition"] = answer.headers.get("Content-Disposition")
    return wrong


def addresses(world):
    """Every address that opens without an answer to a form; and of every list, its two kinds of files."""
    for exit_ in exits().values():
        yield exit_, world.address(exit_.route, exit_.about)
        if exit_.route.endswith(":index"):
            yield from ((exit_, f"{reverse(exit_.route)}?export={kind}") for kind in ("csv", "xlsx"))
    yield exits()["register:month"], f"{reverse('register:month')}?export=xlsx"


def test_every_file_is_to_be_saved_and_harmless():
    world = World()
    lookers = [one for one in world.lookers() if one.relation == "same"]
    found, wrong = set(), []
    for exit_, address in addresses(world):
        for looker in (one for one in lookers if may_see(exit_, one)):
            answer = looker.client.get(address)
            if is_file(answer) and exit_.route not in FOR_PROGRAMS:
                found.add(exit_.route)
                fault = faults(answer, is_public=exit_.route.startswith("portal:"))
                wrong += [f"{address}: {fault}"] if fault else []
            if answer.status_code == 200:
                break
    assert wrong == []
    assert KNOWN - found == set()


def test_one_place_hands_out_files():
    """What no world of ours holds, a photograph or a receipt, goes through it too."""
    said = ("Content-Disposition", "content_disposition_header", "FileResponse", "as_attachment")
    writers = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in said)
    }
    assert writers == {"foundations/handing.py"}
