"""Where the invented county begins: not beside real organs, and without whoever was sent away before it lives."""

import pytest
from django.core.management import CommandError, call_command

from gongkai.kernel.duties import SYSTEM
from gongkai.web.demo.building import build
from gongkai.web.demo.life import begin_life
from gongkai.web.demo.people import enrol_everybody
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.ledger.models import Event
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people


@pytest.mark.parametrize("slug", ["real-county", "molu"])
def test_a_real_installation_stays_as_it_is(db, capsys, slug):
    real = Organ(slug=slug, name="某县人民政府", short_name="某县", level="county", kind="government")
    organs.found(real, by=SYSTEM, at=clock.now())
    with pytest.raises(CommandError, match="不属于演示的机关（如“某县人民政府”）"):
        call_command("demo", small=True)
    assert list(Organ.objects.values_list("slug", "name")) == [(slug, "某县人民政府")]
    assert Event.objects.count() == 1
    assert not User.objects.exists()


def test_nothing_happens_where_nobody_is_left_to_do_it(db, standing_still):
    at = clock.now()
    build(at=at, is_small=True)
    enrol_everybody(at=at, is_small=True)
    for username in ("molu-clerk", "zhenxi-secrecy-reviewer", "dengxia-office-head"):
        people.deactivate(
            User.objects.get(username=username), leave_vacant=True, reason="试办", by=SYSTEM, at=at
        )
    begin_life(at=at, is_small=True)
    before = Event.objects.count()
    assert begin_life(at=at, is_small=True) == Item.objects.count()
    assert Event.objects.count() == before
    assert set(Item.objects.values_list("organ__slug", "status")) >= {
        ("zhenxi", "in_review"),
        ("dengxia", "live"),
    }
    assert not Item.objects.filter(organ__slug="molu").exists()
