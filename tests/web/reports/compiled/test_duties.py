"""Who may do what with a report stands in the law data alone: what a jurist changes there changes the right, not only the button."""

from dataclasses import replace

import pytest

from gongkai.kernel.problems import NotYourDuty
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.reports import duties
from gongkai.web.reports.models import Compilation

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_the_head_writes(monkeypatch):
    """An office in which the head of the office alone changes and sends in."""
    law = reporting_law()
    head = {code: replace(law.lifecycle.moves[code], duties=("office_head",)) for code in ("change", "ask")}
    changed = replace(law, lifecycle=replace(law.lifecycle, moves={**law.lifecycle.moves, **head}))
    return lambda: monkeypatch.setattr(duties, "reporting_law", lambda: changed)


def test_a_duty_that_the_law_data_drop_is_dropped(desk, only_the_head_writes):
    compilation = desk.written()
    clerk, head = desk.viewer("clerk"), desk.viewer("office_head")
    assert Compilation.objects.changeable_by(clerk).exists()
    only_the_head_writes()
    for act in (lambda: desk.write(compilation, 6, "other", "无。"), lambda: desk.ask(compilation)):
        with pytest.raises(NotYourDuty):
            act()
    assert not Compilation.objects.changeable_by(clerk).exists()
    assert Compilation.objects.changeable_by(head).exists()
