"""What every form of a report in the making knows: its workspace, what the address asks for, and what a change undoes."""

from typing import Any

from django.db.models import Model, QuerySet

from gongkai.kernel.problems import Refused
from gongkai.web.office.acts import ActForm
from gongkai.web.reports.compiling import Workspace, workspace
from gongkai.web.reports.models import Compilation, State

LINES = {"rows": 3}
REASON = "随报告一并公开：写明与台账不同的原因和依据，不写个人信息。"
# What a change undoes, by how far the report has come.
UNDONE = {
    State.WITH_AUTHORITY: "报告正在由主管部门审阅。保存修改以后，这次审阅作废，须重新报送。",
    State.UNDER_REVIEW: "报告正在审签。保存修改以后，这次审签作废，须重新送审。",
    State.SIGNED: "报告已经批准。保存修改以后，批准作废，须重新送审。",
}


class WorkForm(ActForm):
    """A form about a report that is being made: it knows the workspace, and says what a change undoes."""

    row: Compilation
    # A step of the report's way leaves its words alone; everything else changes them.
    is_step = False

    @property
    def undone(self) -> str:
        """What is lost with a change, in words; empty when nothing is."""
        return "" if self.is_step else UNDONE.get(State(self.row.state), "")

    @property
    def work(self) -> Workspace:
        """The workspace as the viewer sees it, drawn up once."""
        if not hasattr(self, "_work"):
            self._work = workspace(self.row, self.viewer)
        return self._work

    def asked(self, name: str) -> str:
        """What the address, or what was sent, says of a hidden field."""
        return str((self.data if self.is_bound else self.initial).get(name, ""))


def one_of(rows: QuerySet, missing: str, **which: Any) -> Model:
    """The row that is meant. Raises Refused when it is not there any more."""
    found = rows.filter(**which).first()
    if found is None:
        raise Refused(missing, "可能刚被别人改过。请回到报告，看现在的内容。")
    return found


def number(text: str) -> int:
    """The key of a row, 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < len("1000000000000") else 0
