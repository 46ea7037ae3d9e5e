"""月度登记: what an organ counted in some months is entered, put right, or taken back; all of it in one act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.problems import Refused
from gongkai.lawbook.decisions import DecisionKind, decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import locked
from gongkai.web.organs.models import Organ

from .models import ENTERERS, LONGEST_NOTE, LONGEST_SOURCE, MonthlyCount
from .months import existed_in, first_of, named
from .values import must_fit, told

Place = tuple[str, date]  # kind and month


@dataclass(frozen=True, slots=True)
class Entry:
    """One value for one month, None to take it back. `was` is what whoever enters it has seen there."""

    kind: str
    month: date
    value: Number | None
    source: str
    note: str = ""
    was: Number | None = None

    @property
    def place(self) -> Place:
        """Kind and month."""
        return self.kind, self.month

    @property
    def known_kind(self) -> DecisionKind:
        """The kind as the law data has it."""
        return decision_kinds()[self.kind]

    def __str__(self) -> str:
        return f"{named(self.month)}{self.known_kind.name}"


def enter(organ: Organ, entries: Iterable[Entry], *, by: Viewer, at: datetime) -> list[Entry]:
    """登记: those of the entries that say something new. Raises Refused, and then nothing is entered."""
    with act("decisions.enter", organ.pk, by=by, at=at) as pen:
        return write(pen, locked(organ.pk), entries)


def write(pen: Pen, organ: Organ, entries: Iterable[Entry]) -> list[Entry]:
    """Write entries of an organ that is held, inside an act. Raises Refused."""
    pen.duty = pen.by.must_hold(*ENTERERS, path=organ.path)
    stored = standing(organ)
    wanted = [one for one in entries if one.value != _value(stored, one.place)]
    for one in wanted:
        must_hold(one, organ, stored, on=localdate(pen.at))
    new = [_put(MonthlyCount(organ=organ), one) for one in wanted if one.place not in stored]
    for is_amount, kind in ((False, "decisions.entered"), (True, "decisions.charged")):
        pen.enter([row for row in new if row.known_kind.is_amount is is_amount], kind)
    for one in wanted:
        if one.place in stored:
            pen.save(_put(stored[one.place], one), _kind_of_change(one))
    return wanted


def standing(organ: Organ) -> dict[Place, MonthlyCount]:
    """What stands for an organ, by kind and month."""
    return {(row.kind, row.month): row for row in MonthlyCount.objects.filter(organ=organ)}


def must_hold(entry: Entry, organ: Organ, stored: Mapping[Place, MonthlyCount], *, on: date) -> None:
    """Refuse what cannot be, and a change for which nobody gives a reason when one must. Raises Refused."""
    must_be_a_month(entry.month, organ, on=on)
    if entry.value is not None:
        must_fit(entry.value, entry.known_kind)
    stands = _value(stored, entry.place)
    if stands != entry.was:
        raise Refused(
            f"{entry}已经由别人登记为{told(stands, entry.known_kind)}。", "请重新打开页面，核对以后再填。"
        )
    if not entry.source.strip():
        raise Refused(
            f"{entry}没有写明数据来源。", "请写明数从哪里来，例如：行政审批系统、执法台账、财务室。"
        )
    for words, said, longest in (
        ("数据来源", entry.source, LONGEST_SOURCE),
        ("说明", entry.note, LONGEST_NOTE),
    ):
        if len(said.strip()) > longest:
            raise Refused(f"{entry}的{words}超过{longest}个字。", "请写得短一些。")
    if stands is not None and needs_reason(entry.month, on=on) and not entry.note.strip():
        raise Refused(
            f"{entry}已经登记，所在年度的数已经固定。",
            "更正以后，年度报告的数与台账不一致，请在说明中写明更正的原因。",
        )


def must_be_a_month(month: date, organ: Organ, *, on: date) -> None:
    """Refuse a month that is not over, and one in which the organ was not there. Raises Refused."""
    if month.day != 1 or month >= first_of(on):
        raise Refused(f"{named(month)}还没有过完。", "请在这个月过完以后登记全月的数。")
    if not existed_in(organ, month):
        raise Refused(f"{named(month)}没有“{organ.name}”这个机关。", "请核对月份，或者登记在当时的机关名下。")


def needs_reason(month: date, *, on: date) -> bool:
    """Whether a change must give its reason: the figures of its year are frozen."""
    return on >= tally_law().freezes_on(month.year)


def _value(stored: Mapping[Place, MonthlyCount], place: Place) -> Number | None:
    return stored[place].value if place in stored else None


def _put(row: MonthlyCount, entry: Entry) -> MonthlyCount:
    row.kind, row.month = entry.place
    row.put(entry.value)
    row.source, row.note = entry.source.strip(), entry.note.strip()
    return row


def _kind_of_change(entry: Entry) -> str:
    if entry.value is None:
        return "decisions.taken_back"
    if entry.was is None:
        return "decisions.charged" if entry.known_kind.is_amount else "decisions.entered"
    return "decisions.charge_corrected" if entry.known_kind.is_amount else "decisions.corrected"
