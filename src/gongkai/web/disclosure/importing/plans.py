"""What a list of old items would do: a verdict a row, and what the whole is bound to."""

from dataclasses import dataclass

from gongkai.engine.accept import Accepted
from gongkai.web.disclosure.content import Content
from gongkai.web.disclosure.models import Item
from gongkai.web.organs.importing.plans import Fault, Plan, Verdict


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the archive that is to be attached: its name for people, its path, and what it is."""

    name: str
    path: str
    accepted: Accepted


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One row: its number in the file, the verdict and why, and the draft that it would become.

    `content` is without attachments: the files are kept when the plan is carried out.
    """

    line: int
    name: str
    verdict: Verdict
    item: Item | None = None
    content: Content | None = None
    files: tuple[Attached, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemPlan(Plan):
    """The whole list, bound to the bytes of both files and to what the organs had when it was judged."""

    rows: tuple[PlannedItem, ...]
    organs: tuple[int, ...] = ()
    unused: tuple[str, ...] = ()

    def summary(self) -> str:
        """The counts as a sentence."""
        told = {
            Verdict.NEW: "可以起草",
            Verdict.UNCHANGED: "已有而不再导入",
            Verdict.REFUSED: "不能导入",
        }
        counts = "，".join(f"{words} {self.count(verdict)} 行" for verdict, words in told.items())
        noted = sum(bool(row.notes) for row in self.rows if row.verdict is Verdict.NEW)
        more = f"可以起草的行中，{noted} 行送审前还要补填或者核对。" if noted else ""
        unread = f"没有用到的列：{'、'.join(self.unread)}。" if self.unread else ""
        return f"共 {len(self.rows)} 行：{counts}。{more}{unread}"
