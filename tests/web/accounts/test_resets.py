"""Nobody who administers becomes somebody else: password and second factor are not reset by one person."""

import pytest
from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.accounts import actions
from gongkai.web.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(person_with, organ):
    return person_with("chief_leader", organ)


@pytest.fixture
def security(viewer_of, county):
    return viewer_of("security_admin", county)


@pytest.fixture
def reset(leader):
    def done(what, by):
        return getattr(actions, f"reset_{what}")(leader, by=by, at=timezone.now())

    return done


HALVES = [("password", "second_factor"), ("second_factor", "password")]


@pytest.mark.parametrize(("first", "second"), HALVES)
def test_who_reset_the_one_does_not_reset_the_other(first, second, reset, security):
    reset(first, security)
    with pytest.raises(Refused, match="由另一名管理员办理"):
        reset(second, security)
    reset(first, security)  # the same again is no more than before
    assert not Event.objects.filter(kind=f"accounts.{second}_reset").exists()
    assert Event.objects.filter(kind="ledger.refused").count() == 1


@pytest.mark.parametrize(("first", "second"), HALVES)
def test_two_of_them_do(first, second, reset, security, viewer_of, organ):
    reset(first, security)
    reset(second, viewer_of("security_admin", organ))


def test_the_administrator_and_the_security_administrator_do(reset, security, viewer_of, county):
    reset("password", viewer_of("admin", county))
    reset("second_factor", security)


@pytest.mark.parametrize("shown", list(actions.Shown))
def test_after_a_complete_sign_in_it_is_his_own_again(shown, reset, security, leader):
    reset("password", security)
    actions.sign_in(leader, address="", agent="", at=timezone.now(), shown=shown)
    reset("second_factor", security)


def test_a_sign_in_with_the_password_alone_is_not_complete(reset, security, leader):
    reset("password", security)
    actions.sign_in(leader, address="", agent="", at=timezone.now())
    with pytest.raises(Refused):
        reset("second_factor", security)


def test_of_somebody_else_it_does_not_count(reset, security, person_with, organ):
    actions.reset_password(person_with("clerk", organ), by=security, at=timezone.now())
    reset("second_factor", security)


def test_whoever_runs_the_machine_may(reset):
    reset("password", SYSTEM)
    reset("second_factor", SYSTEM)
