"""`gongkai verify` says when what is public no longer reads as it was approved."""

import pytest
from django.db import connection, transaction

from gongkai.web.disclosure.soundness import changed_files, changed_words
from gongkai.web.foundations import files
from gongkai.web.ledger import triggers

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_to_say(live):
    assert list(changed_words()) == []
    assert _changed() == []


def test_words_changed_past_the_guards(live):
    with triggers.lifted(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE disclosure_version SET body = '<p>改过</p>' WHERE id = %s", [live.live_version_id]
        )
    [trouble] = changed_words()
    assert "枕溪镇2026年防汛值班安排" in trouble.where


def test_a_file_changed_on_the_disk(db):
    with transaction.atomic():
        kept = files.keep(b"as it came", media_type="text/plain", ending="txt")
    with open(kept.file.path, "wb") as file:  # noqa: PTH123 - as an intruder would
        file.write(b"something else")
    [trouble] = _changed()
    assert "被改动过" in trouble.what


def _changed() -> list:
    """Without the strays: the folder outlives the database of each test."""
    return [trouble for trouble in changed_files() if trouble.code == "foundations.kept_file"]
