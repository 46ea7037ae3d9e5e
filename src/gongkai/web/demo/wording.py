"""What the invented items say: the words of the data with days and addresses filled in, and their attachments."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.db import transaction

from gongkai.engine.content import clean, paper_blocks
from gongkai.engine.render.formats import MEDIA_TYPES, ending_of, render_paper
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.web.disclosure import guide
from gongkai.web.disclosure.actions import Content, File
from gongkai.web.disclosure.models import ItemKind
from gongkai.web.foundations import files

from . import yearbook
from .county import Toml, consultations
from .scene import Scene

ITEMS = Path(__file__).with_name("items.toml")
# What an entry says as it stands; all else is a day, a file, or has words to be filled in.
_AS_IT_STANDS = ("title", "summary", "keywords", "attribute", "reason_code", "reason")


@cache
def told() -> Toml:
    """What is told of the few organs."""
    return tomllib.loads(ITEMS.read_text("utf-8"))


@cache
def all_told() -> Toml:
    """What is told of the whole county: the same, and the two years before; what is told twice stays as it was."""
    few = told()
    known = {(raw["organ"], raw.get("title")) for raw in few["items"]}
    more = (raw for raw in yearbook.written() if (raw["organ"], raw.get("title")) not in known)
    named = {(raw["organ"], raw["name"]) for raw in few["places"]}
    places = (raw for raw in yearbook.places() if (raw["organ"], raw["name"]) not in named)
    return dict(few) | {
        "catalogues": [*yearbook.catalogues(), *few["catalogues"]],
        "items": [*few["items"], *more],
        "places": [*few["places"], *places],
        "consultations": consultations()["consultations"],
    }


def content_of(raw: Toml, scene: Scene) -> Content:
    """The wording of an item; a guide is compiled from the organ's own record."""
    formed = scene.ago(raw["formed"])
    if raw.get("kind") == ItemKind.GUIDE:
        return guide.compiled(scene.organ, formed)
    days = {name: scene.ago(raw[name]) for name in ("until", "effective") if name in raw}
    words = scene.words(formed=formed, **days) | {"year": str(formed.year)}
    said = {name: raw[name] for name in _AS_IT_STANDS if name in raw}
    return Content(
        **said,
        body=clean(raw["body"].format_map(words)),
        doc_no=raw.get("doc_no", "").format_map(words),
        formed_on=formed,
        effective_on=days.get("effective"),
        notice_until_on=days.get("until"),
        source=scene.organ.name,
        attachments=tuple(_file(one, scene) for one in raw.get("attachments", ())),
    )


def _file(said: str | Toml, scene: Scene) -> File:
    """An attachment, made by the house's own writers: the same entry gives the same bytes."""
    raw = next(one for one in told()["attachments"] if one["name"] == said) if isinstance(said, str) else said
    name = raw["name"]
    ending = ending_of(name)
    paper = Paper(raw["title"], scene.organ.name, tuple(_blocks(raw)))
    with transaction.atomic():
        kept = files.keep(render_paper(paper, ending), media_type=MEDIA_TYPES[ending], ending=ending)
    return File(name, kept)


def _blocks(raw: Toml) -> Iterator[Block]:
    """A title, then the body; figures are figures, for a workbook to reckon with."""
    yield Passage(raw["title"], Role.TITLE)
    for block in paper_blocks(raw["body"]):
        if isinstance(block, PaperTable):
            yield replace(block, rows=tuple(tuple(map(_figure, row)) for row in block.rows))
        else:
            yield block


def _figure(cell: PaperCell) -> PaperCell:
    return replace(cell, content=int(cell.text)) if cell.text.isdecimal() else cell
