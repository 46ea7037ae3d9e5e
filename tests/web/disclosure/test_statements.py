"""未涉及: a duty is settled by a published statement, and owed again when the statement no longer holds."""

from dataclasses import replace

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions
from gongkai.web.ledger.actions import act

from .conftest import CONTENT, NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row(organ) -> Row:
    """A duty of the township."""
    duty = Row(organ=organ, level1="国土空间", name="房屋征收", basis="条例第二十一条", channels=["website"])
    return catalogue.add_row(duty, by=SYSTEM, at=NOW)


@pytest.fixture
def statement(organ, town, row):
    """A published statement on it."""
    said = replace(CONTENT, title="本镇未涉及房屋征收", body="<p>本镇没有房屋征收事项。</p>")
    return town.publish(town.draft(organ, said, kind="statement", row=row))


def _is_settled(row) -> bool:
    row.refresh_from_db()
    return row.is_not_involved


def test_published_it_settles_the_duty(statement, row):
    assert _is_settled(row)


def test_withdrawn_it_settles_nothing(statement, row, town):
    actions.withdraw(statement, reason="情况有变", by=town.clerk, at=NOW)
    assert not _is_settled(row)


def test_anything_published_there_shows_that_it_holds_no_more(statement, row, organ, town):
    town.publish(town.draft(organ, replace(CONTENT, title="房屋征收公告"), row=row))
    assert not _is_settled(row)


def test_it_is_about_some_duty(organ, town):
    with pytest.raises(Refused, match="目录事项"):
        town.draft(organ, kind="statement")


def test_it_is_never_moved_to_another_duty(statement, row, organ, town):
    other = Row(organ=organ, level1="民生", name="行政处罚", basis="条例第二十条", channels=["website"])
    catalogue.add_row(other, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="后另行声明"):
        actions.classify(statement, row=other, section=None, by=town.clerk, at=NOW)
    actions.classify(statement, row=row, section=None, by=town.clerk, at=NOW)
    assert _is_settled(row)
    assert not _is_settled(other)


def test_its_end_frees_the_duty_that_it_settled_wherever_it_is_filed(statement, row, town):
    with act("disclosure.write", statement.organ_id, by=SYSTEM, at=NOW) as pen:
        statement.row = None
        pen.save(statement, "disclosure.classified")
    actions.withdraw(statement, reason="情况有变", by=town.clerk, at=NOW)
    assert not _is_settled(row)
