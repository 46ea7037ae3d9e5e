"""`gongkai report`: the tables of an organ or its tree as JSON, and the figures of a year frozen."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.reports.models import Snapshot
from tests.web.applications.conftest import applied, taken_in  # noqa: F401 - fixtures
from tests.web.conftest import NOW

from .ledgers import begun

pytestmark = pytest.mark.django_db(transaction=True)


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("report", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_tables_of_a_tree_are_lines_of_json(organ, county) -> None:
    begun(organ, county)
    told = [
        json.loads(line) for line in said("compile", county.slug, "2025Q2", "--below", "--format", "json")
    ]
    assert [one["organ"] for one in told] == [county.slug, organ.slug]
    assert (told[0]["first_on"], told[0]["last_on"], told[0]["form"]) == ("2025-04-01", "2025-06-30", "2021")
    assert (told[1]["figures"]["table3.granted.total"], told[1]["kept"]["licences"]) == (0, False)
    assert (
        json.loads(said("compile", organ.slug, "2025-03", "--format", "json")[0])["first_on"] == "2025-03-01"
    )


def test_what_has_not_begun_is_not_counted(organ, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert said("compile", organ.slug, str(NOW.year))[0].endswith("（截至2026年2月3日）")
    for period in (str(NOW.year + 1), f"{NOW.year}-12"):
        with pytest.raises(CommandError, match="还没有开始"):
            said("compile", organ.slug, period)


def test_a_year_is_frozen_by_hand(organ, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    (line,) = said("freeze", organ.slug, str(NOW.year - 1))
    assert line.endswith(Snapshot.objects.get().sha256)
    with pytest.raises(CommandError, match="还没有结束"):
        said("freeze", organ.slug, str(NOW.year))


def test_people_read_which_figures_these_are(organ, taken_in, monkeypatch) -> None:  # noqa: F811 - the fixture
    begun(organ)
    year = taken_in.application.received_on.year
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(year=year + 1))
    live = said("compile", organ.slug, str(year))
    assert live[:2] == [f"{organ}，{year}年", "  按现在的台账计算，台账有变动，数字也会变。"]
    assert any(line.startswith("  表三") and line.endswith("：1") for line in live)
    assert "不是 0" in live[-1]
    said("freeze", organ.slug, str(year))
    Application.objects.filter(pk=taken_in.application.pk).update(counted_in_on=None)
    frozen = said("compile", organ.slug, str(year))
    assert "已经固定" in frozen[1]
    assert any(line.endswith("：1（台账现在是 0）") for line in frozen)
    (line,) = said("compile", organ.slug, str(year), "--format", "json")
    assert json.loads(line)["figures"]["table3.new_received.total"] == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("compile", "nobody", "2025"), "没有网址名"),
        (("compile", "枕溪镇", "2025"), "枕溪镇人民政府的网址名是 zhenxi。"),
        (("rollup", "zhenxi", "2025"), "不汇总下级机关的报告"),
        (("compile", "zhenxi", "2025-13"), "看不懂期间"),
    ],
)
def test_what_is_not_understood(organ, arguments, why) -> None:
    with pytest.raises(CommandError, match=why):
        said(*arguments)
