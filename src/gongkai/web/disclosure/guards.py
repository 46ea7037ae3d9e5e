"""What the database itself does not let anybody write: something public that was not approved word for word."""

from gongkai.lawbook.chains import review_law
from gongkai.web.ledger.triggers import Trigger, guard

ITEMS, VERSIONS, ATTACHMENTS, RELEASES = (
    "disclosure_item",
    "disclosure_version",
    "disclosure_attachment",
    "disclosure_release",
)
_PUBLIC = ", ".join(f"'{one.code}'" for one in review_law().attributes.values() if one.is_published)
# The approval is of this item, of exactly the words of the version, and lets it be public.
_APPROVED = """EXISTS (
SELECT 1 FROM disclosure_version v JOIN reviews_review r ON r.content_hash = v.content_hash
WHERE v.id = NEW.{version} AND v.item_id = NEW.{item} AND r.id = NEW.approval_id AND r.state = 'approved'
AND r.subject_label = 'disclosure.item' AND r.subject_id = NEW.{item} AND r.attribute = v.attribute
AND v.attribute IN ({attributes}){also})"""
_LIVE = _APPROVED.format(
    version="live_version_id", item="id", attributes=_PUBLIC, also=" AND v.content_hash = NEW.live_hash"
)
_RELEASED = _APPROVED.format(version="version_id", item="item_id", attributes=_PUBLIC, also="")
# Whose approval ends while it is public.
_IN_USE = "OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS (SELECT 1 FROM disclosure_item WHERE approval_id = OLD.id)"
_JUDGED = """EXISTS (
SELECT 1 FROM disclosure_version v JOIN reviews_review r ON r.content_hash = v.content_hash
WHERE v.id = NEW.version_id AND r.subject_label = 'disclosure.item' AND r.subject_id = v.item_id)"""
_MOVED = "NEW.organ_id <> OLD.organ_id OR (OLD.index_no <> '' AND NEW.index_no <> OLD.index_no)"
_RELEASE_FIXED = "NEW.item_id <> OLD.item_id OR NEW.version_id <> OLD.version_id OR NEW.approval_id <> OLD.approval_id OR NEW.at <> OLD.at OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at IS NULL OR NEW.ended_at <> OLD.ended_at))"


def _never_again(table: str) -> tuple[Trigger, ...]:
    """A row of this table stays as it was written."""
    return (
        Trigger(table, "UPDATE"),
        Trigger(table, "DELETE"),
        Trigger(table, "TRUNCATE", each="STATEMENT"),
        # INSERT OR REPLACE deletes without asking the trigger for deletion.
        Trigger(table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
    )


guard(
    Trigger(ITEMS, "INSERT", "NEW.live_version_id IS NOT NULL OR NEW.status = 'live'", why="born_live"),
    Trigger(ITEMS, "UPDATE", f"NEW.live_version_id IS NOT NULL AND NOT {_LIVE}", why="unapproved"),
    Trigger(ITEMS, "UPDATE", _MOVED, why="moved"),
    Trigger(ITEMS, "DELETE"),
    Trigger(ITEMS, "TRUNCATE", each="STATEMENT"),
    *_never_again(VERSIONS),
    *_never_again(ATTACHMENTS),
    Trigger(ATTACHMENTS, "INSERT", _JUDGED, why="late"),
    Trigger(RELEASES, "INSERT", f"NOT {_RELEASED}", why="unapproved"),
    Trigger(RELEASES, "UPDATE", _RELEASE_FIXED),
    Trigger(RELEASES, "DELETE"),
    Trigger(RELEASES, "TRUNCATE", each="STATEMENT"),
    Trigger("reviews_review", "UPDATE", _IN_USE, why="in_use"),
)
