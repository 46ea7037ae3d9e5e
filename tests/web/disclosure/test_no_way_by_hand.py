"""What is written past Django: SQL by hand, files on the disk. The database refuses by itself, or reading finds it out."""

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.review import State
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.models import Attachment, Version
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.guarded import ForbiddenByDatabase, OutsideAnAct

from .conftest import NOW
from .forging import not_public

pytestmark = pytest.mark.django_db(transaction=True)


def test_sql_by_hand(draft):
    digest = draft.latest.content_hash
    sql = "UPDATE disclosure_item SET status = 'live', live_version_id = %s, live_hash = %s, approved_hash = %s WHERE id = %s"
    with pytest.raises(IntegrityError, match=r"gongkai|live_only_as_approved"), connection.cursor() as cursor:
        cursor.execute(sql, [draft.latest_id, digest, digest, draft.pk])
    not_public(draft)


def test_sql_by_hand_with_the_approval_of_another(draft, live):
    """An approval that exists, of other words."""
    sql = """UPDATE disclosure_item SET status = 'live', live_version_id = %s, live_hash = %s, approved_hash = %s,
    approval_id = %s WHERE id = %s"""
    digest = draft.latest.content_hash
    with pytest.raises(IntegrityError, match="unapproved"), connection.cursor() as cursor:
        cursor.execute(sql, [draft.latest_id, digest, digest, live.approval_id, draft.pk])
    not_public(draft)


def test_a_forged_approval(draft, town):
    """An approval without the signatures that make it one."""
    review = actions.submit(draft, by=town.clerk, at=NOW, chain="small")
    sql = "UPDATE reviews_review SET state = 'approved', stage = '', closed_at = opened_at WHERE id = %s"
    with pytest.raises(IntegrityError, match="unsigned"), connection.cursor() as cursor:
        cursor.execute(sql, [review.pk])
    review.refresh_from_db()
    assert review.state == State.OPEN


@pytest.mark.parametrize(
    "column",
    [
        "title = 'x'",
        "body = 'x'",
        "summary = 'x'",
        "attribute = 'active'",
        "content_hash = 'x'",
        "formed_on = NULL",
    ],
)
def test_the_words_of_a_version_never_change(live, column):
    with pytest.raises(IntegrityError, match="gongkai"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE disclosure_version SET {column} WHERE id = %s", [live.live_version_id])
    with pytest.raises(OutsideAnAct):
        Version.objects.filter(pk=live.live_version_id).update(title="x")


def test_nothing_is_deleted(live):
    for table in (
        "disclosure_item",
        "disclosure_version",
        "disclosure_release",
        "reviews_step",
        "reviews_review",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    with pytest.raises(OutsideAnAct):
        live.delete()


def test_no_attachment_is_slipped_in(live):
    """Neither past the acts nor inside one: what is approved has the files that it was approved with."""
    with transaction.atomic():
        kept = files.keep(b"slipped in", media_type="text/plain", ending="txt")
    with pytest.raises(OutsideAnAct):
        Attachment.objects.create(version=live.live_version, kept=kept, name="名单.txt", order=1)
    with pytest.raises(ForbiddenByDatabase), act("disclosure.write", live.organ_id, by=SYSTEM, at=NOW):
        Attachment.objects.create(version=live.live_version, kept=kept, name="名单.txt", order=1)
    assert not live.live_version.attachments.exists()


def test_no_file_is_changed_unnoticed(live, town):
    """The bytes on the disk are not in the database; they are compared whenever somebody asks for them."""
    with transaction.atomic():
        kept = files.keep(b"as approved", media_type="text/plain", ending="txt")
    with open(kept.file.path, "wb") as file:  # noqa: PTH123 - as an intruder would
        file.write(b"as forged!!")
    with pytest.raises(Exception, match="被改动过"):
        files.read(kept)
