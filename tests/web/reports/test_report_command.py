"""`gongkai report`: the tables of an organ or its tree as JSON, and the figures of a year frozen."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongkai.web.foundations import clock
from gongkai.web.reports.models import Snapshot
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("report", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_tables_of_a_tree_are_lines_of_json(organ, county) -> None:
    told = [json.loads(line) for line in said("compile", county.slug, "2025Q2", "--below")]
    assert [one["organ"] for one in told] == [county.slug, organ.slug]
    assert (told[0]["first_on"], told[0]["last_on"], told[0]["form"]) == ("2025-04-01", "2025-06-30", "2021")
    assert (told[1]["figures"]["table3.granted.total"], told[1]["kept"]["licences"]) == (0, False)
    assert json.loads(said("compile", organ.slug, "2025-03")[0])["first_on"] == "2025-03-01"


def test_a_year_is_frozen_by_hand(organ, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    (line,) = said("freeze", organ.slug, str(NOW.year - 1))
    assert line.endswith(Snapshot.objects.get().sha256)
    with pytest.raises(CommandError, match="还没有结束"):
        said("freeze", organ.slug, str(NOW.year))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(("compile", "nobody", "2025"), "没有网址名"), (("compile", "zhenxi", "2025-13"), "看不懂期间")],
)
def test_what_is_not_understood(organ, arguments, why) -> None:
    with pytest.raises(CommandError, match=why):
        said(*arguments)
