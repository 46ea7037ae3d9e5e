"""What people wrote is held against other reports; the sentences that we proposed are everybody's."""

import pytest

from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.checks import copies as checked
from gongkai.web.reports.compiling.checks.copies import check as copies
from gongkai.web.reports.models import Filing, FilingState, Report
from tests.web import sample
from tests.web.conftest import NOW
from tests.web.reports.collecting.conftest import below

from .desk import YEAR, fresh

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "本镇把十六个村的公告栏逐一拍照建档，每季度由村里的老党员和学生代表一起核对，发现内容过期的当天更换。"


def said(compilation) -> list[tuple[str, str]]:
    """What is found when last year's report reads exactly the same."""
    standing = Standing(fresh(compilation))
    vars(standing)["last"] = Report(organ=compilation.organ, data=standing.data)
    return [(one.code, one.message) for one in copies(standing)]


def test_a_draft_that_nobody_touched_is_no_copy(desk) -> None:
    assert said(desk.begin()) == []


def test_own_words_that_stood_there_last_year_are_one(desk) -> None:
    compilation = desk.begin()
    desk.write(compilation, 1, "safeguards", OWN)
    assert said(compilation) == [("COPY_LAST_YEAR", "自己写的文字有 100% 与上一年度报告相同（1 处）。")]


def kin(desk, slug, text, **how) -> None:
    """Another township, whose report of the year reads so in a topic and was handed in."""
    other = below(desk.county, slug, f"{slug}镇人民政府")
    data = sample.report()
    data["sections"][0]["text"] = text
    row = Filing(
        organ=other, year=YEAR, data=data, form=data["form"], sha256=slug, filed_on=NOW.date(), **how
    )
    row.figures = {}
    Filing.objects.bulk_create([row])


def of_siblings(compilation) -> list[tuple[str, str]]:
    """What is found of them."""
    found = Standing(fresh(compilation)).found
    return [(one.severity.value, one.message) for one in found if one.code == "COPY_SIBLING"]


def test_what_a_sibling_handed_in_is_looked_at_though_it_is_not_public(desk, monkeypatch) -> None:
    compilation = desk.begin()
    desk.write(compilation, 1, "safeguards", OWN)
    kin(desk, "jia", OWN, state=FilingState.FILED)
    kin(desk, "yi", OWN, state=FilingState.RETURNED, returned_on=NOW.date(), returned_because="请更正。")
    assert [one for _, one in of_siblings(compilation)] == [
        "自己写的文字有 100% 与jia镇人民政府同一年度的报告相同（1 处）。"
    ]
    kin(desk, "bing", "另一段话。", state=FilingState.FILED)
    monkeypatch.setattr(checked, "_MOST_SIBLINGS", 1)
    assert ("notice", "同类机关已经公布、报送的报告有2份，这里只对照了1份。") in of_siblings(compilation)
