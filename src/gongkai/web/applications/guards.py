"""What the database itself does not let anybody write: what happened stays as it was entered."""

from gongkai.web.ledger.triggers import Trigger, guard

HAPPENINGS = "applications_happening"
REPLIES = "applications_reply"
# A reply is signed by the approval of exactly its words; what is answered at the counter is signed by who answers.
_APPROVED = """EXISTS (
SELECT 1 FROM reviews_review r WHERE r.id = NEW.approval_id AND r.state = 'approved'
AND r.subject_label = 'applications.reply' AND r.subject_id = NEW.id AND r.content_hash = NEW.content_hash)"""
_UNAPPROVED = f"NEW.signed_on IS NOT NULL AND NEW.service <> 'spot' AND NOT {_APPROVED}"
# What the applicant got stays what he got.
_REWRITTEN = (
    "OLD.made_on IS NOT NULL AND (NEW.made_on IS NULL OR NEW.made_on <> OLD.made_on"
    " OR NEW.content_hash <> OLD.content_hash OR NEW.text <> OLD.text OR NEW.remedy <> OLD.remedy"
    " OR NEW.outcome <> OLD.outcome OR NEW.number <> OLD.number OR NEW.service <> OLD.service)"
)

guard(
    Trigger(HAPPENINGS, "UPDATE"),
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
