"""Three townships and what they have published."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.search.actions import Found, put, remove
from tests.web.conftest import NOW

HERE = Path(__file__).parent
LABEL = "test.thing"


def listed(organ, pk, title, text="", *, on=date(2025, 3, 1), kind="information", files=(), **said):
    """List something in an act of its own."""
    thing = Found(
        label=LABEL,
        subject_id=pk,
        organ=organ.pk,
        kind=kind,
        title=title,
        address=f"/organs/{organ.slug}/items/{pk}/",
        published_on=on,
        year=on.year,
        passages=(("正文", text), *files),
        **said,
    )
    with act("test.list", organ.pk, by=SYSTEM, at=NOW) as pen:
        return put(pen, thing)


def removed(organ, pk):
    """Take it out in an act of its own."""
    with act("test.remove", organ.pk, by=SYSTEM, at=NOW) as pen:
        return remove(pen, LABEL, pk)


@pytest.fixture
def townships(county, organ) -> list[Organ]:
    """枕溪镇 and two others of the county."""
    others = (("dengxia", "灯下镇"), ("wangshan", "望山乡"))
    return [organ, *(_township(county, slug, name) for slug, name in others)]


def _township(county, slug, name):
    town = Organ(
        slug=slug,
        name=f"{name}人民政府",
        short_name=name,
        level="township",
        kind="government",
        parent=county,
    )
    return found(town, by=SYSTEM, at=NOW)


@pytest.fixture
def things(townships) -> list[Organ]:
    """All that is in things.toml, listed."""
    rows = tomllib.loads((HERE / "things.toml").read_text())["things"]
    for pk, (kind, on, title, text, doc_no, validity, place) in enumerate(rows, start=1):
        organ = townships[int(place)]
        listed(
            organ,
            pk,
            title,
            text,
            on=date.fromisoformat(on),
            kind=kind,
            doc_no=doc_no,
            validity=validity,
        )
    return townships
