"""One-time links: one step, one person, for some hours, with the code of his own device."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.oath import totp

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.kernel.review import Verdict
from gongkai.web.accounts import actions as accounts
from gongkai.web.accounts.models import CodeDevice
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import told_of
from gongkai.web.people import actions as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Means, ReviewLink, Step
from gongkai.web.reviews.registry import Proposal
from tests.web.conftest import NOW
from tests.web.events import events_about

from .conftest import BOTH, propose, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(staff):
    """The leader's own device."""
    person = staff["leader"]
    device = accounts.begin_second_factor(person)
    code = f"{totp(device.bin_key):06d}"
    accounts.confirm_second_factor(person, code, by=viewer(person), at=timezone.now())
    _forget()
    return CodeDevice.objects.get(user=person)


def _forget():
    """Let the device take the same code again, so that no test waits for half a minute."""
    CodeDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)


def code_of(device):
    """What it shows now."""
    return f"{totp(device.bin_key):06d}"


def wrong_code_of(device):
    """A code that it shows neither now nor a step before or after."""
    shown = {totp(device.bin_key, drift=drift) for drift in range(-3, 4)}
    return f"{next(number for number in range(10) if number not in shown):06d}"


def made(review, staff, *, by="reviewer", stage="approve", person="leader", at=NOW):
    """A link for the leader."""
    return actions.link(review, stage=stage, person=staff[person], by=viewer(staff[by]), at=at)


def test_a_leader_signs_by_his_telephone(reviewed, staff, device):
    token = made(reviewed, staff)
    kept = ReviewLink.objects.get()
    assert token not in (kept.digest, str(kept.__dict__))
    assert selectors.link_of(token, at=NOW).person == staff["leader"]
    done = actions.pass_by_link(token, code_of(device), at=NOW)
    assert done.state == "approved"
    last = Step.objects.last()
    assert (last.person, last.entered_by, last.means) == (staff["leader"], staff["leader"], Means.LINK)
    signing = told_of(Event.objects.get(kind="reviews.signed_by_link"))
    assert signing.startswith("leader甲于2026年2月3日09:30批准")
    assert "（手机链接）" in signing
    assert any("一次性链接，交leader甲办理，2026年2月4日09:30以前有效" in told for told in history(done))


@pytest.mark.parametrize("reason", ["state_secret", "work_secret"])
def test_no_secret_goes_out_by_telephone(papers, organ, staff, device, reason):
    proposal = Proposal("withheld", reason, "第三条定为秘密。")
    review = propose(papers.new(organ), staff["clerk"], proposal=proposal)
    review = actions.pass_stage(
        review, checklist=BOTH | {reason: "yes"}, by=viewer(staff["reviewer"]), at=NOW
    )
    with pytest.raises(Refused, match="请用纸面审签单"):
        made(review, staff)
    assert not ReviewLink.objects.exists()


def test_it_serves_once(reviewed, staff, device):
    token = made(reviewed, staff)
    actions.pass_by_link(token, code_of(device), at=NOW)
    _forget()
    with pytest.raises(Refused, match="这个链接不能用"):
        actions.pass_by_link(token, code_of(device), at=NOW)


def test_it_sends_back_too(reviewed, staff, device):
    token = made(reviewed, staff)
    done = actions.pass_by_link(
        token, code_of(device), verdict=Verdict.RETURNED, opinion="请再核实。", at=NOW
    )
    assert done.state == "returned"


def test_a_refused_step_leaves_the_link_as_it_was(reviewed, staff, device):
    token = made(reviewed, staff)
    with pytest.raises(Refused, match="没有写明理由"):
        actions.pass_by_link(token, code_of(device), verdict=Verdict.RETURNED, at=NOW)
    _forget()
    assert ReviewLink.objects.get().failures == 0
    assert actions.pass_by_link(token, code_of(device), at=NOW).state == "approved"


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_an_unknown_token_opens_nothing(reviewed, staff, device, token):
    made(reviewed, staff)
    with pytest.raises(Refused, match="这个链接不能用"):
        actions.pass_by_link(token, code_of(device), at=NOW)


@pytest.mark.parametrize(("later", "is_over"), [(timedelta(hours=23), False), (timedelta(hours=24), True)])
def test_it_lasts_some_hours(reviewed, staff, device, later, is_over):
    token = made(reviewed, staff)
    if is_over:
        with pytest.raises(Refused, match="这个链接不能用"):
            actions.pass_by_link(token, code_of(device), at=NOW + later)
    else:
        assert actions.pass_by_link(token, code_of(device), at=NOW + later).state == "approved"


def test_a_new_one_takes_the_place_of_the_last(reviewed, staff, device):
    first, second = made(reviewed, staff), made(reviewed, staff)
    with pytest.raises(Refused):
        actions.pass_by_link(first, code_of(device), at=NOW)
    assert actions.pass_by_link(second, code_of(device), at=NOW).state == "approved"


def test_after_some_wrong_codes_it_is_over(reviewed, staff, device):
    token = made(reviewed, staff)
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused, match=f"还可以试{left}次"):
            actions.pass_by_link(token, wrong_code_of(device), at=NOW)
        _forget()
    with pytest.raises(Refused, match="这个链接已经作废"):
        actions.pass_by_link(token, wrong_code_of(device), at=NOW)
    _forget()
    with pytest.raises(Refused, match="这个链接不能用"):
        actions.pass_by_link(token, code_of(device), at=NOW)
    refused = events_about(reviewed, "ledger.refused")
    assert refused.count() == 5
    reviewed.refresh_from_db()
    assert reviewed.state == "open"


def test_a_recovery_code_signs_nothing(reviewed, staff, device):
    person = staff["leader"]
    sitting = accounts.sign_in(
        person, address="127.0.0.1", agent="", at=timezone.now(), shown=accounts.Shown.DEVICE
    )
    codes = accounts.renew_codes(person, by=viewer(person), at=timezone.now(), sitting=sitting)
    token = made(reviewed, staff)
    with pytest.raises(Refused, match="验证码不正确"):
        actions.pass_by_link(token, codes[0], at=NOW)
    assert person.recovery_codes.filter(used_at=None).count() == len(codes)


def test_the_code_of_another_opens_nothing(reviewed, staff, device):
    other = CodeDevice.objects.create(user=staff["reviewer"], name="手机", confirmed=True)
    token = made(reviewed, staff)
    with pytest.raises(Refused, match="验证码不正确"):
        actions.pass_by_link(token, code_of(other), at=NOW)


@pytest.mark.parametrize(
    ("how", "problem", "said"),
    [
        ({"by": "clerk"}, NotYourOwn, "须由另一人"),
        ({"person": "clerk"}, NotYourDuty, "没有办理这件事的职责"),
        ({"person": "reviewer"}, NotYourDuty, "没有办理这件事的职责"),
        ({"stage": "review"}, Refused, "现在可以办理的环节是：批准"),
    ],
)
def test_for_whom_it_is_not_made(reviewed, staff, device, how, problem, said):
    with pytest.raises(problem, match=said):
        made(reviewed, staff, **how)
    assert not ReviewLink.objects.exists()


def test_without_a_device_there_is_no_link(reviewed, staff):
    with pytest.raises(Refused, match="还没有设置第二道登录验证"):
        made(reviewed, staff)


def test_who_has_lost_the_duty_signs_no_more(reviewed, staff, device):
    token = made(reviewed, staff)
    held = staff["leader"].appointments.get(duty="chief_leader")
    people.end(held, on=NOW.date(), by=SYSTEM, at=NOW)
    with pytest.raises(NotYourDuty):
        actions.pass_by_link(token, code_of(device), at=NOW)


def test_an_edit_counts_for_links_too(reviewed, staff, device, papers):
    token = made(reviewed, staff)
    papers.edit()
    with pytest.raises(Refused, match="这次审签作废"):
        actions.pass_by_link(token, code_of(device), at=NOW)
    assert ReviewLink.objects.get().used_at is None


def test_a_review_by_link_brings_its_checklist(proposed, staff, device, organ):
    people.appoint(staff["leader"], "secrecy_reviewer", organ=organ, since_on=NOW.date(), by=SYSTEM, at=NOW)
    token = made(proposed, staff, stage="review")
    with pytest.raises(Refused, match="没有回答"):
        actions.pass_by_link(token, code_of(device), at=NOW)
    _forget()
    assert actions.pass_by_link(token, code_of(device), checklist=BOTH, at=NOW).stage == "approve"
