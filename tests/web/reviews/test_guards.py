"""What the database refuses by itself, whoever writes: an approval that three people did not sign word for word."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from gongkai.web.ledger import triggers
from gongkai.web.ledger.guarded import OutsideAnAct
from gongkai.web.ledger.verify import verify
from gongkai.web.reviews.models import Review, Step
from tests.web.conftest import NOW

from .conftest import HASH, OTHER_HASH, run

pytestmark = pytest.mark.django_db
APPROVE = (
    "UPDATE reviews_review SET state = 'approved', stage = '', closed_at = opened_at WHERE state = 'open'"
)


def refused(statement, *values):
    """Whether the database refuses; it goes on as if nothing had been tried."""
    try:
        with transaction.atomic():
            run(statement, *values)
    except IntegrityError as error:
        return str(error)
    return ""


def signed(review, part, person, *, content_hash=HASH, verdict="passed", instead_of=None):
    """A step put in by hand."""
    run(
        "INSERT INTO reviews_step (review_id, stage, part, person_id, duty, instead_of_id, verdict, checklist, opinion,"
        " content_hash, means, signed_on, entered_by_id, at)"
        " VALUES (%s, 'x', %s, %s, 'clerk', %s, %s, '{}', '略', %s, 'office', %s, %s, %s)",
        review.pk,
        part,
        person.pk,
        instead_of and instead_of.pk,
        verdict,
        content_hash,
        NOW.date(),
        person.pk,
        NOW,
    )


@pytest.mark.parametrize("stage", ["proposed", "reviewed"])
def test_without_an_approving_step_nothing_is_approved(request, stage):
    request.getfixturevalue(stage)
    assert "reviews_review_no_update_unsigned" in refused(APPROVE)


@pytest.mark.parametrize(
    ("reviewing", "approving", "is_refused"),
    [
        ({"person": "reviewer"}, {"person": "leader"}, False),
        ({"person": "reviewer"}, {"person": "clerk"}, True),
        ({"person": "reviewer"}, {"person": "reviewer"}, True),
        ({"person": "clerk"}, {"person": "leader"}, True),
        ({"person": "reviewer"}, {"person": "leader", "content_hash": OTHER_HASH}, True),
        ({"person": "reviewer", "content_hash": OTHER_HASH}, {"person": "leader"}, True),
        ({"person": "reviewer"}, {"person": "leader", "verdict": "returned"}, True),
        ({"person": "reviewer", "verdict": "returned"}, {"person": "leader"}, True),
        ({"person": "reviewer"}, {"person": "leader", "instead_of": "clerk"}, True),
        ({"person": "reviewer"}, {"person": "leader", "instead_of": "reviewer"}, True),
        ({"person": "reviewer", "instead_of": "clerk"}, {"person": "leader"}, True),
        ({"person": "reviewer", "instead_of": "leader"}, {"person": "leader"}, True),
    ],
)
def test_three_people_over_the_same_words(proposed, staff, reviewing, approving, is_refused):
    for part, step in (("review", reviewing), ("approve", approving)):
        people = {name: staff[one] for name, one in step.items() if name in ("person", "instead_of")}
        signed(proposed, part, **(step | people))
    assert bool(refused(APPROVE)) == is_refused


@pytest.mark.parametrize(
    "column",
    [
        "content_hash = 'c'",
        "attribute = 'withheld'",
        "proposer_id = proposer_id + 1",
        "subject_id = 9",
        "subject_label = 'x'",
        "kind = 'x'",
        "chain = 'full'",
        "reason_code = 'privacy'",
        "organ_id = organ_id + 1",
    ],
)
@pytest.mark.parametrize("stage", ["proposed", "approved"])
def test_what_a_review_is_about_never_changes(request, stage, column):
    request.getfixturevalue(stage)
    assert "reviews_review_no_update_" in refused(f"UPDATE reviews_review SET {column}")


@pytest.mark.parametrize(
    ("statement", "is_refused"),
    [
        ("UPDATE reviews_review SET title = '别的'", True),
        ("UPDATE reviews_review SET state = 'open', closed_at = NULL, stage = 'approve'", True),
        ("UPDATE reviews_review SET state = 'returned'", True),
        ("DELETE FROM reviews_review", True),
        ("UPDATE reviews_step SET content_hash = 'c'", True),
        ("UPDATE reviews_step SET person_id = person_id", True),
        ("DELETE FROM reviews_step", True),
        ("UPDATE reviews_review SET state = 'void'", False),
    ],
)
def test_an_approval_only_ends(approved, statement, is_refused):
    assert bool(refused(statement)) == is_refused


def test_what_is_void_stays_void(approved):
    run("UPDATE reviews_review SET state = 'void'")
    assert refused("UPDATE reviews_review SET state = 'approved'")


def test_no_step_comes_late(approved, staff):
    with pytest.raises(IntegrityError, match="reviews_step_no_insert_late"), transaction.atomic():
        signed(approved, "review", staff["reviewer"])


def test_none_is_put_in_as_approved(proposed):
    columns = [field.column for field in Review._meta.concrete_fields if field.column != "id"]
    shown = ", ".join(
        {"state": "'approved'", "closed_at": "opened_at", "stage": "''", "subject_id": "2"}.get(name, name)
        for name in columns
    )
    names = ", ".join(columns)
    said = refused(f"INSERT INTO reviews_review ({names}) SELECT {shown} FROM reviews_review")
    assert "reviews_review_no_insert" in said


def test_none_is_put_in_the_place_of_another(approved):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces")
    assert refused("INSERT OR REPLACE INTO reviews_review SELECT * FROM reviews_review")
    assert refused("INSERT OR REPLACE INTO reviews_step SELECT * FROM reviews_step")


@pytest.mark.parametrize("table", ["reviews_review", "reviews_step"])
def test_no_table_is_emptied_at_once(approved, table):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL truncates")
    run(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # or what waits to be checked keeps the table from being emptied anyway
    assert f"{table}_no_truncate" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "write",
    [
        lambda: Review.objects.update(state="approved"),
        lambda: Review.objects.get().save(),
        lambda: Review.objects.get().delete(),
        lambda: Review.objects.all().delete(),
        lambda: Step.objects.update(person=None),
        lambda: Step.objects.bulk_create([Step()]),
        lambda: Step.objects.last().delete(),
        lambda: Step.objects.all().delete(),
    ],
)
def test_nobody_writes_outside_an_act(proposed, write):
    with pytest.raises(OutsideAnAct):
        write()


def test_one_open_review_a_subject(proposed):
    columns = [field.column for field in Review._meta.concrete_fields if field.column != "id"]
    names = ", ".join(columns)
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"INSERT INTO reviews_review ({names}) SELECT {names} FROM reviews_review")


def test_a_guard_that_is_gone_or_weakened_is_named(approved):
    gone, weak = (
        trigger
        for trigger in triggers._wanted()
        if trigger.name in ("reviews_step_no_delete", "reviews_review_no_update_unsigned")
    )
    with connection.cursor() as cursor:
        cursor.execute(triggers._dropping(gone))
        cursor.execute(triggers._dropping(weak))
        if connection.vendor == "postgresql":
            body = weak.body.replace("NOT EXISTS", "EXISTS")
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {weak.function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
            )
        cursor.execute(triggers._text(weak).replace("NOT EXISTS", "EXISTS"))
    assert sorted(triggers.missing()) == sorted([gone.name, weak.name])
    assert {trouble.code for trouble in verify()} == {"ledger.trigger"}
    triggers.install()
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_tables_can_still_be_rebuilt_by_a_migration(proposed):
    """SQLite rebuilds a table to change it; triggers of another table that look at it must be lifted meanwhile."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds")
    for lift in (lambda: None, triggers.lift_guards):
        lift()
        try:
            with connection.schema_editor() as editor:
                editor._remake_table(Step)
        except DatabaseError as error:
            said = str(error)
    call_command("migrate", verbosity=0)
    assert "error in trigger" in said
    assert triggers.missing() == []
    assert Step.objects.count() == 1
