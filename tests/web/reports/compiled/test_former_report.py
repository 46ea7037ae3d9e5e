"""A report that was public as a file stays as an edition when another of its year takes its place."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import actions, sources
from gongkai.web.reports.actions import collecting, publishing
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.comparing import changes
from gongkai.web.reports.deadlines import due_board
from gongkai.web.reports.forgetting import forget_words
from gongkai.web.reports.models import Edition, FormerReport, Report
from tests.web.conftest import NOW

from .desk import fresh
from .former import FIRST, NOTE, explained, file_of, kept, through

pytestmark = pytest.mark.django_db(transaction=True)
CHANGED = {"行政许可\t17": "行政许可\t19"}
LATER = FIRST + timedelta(days=5)


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
    assert (former.public_from, former.replaced_at) == (FIRST, NOW)
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
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=NOW)
    assert FormerReport.objects.get().source.name == before
    assert kept(before).exists()
    assert Standing(desk.written()).number == 3


def test_a_wrong_file_is_changed_for_the_right_one_and_goes(desk, public):
    before = public.source.name
    actions.take_in(desk.organ, file_of(desk, **CHANGED), by=SYSTEM, at=NOW)
    assert not FormerReport.objects.exists()
    assert not kept(before).exists()


def test_each_file_was_public_since_it_took_the_place_of_the_one_before(desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=LATER)
    through(desk, explained(desk))
    first, second = FormerReport.objects.order_by("number")
    assert (first.public_from, first.replaced_at) == (FIRST, LATER)
    assert (second.public_from, second.replaced_at) == (LATER, NOW)


def test_what_is_made_here_is_compared_with_the_file_that_is_public(desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=LATER)
    compilation = explained(desk)
    found = changes(compilation, Standing(compilation).data, number=3)
    befores = {label: before for label, before, _ in found.cells}
    assert "19" in befores.values()
    assert "17" not in befores.values()


def test_blanks_beside_chinese_are_no_change(desk):
    compilation = desk.published()
    data = compilation.editions.get().data
    sections = [
        one | {"text": one["text"].replace("，", "， ").replace("公开", " 公开")} for one in data["sections"]
    ]
    assert changes(compilation, data | {"sections": sections}, number=2).text == ()
    sections[5] |= {"text": "另有一件需要报告。"}
    assert changes(compilation, data | {"sections": sections}, number=2).text


def test_a_withdrawn_file_is_corrected_too_when_the_report_is_made_here(desk, public):
    source = public.source.name
    actions.withdraw(public, reason="统计有误。", by=SYSTEM, at=LATER)
    compilation = desk.written()
    with pytest.raises(Refused, match="还没有写更正说明"):
        desk.ask(compilation)
    publishing.explain(compilation, note=NOTE, by=desk.viewer("clerk"), at=NOW)
    edition = through(desk, fresh(compilation))
    assert (edition.number, edition.note) == (2, NOTE)
    former = FormerReport.objects.get()
    assert (former.public_from, former.withdrawn_on, former.replaced_at) == (FIRST, LATER.date(), NOW)
    assert (former.withdrawn_because, former.note) == ("统计有误。", NOTE)
    assert kept(source).exists()
    assert not FormerReport.objects.visible_to(PUBLIC).exists()
    assert FormerReport.objects.visible_to(desk.viewer("clerk")).exists()


def test_a_withdrawn_file_stays_when_another_is_taken_in(desk, public):
    source = public.source.name
    actions.withdraw(public, reason="统计有误。", by=SYSTEM, at=LATER)
    actions.take_in(desk.organ, file_of(desk), by=SYSTEM, at=LATER)
    assert not FormerReport.objects.exists()  # the very same file is public again
    actions.withdraw(desk.organ.reports.get(), reason="统计有误。", by=SYSTEM, at=LATER)
    actions.take_in(desk.organ, file_of(desk, **CHANGED), by=SYSTEM, at=NOW)
    former = FormerReport.objects.get()
    assert (former.source.name, former.note) == (source, "")
    assert kept(source).exists()
    assert Standing(desk.written()).number == 3
    assert list(verify()) == []


def test_the_database_keeps_it_as_it_was(desk, public):
    through(desk, explained(desk))
    emptied = f"data = '{{}}', source = '', title = '{FORGOTTEN}', source_name = '{FORGOTTEN}', note = '{FORGOTTEN}'"
    for sql in (
        "UPDATE reports_formerreport SET note = 'x'",
        "DELETE FROM reports_formerreport",
        *(
            f"UPDATE reports_formerreport SET {emptied}, {other}"
            for other in ("year = 2020", "number = 9", "sha256 = 'x'", "public_from = replaced_at")
        ),
        *(["INSERT OR REPLACE INTO reports_formerreport SELECT * FROM reports_formerreport"] * is_sqlite()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def is_sqlite() -> bool:
    """The other database has no such statement."""
    return connection.vendor == "sqlite"


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


def test_what_is_taken_out_for_good_is_not_handed_in_again(desk):
    through(desk, desk.written())
    report = Report.objects.get()
    with act("reports.withdraw", desk.organ.pk, by=SYSTEM, at=NOW) as pen:
        forget_words(pen, report)
    filing = collecting.hand_in(desk.organ, 2025, by=desk.viewer("clerk"), at=NOW)
    assert (filing.edition, filing.sha256) == (None, report.sha256)
