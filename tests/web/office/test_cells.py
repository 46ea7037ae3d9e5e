"""Which cells of a list stay on one line."""

from datetime import date

import pytest
from django.utils.safestring import mark_safe

from gongkai.web.office.templatetags.cells import is_day
from tests.web.conftest import NOW


@pytest.mark.parametrize(
    "value", [date(2026, 11, 27), NOW, "2026年11月27日", "2026年1月1日 09:30", mark_safe("2026年1月1日前")]
)
def test_a_day_does(value):
    assert is_day(value)


@pytest.mark.parametrize(
    "value", [None, "", 3, "2026年", "上次采集完毕，2026年1月1日起对方网站连接不上。", "墨鹭政规〔2026〕1号"]
)
def test_a_sentence_does_not(value):
    assert not is_day(value)
