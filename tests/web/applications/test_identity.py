"""Who applied is read with a reason, sealed anew under a new key, and forgotten when its time is over."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened, Reopener
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotYourDuty, Refused, Unreadable
from gongkai.lawbook.applications import Retention, retention
from gongkai.web.applications.actions import identity as acts
from gongkai.web.applications.actions.correcting import correct_identity
from gongkai.web.applications.actions.identity import Purged, Resealed, purge, reseal, unmask
from gongkai.web.applications.actions.intake import Enclosed, Wanted, apply
from gongkai.web.applications.actions.replying import reopen
from gongkai.web.applications.actions.splitting import split, void_duplicate
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.identity import Identity, identity_of
from gongkai.web.applications.likeness import alike
from gongkai.web.applications.models import Applicant, CasePaper, PersonalAccess
from gongkai.web.applications.purging import PURGE
from gongkai.web.foundations.models import KeptFile, kept_storage
from gongkai.web.foundations.sealed import unseal
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.worker import drain
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW

TODAY, YEARS = localdate(NOW), timedelta(days=366 * 10)
WITHDRAWN = CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome="O24")


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


@pytest.fixture
def closed(taken_in, clerk):
    """An application that was withdrawn on the day on which it came."""
    return step(taken_in.application, WITHDRAWN, by=clerk, at=NOW)


def test_a_colleague_says_why_and_each_time_is_an_event(taken_in, clerk) -> None:
    applicant = Applicant.objects.get()
    with pytest.raises(Refused, match="没有写明理由"):
        unmask(applicant, reason=" ", by=clerk, at=NOW)
    for _ in range(2):
        assert unmask(applicant, reason="电话告知补正", by=clerk, at=NOW) == PERSON
    assert PersonalAccess.objects.count() == 2
    events = Event.objects.filter(kind="applications.unmasked")
    assert [event.person_id for event in events] == [clerk.person] * 2
    kept = json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    words = (PERSON.name, PERSON.id_number, PERSON.phone, PERSON.email, "电话告知补正")
    assert [word for word in words if word in kept] == []
    assert not list(differences())


@pytest.mark.parametrize("duty", ["authority", "auditor", "admin", "publisher", "chief_leader"])
def test_whoever_does_not_handle_the_case_reads_nobody(duty, taken_in, organ, viewer_of) -> None:
    applicant = Applicant.objects.get()
    top = organ.parent if duty == "authority" else organ
    with pytest.raises(NotYourDuty):
        unmask(applicant, reason="看看是谁", by=viewer_of(duty, top), at=NOW)
    with pytest.raises(NotYourDuty):
        unmask(applicant, reason="看看是谁", by=PUBLIC, at=NOW)
    assert not PersonalAccess.objects.exists()
    assert Event.objects.filter(kind="ledger.refused").count() == 2


def test_a_new_key_seals_everything_anew_and_the_old_one_may_go(taken_in, applied, settings, capsys) -> None:
    apply(replace(applied, organ=applied.organ.parent), by=PUBLIC, at=NOW)
    old = settings.DATA_KEYS
    settings.DATA_KEYS = ("a-new-key", *old)
    call_command("reseal")
    assert "重新加密 2 份，原来已经用新密钥加密的 0 份" in capsys.readouterr().out
    settings.DATA_KEYS = ("a-new-key",)
    assert {identity_of(one) for one in Applicant.objects.all()} == {PERSON}
    assert not list(verify())
    assert not list(differences())
    call_command("reseal")
    assert "重新加密 0 份，原来已经用新密钥加密的 2 份" in capsys.readouterr().out
    settings.DATA_KEYS = old
    with pytest.raises(Unreadable):
        identity_of(Applicant.objects.first())


def test_sealing_anew_goes_on_where_it_stopped(applied, settings, monkeypatch) -> None:
    for _ in range(5):
        apply(applied, by=PUBLIC, at=NOW)
    monkeypatch.setattr(acts, "_AT_ONCE", 2)
    settings.DATA_KEYS = ("a-new-key", *settings.DATA_KEYS)
    assert next(reseal(at=NOW)) == Resealed(done=2)
    assert sum(reseal(at=NOW), Resealed()) == Resealed(done=3, kept=2)


def test_what_no_key_opens_is_told_and_left_as_it_is(taken_in, settings, capsys) -> None:
    before = Applicant.objects.get().sealed
    settings.DATA_KEYS = ("somebody-elses",)
    with pytest.raises(SystemExit):
        call_command("reseal")
    assert "1 份用现有的密钥都打不开" in capsys.readouterr().err
    assert Applicant.objects.get().sealed == before


def test_ten_years_after_the_end_nobody_knows_who_it_was(closed, clerk) -> None:
    assert purge(on=TODAY, at=NOW) == Purged(settled=1)
    applicant = Applicant.objects.get()
    assert applicant.purge_on == date(TODAY.year + 10, TODAY.month, TODAY.day)
    before, last = (applicant.purge_on - timedelta(days=1)), applicant.purge_on
    assert purge(on=before, at=NOW + YEARS) == Purged()
    assert purge(on=last, at=NOW + YEARS) == Purged(destroyed=1)
    applicant.refresh_from_db()
    gone = (applicant.sealed, applicant.masked_contact, applicant.identity_digest, applicant.phone_digest)
    assert gone == ("",) * 4
    assert applicant.masked_name == "（已销毁）"
    assert applicant.purged_on == last
    with pytest.raises(Refused, match=r"已于.*销毁"):
        unmask(applicant, reason="核对身份", by=clerk, at=NOW + YEARS)
    assert purge(on=last, at=NOW + YEARS) == Purged()
    assert not list(differences())


def test_the_scans_go_with_the_words_unless_somebody_else_needs_them(
    applied, clerk, django_capture_on_commit_callbacks
) -> None:
    scan = Enclosed("identity", "周明远身份证.txt", "周明远的身份证".encode())
    with_scan = replace(applied, papers=[scan, Enclosed("application", "申请书.txt", "申请书".encode())])
    for _ in range(2):
        step(apply(with_scan, by=PUBLIC, at=NOW).application, WITHDRAWN, by=clerk, at=NOW)
    file = Path(kept_storage().path(CasePaper.objects.filter(kind="identity").first().kept.file.name))
    purge(on=TODAY, at=NOW)
    first = Applicant.objects.first()
    later = Applicant.objects.last()
    next_day = first.purge_on + timedelta(days=1)
    Applicant.objects.filter(pk=later.pk).update(purge_on=next_day)
    for on, is_needed in ((first.purge_on, True), (next_day, False)):
        with django_capture_on_commit_callbacks(execute=True):
            assert purge(on=on, at=NOW + YEARS).destroyed == 1
        assert file.exists() is is_needed  # as long as the other case has it
    assert not file.exists()
    assert not KeptFile.objects.exists()
    papers = CasePaper.objects.filter(kind="identity")
    assert {(paper.name, paper.kept, paper.destroyed_on) for paper in papers} == {
        ("身份证明", None, first.purge_on),
        ("身份证明", None, next_day),
    }


def test_what_is_open_is_not_forgotten_and_what_is_reopened_waits_again(
    closed, taken_in, viewer_of, organ
) -> None:
    purge(on=TODAY, at=NOW)
    head = viewer_of("office_head", organ)
    told = {"reopener": Reopener.SELF, "reason": "撤回并非本人的意思"}
    reopen(closed, on=TODAY, **told, by=head, at=NOW)
    assert purge(on=TODAY + YEARS, at=NOW + YEARS) == Purged(put_off=1)
    assert Applicant.objects.get().purge_on is None
    later = NOW + timedelta(days=30)
    step(closed, replace(WITHDRAWN, on=localdate(later)), by=head, at=later)
    purge(on=localdate(later), at=later)
    assert Applicant.objects.get().purge_on == retention().ends_on(localdate(later))


def test_a_case_that_was_worked_on_anew_between_two_sweeps_has_another_day(closed, viewer_of, organ) -> None:
    purge(on=TODAY, at=NOW)
    head, later = viewer_of("office_head", organ), NOW + timedelta(days=30)
    told = {"reopener": Reopener.COURT, "reason": "判决重新答复"}
    reopen(closed, on=localdate(later), **told, by=head, at=later)
    step(closed, replace(WITHDRAWN, on=localdate(later)), by=head, at=later)
    first = Applicant.objects.get().purge_on
    assert purge(on=first, at=NOW + YEARS) == Purged()
    assert Applicant.objects.get().purge_on == retention().ends_on(localdate(later))


def test_doubles_are_forgotten_too(taken_in, applied, clerk) -> None:
    double = apply(applied, by=PUBLIC, at=NOW).application
    void_duplicate(double, same_as=taken_in.application, by=clerk, at=NOW)
    assert purge(on=TODAY, at=NOW) == Purged(settled=1)


def test_it_happens_every_day_by_itself(closed) -> None:
    assert [one.problem for one in drain(now=lambda: NOW)] == [""] * Errand.objects.count()
    assert Errand.objects.get(topic=PURGE).done_at
    assert Applicant.objects.get().purge_on


@pytest.mark.parametrize(
    ("ended", "years", "ends"),
    [
        (date(2026, 2, 3), 10, date(2036, 2, 3)),
        (date(2024, 2, 29), 10, date(2034, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_years_are_counted_by_the_calendar(ended, years, ends) -> None:
    assert Retention(years=years, source="x").ends_on(ended) == ends


WRONG = replace(PERSON, id_number="110105194912310046", phone="13900009999")


@pytest.fixture
def mistyped(applied, clerk):
    """At the counter a wrong number was typed."""
    said = replace(applied, identities=(WRONG,), channel="in_person")
    return apply(said, by=clerk, at=NOW).application


def put_right(application, clerk, changes, reason="窗口录错一位"):
    return correct_identity(application.applicants.get(), changes, reason=reason, by=clerk, at=NOW)


def test_a_number_typed_wrongly_is_put_right_and_the_same_person_known_again(mistyped, applied, clerk):
    other = apply(applied, by=PUBLIC, at=NOW).application
    assert not alike(mistyped)
    applicant = put_right(mistyped, clerk, {"id_number": PERSON.id_number, "phone": PERSON.phone})
    assert identity_of(applicant) == PERSON
    assert applicant.masked_contact == "139****1234"
    assert alike(mistyped) == [other]
    access = PersonalAccess.objects.get()
    assert (access.kind, access.reason, access.person_id) == ("corrected", "窗口录错一位", clerk.person)
    assert Identity(**unseal(access.sealed)) == WRONG
    kept = json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    words = (PERSON.id_number, WRONG.id_number, WRONG.phone, "录错")
    assert [word for word in words if word in kept] == []
    assert not list(differences())
    assert not list(verify())


def test_what_is_not_changed_stays_and_a_wrong_one_can_be_taken_out(mistyped, clerk) -> None:
    applicant = put_right(mistyped, clerk, {"email": "", "name": " 周明 远 "})
    assert identity_of(applicant) == replace(WRONG, name="周明 远", email="")


@pytest.mark.parametrize(
    ("changes", "reason", "said"),
    [
        ({"id_number": WRONG.id_number}, "核对", "没有不同"),
        ({"name": ""}, "核对", "没有写明申请人的姓名"),
        ({"address": "<b>枕溪镇</b>"}, "核对", "网页代码"),
        ({"phone": "1" * 300}, "核对", "最多写"),
        ({"phone": PERSON.phone}, " ", "没有写明理由"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(mistyped, clerk, changes, reason, said) -> None:
    with pytest.raises(Refused, match=said):
        put_right(mistyped, clerk, changes, reason)
    assert identity_of(Applicant.objects.get()) == WRONG
    assert not PersonalAccess.objects.exists()


def test_nobody_else_puts_it_right_and_nobody_after_it_was_destroyed(
    mistyped, clerk, organ, viewer_of
) -> None:
    for who in (viewer_of("chief_leader", organ), viewer_of("authority", organ.parent), PUBLIC):
        with pytest.raises(NotYourDuty):
            put_right(mistyped, who, {"phone": PERSON.phone})
    step(mistyped, WITHDRAWN, by=clerk, at=NOW)
    purge(on=TODAY, at=NOW)
    purge(on=TODAY + YEARS, at=NOW + YEARS)
    with pytest.raises(Refused, match=r"已于.*销毁"):
        put_right(mistyped, clerk, {"phone": PERSON.phone})


def test_the_parts_of_what_was_split_are_put_right_with_it(mistyped, clerk) -> None:
    wanted = {"supply_form": "paper", "delivery": "post"}
    parts = [Wanted(title=title, wanted=title, **wanted) for title in ("发放标准", "分户面积")]
    first, second = split(mistyped, parts, reason="两项", by=clerk, at=NOW)
    put_right(second, clerk, {"id_number": PERSON.id_number})
    numbers = {identity_of(one).id_number for one in Applicant.objects.all()}
    assert numbers == {PERSON.id_number}
    assert Applicant.objects.values("identity_digest").distinct().count() == 1
    assert first.applicants.get().identity_digest


def test_what_stood_there_before_is_sealed_anew_and_forgotten_with_the_rest(mistyped, clerk, settings):
    put_right(mistyped, clerk, {"phone": PERSON.phone})
    settings.DATA_KEYS = ("a-new-key", *settings.DATA_KEYS)
    assert sum(reseal(at=NOW), Resealed()) == Resealed(done=2)
    step(mistyped, WITHDRAWN, by=clerk, at=NOW)
    purge(on=TODAY, at=NOW)
    purge(on=TODAY + YEARS, at=NOW + YEARS)
    assert set(PersonalAccess.objects.values_list("sealed", "reason")) == {("", "（已销毁）")}
