"""People come, change and leave; nobody is deleted and nobody may do everything."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.demo import people as demo
from gongkai.web.foundations.models import User
from gongkai.web.ledger.models import Event
from gongkai.web.people import actions, selectors
from tests.web.conftest import NOW, PASSWORD

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("duty", "at_county", "may"),
    [("admin", True, True), ("admin", False, True), ("security_admin", True, False), ("clerk", False, False)],
)
def test_who_may_enrol(duty, at_county, may, viewer_of, county, organ):
    by = viewer_of(duty, county if at_county else organ)
    if may:
        person = actions.enrol("xia.he", "夏禾", organ=organ, phone="000-5550299", by=by, at=NOW)
        assert not person.has_usable_password()
        assert selectors.viewer_for(person.pk, TODAY).held == ()
    else:
        with pytest.raises(NotYourDuty):
            actions.enrol("xia.he", "夏禾", organ=organ, by=by, at=NOW)


def test_the_ledger_holds_nothing_personal(organ):
    actions.enrol(
        "xia.he", "夏禾", organ=organ, phone="000-5550299", email="x@example.org", by=SYSTEM, at=NOW
    )
    body = Event.objects.latest("pk").body
    assert not any(each in body for each in ("xia.he", "夏禾", "5550299", "example"))


@pytest.mark.parametrize(
    ("username", "name"), [("taken", "夏禾"), ("has space", "夏禾"), ("", "夏禾"), ("a", "")]
)
def test_an_entry_that_is_wrong(username, name, organ):
    actions.enrol("taken", "先来", organ=organ, by=SYSTEM, at=NOW)
    with pytest.raises(Refused):
        actions.enrol(username, name, organ=organ, by=SYSTEM, at=NOW)
    assert User.objects.count() == 1


def test_moving_somebody_takes_both_organs(person_with, viewer_of, county, organ):
    person = person_with(None, county)
    with pytest.raises(NotYourDuty):
        actions.change(person, name="夏禾", organ=organ, by=viewer_of("admin", organ), at=NOW)
    assert (
        actions.change(person, name="夏禾", organ=organ, by=viewer_of("admin", county), at=NOW).organ == organ
    )


def test_who_leaves_keeps_nothing(client, person_with, county, organ):
    person = person_with("deputy_leader", organ)
    actions.appoint(person, "clerk", organ=county, since_on=TODAY, by=SYSTEM, at=NOW)
    person_with("clerk", county)
    client.force_login(person)
    actions.deactivate(person, by=SYSTEM, at=NOW)
    assert selectors.viewer_for(person.pk, TODAY) == PUBLIC
    assert not person.appointments.in_force(TODAY)
    assert all(one.until_on == TODAY for one in person.appointments.all())
    assert not person.sittings.filter(ended_at=None)
    person.refresh_from_db()
    assert not person.has_perm("wagtailadmin.access_admin")
    assert client.get("/office/").status_code == 302
    answer = client.post("/office/login/", {"username": person.username, "password": PASSWORD})
    assert "登录名或口令不正确" in answer.content.decode()
    back = actions.reactivate(person, by=SYSTEM, at=NOW)
    assert selectors.viewer_for(back.pk, TODAY).held == ()


def test_the_last_holder_is_not_lost_by_accident(person_with, organ):
    person = person_with("clerk", organ)
    with pytest.raises(Refused, match="枕溪镇人民政府经办人没有人担任"):
        actions.deactivate(person, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="理由"):
        actions.deactivate(person, by=SYSTEM, at=NOW, leave_vacant=True)
    assert person.appointments.in_force(TODAY)
    actions.deactivate(person, by=SYSTEM, at=NOW, leave_vacant=True, reason="调离，正在招录")
    assert Event.objects.filter(kind="people.left_vacant").count() == 1


def test_his_own_delegate_is_not_another_holder(person_with, organ):
    person = person_with("clerk", organ)
    actions.delegate(
        person.appointments.get(), person_with(None, organ), since_on=TODAY, last_on=TODAY, by=SYSTEM, at=NOW
    )
    with pytest.raises(Refused, match="没有人担任"):
        actions.deactivate(person, by=SYSTEM, at=NOW)


def test_nobody_deactivates_himself_nor_without_the_duty(person_with, viewer_of, county, organ):
    administrator = person_with("admin", county)
    with pytest.raises(NotYourOwn):
        actions.deactivate(administrator, by=selectors.viewer_for(administrator.pk, TODAY), at=NOW)
    with pytest.raises(NotYourDuty):
        actions.deactivate(administrator, by=viewer_of("admin", organ), at=NOW)


def test_nobody_is_deleted_and_nobody_may_do_everything(person_with, organ):
    person = person_with("clerk", organ)
    with pytest.raises(ProtectedError):
        person.delete()
    with pytest.raises(Refused, match="超级用户"):
        User.objects.create_superuser("root", password=PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_superuser=True)
    for command in ("createsuperuser", "changepassword"):
        with pytest.raises(CommandError, match="gongkai people"):
            call_command(command)


def test_people_are_seen_where_one_has_a_duty(person_with, viewer_of, county, organ):
    there, above = person_with("clerk", organ), person_with("clerk", county)
    clerk = viewer_of("publisher", organ)
    seen = User.objects.visible_to(clerk)
    assert there in seen
    assert above not in seen
    assert above in User.objects.visible_to(viewer_of("authority", county))
    assert not User.objects.visible_to(PUBLIC)
    assert User.objects.visible_to(SYSTEM).count() == User.objects.count()
    assert not User.objects.changeable_by(clerk)


def test_permissions_come_from_duties_alone(person_with, organ):
    clerk, idle = person_with("clerk", organ), person_with(None, organ)
    assert clerk.has_perm("wagtailadmin.access_admin")
    assert clerk.has_module_perms("wagtailadmin")
    assert not idle.has_perm("wagtailadmin.access_admin")
    assert person_with("admin", organ).get_all_permissions() == {"wagtailadmin.access_admin"}


def _told(*arguments: str) -> str:
    out = StringIO()
    call_command("people", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_people_from_the_command_line(monkeypatch, county):
    monkeypatch.setattr("sys.stdin", StringIO("A-first-password-1\n"))
    arguments = ("--name", "王小明", "--organ", "county", "--duty", "admin", "--password-stdin")
    assert "已登记王小明" in _told("add", "xiaoming", *arguments)
    person = User.objects.get(username="xiaoming")
    assert person.check_password("A-first-password-1")
    assert selectors.viewer_for(person.pk, TODAY.replace(year=2100)).holds("admin", path="county/zhenxi/")
    assert "墨鹭县人民政府系统管理员" in _told("list")
    with pytest.raises(CommandError, match="不得兼任"):
        _told("appoint", "xiaoming", "--organ", "county", "--duty", "security_admin")
    assert "解除" in _told("unlock", "xiaoming")
    assert {"people.enrolled", "accounts.password_set", "people.appointed", "accounts.unlocked"} <= set(
        Event.objects.filter(person_id=None).values_list("kind", flat=True)
    )


def test_a_weak_password_enrols_nobody(monkeypatch, county):
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError, match="12"):
        _told("add", "xiaoming", "--name", "王小明", "--organ", "county", "--password-stdin")
    assert not User.objects.exists()


def test_two_passwords_that_differ(monkeypatch, county):
    answers = iter(["A-first-password-1", "A-first-password-2"])
    monkeypatch.setattr("gongkai.web.management.commands.people.getpass", lambda _: next(answers))
    with pytest.raises(CommandError, match="不一样"):
        _told("add", "xiaoming", "--name", "王小明", "--organ", "county")


@pytest.mark.parametrize(
    "arguments",
    [("unlock", "nobody"), ("add", "x", "--name", "王", "--organ", "nowhere", "--password-stdin")],
)
def test_who_or_what_is_not_there(arguments, db):
    with pytest.raises(CommandError, match="没有"):
        _told(*arguments)


def test_the_people_of_the_demo(db):
    from gongkai.web.demo.county import TODAY as ITS_DAY
    from gongkai.web.demo.county import whole_county as particulars
    from gongkai.web.organs.actions import found
    from gongkai.web.organs.models import Organ

    for raw in particulars()["organs"]:
        fields = {key: raw[key] for key in ("slug", "name", "short_name", "level", "kind")}
        parent = Organ.objects.filter(slug=raw.get("parent")).first()
        found(Organ(**fields, parent=parent), by=SYSTEM, at=NOW)
    assert demo.enrol_everybody(at=NOW) == demo.enrol_everybody(at=NOW) == User.objects.count()
    vacant = {
        (organ.slug, duty.code)
        for organ in Organ.objects.all()
        for duty in selectors.vacancies(organ, ITS_DAY)
    }
    assert vacant == {("jieshan", "secrecy_reviewer")}
    assert list(selectors.combined()) == []
