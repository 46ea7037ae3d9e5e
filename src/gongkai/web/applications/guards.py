"""What the database itself does not let anybody write: what happened stays as it was entered, and what the
applicant got as he got it."""

from gongkai.web.ledger.triggers import Trigger, guard

from .models.applicant import FORGOTTEN

HAPPENINGS = "applications_happening"
REPLIES = "applications_reply"
# A reply is signed by the approval of exactly its words; what is answered at the counter is signed by who answers.
_APPROVED = """EXISTS (
SELECT 1 FROM reviews_review r WHERE r.id = NEW.approval_id AND r.state = 'approved'
AND r.subject_label = 'applications.reply' AND r.subject_id = NEW.id AND r.content_hash = NEW.content_hash)"""
_UNAPPROVED = f"NEW.signed_on IS NOT NULL AND NEW.service <> 'spot' AND NOT {_APPROVED}"
# When its time is over, nobody is named any more who comes into a case; everything else stays.
_FORGOTTEN = (
    "EXISTS (SELECT 1 FROM applications_applicant a"
    " WHERE a.application_id = NEW.application_id AND a.purged_on IS NOT NULL)"
)
_KEPT = (
    *(
        "id",
        "application_id",
        "kind",
        "on",
        "ref",
        "days",
        "limit_on",
        "until_on",
        "of",
        "reopener",
        "outcome",
    ),
    *("person_id", "at"),
)
_SAME = " AND ".join(
    f"""COALESCE(CAST(NEW."{name}" AS TEXT), '') = COALESCE(CAST(OLD."{name}" AS TEXT), '')"""
    for name in _KEPT
)
_CHANGED = f"NOT ({_SAME} AND NEW.reason = '{FORGOTTEN}' AND {_FORGOTTEN})"
# What the applicant got stays what he got.
_REWRITTEN = (
    "OLD.made_on IS NOT NULL AND (NEW.made_on IS NULL OR NEW.made_on <> OLD.made_on"
    " OR NEW.content_hash <> OLD.content_hash OR NEW.remedy <> OLD.remedy"
    " OR NEW.outcome <> OLD.outcome OR NEW.number <> OLD.number OR NEW.service <> OLD.service"
    f" OR (NEW.text <> OLD.text AND NOT {_FORGOTTEN}))"
)

guard(
    Trigger(HAPPENINGS, "UPDATE", _CHANGED),
    Trigger(HAPPENINGS, "DELETE"),
    Trigger(HAPPENINGS, "TRUNCATE", each="STATEMENT"),
    # INSERT OR REPLACE deletes without asking the trigger for deletion.
    Trigger(HAPPENINGS, "INSERT", f"EXISTS (SELECT 1 FROM {HAPPENINGS} WHERE id = NEW.id)"),
    Trigger(REPLIES, "INSERT", "NEW.signed_on IS NOT NULL", why="born_signed"),
    Trigger(REPLIES, "UPDATE", _UNAPPROVED, why="unapproved"),
    Trigger(REPLIES, "UPDATE", _REWRITTEN, why="rewritten"),
    Trigger(REPLIES, "DELETE"),
    Trigger(REPLIES, "TRUNCATE", each="STATEMENT"),
)
