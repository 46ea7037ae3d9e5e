"""What the database itself does not let anybody write: an approval without the steps that make it one."""

from gongkai.web.ledger.triggers import Trigger, guard

REVIEWS, STEPS = "reviews_review", "reviews_step"
# What a review is about never changes: for other words, another review.
_FIXED = (
    "organ_id",
    "subject_label",
    "subject_id",
    "kind",
    "chain",
    "content_hash",
    "attribute",
    "reason_code",
    "proposer_id",
    "opened_at",
)
_DIFFERS = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _FIXED)
# Three people, each in his own right and in the place of none of the others, over these very words.
_APPROVED = f"""EXISTS (
SELECT 1 FROM {STEPS} a JOIN {STEPS} r ON r.review_id = a.review_id
WHERE a.review_id = NEW.id AND a.part = 'approve' AND r.part = 'review'
AND a.verdict = 'passed' AND r.verdict = 'passed'
AND a.content_hash = NEW.content_hash AND r.content_hash = NEW.content_hash
AND a.person_id <> NEW.proposer_id AND COALESCE(a.instead_of_id, 0) <> NEW.proposer_id
AND r.person_id <> NEW.proposer_id AND COALESCE(r.instead_of_id, 0) <> NEW.proposer_id
AND a.person_id <> r.person_id AND COALESCE(a.instead_of_id, 0) <> r.person_id
AND COALESCE(r.instead_of_id, 0) <> a.person_id)"""
_CLOSED = "OLD.state <> 'open' AND NOT (OLD.state = 'approved' AND NEW.state = 'void')"

guard(
    Trigger(STEPS, "UPDATE"),
    Trigger(STEPS, "DELETE"),
    Trigger(STEPS, "TRUNCATE", each="STATEMENT"),
    # INSERT OR REPLACE deletes without asking the trigger for deletion.
    Trigger(STEPS, "INSERT", f"EXISTS (SELECT 1 FROM {STEPS} WHERE id = NEW.id)"),
    Trigger(
        STEPS,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {REVIEWS} WHERE id = NEW.review_id AND state = 'open')",
        why="late",
    ),
    Trigger(REVIEWS, "INSERT", f"NEW.state <> 'open' OR EXISTS (SELECT 1 FROM {REVIEWS} WHERE id = NEW.id)"),
    Trigger(REVIEWS, "UPDATE", _DIFFERS, why="other"),
    Trigger(REVIEWS, "UPDATE", _CLOSED, why="closed"),
    Trigger(REVIEWS, "UPDATE", f"NEW.state = 'approved' AND NOT {_APPROVED}", why="unsigned"),
    Trigger(REVIEWS, "DELETE"),
    Trigger(REVIEWS, "TRUNCATE", each="STATEMENT"),
)
