"""What an organ counted in a month, under a source that stands nowhere else."""

from gongkai.kernel.duties import SYSTEM
from gongkai.web.decisions.actions import Entry, enter
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

NAMES = {"monthly_count": "枕溪执法记录本第九册"}


def counted(organ: Organ) -> MonthlyCount:
    """Three permits in January."""
    entry = Entry("licences", NOW.date().replace(month=1, day=1), 3, NAMES["monthly_count"])
    enter(organ, [entry], by=SYSTEM, at=NOW)
    return MonthlyCount.objects.get(organ=organ)
