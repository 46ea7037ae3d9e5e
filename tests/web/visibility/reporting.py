"""The annual report of one organ while it is made."""

from typing import Any

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import collecting, compiling
from gongkai.web.reports.models import Compilation, Filing
from tests.web.conftest import NOW

NAMES = {
    "compilation": "枕溪镇人民政府2025年政府信息公开工作年度报告",
    "filing": "枕溪镇人民政府2025年度报告的报送",
}
NARROWED = {"compilations:index": "?export=csv", "filings:index": "?export=csv"}


def begun(organ: Organ) -> Compilation:
    """The report of last year, just begun."""
    return compiling.begin(organ, 2025, by=SYSTEM, at=NOW)


def filed(organ: Organ) -> Filing:
    """What it published for last year, handed in."""
    return collecting.hand_in(organ, 2025, by=SYSTEM, at=NOW)


def places(row: Compilation) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of its pages."""
    cell = "table3.granted.natural_person"
    return {
        "compilations:cell": {"pk": row.pk, "cell": cell},
        "compilations:draft-file": {"pk": row.pk, "ending": "docx"},
        "compilations:edition-file": {"pk": row.pk, "number": 1, "ending": "json"},
        "compilations:statistics-cell": {"cell": cell},
        "compilations:statistics-file": {"ending": "xlsx"},
        "filings:board-file": {"ending": "csv"},
        "filings:sums-cell": {"cell": cell},
    }
