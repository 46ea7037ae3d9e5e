"""What the law wants gone is gone everywhere, and the chain of the ledger stays whole."""

import io
import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.demo.county import SOURCES
from gongkai.web.ledger.expunge import (
    Reason,
    carry_out_expunge,
    decline_expunge,
    proposals,
    propose_expunge,
)
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.ledger.verify import verify
from gongkai.web.outbox.running import run_next
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reports import actions
from gongkai.web.reports.models import Report, source_storage

from ..conftest import NOW  # noqa: TID252 - the shared fixtures of this floor
from .searching import in_files, in_tables

PLANTED = "朱砂痣藏在第七抽屉"
ARTICLE = "个人信息保护法第四十七条"
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def tracked():
    """The site's own models, as they are."""


@pytest.fixture
def report(organ) -> Report:
    """A report with something in it that must not be there, shown, downloaded, edited, and the one of the next year."""
    cache.clear()
    shutil.rmtree(settings.HOME / "sources", ignore_errors=True)  # what other tests left
    text = (SOURCES / "dengxia-2024.txt").read_text("utf-8").replace("灯下镇", "枕溪镇")
    first = text.index("\n") + 1
    text = f"{text[:first]}\n{PLANTED}。\n{text[first:]}"
    kept = actions.take_in(organ, intake.take_bytes(text.encode(), name=f"{PLANTED}.txt"), by=SYSTEM, at=NOW)
    actions.take_in(organ, intake.take_file(SOURCES / "zhenxi-2025.docx"), by=SYSTEM, at=NOW)
    kind = ContentType.objects.get_for_model(Report)
    Revision.objects.create(
        content_type=kind,
        base_content_type=kind,
        object_id=str(kept.pk),
        created_at=NOW,
        object_str=PLANTED,
        content={"text": PLANTED},
    )
    ModelLogEntry.objects.create(
        content_type=kind, object_id=str(kept.pk), label=PLANTED, action="wagtail.edit", timestamp=NOW
    )
    ReferenceIndex.objects.create(
        base_content_type=kind,
        content_type=kind,
        object_id=str(kept.pk),
        to_content_type=kind,
        to_object_id="1",
        model_path=PLANTED,
        content_path="x",
        content_path_hash="3f5e5f2c-0000-4000-8000-000000000000",
    )
    return kept


def proposal_by(viewer, report):
    return propose_expunge(report, reason=Reason.UNLAWFUL, article=ARTICLE, by=viewer, at=NOW)


@pytest.fixture
def head(viewer_of, organ):
    return viewer_of("office_head", organ)


@pytest.fixture
def other(viewer_of, organ):
    return viewer_of("office_head", organ)


def out_of_order(*_):
    raise OSError("the disk is gone")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_disk_well", [True, False])
def test_a_planted_word_is_found_before_and_nowhere_after(
    client, report, head, other, monkeypatch, is_disk_well
):
    for ending in ("html", "xlsx"):
        assert client.get(f"/organs/zhenxi/2024.{ending}").status_code == 200
    assert PLANTED in client.get("/organs/zhenxi/2024/").text
    expected = {
        "reports_report",
        "wagtailcore_revision",
        "wagtailcore_modellogentry",
        "wagtailcore_referenceindex",
    }
    assert expected <= set(in_tables(PLANTED))
    assert any("sources" in path for path in in_files(PLANTED))
    if connection.vendor == "sqlite":
        assert any(".sqlite3" in path for path in in_files(PLANTED))

    with monkeypatch.context() as broken:
        if not is_disk_well:
            broken.setattr(type(source_storage()), "delete", out_of_order)
        count = carry_out_expunge(proposal_by(head, report), by=other, at=NOW)
    assert (in_files(PLANTED) == []) is is_disk_well
    while outcome := run_next(at=LATER):
        assert not outcome.problem

    assert count > 5
    assert in_tables(PLANTED) == []
    assert in_files(PLANTED) == []
    assert cache.get_many([f"page-sizes:{report.sha256}:1"]) == {}
    assert client.get("/organs/zhenxi/2024/").status_code == 404
    assert verify() == []


@pytest.mark.django_db
def test_what_the_ledger_keeps_of_it(report, head, other, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        carry_out_expunge(proposal_by(head, report), by=other, at=LATER)
    event = Event.objects.get(kind="ledger.expunged")
    facts = event.told()["facts"]
    assert (event.person_id, event.article, facts["reason"]) == (other.person, ARTICLE, "unlawful")
    assert len(facts["hash_data"]) == 64
    assert PLANTED not in event.body
    [sentence] = told([event])
    assert "清除了一件年度报告及其全部痕迹" in sentence
    assert "违反法律、行政法规" in sentence
    assert verify() == []


@pytest.mark.django_db
def test_nobody_carries_out_what_he_proposed_himself(report, head):
    with pytest.raises(NotYourOwn):
        carry_out_expunge(proposal_by(head, report), by=head, at=LATER)
    proposal = proposals().get()
    assert Report.objects.filter(pk=report.pk).exists()
    with pytest.raises(NotYourOwn):
        decline_expunge(proposal, by=head, at=LATER)


@pytest.fixture
def delegated(person_with, organ):
    """Somebody, and the colleague to whom he has left his duty for a time."""
    owner, colleague = person_with("office_head", organ), person_with("clerk", organ)
    days = {"since_on": NOW.date(), "last_on": LATER.date()}
    owned = Appointment.objects.get(person=owner)
    by = viewer_for(owner.pk, NOW.date())
    people.delegate(owned, colleague, **days, by=by, at=NOW)
    return by, viewer_for(colleague.pk, NOW.date())


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("decide", [carry_out_expunge, decline_expunge])
def test_to_leave_the_duty_to_a_colleague_makes_no_second_person(report, delegated, order, decide):
    first, second = (delegated[place] for place in order)
    proposal = proposal_by(first, report)
    with pytest.raises(NotYourOwn):
        decide(proposal, by=second, at=LATER)
    assert Report.objects.filter(pk=report.pk).exists()


@pytest.mark.django_db
def test_a_third_person_may_decide_what_was_proposed_in_anothers_place(report, delegated, head):
    carry_out_expunge(proposal_by(delegated[1], report), by=head, at=LATER)
    assert not Report.objects.filter(pk=report.pk).exists()


@pytest.mark.django_db
def test_verify_names_what_came_back_but_not_by_its_name(report, head, other):
    stored = Report.objects.filter(pk=report.pk).values().get()
    carry_out_expunge(proposal_by(head, report), by=other, at=LATER)
    Report.objects.create(**stored)
    [trouble] = [trouble for trouble in verify() if trouble.code.startswith("cache.")]
    assert trouble.code == "cache.put_back"
    assert f"reports.report {report.pk}" in trouble.where
    assert report.title not in str(trouble)
    carry_out_expunge(proposal_by(head, Report.objects.get(pk=report.pk)), by=other, at=LATER)
    assert not [trouble for trouble in verify() if trouble.code.startswith("cache.")]


@pytest.mark.django_db
def test_the_system_does_not_decide_on_its_own_proposal(report):
    with pytest.raises(NotYourOwn):
        carry_out_expunge(proposal_by(SYSTEM, report), by=SYSTEM, at=LATER)


@pytest.mark.django_db
@pytest.mark.parametrize("duty", ["clerk", "publisher", "auditor", "admin"])
def test_only_some_may_propose(report, viewer_of, organ, duty):
    with pytest.raises(NotYourDuty):
        proposal_by(viewer_of(duty, organ), report)
    assert not proposals().exists()


@pytest.mark.django_db
def test_the_head_of_another_organ_may_not_carry_it_out(report, head, viewer_of, county):
    with pytest.raises(NotYourDuty):
        carry_out_expunge(proposal_by(head, report), by=viewer_of("office_head", county), at=LATER)


@pytest.mark.django_db
def test_the_authority_above_may(report, head, viewer_of, county):
    carry_out_expunge(proposal_by(head, report), by=viewer_of("authority", county), at=LATER)
    assert not Report.objects.filter(pk=report.pk).exists()


@pytest.mark.django_db
def test_without_an_article_nothing_is_proposed(report, head):
    with pytest.raises(Refused, match="法律依据"):
        propose_expunge(report, reason=Reason.ORDERED, article=" ", by=head, at=NOW)


@pytest.mark.django_db
def test_what_was_decided_is_decided(report, head, other):
    proposal = proposal_by(head, report)
    with pytest.raises(Refused, match="已经有人提出"):
        proposal_by(other, report)
    decline_expunge(proposal, by=other, at=LATER)
    with pytest.raises(Refused, match="已经执行或者驳回"):
        carry_out_expunge(proposal, by=other, at=LATER)
    again = proposal_by(head, report)
    carry_out_expunge(again, by=other, at=LATER)
    with pytest.raises(Refused, match="已经不在"):
        carry_out_expunge(again, by=other, at=LATER)


@pytest.mark.django_db
def test_the_report_of_the_next_year_is_checked_anew(organ, viewer_of, head, other):
    report = actions.take_in(organ, intake.take_file(SOURCES / "dengxia-2024.txt"), by=SYSTEM, at=NOW)
    text = (SOURCES / "jieshan-2025.txt").read_text("utf-8").replace("借山乡", "灯下镇")
    actions.take_in(organ, intake.take_bytes(text.encode(), name="next.txt"), by=SYSTEM, at=NOW)
    carry_out_expunge(proposal_by(head, report), by=other, at=LATER)
    [left] = Report.objects.all()
    assert "T3_CARRY" not in {finding["code"] for finding in left.data["findings"]}


def command(*arguments):
    out = io.StringIO()
    call_command("expunge", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_carries_out_what_a_person_proposed(report, head):
    assert "没有待办的清除" in command()
    proposal = proposal_by(head, report)
    assert "提出清除一件年度报告" in command()
    assert "已经清除" in command("--carry-out", str(proposal.pk))
    with pytest.raises(CommandError, match="待办提议"):
        command("--carry-out", str(proposal.pk))


@pytest.mark.django_db
def test_the_command_proposes_but_does_not_carry_out_its_own(report, head, other):
    with pytest.raises(CommandError, match="理由"):
        command("reports.report", str(report.pk))
    with pytest.raises(CommandError, match="可以清除的是"):
        command("organs.organ", "1")
    with pytest.raises(CommandError, match="没有编号"):
        command("reports.report", "99999", "--reason", "ordered")
    assert "已经提出" in command(
        "reports.report", str(report.pk), "--reason", "ordered", "--article", ARTICLE
    )
    pk = str(proposals().get().pk)
    with pytest.raises(CommandError, match="不能自己决定"):
        command("--carry-out", pk)
    decline_expunge(proposals().get(), by=other, at=LATER)
    proposal_by(head, report)
    assert "已经驳回" in command("--decline", str(proposals().get().pk))
