"""From the first word to the end of the case, once for each channel; and two officers who move one case at once."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.intake import confirm
from gongkai.web.applications.actions.serving import conclude
from gongkai.web.applications.actions.steps import assign, step
from gongkai.web.applications.models import Application, Reply
from gongkai.web.ledger.caches import differences
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

from .bureau import TODAY, Bureau, opened

pytestmark = pytest.mark.django_db(transaction=True)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# How each comes in: after how many days the officer confirms it with the applicant (None: it is received as it arrives).
CHANNELS = {
    "internet": None,
    "in_person": None,
    "mail_signed": None,
    "mail_plain": 1,
    "fax": 0,
    "email": 2,
    "oral": 0,
}
ARRIVED = date(2026, 3, 2)  # a Monday
# 20 working days after each possible day of receipt, by hand: Qingming rests on Monday 6 April 2026.
DUE = {0: date(2026, 3, 30), 1: date(2026, 3, 31), 2: date(2026, 4, 1)}


def moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 10, tzinfo=SHANGHAI)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def section(organ):
    return add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)


@pytest.mark.parametrize("channel", CHANNELS)
def test_one_walk_for_each_channel(channel, bureau, section, applied) -> None:
    later = CHANNELS[channel]
    received = ARRIVED + timedelta(days=later or 0)
    case = bureau.arrive(applied, channel=channel, at=moment(ARRIVED))
    if later is not None:
        assert (case.received_on, case.due_on) == (None, None)
        case = confirm(case, on=received, by=bureau.clerk, at=moment(received))
    assert (case.received_on, case.due_on) == (received, DUE[later or 0])
    case = assign(case, section=section, handler=None, by=bureau.clerk, at=moment(received))
    reply = bureau.answer(case, "O02", at=moment(received + timedelta(days=7)))
    on = received + timedelta(days=8)
    bureau.arrived(reply, at=moment(on))
    case = conclude(reply.application, on=on, by=bureau.clerk, at=moment(on))
    assert (case.state, case.outcome, case.row) == ("closed", "O02", "granted")
    assert Reply.objects.get().made_on == received + timedelta(days=7)
    assert not list(differences())


@pytest.mark.parametrize("same", [True, False], ids=["the same move", "another move"])
def test_two_officers_move_one_case_at_once(same, bureau, applied) -> None:
    case = bureau.take_in(applied)
    withdrawal = CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome="O24", reason="申请人来电撤回")
    extension = CaseEvent(kind=Happened.EXTENDED, on=TODAY, days=10, reason="需要查找的档案多")
    moves = [(withdrawal, bureau.clerk), (withdrawal if same else extension, bureau.office_head)]
    together, ended = threading.Barrier(2), []

    def moved(event, by) -> None:
        together.wait()
        try:
            step(Application.objects.get(pk=case.pk), event, by=by, at=NOW)
            ended.append("moved")
        except Refused as refused:
            ended.append(str(refused))
        finally:
            connection.close()

    officers = [threading.Thread(target=moved, args=one) for one in moves]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(60)
    withdrawn = case.happenings.filter(kind="withdrawn").count()
    assert len(ended) == 2, ended
    # Whoever comes second finds the case as the first left it: withdrawn already, or extended and still to be withdrawn.
    assert (withdrawn, ended.count("moved")) in ({(1, 1)} if same else {(1, 1), (1, 2)})
    assert Application.objects.get(pk=case.pk).state == "withdrawn"
    assert not list(differences())
