"""What is published: what was approved and nothing else, in editions that stay, until it is taken out for good."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from gongkai.engine.intake import take_bytes
from gongkai.engine.render.formats import render
from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger import triggers
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.expunge import Reason, carry_out_expunge, propose_expunge
from gongkai.web.ledger.verify import verify
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reports import actions, selectors
from gongkai.web.reports.actions import pre_reviewing, publishing
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.forgetting import forget_words
from gongkai.web.reports.models import Compilation, Edition, Filing, Report, SettledCell
from gongkai.web.reports.soundness import altered
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW

from .desk import fresh

pytestmark = pytest.mark.django_db


def test_what_is_public_was_read_back_and_says_the_same(desk):
    compilation = desk.signed()
    expected = Standing(compilation).figured.values
    edition = desk.publish(compilation)
    report = Report.objects.get(organ=desk.organ)
    assert report.sha256 == edition.source_sha256
    for table in ("table2", "table3", "table4"):
        assert report.data[table] == edition.data[table]
    assert expected["table3.new_received.total"] == 0
    assert list(selectors.editions(report)) == [edition]


def test_what_reads_otherwise_beside_a_new_neighbour_is_not_published(desk, monkeypatch):
    compilation = desk.signed()
    monkeypatch.setattr(publishing, "brought_up", lambda examined: replace(examined, year=2024))
    with pytest.raises(Refused, match="与批准的数字不一致"):
        desk.publish(compilation)
    assert not Report.objects.exists()
    assert not Edition.objects.published().exists()


def test_a_published_edition_stays_and_the_correction_is_another(desk):
    compilation = desk.published()
    publishing.correct(compilation, note="第一部分漏写一项培训。", by=desk.viewer("clerk"), at=NOW)
    desk.write(compilation, 1, "platform", "本镇在便民服务中心设有政府信息查阅点。")
    assert Report.objects.get(organ=desk.organ).data["preface"].startswith("根据")
    again = pre_reviewing.ask(compilation, by=desk.viewer("clerk"), at=NOW.replace(hour=11))
    assert again.given_at is None
    pre_reviewing.give(compilation, "agreed", by=desk.viewer("authority"), at=NOW.replace(hour=12))
    review = desk.send_in(compilation)
    desk.review(review)
    desk.approve(review)
    desk.publish(compilation)
    first, second = Edition.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.note == "第一部分漏写一项培训。"
    report = Report.objects.get(organ=desk.organ)
    assert report.data["preface"].startswith("更正说明（第2版）：第一部分漏写一项培训。")
    assert [one.number for one in selectors.editions(report)] == [2, 1]
    assert "查阅点" not in first.data["sections"][0]["text"]


def test_a_published_report_is_not_replaced_by_a_file(desk):
    desk.published()
    data = Edition.objects.get().data
    data["table3"]["new_received"] = [1, 0, 0, 0, 0, 0, 1]
    with pytest.raises(Refused, match="不能用文件替换"):
        actions.take_in(
            desk.organ, take_bytes(render(data, "docx"), "a.docx"), by=desk.viewer("clerk"), at=NOW
        )


def test_a_withdrawn_report_takes_its_editions_from_the_public(desk):
    desk.published()
    report = Report.objects.get(organ=desk.organ)
    assert Edition.objects.visible_to(PUBLIC).count() == 1
    actions.withdraw(report, reason="发现错误", by=desk.viewer("publisher"), at=NOW)
    assert not Edition.objects.visible_to(PUBLIC).exists()
    assert Edition.objects.visible_to(desk.viewer("clerk")).exists()


def forged(sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_database_publishes_nothing_that_was_not_approved_word_for_word(desk):
    desk.send_in(desk.commented())
    review = Review.objects.get().pk
    forged(f"UPDATE reports_edition SET published_at = '{NOW.isoformat()}', source_sha256 = 'a'")
    forged(
        f"UPDATE reports_edition SET approval_id = {review}, approved_hash = content_hash, signed_on = '2026-02-03'"
    )


def test_the_database_keeps_what_was_published(desk):
    desk.published()
    forged("UPDATE reports_edition SET content_hash = 'x', approved_hash = 'x'")
    forged("UPDATE reports_edition SET data = '{\"a\": 1}'")
    forged("UPDATE reports_edition SET note = '（已销毁）'")
    forged("UPDATE reports_edition SET note = '另一个说明', data = '{}', report_id = NULL")
    forged("DELETE FROM reports_edition")
    forged("UPDATE reports_snapshot SET sha256 = 'x'")
    forged("DELETE FROM reports_snapshot")


def test_a_report_that_is_taken_out_leaves_no_words(desk, person_with):
    compilation = desk.published()
    head, other = (
        desk.viewer("office_head"),
        viewer_for(person_with("office_head", desk.organ).pk, NOW.date()),
    )
    report = Report.objects.get(organ=desk.organ)
    proposal = propose_expunge(
        report, reason=Reason.UNLAWFUL, article="个人信息保护法第四十七条", by=head, at=NOW
    )
    carry_out_expunge(proposal, by=other, at=NOW)
    edition = Edition.objects.get()
    assert (edition.data, edition.report) == ({}, None)
    assert edition.approved_hash == edition.content_hash
    assert {row.text for row in compilation.passages.all()} == {"（已销毁）"}
    assert compilation.shortcomings.get().problem == "（已销毁）"
    assert Review.objects.get().title == "（已销毁）"
    assert not Edition.objects.visible_to(PUBLIC).exists()
    # Its file goes when the act is committed.
    assert {one.code for one in verify()} <= {"reports.stray"}


def test_what_was_said_of_it_on_the_way_goes_too(desk):
    """The note of a correction, why the authority sent it back, and on what it settled a figure."""
    compilation = desk.published()
    publishing.correct(compilation, note="沈听雨的一件重复登记。", by=desk.viewer("clerk"), at=NOW)
    Compilation.objects.update(correction_note="沈听雨的一件重复登记。")
    with triggers.lifted():
        Edition._base_manager.update(note="沈听雨的一件重复登记。")
    filing = Filing.objects.get(organ=desk.organ)
    Filing.objects.update(
        state="returned", returned_on=NOW.date(), returned_because="沈听雨的一件漏计。", data={"a": 1}
    )
    SettledCell.objects.create(
        filing=filing, sha256=filing.sha256, cell="table3.granted.total", value=1, reason="电话问过沈听雨",
        settled_on=NOW.date(),
    )  # fmt: skip
    with act("reports.withdraw", desk.organ.pk, by=SYSTEM, at=NOW) as pen:
        assert forget_words(pen, Report.objects.get(organ=desk.organ)) > 0
    edition, compilation, filing = Edition.objects.get(), fresh(compilation), fresh(filing)
    assert (edition.note, compilation.correction_note) == (FORGOTTEN, FORGOTTEN)
    assert (filing.returned_because, filing.data, filing.settled.get().reason) == (FORGOTTEN, None, FORGOTTEN)
    assert filing.figures["table3"]


def test_somebody_who_changes_an_edition_behind_the_ledger_is_found(desk):
    desk.published()
    with triggers.lifted():
        Edition._base_manager.update(data={"title": "另一份"})
    assert {"reports.edition"} <= {one.code for one in altered()}


def test_the_command_line_publishes_what_was_approved(desk, capsys):
    desk.signed()
    call_command("report", "publish", desk.organ.slug, "2025")
    assert Edition.objects.published().get().content_hash in capsys.readouterr().out
    with pytest.raises(CommandError, match="还没有批准"):
        call_command("report", "publish", desk.organ.slug, "2025")
    with pytest.raises(CommandError, match="等待公布"):
        call_command("report", "publish", desk.organ.slug, "2025", "--below")
