"""信息处理费: counted over the month, billed by two people, paid once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotLawful, NotYourDuty, NotYourOwn, OutOfPlace, Refused
from gongkai.web.applications.actions.charging import notice_fee, prior_of, propose_fee, record_payment
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.models import Application, FeeNotice
from gongkai.web.ledger.caches import differences
from tests.web.conftest import NOW

from .conftest import PERSON
from .happenings import DUE, LATER, brought, event, moment, standing

PAY_BY = date(2026, 3, 16)  # twenty working days after the notice


@pytest.fixture
def clerk(viewer_of, organ):
    return viewer_of("clerk", organ)


@pytest.fixture
def head(viewer_of, organ):
    return viewer_of("office_head", organ)


@pytest.fixture
def many(applied):
    """`many(9)`: that many more of the same person; the last one, in the hands of the section."""

    def more(count, on=date(2026, 2, 3), applied=applied):
        taken = [apply(applied, by=SYSTEM, at=moment(on)) for _ in range(count)]
        return brought(taken[-1].application, event("assigned"))

    return more


@pytest.fixture
def proposed(taken_in, clerk):
    """A hundred and fifty pages of one application."""
    application = standing(taken_in.application, "processing")
    return propose_fee(application, method="by_volume", quantity=150, by=clerk, at=moment(LATER))


@pytest.fixture
def noticed(proposed, head):
    return notice_fee(proposed, on=LATER, by=head, at=moment(LATER))


def test_by_volume_band_by_band(proposed):
    assert (proposed.amount, proposed.prior) == (1700, 0)
    assert proposed.lines[2:] == [
        "第1至30页：30页，不收费。",
        "第31至100页：70页×10元＝700元。",
        "第101至150页：50页×20元＝1000元。",
        "应缴金额：1700元。",
    ]
    assert Application.objects.get().state == "processing"


def test_by_item_the_month_is_counted(many, clerk):
    at = moment(LATER)
    tenth = many(10)
    with pytest.raises(Refused, match="这件申请不收费"):
        propose_fee(tenth, method="by_item", quantity=1, by=clerk, at=at)
    eleventh, twelfth = many(1), many(1)
    for application, prior in ((eleventh, 10), (twelfth, 11)):
        fee = propose_fee(application, method="by_item", quantity=1, by=clerk, at=at)
        assert (fee.prior, fee.amount) == (prior, 100)
        assert fee.lines[2:] == [f"第{prior + 1}件：1件×100元＝100元。", "应缴金额：100元。"]


def test_whom_the_month_does_not_count(taken_in, many, applied, county):
    assert prior_of(many(1)) == 1
    brought(taken_in.application, event("voided", outcome="O27", reason="同一次提出"))
    assert prior_of(many(1)) == 1  # without the one that was entered twice
    other = replace(PERSON, name="何安", id_number="110105194912310046")
    assert prior_of(many(1, applied=replace(applied, identities=(other,)))) == 0
    assert prior_of(many(1, applied=replace(applied, organ=county))) == 0
    assert prior_of(many(1, applied=replace(applied, identities=(replace(PERSON, id_number=""),)))) == 0
    withdrawn = many(1)
    brought(withdrawn, event("withdrawn"))
    assert prior_of(many(1)) == 3  # who withdraws has asked all the same


def test_every_month_begins_anew(applied):
    for on in (date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)):
        last = apply(applied, by=PUBLIC, at=moment(on)).application
    assert prior_of(last) == 0


def test_the_notice_goes_out_and_the_clock_stands(noticed, head):
    application = Application.objects.get()
    assert (application.state, application.is_paused) == ("awaiting_payment", True)
    assert clock_of(application).limit("payment_due") == PAY_BY
    assert (noticed.noticed_on, noticed.due_on, noticed.approved_by_id) == (LATER, PAY_BY, head.person)
    assert not list(differences())


def test_paid_and_the_time_begins_anew(noticed, clerk):
    on = date(2026, 2, 27)
    record_payment(noticed, on=on, receipt_no=" 0012345 ", by=clerk, at=moment(on))
    fee, application = FeeNotice.objects.get(), Application.objects.get()
    assert (fee.paid_on, fee.receipt_no) == (on, "0012345")
    assert (application.state, application.due_on) == ("processing", date(2026, 3, 26))
    assert not list(differences())


def test_who_proposes_does_not_approve(taken_in, head):
    application = standing(taken_in.application, "processing")
    fee = propose_fee(application, method="by_volume", quantity=150, by=head, at=moment(LATER))
    with pytest.raises(NotYourOwn, match="须由另一人批准"):
        notice_fee(fee, on=LATER, by=head, at=moment(LATER))
    assert Application.objects.get().state == "processing"


def test_only_whose_duty_it_is(proposed, clerk, viewer_of, organ):
    with pytest.raises(NotYourDuty):
        notice_fee(proposed, on=LATER, by=clerk, at=moment(LATER))
    for nobody in (viewer_of("section_head", organ), SYSTEM, PUBLIC):
        with pytest.raises(NotYourDuty):
            propose_fee(proposed.application, method="by_item", quantity=1, by=nobody, at=moment(LATER))


def test_paid_twice(noticed, clerk):
    record_payment(noticed, on=LATER, receipt_no="0012345", by=clerk, at=moment(LATER))
    with pytest.raises(Refused, match=r"已经在2026年2月10日登记缴纳，票据号0012345.*多缴的"):
        record_payment(noticed, on=LATER, receipt_no="0012346", by=clerk, at=moment(LATER))
    assert FeeNotice.objects.get().receipt_no == "0012345"


def test_paid_before_it_was_billed(proposed, clerk):
    with pytest.raises(Refused, match="还没有发出收费通知"):
        record_payment(proposed, on=LATER, receipt_no="1", by=clerk, at=moment(LATER))


def test_paid_on_a_day_before_the_notice(noticed, clerk):
    with pytest.raises(Refused, match="早于收费通知送达的2026年2月10日"):
        record_payment(noticed, on=date(2026, 2, 9), receipt_no="1", by=clerk, at=moment(LATER))


def test_paid_too_late(noticed, clerk):
    on = PAY_BY + timedelta(1)
    with pytest.raises(NotLawful, match="缴费期限在2026年3月16日已经届满"):
        record_payment(noticed, on=on, receipt_no="1", by=clerk, at=moment(on))


def test_no_notice_after_the_due_day(proposed, head):
    on = DUE + timedelta(1)
    with pytest.raises(NotLawful, match="答复期限已经届满，不能再收费"):
        notice_fee(proposed, on=on, by=head, at=moment(on))
    with pytest.raises(NotLawful, match="不能再收费"):
        propose_fee(proposed.application, method="by_volume", quantity=31, by=head, at=moment(on))


def test_a_notice_goes_out_once(noticed, clerk, head):
    record_payment(noticed, on=LATER, receipt_no="1", by=clerk, at=moment(LATER))
    with pytest.raises(OutOfPlace, match="“发出收费通知”只能办理一次"):
        propose_fee(noticed.application, method="by_volume", quantity=99, by=clerk, at=moment(LATER))
    with pytest.raises(OutOfPlace, match="只能办理一次"):
        notice_fee(noticed, on=LATER, by=head, at=moment(LATER))


def test_proposed_anew(proposed, head):
    fee = propose_fee(proposed.application, method="by_volume", quantity=31, by=head, at=moment(LATER))
    assert (fee.pk, fee.amount, fee.proposed_by_id) == (proposed.pk, 10, head.person)


def test_what_changed_meanwhile_is_not_approved(taken_in, many, clerk, head):
    fee = propose_fee(many(31), method="by_item", quantity=1, by=clerk, at=moment(LATER))
    assert fee.amount == 200  # the thirty-second
    for application in Application.objects.order_by("pk")[:2]:
        brought(application, event("voided", outcome="O27", reason="同一次提出"))
    with pytest.raises(Refused, match="现在应收100元，提出的是200元"):
        notice_fee(fee, on=LATER, by=head, at=moment(LATER))


@pytest.mark.parametrize(
    ("method", "quantity", "said"),
    [
        ("by_weight", 1, "计收方式"),
        ("by_volume", -1, "数量"),
        ("by_item", 0, "不收费"),
        ("by_volume", 99_999_999, "最多100,000页"),
    ],
)
def test_what_cannot_be_counted(method, quantity, said, taken_in, clerk):
    application = standing(taken_in.application, "processing")
    with pytest.raises(Refused, match=said):
        propose_fee(application, method=method, quantity=quantity, by=clerk, at=NOW.replace(day=10))
