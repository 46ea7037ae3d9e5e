"""A small tracked model that belongs to nobody, so that the ledger is tested by itself."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from taggit.models import Tag

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.ledger import registry, triggers
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.registry import EventKind
from gongkai.web.ledger.verify import verify

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ORGAN, OTHER = 7, 8


@pytest.fixture(autouse=True)
def tracked(monkeypatch):
    """Tags are tracked besides the models of the site; one kind has a sentence, one has none."""
    monkeypatch.setattr(registry, "_checks", {})
    tags = registry.Tracked("taggit.tag", ("name",), ("slug",))
    monkeypatch.setattr(registry, "_tracked", {**registry._tracked, "taggit.tag": tags})
    kinds = dict(registry._kinds)
    monkeypatch.setattr(registry, "_kinds", kinds)
    registry.kinds(
        EventKind("tags.kept", "将标签由“{before[name]}”改为“{after[name]}”"), EventKind("tags.changed")
    )


def keep(
    name: str, *, organ: int = ORGAN, by: Viewer = SYSTEM, at: datetime = NOW, tag: Tag | None = None
) -> Tag:
    """One real act: a tag gets a name."""
    with act("tags.keep", organ, by=by, at=at) as pen:
        tag = tag or Tag(slug=f"of-{name}")
        tag.name = name
        pen.save(tag, "tags.kept", article="条例第四条")
    return tag


@pytest.fixture
def forge(db):
    """Change the database behind the ledger's back, as somebody with its keys could."""

    def run(*statements: str) -> None:
        with triggers.lifted(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return run


@pytest.fixture
def exported(settings, tmp_path):
    """Where heads are exported to: a folder of this test."""
    settings.HOME = tmp_path
    settings.HEADS_DIR = None
    return tmp_path / "ledger-heads"


@pytest.fixture
def chain():
    """Two organs with five entries each."""
    for number in range(5):
        keep(f"甲{number}")
        keep(f"乙{number}", organ=OTHER)


def codes(**options):
    """What is wrong: code, organ and position of each trouble."""
    return [(trouble.code, trouble.organ, trouble.position) for trouble in verify(**options)]


def told(*arguments):
    """What the command prints, and its exit status."""
    out, status = io.StringIO(), 0
    try:
        call_command("verify", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as exit_:
        status = exit_.code
    return status, out.getvalue()
