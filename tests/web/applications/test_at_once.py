"""Two officers move one case at the same moment: one of them does, the other is told what happened."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection

from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.charging import notice_fee, propose_fee, record_payment
from gongkai.web.applications.actions.consulting import consult, deliver, take_opinion
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.actions.sweeping import sweep
from gongkai.web.applications.models import Application, Consultation, FeeNotice, Happening
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify

from .happenings import LATER, event, moment, standing
from .test_consulting import DELIVERED, LIMIT, SENT, VILLAGER

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[Refused]:
    """Do all of it at the same moment; how those were refused who came second."""
    refused: list[Refused] = []
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], object]) -> None:
        with closing(connection):
            gate.wait(60)
            try:
                work()
            except Refused as problem:
                refused.append(problem)

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


@pytest.fixture
def colleagues(viewer_of, organ):
    return viewer_of("clerk", organ, name="林小溪"), viewer_of("office_head", organ, name="许负责")


def test_one_moves_the_case_and_the_other_is_told(taken_in, colleagues):
    clerk, head = colleagues
    application = standing(taken_in.application, "processing")
    refused = together(
        lambda: step(application, event("correction_asked"), by=clerk, at=moment(LATER)),
        lambda: step(application, event("reasons_asked"), by=head, at=moment(LATER)),
    )
    stored = Application.objects.get()
    first = {
        "awaiting_correction": ("发出补正告知", "林小溪"),
        "awaiting_reason": ("请申请人说明理由", "许负责"),
    }
    move, who = first[stored.state]
    assert [f"最近办理的是2026年2月10日的“{move}”，由{who}办理" in str(one) for one in refused] == [True]
    assert Happening.objects.filter(kind__in=("correction_asked", "reasons_asked")).count() == 1
    assert Event.objects.filter(kind="ledger.refused").count() == 1
    assert not verify()


def test_both_extend(taken_in, colleagues):
    _, head = colleagues
    application = standing(taken_in.application, "processing")
    extending = [lambda: step(application, event("extended"), by=head, at=moment(LATER))] * 2
    refused = together(*extending)
    assert ["只能办理一次" in str(one) for one in refused] == [True]
    assert Happening.objects.filter(kind="extended").count() == 1
    assert not verify()


def test_both_record_the_payment(taken_in, colleagues):
    clerk, head = colleagues
    application = standing(taken_in.application, "processing")
    fee = propose_fee(application, method="by_volume", quantity=150, by=clerk, at=moment(LATER))
    fee = notice_fee(fee, on=LATER, by=head, at=moment(LATER))
    paying = [
        lambda number=number: record_payment(fee, on=LATER, receipt_no=number, by=clerk, at=moment(LATER))
        for number in ("0012345", "0012346")
    ]
    refused = together(*paying)
    assert ["登记缴纳，票据号" in str(one) for one in refused] == [True]
    assert FeeNotice.objects.get().receipt_no in str(refused[0])
    assert not verify()


def test_the_opinion_comes_while_the_sweep_runs(taken_in, colleagues):
    clerk, _ = colleagues
    application = standing(taken_in.application, "processing")
    consultation, _token = consult(application, VILLAGER, on=SENT, by=clerk, at=moment(SENT))
    deliver(consultation, on=DELIVERED, by=clerk, at=moment(DELIVERED))
    after = LIMIT + timedelta(1)
    refused = together(
        lambda: sweep(on=after, at=moment(after)),
        lambda: take_opinion(
            consultation, opinion="agrees", grounds="", on=after, by=clerk, at=moment(after)
        ),
    )
    opinion = Consultation.objects.get().opinion
    assert (opinion, len(refused)) in {("silent", 1), ("agrees", 0)}
    assert Happening.objects.filter(kind="consultation_closed").count() == 1
    assert Application.objects.get().state == "processing"
    assert not verify()
