"""When its time is over nothing of a case says any more who came into it; that it was, and how it ended, is counted on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from gongkai.web.applications.actions import answering
from gongkai.web.applications.actions.filing import file_paper
from gongkai.web.applications.actions.identity import Purged, purge, unmask
from gongkai.web.applications.actions.intake import Enclosed
from gongkai.web.applications.actions.moving import standing_of
from gongkai.web.applications.actions.serving import conclude
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import (
    Applicant,
    Application,
    CasePaper,
    Happening,
    Reply,
)
from gongkai.web.applications.replies.reply import rendered
from gongkai.web.foundations import files, sealed
from gongkai.web.foundations.models import KeptFile
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.verify import verify
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.events import events_about

from . import said_of
from .bureau import REACHABLE, TODAY, opened
from .happenings import event

pytestmark = pytest.mark.django_db(transaction=True)
YEARS = timedelta(days=366 * 10)
NEIGHBOUR = "李望山"
PHONE = "13912345678"
TRACKED = "1012345678901"
SAID = "周明远住院了，电话13900001234没有人接。"
COUNTED = (
    *("year", "serial", "channel", "kind", "state", "received_on", "due_on", "outcome", "row"),
    *("made_on", "concluded_on", "is_counted", "is_extended"),
)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    """A case with everything in it that can say who applied or who was asked."""
    papers = [
        Enclosed("application", "周明远的申请书.txt", "周明远申请".encode()),
        Enclosed("identity", "周明远身份证.txt", "周明远的身份证".encode()),
    ]
    wanted = replace(
        applied.wanted,
        title="周明远承包地的补贴明细",
        wanted=f"我叫周明远，要我家和{NEIGHBOUR}家的。",
        needs_help="我看不清小字。",
    )
    application = bureau.take_in(applied, wanted=wanted, papers=papers)
    asked = replace(event("correction_asked", TODAY, reason=SAID), limit_on=TODAY + timedelta(days=20))
    step(application, asked, by=bureau.clerk, at=NOW)
    paper = Enclosed("correction", "周明远补正.txt", "周明远补正".encode())
    answering.correct(application, text="我是周明远，要三组的。", papers=[paper], at=NOW)
    bureau.search(application)
    bureau.consult(application, "refuses")
    file_paper(
        application, kind="other", name="周明远来信.txt", data="周明远".encode(), by=bureau.clerk, at=NOW
    )
    unmask(Applicant.objects.get(), reason="给周明远打电话", by=bureau.clerk, at=NOW)
    told = {"third_party_consultation": f"{NEIGHBOUR}不同意。", "supply_list": "周明远的明细一份。"}
    text = f"周 明 远先生：提供您溪后村3组的明细；{NEIGHBOUR}的不能提供。"
    told["separation_note"] = "周明远的给了。"
    draft = bureau.draft(application, "O02", "O08", text=text, told=told)
    said_of.took_back_a_file(bureau, application, draft)
    reply = bureau.post(said_of.signed(bureau, draft))
    said_of.went_astray(bureau, reply)
    said_of.paid(bureau, application)
    over = conclude(application, on=TODAY, by=bureau.clerk, at=NOW)
    said_of.challenged(bureau, over)
    return over


def words_in_the_database():
    """Every text in every row of every table of every app."""
    found = []
    ours = (one for one in apps.get_app_configs() if one.name.startswith("gongkai.web."))
    for model in (model for one in ours for model in one.get_models()):
        texts = [
            one.attname
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list("pk", *texts):
            found += [(model.__name__, str(value)) for value in row[1:]]
    return found


def told_of_somebody():
    secret = (
        "周",
        "mail.example",
        NEIGHBOUR,
        "李",
        PHONE,
        REACHABLE.phone,
        REACHABLE.id_number,
        "溪后村",
        "看不清",
        "住院",
        TRACKED,
        said_of.RECEIPT,
        said_of.CASE_NO,
    )
    return [one for one in words_in_the_database() if any(word in one[1] for word in secret)]


def forgotten(django_capture_on_commit_callbacks):
    purge(on=TODAY, at=NOW)
    last = Applicant.objects.get().purge_on
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(on=last, at=NOW + YEARS) == Purged(destroyed=1)


def test_nobody_is_named_any_more_and_the_case_is_counted_as_before(
    case, django_capture_on_commit_callbacks
) -> None:
    assert told_of_somebody()
    before = Application.objects.filter(pk=case.pk).values(*COUNTED).get()
    stood = standing_of(case)
    days = list(Happening.objects.values_list("kind", "on"))
    number, hashed = Reply.objects.values_list("number", "content_hash").get()
    forgotten(django_capture_on_commit_callbacks)
    assert told_of_somebody() == []
    assert Application.objects.filter(pk=case.pk).values(*COUNTED).get() == before
    assert Application.objects.counted().count() == 1
    assert standing_of(case) == stood
    assert list(Happening.objects.values_list("kind", "on")) == days
    assert Reply.objects.values_list("number", "content_hash").get() == (number, hashed)
    assert Application.objects.get().title == "（已销毁）承包地的补贴明细"
    assert "（已销毁）：" in rendered(Reply.objects.get(), "html").decode()
    assert not list(differences())
    assert not list(verify())


def test_no_sheet_is_left_but_the_list_of_them_is(case, django_capture_on_commit_callbacks) -> None:
    kept = [one.kept for one in CasePaper.objects.exclude(kind="search").exclude(kept=None)]
    assert len(kept) >= 5
    forgotten(django_capture_on_commit_callbacks)
    assert KeptFile.objects.get() == CasePaper.objects.get(kind="search").kept
    for one in kept:
        with pytest.raises(files.Unreadable):
            files.read(one)
    papers = CasePaper.objects.exclude(kind="search")
    assert {paper.name for paper in papers} == {paper.get_kind_display() for paper in papers}
    assert papers.filter(destroyed_on=None).count() == 0


def test_a_lost_key_keeps_nobody_from_being_forgotten(
    case, settings, django_capture_on_commit_callbacks
) -> None:
    settings.DATA_KEYS = ("another-key",)
    assert not sealed.is_under_first_key(Applicant.objects.get().sealed)
    forgotten(django_capture_on_commit_callbacks)
    assert set(Applicant.objects.values_list("sealed", "masked_name")) == {("", "（已销毁）")}
    assert not [one for one in words_in_the_database() if REACHABLE.phone in one[1]]


def test_what_happened_is_changed_by_nobody_before_and_by_nobody_otherwise(
    case, django_capture_on_commit_callbacks
) -> None:
    first = Happening.objects.exclude(reason="").first()

    def write(column, value):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE applications_happening SET "{column}" = %s WHERE id = %s',
                [value, first.pk],
            )

    for column, value in (("reason", "（已销毁）"), ("reason", ""), ("outcome", "O02")):
        with pytest.raises(IntegrityError):
            write(column, value)
    forgotten(django_capture_on_commit_callbacks)
    for column, value in (("reason", "别的"), ("outcome", "O02"), ("on", TODAY + timedelta(days=1))):
        with pytest.raises(IntegrityError):
            write(column, value)


def test_what_was_written_while_it_was_reviewed_is_struck_out_then_and_by_nobody_before(
    case, django_capture_on_commit_callbacks
) -> None:
    review = Review.objects.get(state="approved")
    step = review.steps.exclude(opinion="").get()

    def write(row, column, value):
        with transaction.atomic(), connection.cursor() as cursor:
            table = row._meta.db_table
            cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, row.pk])

    for row, column in ((review, "title"), (step, "opinion")):
        with pytest.raises(IntegrityError):
            write(row, column, "（已销毁）")
    forgotten(django_capture_on_commit_callbacks)
    for row, column, value in (
        (review, "title", "别的"),
        (review, "state", "open"),
        (step, "opinion", "别的"),
        (step, "verdict", "returned"),
    ):
        with pytest.raises(IntegrityError):
            write(row, column, value)
    assert set(Review.objects.values_list("title", flat=True)) == {"（已销毁）"}
    assert Reply.objects.get().approval_id == review.pk


def test_what_stands_for_a_name_fits_where_the_name_was(
    bureau, applied, django_capture_on_commit_callbacks
) -> None:
    longest = Application._meta.get_field("title").max_length
    title = "周明远" * (longest // 3)
    application = bureau.take_in(applied, wanted=replace(applied.wanted, title=title))
    step(application, event("withdrawn", TODAY, outcome="O24"), by=bureau.clerk, at=NOW)
    forgotten(django_capture_on_commit_callbacks)
    stored = Application.objects.get().title
    assert "周" not in stored
    assert len(stored) <= longest


def test_the_office_of_another_case_keeps_its_own(bureau, case, applied, django_capture_on_commit_callbacks):
    """The same person's later case is not touched."""
    later = bureau.take_in(applied)
    forgotten_one = Applicant.objects.get(application=case)
    purge(on=TODAY, at=NOW)
    forgotten_one.refresh_from_db()
    purge(on=forgotten_one.purge_on, at=NOW + YEARS)
    other = Applicant.objects.get(application=later)
    assert (other.masked_name, other.purged_on) == ("周**", None)
    assert Application.objects.get(pk=later.pk).wanted == applied.wanted.wanted
    assert events_about(later, "applications.purged").exists() is False
