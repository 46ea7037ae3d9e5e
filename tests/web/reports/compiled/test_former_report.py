"""A report that was public as a file stays as an edition when another of its year takes its place."""

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import actions, sources
from gongkai.web.reports.actions import publishing
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.deadlines import due_board
from gongkai.web.reports.forgetting import forget_words
from gongkai.web.reports.models import Edition, FormerReport, Report
from tests.web.conftest import NOW

from .desk import fresh
from .former import FIRST, NOTE, explained, file_of, kept, through

pytestmark = pytest.mark.django_db(transaction=True)


def test_over_a_public_report_nothing_is_sent_in_without_its_note(desk, public):
    compilation = desk.written()
    with pytest.raises(Refused, match="还没有写更正说明"):
        desk.ask(compilation)
    publishing.explain(compilation, note=NOTE, by=desk.viewer("clerk"), at=NOW)
    standing = Standing(fresh(compilation))
    assert (standing.number, standing.note) == (2, NOTE)
    assert standing.data["preface"].startswith(f"更正说明（第2版）：{NOTE}")


def test_where_nothing_was_public_there_is_nothing_to_correct(desk):
    with pytest.raises(Refused, match="不需要更正说明"):
        publishing.explain(desk.written(), note=NOTE, by=desk.viewer("clerk"), at=NOW)


def test_the_file_stays_as_the_first_edition(desk, public):
    source, data = public.source.name, public.data
    edition = through(desk, explained(desk))
    assert (edition.number, edition.note) == (2, NOTE)
    former = FormerReport.objects.visible_to(PUBLIC).get()
    assert (former.number, former.source.name, former.data, former.note) == (1, source, data, NOTE)
    assert (former.public_from, former.public_until) == (FIRST, NOW)
    assert kept(source).exists()
    assert sources.taken_out(former).sha256 == former.sha256
    assert Report.objects.get(organ=desk.organ).sha256 == edition.source_sha256
    assert list(verify()) == []
    kept(source).write_bytes(b"something else")
    assert {one.code for one in verify()} == {"reports.source"}


def test_the_first_day_stays_that_of_the_old_report(desk, public):
    through(desk, explained(desk))
    [row] = [one for one in due_board(desk.viewer("clerk"), 2025, NOW.date()) if one.organ == desk.organ]
    assert row.published_on == FIRST.date()


def test_a_file_that_came_after_the_signature_is_not_passed_over(desk):
    compilation = desk.signed()
    actions.take_in(desk.organ, file_of(desk), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="还没有写更正说明"):
        desk.publish(compilation)
    assert not Edition.objects.published().exists()


def test_a_correction_that_comes_as_a_file_keeps_the_one_before(desk, public):
    before = public.source.name
    actions.take_in(desk.organ, file_of(desk, 漏="漏"), note=NOTE, by=SYSTEM, at=NOW)
    assert not FormerReport.objects.exists()  # the very same file corrects nothing
    changed = file_of(desk, **{"行政许可\t17": "行政许可\t19"})
    actions.take_in(desk.organ, changed, note=NOTE, by=SYSTEM, at=NOW)
    assert FormerReport.objects.get().source.name == before
    assert kept(before).exists()
    assert Standing(desk.written()).number == 3


def test_a_wrong_file_is_changed_for_the_right_one_and_goes(desk, public):
    before = public.source.name
    actions.take_in(desk.organ, file_of(desk, **{"行政许可\t17": "行政许可\t19"}), by=SYSTEM, at=NOW)
    assert not FormerReport.objects.exists()
    assert not kept(before).exists()


def test_the_database_keeps_it_as_it_was(desk, public):
    through(desk, explained(desk))
    for sql in ("UPDATE reports_formerreport SET note = 'x'", "DELETE FROM reports_formerreport"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_withdrawn_report_takes_the_former_one_from_the_public(desk, public):
    through(desk, explained(desk))
    actions.withdraw(Report.objects.get(), reason="发现错误", by=desk.viewer("publisher"), at=NOW)
    assert not FormerReport.objects.visible_to(PUBLIC).exists()
    assert FormerReport.objects.visible_to(desk.viewer("clerk")).exists()


def test_what_is_taken_out_for_good_goes_with_its_former_file(desk, public):
    source = public.source.name
    through(desk, explained(desk))
    with act("reports.withdraw", desk.organ.pk, by=SYSTEM, at=NOW) as pen:
        forget_words(pen, Report.objects.get())
    former = FormerReport.objects.get()
    assert (former.data, former.title, former.note, former.source.name) == ({}, FORGOTTEN, FORGOTTEN, "")
    assert not kept(source).exists()
