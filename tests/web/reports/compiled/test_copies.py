"""What people wrote is held against other reports; the sentences that we proposed are everybody's."""

import pytest

from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.checks.copies import check as copies
from gongkai.web.reports.models import Report

from .desk import fresh

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
