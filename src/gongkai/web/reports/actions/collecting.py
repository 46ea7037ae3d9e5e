"""What is done on the way from a member's report to the sum: handed in, settled where it cannot be read, sent back, confirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.timezone import localdate

from gongkai import lawbook
from gongkai.engine.intake import Source
from gongkai.engine.kept import figures, fits, open_cells, settled
from gongkai.engine.render.cells import cell_label
from gongkai.engine.rollup import broken
from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.problems import NotYourOwn, Problem, Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.messages import can_mail
from gongkai.web.reports.collecting import Standing, adds_up
from gongkai.web.reports.collecting import filing as handing
from gongkai.web.reports.collecting.filing import Basis, of_edition, of_file, of_report
from gongkai.web.reports.collecting.reminding import ask_for, to_be_told
from gongkai.web.reports.collecting.sums import standing
from gongkai.web.reports.collecting.waiting import AUTHORITY
from gongkai.web.reports.models import (
    PUBLISHERS,
    Compilation,
    Edition,
    Filing,
    FilingState,
    Report,
    SettledCell,
)

from .taking_in import check


def hand_in(organ: Organ, year: int, *, by: Viewer, at: datetime) -> Filing:
    """报送: an organ hands in what was signed for a year, or else what it has published. Raises Refused."""
    with act("reports.hand_in", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = by.must_hold(*PUBLISHERS, path=organ.path)
        must_exist(organ)
        return handing.write(pen, organ, year, _own(organ, year))


def _own(organ: Organ, year: int) -> Basis:
    """The newest edition that was approved and not taken out for good, else the published report."""
    editions = Edition.objects.filter(compilation__organ=organ, compilation__year=year)
    if edition := editions.exclude(signed_on=None).exclude(data={}).order_by("-number").first():
        return of_edition(edition)
    if report := Report.objects.published().filter(organ=organ, year=year).first():
        return of_report(report)
    raise Refused(
        f"{organ.name}{year}年度的报告还没有签发，也没有公布，没有可以报送的。",
        "请先编制并签发；已经在别处公布的，先收入年度报告。",
    )


def upload(organ: Organ, year: int, source: Source, *, by: Viewer, at: datetime) -> Filing:
    """代收: the authority takes in the report of an organ that does not work in this system. Raises Problem.

    It is read before the transaction begins: that takes a second, and other writers would wait.
    """
    basis = of_file(source, check(source).data)
    with act("reports.upload_filing", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = _held_above(organ, by)
        must_exist(organ)
        _must_fit(organ, year, basis)
        return handing.write(pen, organ, year, basis)


def _must_fit(organ: Organ, year: int, basis: Basis) -> None:
    """Refuse another organ's, another year's, and what is handed in already in another way."""
    named, stated = basis.data["organ"], basis.data["year"]
    if not named or not organ.is_called(named):
        said = f"文件写的机关是“{named}”" if named else "文件没有写明机关"
        raise Refused(f"{said}，这里收的是{organ.name}的报告。", "请核对文件，或者另选机关。")
    if stated != year:
        said = f"文件是{stated}年度的报告" if stated else "文件没有写明年度"
        raise Refused(f"{said}，这里收的是{year}年度的。", "请核对文件，或者另选年度。")
    if Compilation.objects.filter(organ=organ, year=year).exists():
        raise Refused(
            f"{organ.name}正在本系统编制{year}年度的报告。",
            "请由它签发后报送；要收别处的文件，请先与它核实。",
        )
    twin = Filing.objects.filter(sha256=basis.sha256).exclude(organ=organ, year=year).first()
    if twin:
        raise Refused(f"同一个文件已经作为{twin}收过。", "请核对是不是选错了文件。")


def settle(filing: Filing, values: Mapping[str, Number], *, reason: str, by: Viewer, at: datetime) -> Filing:
    """核定: say what blank or doubtful cells are, and from what one knows them; all of them or none. Raises Refused."""
    with act("reports.settle", filing.organ_id, by=by, at=at, subject=filing) as pen:
        stored = _held(filing, by, pen)
        _must_be_filed(stored)
        if not reason.strip():
            raise Refused("没有写明依据。", "例如：电话核实，经办人确认为0件；见原件第3页。")
        for cell, value in values.items():
            _settle_one(pen, stored, cell, value, reason=reason.strip())
        pen.save(stored, "reports.settled_in", facts={"year": stored.year})
    return stored


def _settle_one(pen: Pen, stored: Filing, cell: str, value: Number, *, reason: str) -> None:
    """One cell with what it is; the filing is not saved yet."""
    named = cell_label(lawbook.load().form(stored.form), cell)
    known = stored.settled.filter(cell=cell, sha256=stored.sha256).first()
    if known is None and cell not in open_cells(stored.form, stored.figures):
        raise Refused(f"{named}已经读出数字，不用核定。", "数字有误的，请退回报告，由报送机关更正后重报。")
    if not fits(stored.form, cell, value=value):
        raise Refused(f"{named}不能填{value}。", "件数填 0 以上的整数；金额以万元为单位，最多六位小数。")
    row = known or SettledCell(filing=stored, cell=cell, sha256=stored.sha256)
    row.value, row.reason, row.settled_on = value, reason, localdate(pen.at)
    checked(row)
    pen.save(row, "reports.settled", facts={"year": stored.year, "cell": named, "value": str(value)})
    stored.figures = settled(stored.form, stored.figures, cell=cell, value=value)


def send_back(filing: Filing, *, reason: str, by: Viewer, at: datetime) -> Filing:
    """退回: the member puts it right and hands it in anew; until then it is in no sum. Raises Refused."""
    with act("reports.send_back", filing.organ_id, by=by, at=at, subject=filing) as pen:
        stored = _held(filing, by, pen)
        if stored.state == FilingState.RETURNED:
            raise Refused("这份报告已经退回。", "请等报送机关重新报送。")
        if not reason.strip():
            raise Refused("没有写明退回的原因。", "请写明哪些地方要更正，报送机关据此修改。")
        stored.state, stored.returned_on, stored.confirmed_on = FilingState.RETURNED, localdate(at), None
        stored.returned_because, stored.confirmed_because = reason.strip(), ""
        pen.save(stored, "reports.sent_back", facts={"year": stored.year})
    return stored


def confirm(filing: Filing, *, reason: str = "", by: Viewer, at: datetime) -> Filing:
    """确认: the figures stand as they are. Raises Refused while a cell is open, and without a reason where figures do not
    agree with each other."""
    with act("reports.confirm", filing.organ_id, by=by, at=at, subject=filing) as pen:
        stored = _held(filing, by, pen)
        _must_be_filed(stored)
        if count := len(open_cells(stored.form, stored.figures)):
            raise Refused(f"还有{count}格空白或者读不准，没有核定。", "请逐格核定，或者退回由报送机关补齐。")
        faults = len(broken(figures(stored.form, stored.figures)))
        if faults and not reason.strip():
            raise Refused(
                f"有{faults}项勾稽关系不成立，没有写确认的理由。",
                "数字有误的，退回由报送机关更正；核实后确实如此的，写明理由再确认。",
            )
        stored.state, stored.confirmed_on = FilingState.CONFIRMED, localdate(at)
        stored.confirmed_because = reason.strip() if faults else ""
        pen.save(stored, "reports.confirmed", facts={"year": stored.year})
    return stored


class Received(NamedTuple):
    """How many reports were taken in, and which were not: the organ's name and why."""

    done: int
    refused: tuple[tuple[str, str], ...]


def receive(authority: Organ, year: int, *, by: Viewer, at: datetime) -> Received:
    """收入已公开的报告: what members have published counts as handed in, without their doing anything. Each is an act of its
    own, and one that is refused does not stop the rest. Raises Refused where there is none, or where none could be taken in."""
    _must_collect(authority)
    found = [one.organ for one in standing(authority, year) if one.is_to_be_received]
    if not found:
        raise Refused(f"没有已经公开、还没有收入的{year}年度报告。", "没有公开的，请催报；系统外的，请代收。")
    refused: list[tuple[str, Problem]] = []
    for organ in found:
        try:
            _receive_one(organ, year, by=by, at=at)
        except Problem as problem:  # the act has written down that it was refused
            refused.append((organ.name, problem))
    if len(refused) == len(found):
        raise refused[0][1]
    return Received(len(found) - len(refused), tuple((name, str(problem)) for name, problem in refused))


def _receive_one(organ: Organ, year: int, *, by: Viewer, at: datetime) -> None:
    with act("reports.receive", organ.pk, by=by, at=at) as pen:
        stored = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = _held_above(stored, by)
        handing.write(pen, stored, year, _own(stored, year))


def _must_collect(authority: Organ) -> None:
    if not adds_up(authority):
        raise Refused(
            f"{authority.name}不汇总下级机关的报告。", "汇总单位是县级以上人民政府；被催报的机关不用选。"
        )


def remind(authority: Organ, year: int, *, by: Viewer, at: datetime) -> int:
    """催报: mail those members that have handed in nothing, or have to do so again; how many people are told. Raises
    Refused."""
    with act("reports.remind_filing", authority.pk, by=by, at=at) as pen:
        pen.duty = by.must_hold(AUTHORITY, path=authority.path)
        _must_collect(authority)
        members = standing(authority, year)
        late = [one.organ for one in members if one.is_awaited]
        if not late:
            raise Refused(*_nobody_late(members, authority, year))
        if not can_mail():
            raise Refused("本系统没有配置发送邮件。", "请复制报送情况页面上的催报文字，用别的方式通知。")
        people = to_be_told(late, localdate(at))
        if not people:
            raise Refused("没有可以发邮件的人：这些机关的经办人没有登记邮箱。", "请用别的方式通知。")
        ask_for(people, year, at=at)
        pen.note("reports.reminded", facts={"year": year, "organs": len(late)})
    return len(people)


def _nobody_late(members: Sequence[Standing], authority: Organ, year: int) -> tuple[str, str]:
    """Why nobody is reminded, and what there is to do instead."""
    if not members:
        return f"{authority.name}没有要报送报告的下级机关。", "不用催报。"
    if count := sum(one.is_to_be_received for one in members):
        said = f"没有需要催报的机关：还没有报送的{count}个机关，{year}年度的报告都已经公开。"
        return said, "请在报送情况页面收入已公开的报告。"
    return f"{authority.name}的{len(members)}个下级机关，{year}年度的报告都已经报送。", "没有需要催报的机关。"


def _held(filing: Filing, by: Viewer, pen: Pen) -> Filing:
    """The row as stored, held until the act ends, for somebody at the authority above."""
    stored = Filing.objects.select_for_update(of=("self",)).select_related("organ").get(pk=filing.pk)
    pen.duty = _held_above(stored.organ, by)
    return stored


def _held_above(organ: Organ, by: Viewer) -> Held | None:
    """The duty of the authority above the organ: nobody confirms the report of his own."""
    duty = by.must_hold(AUTHORITY, path=organ.path)
    if by.is_system or is_above(organ, by):
        return duty
    raise NotYourOwn("本机关的报告由上级主管部门代收、核定、退回和确认。", "请报送上级主管部门。")


def is_above(organ: Organ, by: Viewer) -> bool:
    """Whether somebody holds the authority's duty in an organ above this one."""
    held = (one for one in by.held if one.duty.code == AUTHORITY)
    return by.is_system or any(one.covers(organ.path) and one.path != organ.path for one in held)


def _must_be_filed(filing: Filing) -> None:
    if filing.state != FilingState.FILED:
        raise Refused(
            f"这份报告的状态是“{filing.get_state_display()}”，现在不能这样办理。",
            "已经确认的，要改动请先退回；已经退回的，等报送机关重新报送。",
        )
