"""标注有效性: by whom, for what, on which day."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.disclosure import actions

from .conftest import CONTENT, NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()


@pytest.fixture
def policy(organ, town):
    """A policy that took effect yesterday."""
    return town.publish(town.draft(organ, replace(CONTENT, effective_on=date(2026, 2, 2)), kind="policy"))


def test_a_head_marks_it(policy, organ, viewer_of):
    head = viewer_of("section_head", organ)
    assert actions.change_validity(policy, "repealed", on=TODAY, by=head, at=NOW).validity == "repealed"


def test_a_clerk_does_not(policy, town):
    with pytest.raises(NotYourDuty):
        actions.change_validity(policy, "repealed", on=TODAY, by=town.clerk, at=NOW)


@pytest.mark.parametrize(
    ("on", "says"), [(date(2026, 2, 1), "早于"), (date(1999, 1, 1), "早于"), (date(2026, 2, 4), "还没有到")]
)
def test_not_before_its_life_and_not_in_days_to_come(policy, organ, viewer_of, on, says):
    with pytest.raises(Refused, match=says):
        actions.change_validity(policy, "repealed", on=on, by=viewer_of("office_head", organ), at=NOW)
    policy.refresh_from_db()
    assert policy.validity == "valid"


def test_a_normative_document_is_marked_by_its_register(policy, organ, viewer_of):
    item = _as_normative(policy)
    with pytest.raises(Refused, match="规范性文件登记为准"):
        actions.change_validity(item, "repealed", on=TODAY, by=viewer_of("office_head", organ), at=NOW)


def _as_normative(item):
    """The same item, as if it had gone through the register."""
    from gongkai.kernel.duties import SYSTEM
    from gongkai.web.ledger.actions import act

    with act("disclosure.write", item.organ_id, by=SYSTEM, at=NOW) as pen:
        item.kind = "normative"
        pen.save(item, "disclosure.classified")
    return item
