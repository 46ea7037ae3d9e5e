"""What the database itself does not let anybody write: a report that nobody approved, and another text or figure afterwards."""

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.triggers import Trigger, guard

EDITIONS, SNAPSHOTS, FORMER = "reports_edition", "reports_snapshot", "reports_formerreport"
# An edition is signed by the approval of exactly its words and figures.
_APPROVED = """EXISTS (
SELECT 1 FROM reviews_review r WHERE r.id = NEW.approval_id AND r.state = 'approved'
AND r.subject_label = 'reports.edition' AND r.subject_id = NEW.id AND r.content_hash = NEW.content_hash)"""
# Whose approval ends while everybody reads what rests on it.
_IN_USE = (
    "OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS"
    " (SELECT 1 FROM reports_edition WHERE approval_id = OLD.id AND published_at IS NOT NULL)"
)
_KEPT = (
    *("id", "compilation_id", "number", "content_hash", "snapshot_id", "authors", "approval_id"),
    *("approved_hash", "signed_on", "published_at", "source_sha256"),
)


def _same(*names: str) -> str:
    """Whether these columns are as they were."""
    return " AND ".join(
        f"""COALESCE(CAST(NEW."{name}" AS TEXT), '') = COALESCE(CAST(OLD."{name}" AS TEXT), '')"""
        for name in names
    )


# What is taken out for good goes altogether; that there was an edition, and who approved it, stays.
_EXPUNGED = f"CAST(NEW.data AS TEXT) = '{{}}' AND NEW.note IN ('', '{FORGOTTEN}') AND NEW.report_id IS NULL"
_UNCHANGED = f"({_same('data', 'note', 'report_id')} OR {_EXPUNGED})"
_REMEMBERED = (
    *("id", "organ_id", "year", "number", "media_type", "sha256"),
    *("public_from", "replaced_at", "withdrawn_on"),
)
_EMPTIED = (
    "CAST(NEW.data AS TEXT) = '{}' AND NEW.source = ''"
    f" AND NEW.title = '{FORGOTTEN}' AND NEW.source_name = '{FORGOTTEN}'"
    f" AND ({_same('note')} OR NEW.note = '{FORGOTTEN}') AND NEW.withdrawn_because IN ('', '{FORGOTTEN}')"
)
_HELD = (
    f"EXISTS (SELECT 1 FROM {FORMER} WHERE id = NEW.id"
    " OR organ_id = NEW.organ_id AND year = NEW.year AND number = NEW.number)"
)
_REWRITTEN = f"OLD.published_at IS NOT NULL AND NOT ({_same(*_KEPT)} AND {_UNCHANGED})"

guard(
    Trigger(EDITIONS, "INSERT", "NEW.approval_id IS NOT NULL OR NEW.published_at IS NOT NULL", why="born"),
    Trigger(EDITIONS, "UPDATE", f"NEW.approval_id IS NOT NULL AND NOT {_APPROVED}", why="unapproved"),
    Trigger(EDITIONS, "UPDATE", _REWRITTEN, why="rewritten"),
    Trigger(EDITIONS, "DELETE"),
    Trigger(EDITIONS, "TRUNCATE", each="STATEMENT"),
    Trigger(FORMER, "UPDATE", f"NOT ({_same(*_REMEMBERED)} AND {_EMPTIED})"),
    Trigger(FORMER, "INSERT", _HELD),
    Trigger(FORMER, "DELETE"),
    Trigger(FORMER, "TRUNCATE", each="STATEMENT"),
    Trigger(SNAPSHOTS, "UPDATE"),
    Trigger(SNAPSHOTS, "DELETE"),
    Trigger(SNAPSHOTS, "TRUNCATE", each="STATEMENT"),
    # INSERT OR REPLACE deletes without asking the trigger for deletion.
    Trigger(SNAPSHOTS, "INSERT", f"EXISTS (SELECT 1 FROM {SNAPSHOTS} WHERE id = NEW.id)"),
    Trigger("reviews_review", "UPDATE", _IN_USE, why="report_in_use"),
)
