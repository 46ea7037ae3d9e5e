"""Making a report: it is begun with a proposed draft, its prose is written, its figures changed for a reason."""

from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from gongkai import lawbook
from gongkai.engine.render.cells import cell_label, figure, known_figure
from gongkai.kernel.compilation import Listing
from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.problems import Refused
from gongkai.lawbook.reporting import reporting_law
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.reports.collecting import adds_up
from gongkai.web.reports.compiling.drafting import drafts
from gongkai.web.reports.compiling.figures import Shown, figured, form_of, is_total
from gongkai.web.reports.compiling.prose import special_items
from gongkai.web.reports.duties import makers
from gongkai.web.reports.models import (
    Adjustment,
    Compilation,
    Passage,
    Shortcoming,
    SpecialItem,
    State,
)

from .stepping import changing, organ_held, reckon, set_state


def begin(organ: Organ, year: int, *, by: Viewer, at: datetime) -> Compilation:
    """开始编制: a draft of every topic is proposed from the registers; last year's open problems open it. Raises Refused."""
    with act("reports.begin", organ.pk, by=by, at=at) as pen:
        stored = organ_held(organ)
        pen.duty = by.must_hold(*makers(), path=stored.path)
        must_exist(stored)
        _must_be_a_year(year, at)
        if Compilation.objects.filter(organ=stored, year=year).exists():
            raise Refused(f"{stored}{year}年度的报告已经在编制。", "请打开已有的那一份。")
        compilation = Compilation(
            organ=stored, year=year, is_rolled_up=adds_up(stored), begun_at=at, changed_at=at
        )
        pen.save(compilation, "reports.begun")
        _carry(pen, compilation)
        for passage in drafts(compilation):
            pen.save(passage, "reports.written", facts=_told(passage))
        reckon(pen, compilation)
        set_state(pen, compilation, State.DRAFTING)
    return compilation


def write(
    compilation: Compilation,
    section: int,
    topic: str,
    *,
    text: str,
    special: SpecialItem | None = None,
    by: Viewer,
    at: datetime,
) -> Passage:
    """编写: what one topic says, with its references to facts; empty takes it out again. Raises Refused."""
    with changing("reports.write", compilation, by=by, at=at) as (pen, stored):
        order = _place(stored, section, topic, special)
        found = stored.passages.filter(section=section, topic=topic, special=special).first()
        passage = found or Passage(compilation=stored, section=section, topic=topic, special=special)
        passage.order, passage.text = order, text.strip().replace("\r\n", "\n")
        checked(passage)
        pen.save(passage, "reports.written", facts=_told(passage))
    return passage


def adjust(
    compilation: Compilation, cell: str, *, given: Number, reason: str, by: Viewer, at: datetime
) -> Adjustment:
    """修改数字: another figure than the registers', for a reason that is published. Both are kept. Raises Refused."""
    with changing("reports.adjust", compilation, by=by, at=at) as (pen, stored):
        shown = _adjustable(stored, cell)
        if not reason.strip():
            raise Refused("没有写明修改的理由。", "理由随报告公开。请写明台账为什么不对，数字从哪里来。")
        _must_fit(stored, cell, given)
        if given == shown.counted:
            raise Refused("填写的数字与台账相同，不需要修改。", "要恢复台账的数字的，请撤销原来的修改。")
        if shown.adjustment:
            _withdraw(pen, shown.adjustment)
        row = Adjustment(
            compilation=stored,
            cell=cell,
            counted=shown.counted,
            given=Decimal(given),
            reason=reason.strip(),
            by_id=by.person,
            at=at,
        )
        checked(row, but=("counted",))  # what nobody registered is given by hand, too
        counted = known_figure(shown.counted)
        facts = {
            "year": stored.year,
            "cell": _named(stored, cell),
            "counted": counted,
            "given": figure(given),
        }
        pen.save(row, "reports.adjusted", facts=facts)
    return row


def withdraw_adjustment(row: Adjustment, *, by: Viewer, at: datetime) -> Adjustment:
    """撤销修改: the registers' figure stands again; that there was another, and why, stays written down."""
    with changing("reports.withdraw_adjustment", row.compilation, by=by, at=at) as (pen, stored):
        found = stored.adjustments.filter(pk=row.pk, is_withdrawn=False).first()
        if found is None:
            raise Refused("这一处修改已经撤销。", "不必再办。")
        _withdraw(pen, found)
    return found


def _withdraw(pen: Pen, row: Adjustment) -> None:
    row.is_withdrawn = True
    facts = {"year": row.compilation.year, "cell": _named(row.compilation, row.cell)}
    pen.save(row, "reports.adjustment_withdrawn", facts=facts)


def _adjustable(compilation: Compilation, cell: str) -> Shown:
    shown = figured(compilation).cells.get(cell)
    if shown is None:
        raise Refused("表格中没有这一格。", "请从表格中选择要修改的格。")
    if is_total(cell):
        raise Refused("合计由各格相加得出，不能直接填写。", "请修改相应的各格，合计随之变化。")
    return shown


def _must_fit(compilation: Compilation, cell: str, given: Number) -> None:
    table, row, column = cell.split(".")
    known = next(one for one in form_of(compilation).table(table).row(row).columns if one.id == column)
    exact = Decimal(given)
    if not exact.is_finite() or exact < 0 or exact != round(exact, known.decimals) or exact >= 10**12:
        kind = f"最多{known.decimals}位小数的数" if known.decimals else "整数"
        raise Refused(f"{_named(compilation, cell)}应填写不小于 0 的{kind}。", "请核对后重新填写。")


def _place(compilation: Compilation, section: int, topic: str, special: SpecialItem | None) -> int:
    """Where a topic stands among all. Raises Refused for one that there is not."""
    places = {(one.section, one.code): one.listed is Listing.SPECIAL for one in reporting_law().topics}
    if places.get((section, topic)) is not (special is not None):
        raise Refused("报告中没有这一主题。", "请从报告的各部分中选择。")
    if special is not None and special not in special_items(compilation):
        raise Refused("这项专项内容不是本年度要求本机关报告的。", "请刷新页面后重试。")
    return list(places).index((section, topic))


def _carry(pen: Pen, compilation: Compilation) -> None:
    """What was not settled of last year's problems opens this year's list."""
    before = Shortcoming.objects.filter(
        compilation__organ=compilation.organ_id,
        compilation__year=compilation.year - 1,
        is_removed=False,
        is_settled=False,
    )
    for order, row in enumerate(before.order_by("order", "pk")):
        carried = Shortcoming(
            compilation=compilation,
            order=order,
            problem=row.problem,
            measure=row.measure,
            owner=row.owner,
            due_on=row.due_on,
            carried_from=row,
        )
        pen.save(carried, "reports.shortcoming_carried", facts={"year": compilation.year})


def _must_be_a_year(year: int, at: datetime) -> None:
    this_year = localdate(at).year
    first = lawbook.load().first_year
    if not first <= year <= this_year:
        raise Refused(f"不能编制{year}年度的报告。", f"请选择{first}年到{this_year}年之间的年度。")


def _named(compilation: Compilation, cell: str) -> str:
    return cell_label(form_of(compilation), cell)


def _told(passage: Passage) -> dict[str, int | str]:
    known = reporting_law().topic(passage.topic)
    title = passage.special.title if passage.special else (known.heading if known else "") or "引言"
    return {"year": passage.compilation.year, "topic": title}
