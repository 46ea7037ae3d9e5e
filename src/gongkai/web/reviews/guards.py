"""What the database itself does not let anybody write: an approval without the steps that make it one."""

from django.db.models import Model

from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.triggers import Trigger, guard

from .models import Review, Step

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
# What people wrote, by whose names it can be known who applied; struck out when the time of what was reviewed is over.
_WORDS: dict[type[Model], tuple[str, ...]] = {
    Review: ("title", "reason", "overrides", "lighter_because", "closed_because"),
    Step: ("opinion",),
}
_over: dict[str, str] = {}


def let_forget(label: str, over: str) -> None:
    """Let the words of reviews of this kind of subject be struck out, and nothing else of them, once its time is over: `over`
    is a question in SQL that has an answer then of `w.subject_id`."""
    _over[label] = over
    _guard_words()


def _guard_words() -> None:
    guard(
        Trigger(STEPS, "UPDATE", f"NOT {_struck(Step, 'review_id')}"),
        Trigger(REVIEWS, "UPDATE", f"{_CLOSED} AND NOT {_struck(Review, 'id')}", why="closed"),
    )


def _struck(model: type[Model], review: str) -> str:
    """Only words go from a row, all at once, of a subject that is forgotten."""
    words = _WORDS[model]
    columns = (one.column for one in model._meta.concrete_fields if one.name not in words)
    same = [f"{_text('NEW', name)} = {_text('OLD', name)}" for name in columns]
    gone = [f"{_text('NEW', name)} IN ('', '{{}}', '{FORGOTTEN}')" for name in words]
    over = (f"w.subject_label = '{label}' AND EXISTS ({when})" for label, when in sorted(_over.items()))
    is_over = " OR ".join(over) or "1 = 0"
    known = f"EXISTS (SELECT 1 FROM {REVIEWS} w WHERE w.id = NEW.{review} AND ({is_over}))"
    return f"({' AND '.join([*same, *gone, known])})"


def _text(row: str, column: str) -> str:
    return f"""COALESCE(CAST({row}."{column}" AS TEXT), '')"""


_guard_words()
guard(
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
    Trigger(REVIEWS, "UPDATE", f"NEW.state = 'approved' AND NOT {_APPROVED}", why="unsigned"),
    Trigger(REVIEWS, "DELETE"),
    Trigger(REVIEWS, "TRUNCATE", each="STATEMENT"),
)
