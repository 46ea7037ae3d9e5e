"""What the ledger says of a report on its way reads as people speak: who did what, with names and no codes."""

import re

import pytest

from gongkai import lawbook
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.reports.actions import justifying, publishing
from gongkai.web.reports.compiling import Standing
from tests.web.conftest import NOW

from .desk import fresh

pytestmark = pytest.mark.django_db
# Of English, only what is no word of a sentence: a code, a name of a column.
_CODES = re.compile(r"[A-Z]{2,}\d*_|[a-z]+_[a-z]+|（空）|（已清除）|\{")


def sentences(*apps):
    """What was said of the events of some apps, the first one first."""
    kinds = tuple(f"{app}." for app in apps)
    events = [one for one in Event.objects.order_by("position") if one.kind.startswith(kinds)]
    return told(events)


def test_a_report_from_its_beginning_to_a_correction(desk):
    compilation = desk.published()
    publishing.correct(compilation, note="有一处遗漏。", by=desk.viewer("clerk"), at=NOW)
    said = sentences("reports", "reviews")
    assert not [one for one in said if _CODES.search(one)]
    whole = "\n".join(said)
    for words in (
        f"提请审签{compilation}第1版，公开属性拟为主动公开",
        f"{compilation}第1版于2026年2月3日09:30通过“保密和合法性审查”，转入“批准”",
        f"批准{compilation}第1版，于",
        f"系统于2026年2月3日09:30重新核对{compilation}",
        f"把{compilation}转为“审签中”",
    ):
        assert words in whole, words
    assert "审签审签" not in whole
    assert "随之" not in whole


def test_a_check_is_called_by_its_name(desk):
    compilation = desk.written(lacking={("licences", 12)})
    [found] = [one for one in Standing(fresh(compilation)).found if one.code == "CELL_BLANK"]
    justifying.justify(compilation, found.fingerprint, reason="核对无误。", by=desk.viewer("clerk"), at=NOW)
    [said] = [one for one in sentences("reports") if "一项错误的理由" in one]
    assert f"“{lawbook.load().rule(found.code).title}”" in said
    assert not _CODES.search(said)
