"""What the database itself does not let anybody write: what happened stays as it was entered, and what the
applicant got as he got it."""

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.triggers import Trigger, guard
from gongkai.web.reviews.guards import let_forget

HAPPENINGS = "applications_happening"
LETTERS = "applications_letter"
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


def _same(*names: str) -> str:
    """Whether these columns are as they were."""
    return " AND ".join(
        f"""COALESCE(CAST(NEW."{name}" AS TEXT), '') = COALESCE(CAST(OLD."{name}" AS TEXT), '')"""
        for name in names
    )


_CHANGED = f"NOT ({_same(*_KEPT)} AND NEW.reason = '{FORGOTTEN}' AND {_FORGOTTEN})"
# What the applicant got stays what he got: decided as it was, and in the same words until everybody is forgotten.
_DECIDED = (
    *("application_id", "round", "outcome", "parts", "basis", "remedy", "is_electronic", "content_hash"),
    *("approval_id", "number", "service", "signed_on", "made_on"),
)
_WORDED = ("text", "told", "reason", "late_reason")
_REWRITTEN = f"OLD.made_on IS NOT NULL AND NOT ({_same(*_DECIDED)} AND ({_same(*_WORDED)} OR {_FORGOTTEN}))"
# The letter stays as it was signed until the signature is taken back.
_REWORDED = (
    "OLD.signed_on IS NOT NULL AND NEW.signed_on IS NOT NULL"
    f" AND NEW.wording <> OLD.wording AND NOT {_FORGOTTEN}"
)
# A letter that was issued stays as it was issued, and one that was voided stays void.
_ISSUED = (
    *("id", "application_id", "code", "name", "number", "outcomes", "signed_on", "paper_id"),
    *("consultation_id", "contribution_id", "fee_id"),
)
_ALTERED = (
    f"NOT ({_same(*_ISSUED)} AND ({_same('told')} OR {_FORGOTTEN})"
    f" AND (OLD.voided_on IS NULL OR {_same('voided_on')}))"
)

guard(
    Trigger(HAPPENINGS, "UPDATE", _CHANGED),
    Trigger(HAPPENINGS, "DELETE"),
    Trigger(HAPPENINGS, "TRUNCATE", each="STATEMENT"),
    # INSERT OR REPLACE deletes without asking the trigger for deletion.
    Trigger(HAPPENINGS, "INSERT", f"EXISTS (SELECT 1 FROM {HAPPENINGS} WHERE id = NEW.id)"),
    Trigger(LETTERS, "UPDATE", _ALTERED),
    Trigger(LETTERS, "DELETE"),
    Trigger(LETTERS, "TRUNCATE", each="STATEMENT"),
    Trigger(REPLIES, "INSERT", "NEW.signed_on IS NOT NULL", why="born_signed"),
    Trigger(REPLIES, "UPDATE", _UNAPPROVED, why="unapproved"),
    Trigger(REPLIES, "UPDATE", _REWRITTEN, why="rewritten"),
    Trigger(REPLIES, "UPDATE", _REWORDED, why="reworded"),
    Trigger(REPLIES, "DELETE"),
    Trigger(REPLIES, "TRUNCATE", each="STATEMENT"),
)
# What was written while replies were reviewed goes with the case.
let_forget(
    "applications.reply",
    f"SELECT 1 FROM {REPLIES} p JOIN applications_applicant a ON a.application_id = p.application_id"
    " WHERE p.id = w.subject_id AND a.purged_on IS NOT NULL",
)
