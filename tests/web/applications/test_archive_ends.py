"""移交和销毁: volumes go to an archive against its receipt, or come to their lawful end; and what waits to be archived."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from gongkai.kernel.case import Reopener
from gongkai.kernel.paper import PaperTable
from gongkai.kernel.problems import NotYourOwn, Refused
from gongkai.web.applications.actions import archiving, destroying, replying
from gongkai.web.applications.actions.archiving import Filing, placed
from gongkai.web.applications.actions.identity import Purged, purge
from gongkai.web.applications.archive import papers as archive_papers
from gongkai.web.applications.archive.days import days_of
from gongkai.web.applications.models import Application, CasePaper, Destruction, Volume
from gongkai.web.applications.selectors import WORKLISTS
from gongkai.web.ledger.caches import differences

from .archives import AT, ENDED, OVER, WITHOUT, ended, put_away
from .bureau import opened
from .happenings import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def over(bureau, taken_in):
    return ended(taken_in.application, by=bureau.clerk)


@pytest.fixture
def archived(bureau, over):
    return put_away(over, by=bureau.clerk)


@pytest.mark.parametrize(
    ("said", "places"), [("", set()), ("1-3、7", {1, 2, 3, 7}), ("2, 4", {2, 4}), ("5", {5})]
)
def test_places_of_the_year(said, places):
    assert placed(said) == places


@pytest.mark.parametrize("said", ["三", "3-1", "1-", "1-999999999"])
def test_places_that_nobody_understands(said):
    with pytest.raises(Refused):
        placed(said)


def test_volumes_are_handed_over_once(bureau, archived, organ):
    said = {"receiver": "墨鹭县档案馆", "receipt_no": "墨档收〔2026〕3号", "by": bureau.clerk, "at": AT}
    with pytest.raises(Refused, match="没有选择案卷"):
        archiving.transfer(organ, [], on=ENDED, **said)
    with pytest.raises(Refused, match="才归档"):
        archiving.transfer(organ, [archived], on=ENDED - timedelta(1), **said)
    row = archiving.transfer(organ, [archived], on=ENDED, **said)
    assert (row.count, list(row.volumes.all())) == (1, [archived])
    assert Volume.objects.get().handed_on == ENDED
    with pytest.raises(Refused, match="移交"):
        archiving.transfer(organ, [archived], on=ENDED, **said)
    with pytest.raises(Refused, match="移交"):
        archiving.change_period(archived, period="D30", because="涉诉", by=bureau.clerk, at=AT)
    assert not list(differences())


def test_a_case_is_held_before_its_volume(bureau, archived, organ, monkeypatch):
    held, holding = [], QuerySet.select_for_update

    def noted(rows, *args, **kwargs):
        held.append(rows.model)
        return holding(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    by = {"by": bureau.clerk, "at": AT}
    for work in (
        lambda: archiving.change_period(archived, period="D30", because="涉诉", **by),
        lambda: archiving.take_volume(archived, reason="查阅", **by),
        lambda: archiving.transfer(organ, [archived], receiver="墨鹭县档案馆", on=ENDED, **by),
    ):
        held.clear()
        work()
        assert [one for one in held if one in (Application, Volume)] == [Application, Volume]


@pytest.fixture
def proposed(bureau, archived, organ):
    """Its ten years are over."""
    said = {"because": "期满，没有继续保存的价值。", "by": bureau.clerk}
    return destroying.propose_destruction(organ, [archived], on=OVER, at=moment(OVER), **said)


def test_nothing_is_destroyed_before_its_time(bureau, archived, organ):
    last = date(2036, 12, 31)
    with pytest.raises(Refused, match="还没有届满"):
        destroying.propose_destruction(
            organ, [archived], because="期满", on=last, by=bureau.clerk, at=moment(last)
        )


def test_a_volume_stands_in_one_proposal(bureau, archived, organ, proposed):
    with pytest.raises(Refused, match="另一次销毁"):
        destroying.propose_destruction(
            organ, [archived], because="期满", on=OVER, by=bureau.clerk, at=moment(OVER)
        )


def test_somebody_else_approves_and_nobody_destroys_before(bureau, proposed, viewer_of, organ):
    at = moment(OVER)
    with pytest.raises(Refused, match="待批准"):
        destroying.destroy(proposed, witnesses="同事一、同事二", on=OVER, by=bureau.clerk, at=at)
    said = {"is_approved": True, "decision": "同意", "at": at}
    Destruction.objects.filter(pk=proposed.pk).update(proposed_by=bureau.office_head.person)
    with pytest.raises(NotYourOwn):
        destroying.decide_destruction(proposed, by=bureau.office_head, **said)


def test_who_does_not_agree_says_why(bureau, proposed):
    with pytest.raises(Refused, match="不同意的理由"):
        destroying.decide_destruction(
            proposed, is_approved=False, decision="", by=bureau.leader, at=moment(OVER)
        )


def test_what_is_destroyed_is_gone_and_what_is_counted_stays(bureau, proposed, archived):
    at = moment(OVER)
    case = Application.objects.get()
    counted = (case.number, case.outcome, case.row, case.made_on)
    destroying.decide_destruction(proposed, is_approved=True, decision="同意", by=bureau.leader, at=at)
    done = destroying.destroy(proposed, witnesses="同事一、同事二", on=OVER, by=bureau.clerk, at=at)
    assert (done.state, done.done_on) == ("done", OVER)
    volume, case = Volume.objects.get(), Application.objects.get()
    assert volume.destroyed_on == OVER
    assert not CasePaper.objects.exclude(kept=None).exists()
    assert (case.number, case.outcome, case.row, case.made_on) == counted
    assert case.applicants.get().purged_on == OVER
    assert "周明远" not in str(list(case.applicants.values()))
    with pytest.raises(Refused, match="销毁"):
        archiving.take_volume(volume, reason="查阅", by=bureau.clerk, at=at)
    assert not list(differences())


def test_one_that_is_worked_on_anew_stays(bureau, proposed):
    at = moment(OVER)
    destroying.decide_destruction(proposed, is_approved=True, decision="同意", by=bureau.leader, at=at)
    replying.reopen(
        Application.objects.get(),
        reopener=Reopener.COURT,
        reason="判决",
        on=OVER,
        by=bureau.office_head,
        at=at,
    )
    destroying.destroy(proposed, witnesses="同事一、同事二", on=OVER, by=bureau.clerk, at=at)
    volume = Volume.objects.get()
    assert volume.destroyed_on is None
    assert CasePaper.objects.exclude(kept=None).exists()
    listed, *kept = _tables(archive_papers.destruction_list(Destruction.objects.get()))
    assert volume.number not in listed
    assert any(volume.number in table and "正在重新办理，案卷不能销毁" in table for table in kept)


def test_the_list_names_what_is_destroyed(bureau, proposed, archived):
    at = moment(OVER)
    destroying.decide_destruction(proposed, is_approved=True, decision="同意", by=bureau.leader, at=at)
    destroying.destroy(proposed, witnesses="同事一、同事二", on=OVER, by=bureau.clerk, at=at)
    listed, *_ = _tables(archive_papers.destruction_list(Destruction.objects.get()))
    assert archived.number in listed


def _tables(paper):
    """The words of each table after the first, which is about the decision."""
    blocks = [one for one in paper.blocks if isinstance(one, PaperTable)]
    return [" ".join(cell.text for row in block.rows for cell in row) for block in blocks[1:]]


@pytest.mark.parametrize("witnesses", ["", "同事一", "同事一、同事一", "、同事一，"])
def test_two_people_look_on(bureau, proposed, witnesses):
    at = moment(OVER)
    destroying.decide_destruction(proposed, is_approved=True, decision="同意", by=bureau.leader, at=at)
    with pytest.raises(Refused, match="至少须有2人监销"):
        destroying.destroy(proposed, witnesses=witnesses, on=OVER, by=bureau.clerk, at=at)
    assert Volume.objects.get().destroyed_on is None


@pytest.fixture
def telling(bureau, over):
    """A volume that says in its own words who applied; before it was archived, it was settled when that goes."""
    filing = replace(
        WITHOUT, remark="周明远本人来取过一次。", period="D30", period_because="周明远还有一件在诉。"
    )
    purge(on=ENDED, at=AT)
    return archiving.archive(over, filing, on=ENDED, by=bureau.clerk, at=AT)


def test_an_archived_volume_stays_whole_whatever_day_it_is(telling):
    assert purge(on=ENDED, at=AT) == Purged(put_off=1)
    assert (telling.application.applicants.get().purge_on, days_of(telling).forgotten_on) == (None, None)
    for later in (date(2036, 3, 1), date(2056, 12, 31), date(2057, 1, 2)):
        assert purge(on=later, at=moment(later)) == Purged()
    assert CasePaper.objects.exclude(kept=None).count() == 3
    assert "周明远" in Volume.objects.get().remark


def test_what_was_settled_for_the_very_day_is_put_off_too(telling):
    last = date(2036, 3, 1)
    assert purge(on=last, at=moment(last)) == Purged(put_off=1)
    assert CasePaper.objects.exclude(kept=None).count() == 3


def test_handed_over_applicants_are_forgotten_here_and_the_volume_names_nobody(bureau, telling, organ):
    archiving.transfer(organ, [telling], receiver="墨鹭县档案馆", on=ENDED, by=bureau.clerk, at=AT)
    assert purge(on=ENDED, at=AT) == Purged()  # settled long ago, and not put off any more
    later = date(2036, 3, 1)
    assert days_of(Volume.objects.get()).forgotten_on == date(2036, 2, 10)
    assert purge(on=later, at=moment(later)).destroyed == 1
    volume = Volume.objects.get()
    assert "周明远" not in f"{volume.remark}{volume.period_because}"
    assert volume.keep_until_on == date(2056, 12, 31)
    assert "销毁" in volume.remark


@pytest.mark.parametrize(
    ("level", "handing_on"),
    [("township", date(2036, 2, 10)), ("county", date(2036, 2, 10)), ("city", date(2046, 2, 10))],
)
def test_a_city_hands_over_later_than_a_county(telling, organ, level, handing_on):
    telling.organ.level = level
    assert days_of(telling).handing_on == handing_on


def test_what_is_not_archived_in_time_waits(bureau, over):
    waits = WORKLISTS["to_archive"]
    cases = Application.objects.all()
    soon, late = ENDED + timedelta(25), ENDED + timedelta(60)
    assert not waits.of(cases, bureau.clerk, soon)
    assert waits.of(cases, bureau.clerk, late).get() == over
    archiving.archive(over, Filing(), on=late, by=bureau.clerk, at=moment(late))
    assert not waits.of(cases, bureau.clerk, late)


def test_only_those_whose_duty_it_is(over, viewer_of, organ):
    with pytest.raises(Refused):
        archiving.archive(over, Filing(), on=ENDED, by=viewer_of("section_head", organ), at=AT)
