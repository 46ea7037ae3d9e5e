"""Judges an old register against ours: the dry run. It writes nothing."""

from collections.abc import Collection
from datetime import date

from gongkai.engine.intake import Source
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import TooBig
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.importing.plans import Verdict
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Organ

from .becoming import Become, applied_of, become, mark_of
from .columns import LAYOUT, Number, heading_of
from .drafts import Draft, draft_of
from .judging import past_of
from .plans import CasePlan, PlannedCase
from .remarks import OURS
from .standing import Known, Mark, Standing

IMPORTERS = ("clerk", "office_head")
# What can be judged and written while somebody waits for a page.
MOST = 2000


def plan(source: Source, *, organ: Organ, on: date, by: Viewer, checked: Collection[int] = ()) -> CasePlan:
    """What the register would do, row by row; `checked` are the lines that somebody has looked at. Raises a Problem."""
    by.must_hold(*IMPORTERS, path=organ.path)
    sheet = read(source, LAYOUT)
    if len(sheet.rows) > MOST:
        raise TooBig(f"登记册有 {len(sheet.rows)} 行，一次最多 {MOST} 行。", "请分成几份转入，例如每年一份。")
    judge = _Judge(Standing.of(organ), on)
    rows = tuple(judge.row(draft_of(line, texts), checked) for line, texts in sheet.rows)
    unread = tuple(heading for heading in sheet.unread if heading not in OURS)
    return CasePlan(rows, file=source.sha256, state=judge.standing.state, unread=unread)


class _Judge:
    """Judges one row after the other, and remembers those before."""

    def __init__(self, standing: Standing, on: date) -> None:
        self.standing, self.on = standing, on
        self.numbers: dict[tuple[int, int], int] = {}
        self.marks: dict[Mark, int] = {}

    def row(self, draft: Draft, checked: Collection[int]) -> PlannedCase:
        """The verdict on a row."""
        self._place(draft)
        past = past_of(draft, on=self.on)
        applied = applied_of(draft, self.standing)
        year, serial = _number(draft)
        if past is None or applied is None or draft.faults:
            return _planned(draft, Verdict.REFUSED)
        mark = mark_of(applied, on=past.received_on)
        known = self.standing.by_number.get((year, serial)) if year and serial else None
        if known and _is_same(known, mark):
            draft.notes.append(f"已有{known.called}，不再转入。")
            return _planned(draft, Verdict.UNCHANGED)
        self._be_apart(draft, (year, serial), mark, known)
        made = become(draft, past, applied, self.standing, on=self.on)
        if made is None or draft.faults:
            return _planned(draft, Verdict.REFUSED)
        if past.received_on is not None:
            _keep_number(draft, made, year=year or past.received_on.year, serial=serial)
        return _planned(draft, Verdict.NEW, made, is_checked=draft.line in checked or draft.is_checked)

    def _place(self, draft: Draft) -> None:
        organ, name = self.standing.organ, draft.values.get("organ", "")
        if name and name not in (organ.name, organ.short_name, organ.slug):
            draft.refuse(f"这一行的受理机关是“{name}”，不是{organ}。", "请选择那个机关，另行转入。")

    def _be_apart(
        self, draft: Draft, number: tuple[int | None, int | None], mark: Mark, known: Known | None
    ) -> None:
        """No number twice; two alike of one applicant on one day are looked at."""
        year, serial = number[0] or (mark.on.year if mark.on else None), number[1]
        if known:
            advice = "请核对编号；确是另一件的，请改用没有用过的编号，或者留空由系统编号。"
            draft.refuse(f"编号已由{known.called}“{known.title}”使用。", advice)
        if year and serial and (first := self.numbers.setdefault((year, serial), draft.line)) != draft.line:
            draft.refuse(f"编号与第{first}行重复。", "请核对哪一行是对的，只保留一行；是两件的，改正编号。")
        if (first := self.marks.setdefault(mark, draft.line)) != draft.line:
            draft.doubt(f"与第{first}行是同一天、同一申请人的同一内容，可能登记了两次。")
        elif other := self.standing.by_mark.get(mark):
            draft.doubt(f"与已有的{other.called}是同一天、同一申请人的同一内容，可能是同一件。")


def _is_same(known: Known, mark: Mark) -> bool:
    return (known.title, known.on) == (mark.title, mark.on)


def _number(draft: Draft) -> tuple[int | None, int | None]:
    """Year and serial: those of the number, else those of the place in the list; the year is that of the receipt."""
    told: Number | None = draft.values.get("number") or draft.values.get("order")
    received_on = draft.received_on
    if told is None or told.serial is None:
        return None, None
    return told.year or (received_on.year if received_on else None), told.serial


def _keep_number(draft: Draft, made: Become, *, year: int, serial: int | None) -> None:
    """The number that it keeps; the one of the old register beside it, where ours says less."""
    application, told = made.application, draft.values.get("number")
    application.year, application.serial = year, serial
    words = draft.values.get("old_number") or (told.words if told else "")
    longest = application._meta.get_field("old_number").max_length or 0
    if words and words != application.number:
        application.old_number = words[:longest]
    if serial is None:
        what = f"编号“{words}”没有年份和顺序号" if words else f"没有填{heading_of('number')}"
        draft.notes.append(f"{what}，转入时接着本年度的编号编定。")
    received_on = application.received_on
    if received_on and year != received_on.year:
        draft.doubt(f"编号的年份是{year}年，收到日期是{day(received_on)}，不是同一年。")


def _planned(
    draft: Draft, verdict: Verdict, made: Become | None = None, *, is_checked: bool = False
) -> PlannedCase:
    return PlannedCase(
        draft.line,
        draft.name,
        verdict,
        draft.texts,
        applied=made.applied if made else None,
        application=made.application if made else None,
        events=made.events if made else (),
        faults=tuple(dict.fromkeys(draft.faults)),
        doubts=tuple(draft.doubts),
        notes=tuple(draft.notes),
        is_checked=is_checked,
    )
