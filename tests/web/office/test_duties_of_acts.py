"""Whose duty an act is, the gate and the office say alike."""

import pytest

from gongkai.web.gate.routes import Access, rule_for_name
from gongkai.web.office.wagtail_hooks import rooms

ACTS = [(room, act) for room in rooms() for act in room.acts]


@pytest.mark.parametrize(("room", "act"), ACTS, ids=lambda one: getattr(one, "name", ""))
def test_the_gate_lets_in_whose_duty_it_is(room, act):
    rule = rule_for_name(room.get_url_name(act.name))
    if rule.access is Access.DUTY:
        assert set(rule.duties) == set(act.duties)
    else:
        assert rule.access is Access.OFFICE
