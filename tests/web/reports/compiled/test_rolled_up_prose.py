"""The prose of a report that adds others up: what is of all, and what is the government's own, are never one figure."""

import pytest
from django.db.models import F

from gongkai.kernel.facts import Scope, referred
from gongkai.kernel.findings import Severity
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.applications.models import Application
from gongkai.web.disclosure.selectors import Counted
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.compiling import Standing, preview
from gongkai.web.reports.facts.disclosure import _by_category
from gongkai.web.reports.models import Compilation
from tests.web.conftest import NOW
from tests.web.reports.collecting.conftest import authority, dengxia, text  # noqa: F401 - fixtures
from tests.web.reports.ledgers import bulk

from .desk import text_of

pytestmark = pytest.mark.django_db
NEW = "table3.new_received.total"
OF_EACH_MEMBER = 5
DENIAL = "全年没有收取信息处理费。"


@pytest.fixture
def rollup(county, organ, dengxia, authority, viewer_of) -> Compilation:  # noqa: F811 - fixtures
    """A county with cases of its own and two towns that handed in five each."""
    bulk([county], cases=20, seed=3, years=range(2024, 2025))
    Application.objects.exclude(concluded_on=None).update(made_on=F("concluded_on"))
    for member in (organ, dengxia):
        filing = acts.upload(member, 2024, text(member), by=authority, at=NOW)
        acts.confirm(filing, by=authority, at=NOW)
    return compiling.begin(county, 2024, by=viewer_of("clerk", county), at=NOW)


def test_figures_of_the_tables_are_sums_and_all_others_are_called_the_organ_s_own(rollup):
    standing = Standing(rollup)
    own = standing.figured.parts[NEW]["墨鹭县人民政府（本级）"]
    assert own > 0
    told = text_of(rollup, "on_request")
    assert told.startswith(f"全年收到政府信息公开申请{own + 2 * OF_EACH_MEMBER}件，其中")
    assert "本级（不含下级机关）平均每件用时" in told
    assert "各表的数字是墨鹭县人民政府本级与下级机关2024年的数字之和" in text_of(rollup, "preface")
    sentences = [part for one in standing.written for part in one.text.split("。") if part]
    scopes = {part: {fact_kinds()[code].scope for code in referred(part)} for part in sentences}
    of_its_own = [part for part, found in scopes.items() if Scope.REGISTER in found]
    assert of_its_own
    assert all("本级" in part and Scope.TABLES not in scopes[part] for part in of_its_own)
    found = {one.code for one in standing.found}
    assert not found & {"CLAIM_MISMATCH", "BREAKDOWN_SUM", "NEGATIVE_CLAIM", "FACT_UNKNOWN", "REPEATED"}


def test_the_county_s_own_register_proves_nothing_of_its_members(rollup, viewer_of, desk):
    def told(compilation, by, text):
        compiling.write(compilation, 1, "management", text=text, by=by, at=NOW)
        found = Standing(compilation, NOW.date()).found
        return [one for one in found if one.code == "NEGATIVE_CLAIM"]

    clerk = viewer_of("clerk", rollup.organ)
    (of_all,) = told(rollup, clerk, DENIAL)
    assert (of_all.severity, of_all.topic) == (Severity.WARNING, "management")
    assert "下级机关的无登记可查" in of_all.message
    assert told(rollup, clerk, f"本级{DENIAL}") == []
    assert told(desk.begin(), desk.viewer("clerk"), DENIAL) == []
    assert "下级机关的无登记可查" in "".join(preview(rollup, DENIAL).faults)


def test_a_report_of_one_organ_says_nothing_of_levels(desk):
    bulk([desk.organ], cases=20, seed=3, years=range(2025, 2026))
    assert "本级" not in "".join(one.rendered for one in Standing(desk.begin()).written)


def test_a_list_of_columns_names_each_once():
    counts = [
        Counted("未归入目录", True, 1, 0),
        Counted("治安管理", True, 1, 0),
        Counted("未归入目录", False, 3, 1),
    ]
    assert _by_category(counts) == "未归入目录5条，治安管理1条"
